"""Single lines between or below the paragraphs: what a newsroom prints goes, what an article says stays."""

from __future__ import annotations

import pytest

from extractor.clean import Cleaner
from extractor.records import CleanArticle, RawArticle
from extractor.rules import load_rules

TITLE = "Dam on the Orle finished after 14 years of work"
BODY = [
    "The dam on the river Orle was finished in May after 14 years of work, the ministry said on Monday.",
    "Some 412 of the 1,240 houses in the valley have been bought, and the rest will follow, the governor said.",
    "“Nobody will be asked to leave before the harvest,” the governor told 300 farmers in the town hall on Tuesday.",
    "The second dam will hold 40 million tonnes of water and cost twice as much as the first one, officials said.",
]

PRINTED = [
    "Watch: What the floods left behind in Varna",
    "Opinion: Why the rate cut will not help your mortgage",
    "Fact check: Did 3 million ballots go missing?",
    "In depth: How the cartel moved 40 tonnes through one port",
    "Earlier: Court upholds ban on 12 parties",
    "Background: The 2019 amnesty that freed 30,000 prisoners",
    "Timeline: Ten years of the Baltic pipeline",
    "From our archive: The winter of 1987",
    "What you need to know: New rules for 2 million tenants",
    ">> Also on our site: Nine ways to save on heating",
    "MORE COVERAGE: Mayor denies taking €40,000",
    "Dig deeper: 5 charts on wages",
    "Read the full ruling here (PDF, 2.4 MB)",
    "Click here to see the full list of 240 names",
    "Story continues below advertisement",
    "Advertisement - scroll on to keep reading",
    "AD – CONTINUE READING BELOW",
    "Sign in to save this article to your list",
    "3 free articles remaining this month",
    "Purchase reprints and licensing rights",
    "Listen to this article (6 minutes)",
    "Add Harbour Lantern as a preferred source on Google",
    "Make us your preferred source",
    "Follow the story on our WhatsApp channel",
    "Google News: follow us for daily updates",
    "This video is no longer available",
    "Interactive: See how your district voted",
    "Map: Where the 212 fires burn",
    "Chart by Datawrapper • Get the data • Embed",
    "Created with Datawrapper",
    "Infogram",
    "View on Instagram",
    "A post shared by Harbour Lantern (@harbourlantern)",
    "pic.twitter.com/aB3dE5fG7h",
    "Contributing: Anna Example, USA Herald; Associated Press",
    "Anna Example and Otto Muster contributed to this report.",
    "Otto Muster contributed reporting from Lagos.",
    "Anna Example reported from Oslo, and Otto Muster from Bergen.",
    "Associated Press writers Anna Example in Paris and Otto Muster in Rome contributed to this report.",
    "With files from Anna Example and The Canadian Press",
    "— With assistance by Anna Example, and Otto Muster",
    "With reporting by Reuters, AFP, and dpa",
    "SOURCE: Harbour Lantern and news agencies",
    "Source: AFP, Reuters",
    "Sources: agencies",
    "(Reuters, AFP, AP)",
    "ab/cd (Reuters, dpa)",
    "Words: Anna Example. Pictures: Otto Muster. Maps: Ida Probe.",
    "Editing: Anna Example; translation: Otto Muster",
    "Edited by: Anna Example",
    "This article was originally published in German.",
    "This article was translated by machine and reviewed by an editor.",
    "This story was produced with the support of the Example Fund for Journalism.",
    "This story has been updated with comment from the ministry.",
    "This is a developing story and will be updated.",
    "Copyright 2024 Harbour Lantern. This material may not be reproduced.",
    "Reach reporter Anna Example at 555-0119 or anna@lantern.example.",
    "Got a confidential news tip? We want to hear from you.",
    "Do you have a story about prison life? Write to us securely.",
    "Dear reader, for nine years we have counted every verdict. Without you we cannot go on.",
    "Dear readers! The Lantern has been named a foreign agent. We need your help to survive.",
    "You can help us: even 100 roubles a month keeps the court desk alive.",
    "Card number: 4276 5500 1234 5678",
    "IBAN: DE89 3704 0044 0532 0130 00",
    "Bank: LT60 1010 0123 4567 8901",
    "BTC: bc1qxy2kgdygjrsqtzq2n0yrf2493p83kkfjhx0wlh",
    "Our readers also opened this week:",
    "Subscribe to our channel so as not to miss the next verdict",
    "The Lantern is blocked in Russia. Use a VPN or our mirror.",
    "If you spot a mistake, select the text and press Ctrl+Enter",
    "Corrections (2)",
    "12 Comments — be kind",
]

TOLD = [
    "Contributing to the deficit were 12 regions, the ministry said.",
    "Three factors contributed to this report's delay, the auditors wrote, among them 40 missing files.",
    "The workers contributed 3% of their wages to the fund last year.",
    "Sources: the report draws on 214 verdicts and 38 interviews, its authors said.",
    "Source: Ministry of Justice, 2024",
    "Opinion polls: 40% for the ruling party, 31% for the opposition.",
    "Background: the law of 2012 had set the fine at 300,000 roubles.",
    "The men were paid in cards: 4,276 of them got a bank card each.",
    "The court named the account, LT60 1010 0123 4567 8901, through which 40,000 euros went.",
    "He asked for 0.4 bitcoin, worth $26,000 at the time.",
    "Readers opened 40 of the 60 letters at the archive on Monday.",
    "The newspaper has been blocked in Russia since 2022, and 14 of its reporters have been fined.",
    "Dear colleagues, the minister began, there are 40 of us left.",
    "The map shows where the 212 fires burned in August, the agency said.",
    "Video of the hearing lasted 14 minutes and was watched 3 million times.",
    "Listening devices were found in 12 offices.",
    "The chart of 1987 lists 40 reefs.",
    "Advertisement spending fell 12% to $4 billion, the trade body said.",
    "Advertising and scrolling boards cost the city 400,000 euros.",
    "Licensing rights worth $40 million were sold to a rival.",
    "The company will purchase licensing rights for 12 drugs.",
    "The bank opens new branches in 14 towns.",
    "A new tab of 40 dollars was run up at the bar, he said.",
    "Anna Example reported from the dock that 40 men had signed.",
    "Police said that the text read: more than 40 would die.",
    "Fact: 40 of 90 schools have no heating.",
    "Total: 1,240 cases, of which 310 were closed.",
    "Men: 62%. Women: 38%.",
    "In Moscow: 412 verdicts; in Perm: 38.",
    "Timeline of the case: 12 hearings in 14 months, then a verdict.",
    "With files on 40 suspects, the prosecutor went to court.",
    "With assistance from 40 volunteers the village was rebuilt.",
    "Edited footage of 14 minutes was shown to the jury.",
    "Translation of the 400 pages took two years.",
    "The credit, 40 million euros, will be paid back by 2030.",
    "Credit to 12 firms was cut off.",
    "Photographs of 40 guards were published by the group.",
    "This story of 12 brothers is told in Perm to this day.",
    "This is a developing country of 40 million people.",
    "The Lantern Festival drew 40,000 people last year.",
    "Corrections officers, 212 in all, were dismissed.",
    "Two comments by the judge cost him the seat.",
]


@pytest.fixture(scope="module")
def cleaner() -> Cleaner:
    return Cleaner(load_rules())


def clean(cleaner: Cleaner, line: str, form: str, at: int) -> CleanArticle:
    lines = [*BODY[:at], line, *BODY[at:]]
    given = {"outlet": "Harbour Lantern"}
    if form == "text":
        return cleaner(RawArticle("a", "a.txt", "text/plain", "", 0, text="\n\n".join([TITLE, *lines]), given=given))
    escaped = [part.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;") for part in lines]
    html = f"<article><h1>{TITLE}</h1>{''.join(f'<p>{part}</p>' for part in escaped)}</article>"
    return cleaner(RawArticle("a", "https://lantern.example/a", "text/html", "", 0, html=html, given=given))


@pytest.mark.parametrize("form", ["text", "page"])
@pytest.mark.parametrize("line", PRINTED)
def test_what_a_newsroom_prints_goes(cleaner: Cleaner, line: str, form: str) -> None:
    article = clean(cleaner, line, form, at=2)
    assert line not in article.text
    assert all(part in article.text for part in BODY)


@pytest.mark.parametrize("form", ["text", "page"])
@pytest.mark.parametrize("line", TOLD)
def test_what_an_article_says_stays(cleaner: Cleaner, line: str, form: str) -> None:
    article = clean(cleaner, line, form, at=2)
    assert line in article.text
    assert not any(block.doubt for block in article.blocks)
