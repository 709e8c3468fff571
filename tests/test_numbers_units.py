"""What a number counts, over many constructions: sentence | words of the mention | unit (- for none)."""

from __future__ import annotations

import pytest

ROWS = """
A group of 12 soldiers fled the base. | 12 | soldier
She bought 12 pairs of shoes. | 12 | pair
The ship carried 3,000 tonnes of grain. | 3,000 tonnes | tonne
Doctors confirmed 200 cases of flu. | 200 | case
The number of fires rose to 340. | 340 | fire
The number of people in work fell by 21,000. | 21,000 | person
The crowd numbered 300. | 300 | crowd
The dead were 12. | 12 | dead
The dead numbered 12. | 12 | dead
The victims were three. | three | victim
Police held 40 protesters and freed 12 others. | 12 | protester
The blast killed 14 people and wounded 30 others. | 30 | person
Rescuers found 12 more bodies. | 12 | body
Another 12 bodies were found. | 12 | body
A further 40 villages lost power. | 40 | village
Twelve more were injured. | Twelve | person
The crash left 12 dead and 30 injured. | 12 | dead
The crash left 12 dead and 30 injured. | 30 | injured
The shelling killed 30 Ukrainians. | 30 | ukrainian
Some 200 Rohingya drowned. | Some 200 | rohingya
Courts handled 5,260 criminal cases last year. | 5,260 | case
There were 48 court cases. | 48 | case
The firm employs 1,200 people. | 1,200 | person
The firm has 1,200 employees in three countries. | three | country
Of the 300 houses, 40 burned down. | 40 | house
Of 300 houses inspected, 40 had cracks. | 40 | house
Police arrested 40 men, 12 of them minors. | 12 | minor
Police arrested 40 men, of whom 12 were charged. | 12 | man
They freed 40 hostages, 12 of whom were children. | 12 | hostage
The bank closed 60 branches and opened three. | three | branch
The mine employs 400 men and 35 women. | 35 | woman
Turnout among women was 1,500 in 2021 and 2,300 in 2022. | 2,300 | -
The court heard 1,500 appeals in 2021 and 2,300 in 2022. | 2,300 | appeal
Murders rose from 40 to 52. | 40 | murder
Murders rose from 40 to 52. | 52 | murder
The death toll rose to 84. | 84 | death
The toll of dead reached 84. | 84 | dead
The tally of arrests reached 84. | 84 | arrest
Arrests reached 84. | 84 | arrest
Arrests in the capital doubled to 84. | 84 | arrest
Arrests totalled 84 last month. | 84 | arrest
Applications, at 1,200, were the highest in years. | 1,200 | application
The museum drew 40,000 visitors, up from 28,000. | 28,000 | visitor
The museum drew 40,000 visitors, against 28,000 a year earlier. | 28,000 | visitor
The museum drew 40,000 visitors, 12,000 more than in May. | 12,000 | visitor
It sold 40 flats in May but only 12 in June. | only 12 | flat
It sold 40 flats in May; in June it sold 12. | 12 | flat
Four of the seven judges dissented. | Four | judge
Four judges out of seven dissented. | Four judges out of seven | judge
Nearly half of teachers want to quit. | Nearly half | teacher
Nearly half the teachers want to quit. | Nearly half | teacher
Dozens of police officers were hurt. | Dozens | officer
Hundreds of thousands of people marched. | Hundreds of thousands | person
Thousands marched in Riga. | Thousands | person
Two men and three women were held. | Two | man
Two men and three women were held. | three | woman
At least 14 journalists and three lawyers were jailed. | three | lawyer
He owns 12 horses, four dogs and a cat. | four | dog
The law was backed by 60 of the 101 deputies. | 60 | deputy
The law won 60 votes in the 101-seat parliament. | 101 | seat
The 27-member bloc met. | 27 | member
A 12-man jury cleared him. | 12 | man
A 40-bed hospital opened. | 40 | bed
The 300-strong crew was saved. | 300 | crew
He served a 12-month sentence. | 12-month | month
A convoy of 60 trucks crossed the border. | 60 | truck
A fleet of 12 ships sailed. | 12 | ship
A team of 12 doctors arrived. | 12 | doctor
An army of 40,000 invaded. | 40,000 | army
The strike affects 14 of 60 schools. | 14 | school
The strike affects 14 of the city's 60 schools. | 60 | school
About 2.1 million Kenyans lack water. | About 2.1 million | kenyan
Some 3,000 North Koreans serve there. | Some 3,000 | korean
The party took 84 seats, the Greens 12 and the Left three. | 12 | seat
The party took 84 seats, the Greens 12 and the Left three. | three | seat
The vaccine was given to 40 children under five. | 40 | child
Each class has 28 pupils. | 28 | pupil
There are 28 pupils to a class. | 28 | pupil
The road kills 28 a year. | 28 | person
Fires killed 28 in May. | 28 | person
The river flooded 1,200 hectares of farmland. | 1,200 hectares | hectare
They seized 40 kilos of cocaine. | 40 kilos | kilogram
They issued 12 licences and refused 40. | 40 | licence
The library lends 300 books a day. | 300 | book
Of 80 countries surveyed, 12 have such a law. | 12 | country
The report lists 12, including two in Malta. | 12 | -
It is the home of 40 rare species. | 40 | species
The study followed 1,200 men aged 40 to 60. | 1,200 | man
He has two brothers. | two | brother
They built 12 new solar and wind farms. | 12 | farm
Inspectors closed 12 fish and chip shops. | 12 | shop
It has 12 full-time and 40 part-time staff. | 12 | staff
It has 12 full-time and 40 part-time staff. | 40 | staff
It trained 30 male and 40 female nurses. | 30 | nurse
Between 30 and 40 nurses quit. | Between 30 and 40 | nurse
Two or three buses come each hour. | Two or three | bus
The airline cut 12 daily flights. | 12 | flight
The state lost 12,000 manufacturing jobs. | 12,000 | job
The state lost 12,000 jobs in manufacturing. | 12,000 | job
There are 1.4 million more cars than in 2000. | 1.4 million | car
The city has four times as many cars. | four times | -
Twice as many women as men quit. | Twice | -
It scored 12 of 20 points. | 12 | point
The prize was shared by 12, among them two Finns. | two | finn
A dozen eggs broke. | A dozen | egg
They killed 12 and wounded 30, the army said. | 30 | person
He fired six shots, two of which hit her. | two | shot
The 12 were tried in secret. | 12 | person
All 12 were tried in secret. | 12 | person
The 12 accused were tried in secret. | 12 | accused
The two were tried in secret. | two | person
The 27 missing are all miners. | 27 | missing
More than 400,000 are homeless. | More than 400,000 | person
Three were children. | Three | person
Guests came mostly from Sweden (41,000) and Denmark (12,500). | 41,000 | guest
Guests came mostly from Sweden (41,000) and Denmark (12,500). | 12,500 | guest
The convicts are farmers (412), drivers (90) and clerks (12). | 90 | driver
Clerks issued permits in Norway (412). | 412 | permit
Minors (14 to 17 years) were fined. | 14 to 17 years | year
Adults (18 to 29) were fined. | 18 to 29 | year
Smuggling brought 71 months, and tax fraud just 16. | just 16 | month
The backlog of appeals grew to 512. | 512 | appeal
Smugglers numbered 80, poachers 40. Arson came third: 12. | 12 | smuggler
Inflation was 9.1%, a rise of half a point. | half a point | percentage point
Six of the 15 lost theirs. | 15 | -
Of the victims, three were children. | three | victim
The victims included three children. | three | child
A record 84 women won seats. | 84 | woman
Nine Russian-made drones were shot down. | Nine | drone
The army shot down nine of the ten drones. | nine | drone
Air defence downed 40 out of 52 drones. | 40 | drone
A majority of 40 backed it. | 40 | -
The plant makes 40 cars a day, or 14,000 a year. | 14,000 | car
The plant makes 40 cars a day and the new one 60. | 60 | car
The plant's 400 workers went home. | 400 | worker
Workers at 12 plants walked out. | 12 | plant
It has 40 branches in six states and two in Canada. | two | branch
Some 40 homes, three schools and a clinic were hit. | three | school
The camp, built for 500, holds 1,800 people. | 500 | person
Membership fell to 40,000. | 40,000 | membership
Enrolment stands at 1,240 pupils. | 1,240 | pupil
He got 1,240 votes, to her 980. | 980 | vote
The price rose to 84 from 80 euros. | 84 | EUR
It raised fares by 12 and 15 percent. | 12 | %
It employs 84 staff. | 84 | staff
A hospital with 300 beds was hit. | 300 | bed
Seven people in ten own a phone. | Seven people in ten | person
One in four households has no car. | One in four | household
The ratio is one teacher to 40 pupils. | 40 | pupil
The bus carried 28, four of them children. | four | child
The boat was carrying 28 migrants, four of them children. | four | child
The boat was carrying 28 migrants, including four children. | four | child
They logged 300 attacks: 120 on schools and 180 on clinics. | 120 | attack
They logged 300 attacks: 120 on schools and 180 on clinics. | 180 | attack
They logged 300 attacks (120 on schools, 180 on clinics). | 180 | attack
Sweden logged 120 attacks, Norway 80 and Denmark 45. | 45 | attack
Cases: 340. Deaths: 12. | 340 | case
Cases: 340. Deaths: 12. | 12 | death
Deaths: 12 | 12 | death
Number of deaths: 12 | 12 | death
The wounded: 40. | 40 | wounded
It has 14 million followers on two platforms. | 14 million | follower
The video got 3.2m views. | 3.2m | view
He played 84 times for Ghana. | 84 | time
She was arrested five times. | five | time
He scored twice. | twice | time
She won it twice before. | twice | time
Nine out of 10 say yes. | Nine out of 10 | -
The company has 4,500 stores worldwide. | 4,500 | store
The seven northernmost provinces voted. | seven | province
They sent 40 Leopard tanks. | 40 | tank
They sent 40 Leopard 2 tanks. | 40 | tank
A further 47 Bradley fighting vehicles arrived. | 47 | vehicle
They sent 12 Caesar self-propelled howitzers. | 12 | howitzer
He has served 14 of his 20 years. | 14 | year
About 50 were foreigners. | About 50 | person
Some 1,200 are women. | Some 1,200 | person
Only 418 were completed. | Only 418 | -
It has a 40 percent stake in two mines. | two | mine
It fined 12 companies $40 million. | 12 | company
The court jailed 12 activists for a total of 84 years. | 84 years | year
The two 500-bed hospitals are full. | 500 | bed
They inspected the three worst-hit districts. | three | district
The four best-paid managers left. | four | manager
A two-thirds majority is needed. | two-thirds | majority
The board of seven will meet. | seven | person
It has a staff of 84. | 84 | person
A cast of 40 performed. | 40 | person
A class of 28 sat the exam. | 28 | class
A crowd of 4,000 gathered. | 4,000 | person
A crew of 12 was saved. | 12 | person
He wrote 12 books, three of them novels. | three | novel
He wrote 12 books, three on chess. | three | book
Fewer than 300 of them remain. | Fewer than 300 | -
She has 300 or so cows. | 300 or so | cow
It takes 12 to 15 volunteers. | 12 to 15 | volunteer
Lawmakers voted 84-12 in favour. | 84-12 | -
It has 1,400 km of roads and 300 bridges. | 300 | bridge
Every one of the 84 passengers survived. | 84 | passenger
None of the 84 passengers survived. | None | passenger
No fewer than 84 did. | No fewer than 84 | -
The court sentenced 14 defendants, six of whom remain abroad. | six | defendant
Of the 14 defendants, six remain abroad. | six | defendant
Six of the 14 remain abroad. | 14 | -
Flooding displaced 40,000 families in three provinces. | 40,000 | family
Flooding displaced 40,000 families in three provinces. | three | province
Striker Ana Vos scored 12 goals in 20 games. | 12 | goal
Striker Ana Vos scored 12 goals in 20 games. | 20 | game
The striker has 12 goals and seven assists. | seven | assist
The vaccine cut deaths by 84 a week. | 84 | death
The film sold 1.2 million tickets and its sequel 3.4 million. | 3.4 million | ticket
Police seized 14 guns, 300 rounds of ammunition and four cars. | 300 | round
Police seized 14 guns, 300 rounds of ammunition and four cars. | four | car
The quake levelled 1,400 buildings, among them 12 schools. | 12 | school
The quake levelled 1,400 buildings, 12 of which were schools. | 12 | building
The quake damaged 1,400 buildings and destroyed 300. | 300 | building
The union represents 12,000 of the 40,000 dockers. | 12,000 | docker
The union represents 12,000 of the 40,000 dockers. | 40,000 | docker
The lake is home to 40 species of fish. | 40 | species
Surgeons carried out 84 heart transplants. | 84 | transplant
The hospital carried out 84 transplants, 12 fewer than in 2023. | 12 | transplant
Some 14,000 voted. | Some 14,000 | person
Fourteen refused to vote. | Fourteen | person
At least 14 died and 30 were hurt. | At least 14 | person
The ferry sank with 84 aboard. | 84 | person
The ferry sank with 84 people aboard. | 84 | person
It rained on 14 of the past 20 days. | 14 | day
Workers built 40 new social housing units. | 40 | unit
The army lost 12 of its 40 tanks. | 12 | tank
The ministry hired 84 teachers, 40 nurses and 12 of the retired doctors. | 12 | doctor
The ministry runs 84 state-owned firms. | 84 | firm
The mayor won by 84 votes. | 84 | vote
The mayor won 84 percent of the 12,000 votes cast. | 12,000 | vote
The mayor got 12,000 of 20,000 votes cast. | 12,000 | vote
The charity fed 12,000 hungry children and their parents. | 12,000 | child
The firm made 84 electric and 40 hybrid cars. | 84 | car
The two-year study tracked 84 obese boys and girls. | 84 | boy
The firm laid off 84 people, or 12 percent of staff. | 84 | person
The mine, the biggest of the 12 in the state, shut. | 12 | -
All but 12 of the 84 crew members swam ashore. | 84 | member
All but 12 of the 84 crew members swam ashore. | 12 | member
Each of the 84 crew members got a medal. | 84 | member
They sold 14 paintings for $3 million. | 14 | painting
She sang 14 songs, ten of them her own. | ten | song
The choir of 40 sang 14 songs. | 40 | person
Its 300-odd residents fled. | 300-odd | resident
It handles 300 to 400 calls a day. | 300 to 400 | call
It handles 300 to 400 emergency calls a day. | 300 to 400 | call
Sudan took in 40,000 Ethiopians. | 40,000 | ethiopian
Police freed 12 Nigerian girls. | 12 | girl
The 12 Nigerian and Ghanaian girls went home. | 12 | girl
Prosecutors charged 12 former and current officials. | 12 | official
Prosecutors charged 12 former officials and two businessmen. | two | businessman
The 84-page report names 12 banks. | 84 | page
The report names 12 banks, the largest of which holds 40 percent of deposits. | 12 | bank
The dam holds enough water for 1.2 million people. | 1.2 million | person
There are 12 million fewer jobs than workers. | 12 million | job
A total of 84 complaints were filed. | 84 | complaint
In total, 84 complaints were filed, 12 of which were upheld. | 12 | complaint
Complaints hit 84 in May, up from 60 in April. | 84 | complaint
Complaints hit 84 in May, up from 60 in April. | 60 | complaint
Complaints rose by 24 to 84. | 24 | complaint
The number of complaints more than doubled, from 40 to 84. | 84 | complaint
The number of complaints fell from 84 to 40. | 84 | complaint
The number of new complaints against police was 84. | 84 | complaint
The number killed rose to 84. | 84 | -
The number of those killed rose to 84. | 84 | -
Those killed number 84. | 84 | -
Casualties: 12 dead, 40 wounded. | 12 | dead
Casualties: 12 dead, 40 wounded. | 40 | wounded
Population: 84,000 | 84,000 | population
Turnout: 84% | 84% | %
Beds: 300; doctors: 40. | 300 | bed
Beds: 300; doctors: 40. | 40 | doctor
• 84 new schools | 84 | school
84 schools shut as teachers strike | 84 | school
12 dead, 40 hurt in bus crash | 12 | dead
12 dead, 40 hurt in bus crash | 40 | hurt
Bus crash kills 12 | 12 | person
Bus crash kills 12, injures 40 | 40 | person
Man, 34, jailed for theft of 12 bikes | 12 | bike
Police find 40 kg of cocaine in two flats | two | flat
Troops kill 12 rebels in north | 12 | rebel
Firm to cut 840 jobs | 840 | job
Firm to cut 840 jobs at three sites | three | site
The team has won 12, drawn four and lost six. | 12 | -
Vos took six wickets for 40 runs. | six | wicket
He ran the 100 metres in 9.9 seconds. | 100 metres | meter
A survey of 1,200 adults found that 40 percent smoke. | 1,200 | adult
A sample of 1,200 was used. | 1,200 | -
The survey polled 1,200 adults aged 18 and over. | 1,200 | adult
Three in four pupils passed. | Three in four | pupil
Three in four of the pupils passed. | Three in four | pupil
Three of every four pupils passed. | Three of every four | pupil
One child in five goes hungry. | One child in five | child
Fewer than one in ten trains was late. | Fewer than one in ten | train
About 40 percent of the 84 patients died. | 84 | patient
The drug helped 40 of 84 patients. | 40 | patient
He faces 12 counts of fraud. | 12 | count
He faces 12 counts of fraud and two of perjury. | two | count
He was convicted on 12 of 14 counts. | 12 | count
The judge dismissed 12 charges but upheld four. | four | charge
The judge dismissed 12 charges and upheld the other four. | four | charge
It took 12 firefighters four hours to put it out. | 12 | firefighter
It has space for 84 cars and 12 buses. | 12 | bus
Between them they own 84 houses. | 84 | house
The two sides swapped 84 prisoners each. | 84 | prisoner
The sides each freed 84 prisoners of war. | 84 | prisoner
He is one of 84 candidates. | 84 | candidate
Only one of the 84 candidates is a woman. | 84 | candidate
Of 84 candidates, only one is a woman. | only one | candidate
Eleven-year-old twins were among the 12 dead. | 12 | dead
She keeps 12 bee hives and three goats. | 12 | hive
The park has 12 rhinos, down from 40. | 40 | rhino
The park has 12 rhinos, down from 40 elephants and lions. | 40 | elephant
The rhinos numbered just 12. | just 12 | rhino
The park's 12 remaining rhinos were moved. | 12 | rhino
The park's remaining 12 were moved. | 12 | -
Twelve months after the raid, 40 men are still held. | 40 | man
Around 40 men, mostly miners, were held. | Around 40 | man
Around 40, mostly miners, were held. | Around 40 | -
They closed 12 of 40 rural post offices. | 12 | office
The fire spread to 12 nearby homes. | 12 | home
In all, 12 homes, two barns and a church burned. | two | barn
Rescuers saved 12 but 40 drowned. | 40 | person
A jury of six women and six men was sworn in. | six | woman
The train of 12 cars derailed. | 12 | car
A herd of 40 cows blocked the road. | 40 | cow
A pair of 12-year-olds found it. | 12-year-olds | year
He paid for 12 nights at the hotel. | 12 | night
The plan covers 84 million people in 12 states and the capital. | 84 million | person
The index of 84 stocks fell. | 84 | stock
It planted 1.2m trees, twice as many as planned. | 1.2m | tree
It asked 84 firms; 12 replied. | 12 | firm
It asked 84 firms, and 12 replied. | 12 | firm
It asked 84 firms and got 12 replies. | 12 | reply
Only two of the 12 planes could fly. | Only two | plane
The pair were among 84 people honoured. | 84 | person
Thirty-six hours later 12 climbers were found. | 12 | climber
Fans threw 40 smoke bombs. | 40 | bomb
She wrote 14 plays. | 14 | play
He hit 14 home runs. | 14 | run
The show won 12 awards. | 12 | award
The trust runs 14 care homes. | 14 | home
The trust runs 14 primary and two secondary schools. | two | school
The trust runs 14 primary and two secondary schools. | 14 | school
It exported 40 million tonnes of wheat, up from 32 million. | 32 million | tonne
It exported 40,000 cars, up from 32,000. | 32,000 | car
The city has 84 parks, more than any other. | 84 | park
They spent 40 euros on 12 bottles of wine. | 12 | bottle
She has run 12 marathons. | 12 | marathon
The app has 2m users. | 2m | user
The site gets 12 million visits a month. | 12 million | visit
The law affects 12,000 transgender people. | 12,000 | person
Some 84 per cent of the 1,200 firms asked said so. | 1,200 | firm
There were 14 knife attacks and 12 shootings. | 12 | shooting
There were 14 knife attacks in May, 12 in June and nine in July. | nine | attack
The tally so far: 14 arrests. | 14 | arrest
Nearly 40 Kurdish fighters died. | Nearly 40 | fighter
It sells 84 kinds of cheese. | 84 | kind
It took 14 attempts. | 14 | attempt
He owes 12 months' rent. | 12 months | month
"""


@pytest.mark.parametrize("row", ROWS.strip().splitlines())
def test_the_noun_that_is_counted(extractor, row):
    text, words, unit = (part.strip() for part in row.split("|"))
    numbers = extractor.extract(text).article.numbers
    found = {number.text: number.quantity and number.quantity.unit for number in reversed(numbers)}
    assert found.get(words, "not found") == (None if unit == "-" else unit), found
