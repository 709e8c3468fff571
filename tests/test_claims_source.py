"""Who says a figure: each row is a text with the figure in [[ ]] and its source; None is the article's own voice."""

from __future__ import annotations

import re

import pytest

from extractor.records import as_json

RAIN = "It rained on Monday. "
SAID = [
    ("The Harbour Agency projects that demand will rise by [[3 percent]].", "The Harbour Agency"),
    ("Togo went public with an allegation that [[12]] clerks had been bribed.", "Togo"),
    ("Bexley bought a [[51%]] stake in the shop, a deal announced at the beginning of the week.", None),
    ("In a [[two-hour]] recorded interview with police, Walsh confessed to the robbery.", None),
    ("The mayor defended his decision to close [[12]] schools.", None),
    (
        "It’s true that they can’t, or at least don’t, mention the Harbour Post, "
        "in which I published [[almost 200]] reviews.",
        None,
    ),
    (
        "Courts tried [[145]] men, statistics released by the Supreme Court show.",
        "statistics released by the Supreme Court",
    ),
    (
        "Some 142 men were tried, according to a count by Lantern Watch.\n\nOf that number, [[96]] were jailed.",
        "a count by Lantern Watch",
    ),
    ("Courts heard 840 cases, according to Lantern. The law is old.\n\nA further [[12]] cases were closed.", "Lantern"),
    ("Courts heard 840 cases, according to Lantern. The law is old.\n\nA further [[12]] roads were closed.", None),
    ("The median tells a sober story: half made [[less than 840 euros]].", None),
    ("Their association speaks for [[840]] owners.", None),
    ("Lanterna Motors found [[84]] errors in the car.", None),
    ("The minister told parliament in a written answer that [[84]] women had left.", "The minister"),
    ("Of the 300 dead, said Ann Lee, [[84]] were children.", "Ann Lee"),
    (
        "Lantern Watch International, whose figures are lower, has recorded [[790]] executions.",
        "Lantern Watch International",
    ),
    ("Elmford Rovers recorded [[84]] wins in May.", None),
    ("There are [[890]] prisoners in Russia by Lanterna's reckoning.", "Lanterna"),
    ("There are [[890]] prisoners, based on Lanterna's list.", "Lanterna's list"),
    ("A total of [[890]] people are in prison, as per data from Lanterna.", "data from Lanterna"),
    ("The judge ordered him to pay [[84 euros]].", None),
    ("The army says 300 people died and the rebels [[1,200]].", "the rebels"),
    ("Elm Files' journalists studied the court's list and found [[84]] verdicts.", "Elm Files' journalists"),
    ("The court found [[84]] violations of the act.", None),
    ("The boy found [[84]] names on the wall.", None),
    (
        "Half own a boat, a poll by the Lakeside Institute shows. Among women, support was [[84%]].",
        "a poll by the Lakeside Institute",
    ),
    ("The mayor said that 40% swim. Among women, [[84%]] do.", None),
    (
        "Half own a boat, according to a Lanterna survey. It rained.\n\nOf respondents, [[84%]] swim.",
        "a Lanterna survey",
    ),
    ("Ann Lee, an economist at Hansa Bank, who expects a loss of [[84 euros]], left.", "Ann Lee"),
    ("The department, whose latest tables include soldiers, put convictions at [[84]] in May.", "The department"),
    ("Rents rose 2% in May, the council said on Monday, taking the average to [[84 euros]].", "the council"),
    (
        "The mill lost [[84]] boats in 2023, the officer for the harbour's safety, Ann Lee, said at a meeting.",
        "the officer for the harbour's safety, Ann Lee",
    ),
    (
        "Police took [[84]] men in raids on markets last week, the news agency Elmnik reported, citing an officer.",
        "the news agency Elmnik",
    ),
    (
        "Half of the wells are dry and [[84]] are lost, shows a study by the Lakeside Institute.",
        "a study by the Lakeside Institute",
    ),
    ("Elm Files said, quoting an officer, that the fire killed [[84]] men.", "Elm Files"),
    ("Firms have the right to claim back [[84%]] of the cost.", None),
    ("Norway's fisheries agency reported a drop of [[84%]].", "Norway's fisheries agency"),
    ("The Association of Mills (AOM), which has 900 members, said [[84]] closed.", "The Association of Mills (AOM)"),
    ("Organisers claimed 2,000 people took part, police [[84]].", "police"),
    ("The network counts 131 men, of whom 81 are free, 43 are in jail, and [[seven]] left the country.", "The network"),
    ("It is kept by the news site Elm Files. Fines went to [[84]] of them, the site found.", "Elm Files"),
    ("Ann Lee said so. Some owners sold 12 mills and, by their own account, have bought [[84]].", "Some owners"),
    ("The maternity ward of Elmford General Hospital is full. At noon it held [[84]] men.", None),
    ("Without it, the central bank reckons, imports would have come in [[4%]] higher.", "the central bank"),
    (
        "Police meted out [[84]] of them for “false news” in May, worth little, the state-run daily Elm reported.",
        "the state-run daily Elm",
    ),
    ("Nobody, says the mayor, Ann Lee, earns [[more than 84 euros]].", "the mayor, Ann Lee"),
    ("The ministry did not reply to [[84]] letters.", None),
    ("The firm should expect a loss of [[84 million euros]].", None),
    ("The plans that [[84]] pupils drew were blasted by critics.", None),
    ("The ministry put the number of men tried between 2018 and 2022 for spying at [[84]].", "The ministry"),
    ("Its own bulletin, which came out late, acknowledged [[84]] deaths.", "Its own bulletin"),
    ("His wife heard of it on the radio. “They gave us [[84 minutes]],” she said.", "His wife"),
    ("Asked about the shut-downs, a clerk of the court said that [[84]] were closed.", "a clerk of the court"),
    ("The clerk said that, on its own reckoning, [[84]] files were lost.", "The clerk"),
    ("According to the ministry, 40 died; the union says that [[84]] did.", "the union"),
    ("OVD-Info said [[20]] people were detained for anti-war protests in July.", "OVD-Info"),
    (
        "He cited data from the Lakeside Water Board. Last year there were [[84]] wells, the data show.",
        "data from the Lakeside Water Board",
    ),
    ("Lantern Watch met on Monday. The group documented [[84]] cases.", "Lantern Watch"),
    ("The ministry said that 40 were held. The group documented [[84]] cases.", "The group"),
    ("Lantern Watch is a small group. Its data show that [[84]] were held.", "Lantern Watch"),
    ("The department, whose latest tables show [[84]] acquittals, gave no reasons.", "The department"),
    ("Haley Lee, who runs the mill, said [[84]] boats had sunk.", "Haley Lee"),
    ("The office kept silent; the previous one had put them at [[84]].", None),
    ("Haley Lee, who runs the mill, met reporters. “We had [[84]] boats,” she said.", "Haley Lee"),
    ("Ann Lee spoke. Her successor, Haley Weber, left. The mill, he said, had [[84]] boats.", "Haley Weber"),
    ("The Lakeside Institute said in a report that [[12%]] of rivers are dead.", "The Lakeside Institute"),
    ("The mill, the mayor said, has 84 men; the union has put its own number at [[90]].", "the union"),
    ("[[Some 40]] firms, says the finance ministry, got no aid.", "the finance ministry"),
    ("The biologist Ann Lee fears a further [[60]] deaths.", "The biologist Ann Lee"),
    ("Elmford had 84 cases in May. Two wards in Oxted are shut. Oxted reported [[12]] cases.", None),
    ("In a Lantern poll in May, [[40%]] of them said so.", "a Lantern poll"),
    (
        "The war has cost [[84]] boats, by an estimate from the Lakeside Institute.",
        "an estimate from the Lakeside Institute",
    ),
    ("The monitoring group counts [[131]] detainees, of whom 40 are women.", "The monitoring group"),
    ("The monitoring group counts 131 detainees, of whom [[40]] are women.", "The monitoring group"),
    ("The economy grew 0.6 percent; the central bank expects [[2.4 percent]] for the year.", "the central bank"),
    ("The Supreme Court says [[29]].", "The Supreme Court"),
    ("The town counts [[3,000]] inhabitants.", None),
    ("There were [[32]] killings last year, as counted by the Rights Monitor.", "the Rights Monitor"),
    (
        "Prosecutors opened 40 cases, figures from the Lantern show, of which [[12]] were tried.",
        "figures from the Lantern",
    ),
    ("In Weber’s estimate [[200]] men will never return.", "Weber"),
    ("Lee had [[11%]] support in the survey.", "the survey"),
    ("Turnout in the poll was [[40%]].", None),
    ("Anna Weber met animals on the way: “I saw a pod of [[30]] dolphins one day.”", "Anna Weber"),
    ("It is a change that ministers say will free up [[2,000]] beds.", "ministers"),
    ("That is less than the [[$53 million]] figure that Weber cited.", "Weber"),
    ("That is less than the [[$53 million]] that Weber paid.", None),
    ("Lakeside Mills agreed to sell [[three]] plants.", None),
    ("The firm plans to cut [[300]] jobs.", None),
    ("The minister promised [[300]] more beds.", None),
    ("The board has asked for [[$14 million]] more.", None),
    ("The firm claims to have sold [[300]] boats.", "The firm"),
    ("A fifth of the voters said they liked neither, but Lee was ahead by [[7%]] among them.", None),
    (
        "Merrow, which holds 12.5% of the mill, said that [[300]] workers would go.",
        "Merrow",
    ),
    ("Most of the rest saw the verdict put off for [[five years]].", None),
    ("Democrats hold 40% of the seats, according to county data. [[About 25%]] are Republicans.", "county data"),
    ("Some 40% own a boat, Lee said. [[About 25%]] own two.", None),
    ("The Lakeside poll shows Lee ahead by 18 points. But that drops to [[12 points]] in towns.", "The Lakeside poll"),
    (
        "“I never held [[400 watts]],” said Weber, who had averaged 300, by her team’s reckoning.",
        "Weber",
    ),
    (
        "The Harbour Bank survey is out. Half trust the mayor, the survey found, and [[40%]] the council.",
        "Harbour Bank survey",
    ),
    (
        "The Bank poll asked 900. A Lantern poll asked 400. Lee leads Ann Haley by [[7%]], the poll found.",
        "Lantern poll",
    ),
    ("Viasna has documented [[84]] cases since May.", "Viasna"),
    ("Police said 84 people were hurt, while hospitals put the figure at [[120]].", "hospitals"),
    ("The ministry did not say how many of the [[84]] were minors.", None),
    ("Reporters asked whether the [[84]] men were safe.", None),
    ("Anna Weber has been to prison [[three]] times, by her own account.", "Anna Weber"),
    ("The centre put the number of cases known to it at [[412]] in May, down from 430.", "The centre"),
    ("The centre put the number of cases known to it at 412 in May, down from [[430]].", "The centre"),
    ("The deficit is one that the central bank put in January at [[$84 million]].", "the central bank"),
    ("The group puts the number of men in hiding at “[[no fewer than 500]]”.", "The group"),
    ("The ministry's bulletin lists [[173]] boats.", "The ministry's bulletin"),
    ("The lawyers attribute [[503]] deaths to the police.", "The lawyers"),
    ("The shop lists [[173]] boats.", None),
    ("Norway has logged [[84]] cases this year.", None),
    ("Some 23 countries reported [[almost 300]] cases.", None),
    ("The fire claimed [[84]] lives.", None),
    ("The bridge shows [[84]] cracks.", None),
    ("Somebody caught there can expect [[six years]].", None),
    ("The trial is now down for May and expected to last [[four days]].", None),
    ("Anna Weber denies the charge, which carries a maximum of [[five years]].", None),
    ("The prosecutor asked for six years, the judge handed down [[four]].", None),
    ("Illness explained another [[37]] absences.", None),
    ("Police reported 12 arrests on Friday and [[84]] on Saturday.", "Police"),
    ("Some 84 homes burned, firefighters said early on Monday, including [[40]] in Rivertown.", "firefighters"),
    ("Rents rose 4%, the council said in its review on Monday, against [[2%]] in May.", "the council"),
    (
        "On Sunday it held 121, said its director, Dr Anna Weber, [[17]] of them children.",
        "its director, Dr Anna Weber",
    ),
    ("Fines rose to [[84]], an audit by the charity Lakeside has found.", "an audit by the charity Lakeside"),
    ("According to WHO, there were [[84]] cases.", "WHO"),
    ("As the council puts it, [[40]] shops have closed.", "the council"),
    ("[[Some 84]] men, as the ministry admits, were hurt.", "the ministry"),
    ("The gate averaged 564, which, as the office works it out, is [[97 percent]] of the seats.", "the office"),
    ("As the council admitted three members, [[84]] others left.", None),
    ("By the ministry's own technical note [[84]] men would go free.", "the ministry"),
    ("Judging by the register, [[84]] men have died.", "the register"),
    ("The ministry's tally stands at [[84]].", "The ministry"),
    ("The minister gave the number as [[84]].", "The minister"),
    ("The Harbour Bank sees growth of [[3%]].", "The Harbour Bank"),
    ("The town sees a rise of [[3%]] every year.", None),
    ("The investigators say he sent 12 maps; he says he sent a friend [[three]] photographs.", None),
    ("The agency counts 84 homeless people, the union [[120]].", "the union"),
    ("Police put the crowd at 800, organisers at [[2,000]].", "organisers"),
    ("The report gives the club 84 points, the school [[12]].", "The report"),
    ("The union disagrees. It counts [[300]] drivers.", "The union"),
    (
        "The Judiciary's annual report tells a similar story. It put the backlog at [[84]].",
        "The Judiciary's annual report",
    ),
    ("Her coach put it down to a thumb. “We trained [[nine days]],” he said.", "Her coach"),
]


@pytest.mark.parametrize(("text", "source"), SAID)
def test_source(extractor, text, source):
    figure = re.findall(r"\[\[(.+?)\]\]", text)[0]
    plain = RAIN + text.replace("[[", "").replace("]]", "")
    claims = [as_json(claim) for claim in extractor.extract(plain, published="2025-06-26").claims]
    found = next(c for c in claims if c["quantity"]["text"] == figure)["attribution"]
    assert (found and found["source"]["text"]) == source


def test_headings_in_capitals_are_no_speakers(extractor):
    text = "BOTTOM LINE: Lakeside host Rivertown after Weber scored 21 points."
    text += "\n\nTOP PERFORMERS: Lee is averaging 17 points."
    assert all(claim.attribution is None for claim in extractor.extract(text).claims)
