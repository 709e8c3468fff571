"""Tables: text → the values, bounds and flags of its dates. Published on Tuesday 10 June 2025 unless said."""

from __future__ import annotations

import pytest

from extractor.annotate.dates import DateAnnotator

from .dates_case import Dates

TUESDAY = "2025-06-10"


@pytest.fixture(scope="module")
def dates(extractor):
    return Dates(extractor.nlp, DateAnnotator(extractor.rules))


def _find(found, text):
    hits = [m for m in found if m.text == text]
    assert hits, [m.text for m in found]
    return hits[0]


BOUNDS = [
    ("Prices have risen 4% since the start of July.", "the start of July", "2024-07-01", TUESDAY),
    ("The cap, which lapses on May 31, costs 4 million.", "May 31", "2026-05-31", "2026-05-31"),
    ("The cap, which lapsed on May 31, cost 4 million.", "May 31", "2025-05-31", "2025-05-31"),
    ("The judges stopped publishing 40 dockets in October.", "October", "2024-10-01", "2024-10-31"),
    ("The act gives the owners until July 1 to sell 40 flats.", "July 1", None, "2025-07-01"),
    ("The shop had 40 clients until May 1.", "May 1", None, "2025-05-01"),
    ("The toll takes into account 40 deaths on May 3.", "May 3", "2025-05-03", "2025-05-03"),
    ("The tale begins on May 3 with 40 men.", "May 3", "2025-05-03", "2025-05-03"),
    ("The law comes into force on May 3 for 40 firms.", "May 3", "2026-05-03", "2026-05-03"),
    (
        "In 2019 it shut. That year 40 men were tried, 12 in the second half.",
        "the second half",
        "2019-07-01",
        "2019-12-31",
    ),
    ("Under a 2020 decree 40 men were held.", "2020", "2020-01-01", "2020-12-31"),
    (
        "Between January and April it sold 40 cars. It was slow. He left. They came. She stayed. "
        "Over the four months it lost 9 men.",
        "the four months",
        "2025-01-01",
        "2025-04-30",
    ),
    ("The firm must sell 40 shops by the end of the financial year.", "the end of the financial year", None, None),
    (
        "In the last three weeks of May last year 84 died.",
        "the last three weeks of May last year",
        "2024-05-11",
        "2024-05-31",
    ),
    ("In the first week of May last year 84 died.", "the first week of May last year", "2024-05-01", "2024-05-07"),
    ("In the first half of May last year 84 died.", "the first half of May last year", "2024-05-01", "2024-05-15"),
    ("In the first half of May 84 died.", "the first half of May", "2025-05-01", "2025-05-15"),
    ("In March 2024, until now, 84 were held.", "March 2024", "2024-03-01", "2024-03-31"),
    ("In 2023, to date the worst year, 84 died.", "2023", "2023-01-01", "2023-12-31"),
    ("It worked there until 2020, to date its last job.", "2020", None, "2020-12-31"),
    ("In May it sold 84 cars, compared with 140 in April.", "April", "2025-04-01", "2025-04-30"),
    ("In January it sold 84 cars, compared with 140 in May, its best month.", "May", "2025-05-01", "2025-05-31"),
    ("On 4 March 12 boats sank, fewer than the 40 on 9 March.", "9 March", "2025-03-09", "2025-03-09"),
    ("In January it sold 84 cars, up from 40 in May.", "May", "2024-05-01", "2024-05-31"),
    (
        "The raids lasted from January to June 2024 and killed 84 people. The trial opened in May. "
        "On 3 April the judge jailed 9 men. In March the police found 14 guns.",
        "3 April",
        "2025-04-03",
        "2025-04-03",
    ),
    (
        "The raids lasted from January to June 2024 and killed 84 people. The trial opened in May. "
        "In March the police found 14 guns.",
        "March",
        "2025-03-01",
        "2025-03-31",
    ),
    (
        "From January to May 2024 the roads killed 84 people. In 2023, courts jailed 90 guards. "
        "Over the same period, 12 guards were freed.",
        "the same period",
        "2023-01-01",
        "2023-12-31",
    ),
    ("It killed 84 in 2024. The year before may have been worse.", "The year before", "2023-01-01", "2023-12-31"),
    (
        "It closed in 2020. In the three months before May 2024 12 shops opened.",
        "the three months before May 2024",
        "2024-02-01",
        "2024-04-30",
    ),
    (
        "Lund scored in the first half of May's final. In the second half of the match 12 fell.",
        "May",
        "2025-05-01",
        "2025-05-31",
    ),
    ("As of June 1, judges had passed 117 verdicts.", "June 1", None, "2025-06-01"),
    ("As of June 1, the jail had held 117 men.", "June 1", "2025-06-01", "2025-06-01"),
    (
        "More than 900 boats came between 1 January and 5 June. There had been 618 in 2023. "
        "Over the same period 90 men were held, 10% more than in 2023.",
        "the same period",
        "2025-01-01",
        "2025-06-05",
    ),
    ("At the end of March 90 cases were open, down from a peak of 120 in May.", "May", "2024-05-01", "2024-05-31"),
    ("It tried 84 in the first half of 2024, and in the second 97.", "the second", "2024-07-01", "2024-12-31"),
    (
        "It tried 84 in the year to March 2025. It charged 90 in the first quarter.",
        "the first quarter",
        "2025-01-01",
        "2025-03-31",
    ),
    (
        "On 1 March 2025 a total of 84 men were behind bars. It had counted 90 a year earlier.",
        "a year earlier",
        "2024-03-01",
        "2024-03-01",
    ),
    ("Some 90 used it before the deadline of March 1.", "March 1", None, "2025-03-01"),
    (
        "Many were held in August and September 2024. On the night of 12 August 40 were hurt.",
        "12 August",
        "2024-08-12",
        "2024-08-12",
    ),
    ("It tried 90 in May 2024. In May it tried 40.", "May", "2025-05-01", "2025-05-31"),
    (
        "It tried 84 in the first quarter. In the previous three months it had tried 60.",
        "the previous three months",
        "2024-10-01",
        "2024-12-31",
    ),
    ("It tried 84 in the five years since 2020.", "2020", "2020-01-01", "2025-06-10"),
    ("It tried 84 from February 2022 to the present.", "February 2022", "2022-02-01", "2025-06-10"),
    ("It tried 84 in the last ten days of May.", "the last ten days of May", "2025-05-22", "2025-05-31"),
    ("It tried 84 in the second half of May 2024.", "the second half of May 2024", "2024-05-16", "2024-05-31"),
    ("It tried 84 in the summer months of 2024.", "the summer months of 2024", "2024-06-01", "2024-08-31"),
    (
        "It tried 84 in the six months after 1 March 2024.",
        "the six months after 1 March 2024",
        "2024-03-02",
        "2024-09-01",
    ),
    ("It tried 84 in the two years before 2022.", "the two years before 2022", "2020-01-01", "2021-12-31"),
    ("It tried 84 in the year after March 2022.", "the year after March 2022", "2022-04-01", "2023-03-31"),
    ("It tried 84 in the 2024-25 season.", "the 2024-25 season", "2024-07-01", "2025-06-30"),
    ("It tried 84 in the academic year 2023/24.", "the academic year 2023/24", "2023-09-01", "2024-08-31"),
    ("It tried 84 up to and including May 2025.", "May 2025", None, "2025-05-31"),
    ("In 2023-26 it grew. All is well. Three months earlier, it had 12.", "Three months earlier", None, None),
    ("The harshest term given in 2024 — 25 years — went to a clerk.", "2024", "2024-01-01", "2024-12-31"),
    ("By mid-May 2025 it had 40.", "mid-May 2025", None, "2025-05-20"),
    ("Courts were full. March set a record: 402 verdicts.", "March", "2025-03-01", "2025-03-31"),
    (
        "Last year 90 died, the fewest since it began in 1975. All is well. Over the year it shut.",
        "the year",
        "2024-01-01",
        "2024-12-31",
    ),
    (
        "It made 90 in 2024, 2% more than in the previous 12 months.",
        "the previous 12 months",
        "2023-01-01",
        "2023-12-31",
    ),
    ("It shed 40 in the first half of 2025, slightly fewer than a year ago.", "a year ago", "2024-01-01", "2024-06-30"),
    ("It was sold more than two years ago.", "more than two years ago", "2023-01-01", "2023-12-31"),
    (
        "It lost 90 in the first five months of 2025. It had lost 80 a year ago.",
        "a year ago",
        "2024-01-01",
        "2024-05-31",
    ),
    ("In 2022 it had 90. It was shut in March of that year.", "March of that year", "2022-03-01", "2022-03-31"),
    (
        "It had 40 in the first quarter of 2025 and 30 in the same quarter of the previous year.",
        "the same quarter of the previous year",
        "2024-01-01",
        "2024-03-31",
    ),
    ("By 3 May it had 40, against 30 on the same day last year.", "the same day last year", "2024-05-03", "2024-05-03"),
    (
        "The list spans the period from March 2022 to May 2024.",
        "from March 2022 to May 2024",
        "2022-03-01",
        "2024-05-31",
    ),
    ("Thefts fell by 4% so far in 2023.", "so far in 2023", "2023-01-01", "2023-12-31"),
    (
        "In 2024 it made 4, more than the previous year. Over the year it lost 2.",
        "the year",
        "2024-01-01",
        "2024-12-31",
    ),
    ("The bank sees 8% by March.", "March", None, "2026-03-31"),
    ("Courts have heard 40 cases by March.", "March", None, "2025-03-31"),
    ("The whole of the first half of 2024 took 40.", "the first half of 2024", "2024-01-01", "2024-06-30"),
    (
        "It ran between the first of January and the end of May.",
        "between the first of January and the end of May",
        "2025-01-01",
        "2025-05-31",
    ),
    (
        "It tried 90 men in 2024, 31 in 2023 and 12 the year before that.",
        "the year before that",
        "2022-01-01",
        "2022-12-31",
    ),
    (
        "Since it began on 1 May 2022, it has grown; by the end of January it had 9.",
        "the end of January",
        None,
        "2025-01-31",
    ),
    ("It had 31 men on 31 March. All is calm. It had 20 a year earlier.", "a year earlier", "2024-01-01", "2024-12-31"),
    (
        "It held 31 men at the end of March. All is calm. It held 20 a year earlier.",
        "a year earlier",
        "2024-03-31",
        "2024-03-31",
    ),
    ("Some 12 men were held after the 2022 protests.", "2022", "2022-01-01", "2022-12-31"),
    ("Some 12 men were held after the May war.", "May", "2025-05-01", "2025-05-31"),
    (
        "It earned $4 in the fourth quarter. For the full year it earned $9.",
        "the full year",
        "2024-01-01",
        "2024-12-31",
    ),
    ("In 2022 it had 12 cases. It will end the year with 20.", "the year", "2025-01-01", "2025-12-31"),
    (
        "Nine have died since 1 January; last year's toll was 12. Two fled over the same period.",
        "the same period",
        "2025-01-01",
        "2025-06-10",
    ),
    ("Nine died since the feud began on 2 May. Two fled in that time.", "that time", "2025-05-02", "2025-06-10"),
    ("The rate was 5% in May. It was 4% a year ago.", "a year ago", "2024-05-01", "2024-05-31"),
    ("Since taking office in January, she has signed 41 orders.", "January", "2025-01-01", "2025-01-31"),
    ("Since taking office in October, she has signed 41 orders.", "October", "2024-10-01", "2024-10-31"),
    ("In November 2023 it tried 12 men; in December, nine.", "December", "2023-12-01", "2023-12-31"),
    ("In the first two months after the law was passed, 12 men were tried.", "the first two months", None, None),
    ("Claims dropped 5% for the week.", "the week", "2025-06-02", "2025-06-08"),
    ("Claims were 7% lower than the previous week.", "the previous week", "2025-05-26", "2025-06-01"),
    ("He was there the previous week.", "the previous week", "2025-06-02", "2025-06-08"),
    (
        "It earned $4, compared with a loss of $3 last year. In the first four months, it earned $2.",
        "the first four months",
        "2025-01-01",
        "2025-04-30",
    ),
    ("At the end of the year, 84 men were held.", "the end of the year", "2024-12-31", "2024-12-31"),
    ("Sales fell 51% in the third quarter to $8.4 million.", "the third quarter", "2024-07-01", "2024-09-30"),
    ("Sales fell in the December quarter.", "the December quarter", "2024-10-01", "2024-12-31"),
    ("Sales were $8 million in 3Q24.", "3Q24", "2024-07-01", "2024-09-30"),
    ("In 1H25 sales were $8 million.", "1H25", "2025-01-01", "2025-06-30"),
    ("In the three years since it was banned, 84 men have been fined.", "the three years", "2022-06-10", "2025-06-10"),
    ("Some 900 people a day came through last week.", "last week", "2025-06-02", "2025-06-08"),
    ("The pound has gained 7% since July.", "July", "2024-07-01", "2025-06-10"),
    ("Prices rose 0.3% in May.", "May", "2025-05-01", "2025-05-31"),
    ("In May, 1,100 people were fined.", "May", "2025-05-01", "2025-05-31"),
    ("Since February 24, 80 ships have left port.", "February 24", "2025-02-24", "2025-06-10"),
    ("Cases rose in December 2024.", "December 2024", "2024-12-01", "2024-12-31"),
    ("Cases have risen since December 2024.", "December 2024", "2024-12-01", "2025-06-10"),
    ("Prices have risen since the start of 2022.", "the start of 2022", "2022-01-01", "2025-06-10"),
    (
        "It had 101 last year. It has had 40 since the start of the year.",
        "the start of the year",
        "2025-01-01",
        "2025-06-10",
    ),
    ("Prices rose in the first half of the year.", "the first half of the year", "2025-01-01", "2025-06-30"),
    ("Prices rose in the fourth quarter of the year.", "the fourth quarter of the year", "2024-10-01", "2024-12-31"),
    ("Prices will fall in the second half of the year.", "the second half of the year", "2025-07-01", "2025-12-31"),
    ("They have risen since the start of the year.", "the start of the year", "2025-01-01", "2025-06-10"),
    ("It had 900 staff by the end of May 2025.", "the end of May 2025", None, "2025-05-31"),
    ("Debt stood at $4 billion at the end of 2023.", "the end of 2023", "2023-12-31", "2023-12-31"),
    ("The plan runs until 2030.", "2030", None, "2030-12-31"),
    ("By spring 2025, courts were full.", "spring 2025", None, "2025-05-31"),
    ("It was lower before 1990.", "1990", None, "1989-12-31"),
    ("It fell 12% over the past two years.", "the past two years", "2023-06-10", "2025-06-10"),
    ("It will grow over the next three years.", "the next three years", "2025-06-10", "2028-06-10"),
    (
        "Between January and May 2025 it issued 4 fines.",
        "Between January and May 2025",
        "2025-01-01",
        "2025-05-31",
    ),
    ("It fell between 2022 and 2023.", "between 2022 and 2023", "2022-01-01", "2023-12-31"),
    ("It rained from 12 to 18 May.", "12 to 18 May", "2025-05-12", "2025-05-18"),
    ("It rained between 1 January and 31 May.", "between 1 January and 31 May", "2025-01-01", "2025-05-31"),
    ("It fell between April and July last year.", "between April and July last year", "2024-04-01", "2024-07-31"),
    ("Output in Jan–Apr 2025 was flat.", "Jan–Apr 2025", "2025-01-01", "2025-04-30"),
    ("Output fell in the first five months of 2025.", "the first five months of 2025", "2025-01-01", "2025-05-31"),
    (
        "Output fell in the last three months of 2024.",
        "the last three months of 2024",
        "2024-10-01",
        "2024-12-31",
    ),
    ("Rents rose in the 12 months to March 2025.", "the 12 months to March 2025", "2024-04-01", "2025-03-31"),
    ("Rents rose in the year to March.", "the year to March", "2024-04-01", "2025-03-31"),
    ("Claims fell in the week ending May 31.", "the week ending May 31", "2025-05-25", "2025-05-31"),
    ("It peaked in mid-2024.", "mid-2024", "2024-05-01", "2024-08-31"),
    ("It peaked in early 2023.", "early 2023", "2023-01-01", "2023-04-30"),
    ("It halved in the 1990s.", "the 1990s", "1990-01-01", "1999-12-31"),
    ("Growth was 1% in Q3 2024.", "Q3 2024", "2024-07-01", "2024-09-30"),
    ("Growth was 1% in the fourth quarter.", "the fourth quarter", "2024-10-01", "2024-12-31"),
    ("Thefts are up so far this year.", "so far this year", "2025-01-01", "2025-06-10"),
    ("The strike began on Thursday.", "Thursday", "2025-06-05", "2025-06-05"),
    ("The strike began on Tuesday.", "Tuesday", "2025-06-10", "2025-06-10"),
    ("The court will rule on Friday.", "Friday", "2025-06-13", "2025-06-13"),
    ("Schools stay shut until Monday.", "Monday", None, "2025-06-16"),
    ("It closed on Sunday last week.", "Sunday last week", "2025-06-08", "2025-06-08"),
    ("The last one left on Christmas Eve.", "Christmas Eve", "2024-12-24", "2024-12-24"),
    ("It happened on 24 February 2022.", "24 February 2022", "2022-02-24", "2022-02-24"),
    ("It happened on Feb. 24.", "Feb. 24", "2025-02-24", "2025-02-24"),
    ("The file is dated 2024-03-05.", "2024-03-05", "2024-03-05", "2024-03-05"),
    ("The file is dated 12/05/2024.", "12/05/2024", None, None),
    ("Turnout was the lowest since 2019.", "2019", "2019-01-01", "2019-12-31"),
    (
        "Men have been jailed since the full-scale invasion of Ukraine.",
        "the full-scale invasion of Ukraine",
        "2022-02-24",
        "2025-06-10",
    ),
    ("Output is below the pre-war year of 2021.", "the pre-war year of 2021", "2021-01-01", "2021-12-31"),
    ("In April 2025 alone, courts issued 848 verdicts.", "April 2025", "2025-04-01", "2025-04-30"),
    ("He was jailed for two years.", "two years", None, None),
    ("In March 30 ships called.", "March", "2025-03-01", "2025-03-31"),
    ("In May 12 of the men fled.", "May", "2025-05-01", "2025-05-31"),
    ("On March 30 ships called.", "March 30", "2025-03-30", "2025-03-30"),
    ("It brought 26 of March's convictions.", "March", "2025-03-01", "2025-03-31"),
    ("It opened on 26 of March.", "26 of March", "2025-03-26", "2025-03-26"),
    ("It had fled by the end of the month.", "the end of the month", None, "2025-05-31"),
    ("It will be over by the end of the month.", "the end of the month", None, "2025-06-30"),
    ("It wiped out a third in the 1300s.", "the 1300s", "1300-01-01", "1399-12-31"),
    ("It doubled in the 2000s.", "the 2000s", "2000-01-01", "2009-12-31"),
    ("The ruling is due on Friday.", "Friday", "2025-06-13", "2025-06-13"),
    ("Play starts at 5pm on Saturday.", "5pm on Saturday", "2025-06-14", "2025-06-14"),
    ("The top two will meet in a November runoff.", "November", "2025-11-01", "2025-11-30"),
    ("The office will publish February figures.", "February", "2025-02-01", "2025-02-28"),
    ("The country faces a vote in October.", "October", "2025-10-01", "2025-10-31"),
    ("The vote was moved from May 2021 to June 2022.", "June 2022", "2022-06-01", "2022-06-30"),
    (
        "Files opened between Oct. 1, 2019, and Sept. 30, 2024, were read.",
        "between Oct. 1, 2019, and Sept. 30, 2024",
        "2019-10-01",
        "2024-09-30",
    ),
    ("U.S. federal courts jailed 40 men last fiscal year.", "last fiscal year", "2023-10-01", "2024-09-30"),
    (
        "U.S. federal courts jailed 40 men in the first quarter of fiscal 2025.",
        "the first quarter of fiscal 2025",
        "2024-10-01",
        "2024-12-31",
    ),
    (
        "It lost $4 million in the fiscal third quarter. Sales in the quarter ended April 30 fell.",
        "the fiscal third quarter",
        "2025-02-01",
        "2025-04-30",
    ),
    (
        "It lost $4 million in the first quarter. In the year ended Aug. 31 it lost more.",
        "the first quarter",
        "2024-09-01",
        "2024-11-30",
    ),
    # What a text says of the end of its quarter, or its country's law, counts its quarters and halves.
    ("It lost $4 million in Q4. In the quarter ended 31 March it opened 12 shops.", "Q4", "2025-01-01", "2025-03-31"),
    ("The Pune firm paid 40 crore in the third quarter.", "the third quarter", "2024-10-01", "2024-12-31"),
    ("The Pune firm paid 40 crore in H2 FY25.", "H2 FY25", "2024-10-01", "2025-03-31"),
    ("India's output of tea grew 3% in the January-March quarter.", "January-March", "2025-01-01", "2025-03-31"),
    ("The Osaka firm of Japan sold 900 lifts in FY2024.", "FY2024", "2024-04-01", "2025-03-31"),
    ("It lost $4 million in the third quarter.", "the third quarter", "2024-07-01", "2024-09-30"),
    ("It lost 2 million in Q2. For the half-year to December it made 9 million.", "Q2", "2025-04-01", "2025-06-30"),
]


UNDATED = [
    ("It fined 412 men in the first quarter of 2025. In March alone it was 90.", "March", "2025-03-01", "2025-03-31"),
    ("It fined 412 men in the first quarter of 2025. In May it was 90.", "May", None, None),
    ("It fined 412 men in 2024. In March alone it was 90.", "March", None, None),
]


@pytest.mark.parametrize(("text", "span", "first", "last"), UNDATED)
def test_a_month_within_a_stretch_just_named_without_a_day_of_publication(dates, text, span, first, last):
    found = _find(dates(text, None), span)
    assert (found.from_, found.to) == (first, last)


@pytest.mark.parametrize(("text", "span", "first", "last"), BOUNDS)
def test_bounds(dates, text, span, first, last):
    found = _find(dates(text, TUESDAY), span)
    assert (found.from_, found.to) == (first, last)


ANAPHORA = [
    ("It held 61 men on Saturday and 40 the next day.", "the next day", "2025-06-08", "2025-06-08"),
    ("It tried 90 in 2023 and 80 in the year that followed.", "the year that followed", "2024-01-01", "2024-12-31"),
    ("In 2024 it tried 90, in 2023 it was 80 and a year before that, 70.", "a year before", "2022-01-01", "2022-12-31"),
    ("In December he said it had stopped 94 men since the beginning of the year.", "the beginning of the year",
     "2024-01-01", "2025-06-10"),
    ("It was signed on 21 May 2022. The code was changed that same month.", "that same month",
     "2022-05-01", "2022-05-31"),
    ("It fined 40 from January to April 2025. In March it shut. Over the same four months 30 left.",
     "the same four months", "2025-01-01", "2025-04-30"),
    ("Some 40 men have been fined since May 2023. Over that time 30 have left.", "that time",
     "2023-05-01", "2025-06-10"),
    ("In March 40 men were tried; 30 had been fined by the end of the month.", "the end of the month",
     None, "2025-03-31"),
    ("It fell to 4 in 2019. By the end of the year, the fund had sold 3.", "the end of the year", None, "2019-12-31"),
    ("It earned $4 in the first quarter. It expects second-quarter net of $5. In the year-ago period it earned $3.",
     "the year-ago period", "2024-01-01", "2024-03-31"),
    ("Claims fell last week, and were lower than the same week one year ago.", "the same week one year ago",
     "2024-06-03", "2024-06-09"),
    ("Rights will end on July 3. Until then, 40 shares can be sold.", "then", None, "2025-07-03"),
    ("There were 84 at the end of February, 90 a year earlier.", "a year earlier", "2024-02-29", "2024-02-29"),
    ("As of 1 May, 900 men were held. A year earlier there were 800.", "A year earlier", "2024-05-01", "2024-05-01"),
    ("In the week to 25 May 84 fell ill, against 90 the week before.", "the week before", "2025-05-12", "2025-05-18"),
    ("In January and February 44 fell, as 31 had in the same two months of 2024.", "the same two months of 2024",
     "2024-01-01", "2024-02-29"),
    ("Since the start of the year 84 have died, 40 in the same period of 2024.", "the same period of 2024",
     "2024-01-01", "2024-06-10"),
    ("It fined 40 men in 2024. The year before it was 30.", "The year before", "2023-01-01", "2023-12-31"),
    ("It held 40 men in 2024. In 2023 there were 30. Since then it has freed 12.", "then", "2023-01-01", "2025-06-10"),
    ("It was 5.1% in May 2025, up from 4.4% a year earlier.", "a year earlier", "2024-05-01", "2024-05-31"),
    ("In 2023 it convicted 60 men, against nine in the preceding five years.", "the preceding five years",
     "2018-01-01", "2022-12-31"),
    ("It opened on March 3, 2025. Two weeks later it shut.", "Two weeks later", "2025-03-17", "2025-03-17"),
    ("It fined 40 men between January and May 2025. Over the same period, 30 left.", "the same period",
     "2025-01-01", "2025-05-31"),
    ("It fined 40 between January and May 2025, more than in the same period last year.",
     "the same period last year", "2024-01-01", "2024-05-31"),
    ("It fined 40 men in 2024. The year before, it fined 30.", "The year before", "2023-01-01", "2023-12-31"),
    ("It fined 40 men in March 2025. That month, 30 left.", "That month", "2025-03-01", "2025-03-31"),
    ("It fined 40 men in the fourth quarter of 2024, double the year before.", "the year before",
     "2023-01-01", "2023-12-31"),
    ("It fell in the first six months of 2024. In the second half, it rose.", "the second half",
     "2024-07-01", "2024-12-31"),
    ("It rose 4% in the 12 months to September 2024. In the preceding 12 months it fell.",
     "the preceding 12 months", "2022-10-01", "2023-09-30"),
    ("It had 940 ships at the end of December 2024, up from 921 twelve months earlier.",
     "twelve months earlier", "2023-12-31", "2023-12-31"),
    ("It rose in 2023. The bank said on Thursday that profits were up from a year earlier.", "a year earlier",
     "2022-01-01", "2022-12-31"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "span", "first", "last"), ANAPHORA)
def test_anaphora_leans_on_an_earlier_expression(dates, text, span, first, last):
    found = _find(dates(text, TUESDAY), span)
    assert (found.from_, found.to) == (first, last)
    assert found.basis == "anaphoric"
    assert found.anchor is not None


VALUES = [
    ("Attacks doubled in recent weeks.", "recent weeks", "DURATION", "PXW"),
    ("Prices rose 1% month-on-month.", "month-on-month", "DURATION", "P1M"),
    ("It hears cases every month.", "every month", "SET", "P1M"),
    ("A three-day strike began.", "three-day", "DURATION", "P3D"),
    ("It took two and a half years.", "two and a half years", "DURATION", "P2Y6M"),
    ("The siren sounded at 7:40 p.m. on Monday.", "7:40 p.m. on Monday", "TIME", "2025-06-09T19:40"),
    ("He was hurt on Sunday night.", "Sunday night", "TIME", "2025-06-08TNI"),
    ("The mill dates from the 19th century.", "the 19th century", "DATE", "18"),
    ("Fees rose in the summer of 2023.", "the summer of 2023", "DATE", "2023-SU"),
]


@pytest.mark.parametrize(("text", "span", "kind", "value"), VALUES)
def test_timex_values(dates, text, span, kind, value):
    found = dates(text, TUESDAY)
    hit = _find(found, span)
    assert (hit.type, hit.value) == (kind, value)


@pytest.mark.parametrize(
    "text",
    [
        "The second suspect may be charged, and others may follow.",
        "Article 2024 of the code and Resolution 2231 apply.",
        "March on the capital, the crowd of 2,000 chanted.",
        "He paid 1,999 dollars for 12.05 ounces.",
        "The 22-year-old won 9.1 points over 4 sets.",
        "He was charged under 18 U.S.C. § 1326 with entry.",
        "About three-quarters of voters agreed.",
        "Theresa May spoke.",
        "During wartime, soldiers were jailed.",
    ],
)
def test_no_dates_where_there_are_none(dates, text):
    assert [m.text for m in dates(text, TUESDAY)] == []


@pytest.mark.parametrize(
    ("text", "span", "value"),
    [
        ("It rose last year.", "last year", "XXXX"),
        ("It rose last month.", "last month", "XXXX-XX"),
        ("It rose on Friday.", "Friday", "XXXX-WXX-5"),
        ("It rose in May.", "May", "XXXX-05"),
        ("It rose over the past two years.", "the past two years", "P2Y"),
        ("It rose yesterday.", "yesterday", "XXXX-XX-XX"),
    ],
)
def test_without_publication_a_relative_date_has_no_bounds(dates, text, span, value):
    found = _find(dates(text, None), span)
    assert (found.value, found.from_, found.to, found.edtf) == (value, None, None, None)


def test_open_since_without_publication(dates):
    found = _find(dates("It has risen since 2008.", None), "2008")
    assert (found.from_, found.to, found.edtf) == ("2008-01-01", None, "2008-01-01/..")


def test_a_range_keeps_its_parts(dates):
    (found,) = dates("Between January and May 2025 it issued 4 fines.", TUESDAY)
    assert [(p.text, p.value) for p in found.parts] == [("January", "2025-01"), ("May 2025", "2025-05")]


def test_a_financial_year_without_a_country_keeps_its_flag_and_no_bounds(dates):
    found = _find(dates("The firm lost money in fiscal 2024.", TUESDAY), "fiscal 2024")
    assert (found.fiscal, found.value, found.from_, found.to) == (True, "2024", None, None)
