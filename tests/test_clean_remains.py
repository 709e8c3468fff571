"""What is left of boxes, players and lists between the paragraphs of an article, and reports that sound like it."""

from __future__ import annotations

import pytest

from extractor.clean import Cleaner
from extractor.records import CleanArticle, RawArticle
from extractor.rules import load_rules

from .clean_case import ABOVE, BELOW


@pytest.fixture(scope="module")
def cleaner() -> Cleaner:
    return Cleaner(load_rules())


def between(cleaner: Cleaner, *lines: str) -> CleanArticle:
    """An article in whose midst the lines stand."""
    text = "\n\n".join((ABOVE, *lines, BELOW))
    return cleaner(RawArticle("a", "a.txt", "text/plain", "", 0, text=text))


LEFT_OVER = [
    "There are 6 of us left in the newsroom and no advertisers. Subscribe to a monthly gift of any size",
    "A coffee's worth, £3.20, covers an hour of one reporter's time.",
    "Our bot in Telegram has 31,000 users. It is free and works without a VPN.",
    "To see the remaining 60% of this text, choose a plan",
    "R1.99 first month, R99 pm after that",
    "87 people are reading this now",
    "720p | 38.1MB",
    "Auto-refresh: on (60 s)",
    "Reply STOP to quit, 2 msgs a week",
    "Health desk newsletter. Thursdays. 6,000 readers can't be wrong.",
    "Thank you, 614 monthly donors. 386 to go until we hire a court reporter.",
    "Nine Ferries Sold In A Week, 40 More To Go On The Orle",
]


@pytest.mark.parametrize("line", LEFT_OVER)
def test_what_is_left_of_a_box_goes(cleaner: Cleaner, line: str) -> None:
    assert line not in between(cleaner, line).text


TOLD = [
    "Readers who had used up their five free articles were asked to pay, which brought in 12,000 subscribers.",
    "If 2,000 people sign the petition, the council must debate it within 30 days.",
    "The fund's bot in Telegram has 48,000 users and works without a VPN.",
    "There are nine of us in a cell for four, a prisoner wrote to the court.",
    "About 40% of the sites set third-party cookies before anyone had clicked.",
    "The authority has examined the use of cookies on 1,200 sites since May.",
    "The group's reporting is funded by a grant of $40,000, the audit found.",
    "Donors can give from $5 a month, and 40,000 have done so since May.",
    "Nine ferries have been sold in a week",
    "Output rises to 40 tons in May",
]


@pytest.mark.parametrize("line", TOLD)
def test_what_is_told_stays(cleaner: Cleaner, line: str) -> None:
    article = between(cleaner, line)
    assert line in article.text
    assert not any(paragraph.doubt for paragraph in article.paragraphs())


def test_a_headline_of_what_is_to_rise_is_no_caption(cleaner: Cleaner) -> None:
    text = "Bus fares to rise by a tenth in October\n\nBus fares will rise by 10% from 1 October, the council decided."
    article = cleaner(RawArticle("a", "a.txt", "text/plain", "", 0, text=text))
    assert article.title is not None
    assert article.title.value == "Bus fares to rise by a tenth in October"


def test_the_article_goes_on_below_a_ranked_list(cleaner: Cleaner) -> None:
    last = "Forecasters expect a further 60 millimetres of rain by Friday."
    text = "\n\n".join((ABOVE, "Most popular", "1  Strike enters day 9", "2  Cousin wins 3m", "3  The 12 best", last))
    article = cleaner(RawArticle("a", "a.txt", "text/plain", "", 0, text=text))
    assert article.text.endswith(last)
    assert "12 best" not in article.text


def test_what_an_advertisement_frames_goes_unless_something_is_told_there(cleaner: Cleaner) -> None:
    advertised, told = "Winter tyres, 2,990 a set.", "Winter tyres cost 2,990 a set, the ministry said."
    assert advertised not in between(cleaner, "Advertisement", advertised, "Article continues").text
    assert told in between(cleaner, "Advertisement", told, "Article continues").text
