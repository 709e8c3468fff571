"""What a text or a page says of itself: its title and its outlet, wherever they stand."""

from __future__ import annotations

import pytest

from extractor.clean import Cleaner
from extractor.records import RawArticle
from extractor.rules import load_rules

TITLE = "Grain harvest on the Orle poorest since 1992"
BODY = (
    "Farmers on the Orle brought in 1.8 million tonnes of grain this year, the poorest harvest since 1992, "
    "the farm board said on Monday.\n\n"
    "Wheat suffered most: its yield fell to 4.1 tonnes a hectare from 6.3. Barley did somewhat better.\n\n"
    "“It rained on 51 of the 62 days of summer,” said the chairman, Otto Muster. Some 400 farms want aid."
)
PARAGRAPHS = "".join(f"<p>{paragraph}</p>" for paragraph in BODY.split("\n\n"))


@pytest.fixture(scope="module")
def cleaner() -> Cleaner:
    return Cleaner(load_rules())


def outlet_of(cleaner: Cleaner, *, text: str | None = None, html: str | None = None, uri: str = "") -> str | None:
    article = cleaner(RawArticle("a", uri, "text/html" if html else "text/plain", "", 0, text=text, html=html))
    assert article.title
    assert article.title.value == TITLE
    return article.outlet.value if article.outlet else None


HEADS = [
    ("Orle Markets\nVARNE | Tuesday, 8 July 2025\n\n@\n\n", "Orle Markets"),
    ("Orle Markets\nSlow figures from the river, since 2014\n\n@\n\n8 July 2025\n\n", "Orle Markets"),
    ("ORLE ENGLISH\n\n@\n\nBy the Orle farm desk\n\n", "Orle English"),
    ("La Voz del Orle (English edition)\n900 readers begin here\n\n@\n\n", "La Voz del Orle"),
    ("Radio Orle\n\n@\n\n", "Radio Orle"),
    ("@\n\nOrle Media, 12 November 2025\n\n", "Orle Media"),
    ("@\n\nNovaya Orle, 12 November 2025\n\n", "Novaya Orle"),
    ("@\n\nOrle River Service\n\nVARNE, 8 July 2025 (ORS) - ", "Orle River Service"),
    ("Orle Press Agency\n\n@\n\nVARNE, 8 July 2025 (Orle Press) - ", "Orle Press Agency"),
    ("@\n\nVARNE (Orlewire) – ", "Orlewire"),
    ("@\n\nBy Anna Example, Orle Herald\n8 July 2025\n\n", "Orle Herald"),
    ("@\n\nAnna Example for The Orle Watch\n\n", "The Orle Watch"),
    ("@\n\nBy Orle Herald staff\n\n", "Orle Herald"),
    ("@\n\nOrle Herald Staff Reporter | 8 July 2025\n\n", "Orle Herald"),
    ("@\n\nTHE ORLE HERALD • 8 JULY 2025\n\n", "The Orle Herald"),
    ("@\n\n8 July 2025 | Orle24\n\n", "Orle24"),
    ("Orle Waves | By Anna Example\nPublished July 8, 2025\n\n@\n\n", "Orle Waves"),
    ("@ | Orle Watch\n\n", "Orle Watch"),
    ("Farming | @\n\n8 July 2025 | Orle24\n\n", "Orle24"),
    ("orleherald.example\n\n@\n\n", "orleherald.example"),
    ("@\norleherald.example | 8 July 2025\n\nOrle Herald, 8 July 2025\n\n", "Orle Herald"),
    (
        "Keep Orle Watch alive – 4 euros a month is enough\n\n@\n\nBy Anna Example\n\nIllustration: Orle Watch\n\n",
        "Orle Watch",
    ),
    ("@\n\nOrle Valley | 8 July 2025 | Anna Example\n\n", "Orle Valley"),
    ("@ - Orle Watch\n\n© 2025 Orle Watch\n\n", "Orle Watch"),
    ("Headline: @\nOutlet: Orle Valley\n\n", "Orle Valley"),
    ("@July 8, 2025\n\nThe Orle Herald\n\n", "The Orle Herald"),
    ("@ July 8, 2025 By Anna Example\n\nThe Orle Herald\n\n", "The Orle Herald"),
    ("@\n\nBy Anna Example, Orle Herald | Tuesday 8 July 2025 14:05\n\n", "Orle Herald"),
    ("Orle Farm Brief | Economy | 8 July 2025\n\n@\n\n", "Orle Farm Brief"),
    ("8 July 2025 The Orle Herald – Reporting from exile\n\n@\n\n© Orle Herald\n\n", "The Orle Herald"),
    ("@\n\nOrle Herald Staff\n\n", "Orle Herald"),
    ("Home / Farm News / Grain\n\n@\n\nBy Anna Example in Varne\n\n", None),
    ("@\n\n8 July 2025 | 2 min read | Varne\n\n", None),
    ("E-paper | Today's Paper | Premium\n\n@\n\n", None),
    ("Farming\n\n@\n\nBy Anna Example in Varne\n\n", None),
    ("@\n\nBy Anna Example, Varne\n\n", None),
]


@pytest.mark.parametrize(("head", "outlet"), HEADS)
def test_outlet_above_the_article(cleaner: Cleaner, head: str, outlet: str | None) -> None:
    assert outlet_of(cleaner, text=head.replace("@", TITLE) + BODY) == outlet


FEET = [
    ("© 2025 Orle Watch Ltd. All rights reserved.", "Orle Watch"),
    ("The Orle Watch © 2025", "The Orle Watch"),
    ("You are receiving this because you signed up to the Orle Watch.", "Orle Watch"),
    ("Follow The Orle Watch on Telegram", "The Orle Watch"),
    ("Orle Watch is a non-profit newsroom in Varne.", "Orle Watch"),
    ("This story was first published by Orle Watch.", "Orle Watch"),
    ("This article was produced by Orle Herald with the help of a grant.", "Orle Herald"),
    ("By Orle Press bureau\n(c) Orle Press Bureau. Sharing it takes a licence.", "Orle Press Bureau"),
    ("— Orle Herald", "Orle Herald"),
    ("(Orle Herald, 8 July 2025, page 4)", "Orle Herald"),
    ("More from Orle Herald\nCows get a new barn\nRain expected for 12 more days", "Orle Herald"),
    ("— Anna Example", None),
]


@pytest.mark.parametrize(("foot", "outlet"), FEET)
def test_outlet_below_the_article(cleaner: Cleaner, foot: str, outlet: str | None) -> None:
    assert outlet_of(cleaner, text=f"{TITLE}\n\n8 July 2025\n\n{BODY}\n\n{foot}") == outlet


PAGES = [
    ("<title>@ - Farming - Orle Herald</title>", "", "Orle Herald"),
    ("<title>Orle Herald | @</title>", "", "Orle Herald"),
    ("<title>@</title>", "<header><a href='/'>Orle Herald</a> <a href='/farms'>Farms</a></header>", "Orle Herald"),
    ("<title>@</title>", "<header><a href='/'><img alt='Orle Herald' src='x.png'></a></header>", "Orle Herald"),
    ("<title>@</title>", "<a href='#main'>Skip to Content</a><a href='/'>Home</a>", None),
    (
        "<title>@</title><meta name='twitter:site' content='@orleherald'>",
        "<p>Orle Herald, 1 Port Road</p>",
        "Orle Herald",
    ),
]


@pytest.mark.parametrize(("head", "top", "outlet"), PAGES)
def test_outlet_of_a_page(cleaner: Cleaner, head: str, top: str, outlet: str | None) -> None:
    html = f"<head>{head.replace('@<', TITLE + '<').replace('@ ', TITLE + ' ')}</head><body>{top}"
    assert outlet_of(cleaner, html=f"{html}<article><h1>{TITLE}</h1>{PARAGRAPHS}</article>") == outlet


def test_a_host_is_spelled_as_the_text_writes_it(cleaner: Cleaner) -> None:
    uri = "https://www.orleherald.example/farms/grain"
    assert outlet_of(cleaner, text=f"{TITLE}\n\n{BODY}\n\nWrite to Orle Herald, 1 Port Road", uri=uri) == "Orle Herald"
    assert outlet_of(cleaner, text=f"{TITLE}\n\n{BODY}", uri=uri) == "orleherald.example"


@pytest.mark.parametrize("motto", ["Reporting from both banks of the Orle", "☕ 1,000 readers a day begin on the Orle"])
def test_a_motto_under_the_masthead_is_no_title(cleaner: Cleaner, motto: str) -> None:
    assert outlet_of(cleaner, text=f"Orle Markets\n{motto}\n8 July 2025\n\n{TITLE}\n\n{BODY}") == "Orle Markets"


def test_a_dateline_on_a_line_of_its_own_is_no_title(cleaner: Cleaner) -> None:
    article = cleaner(RawArticle("a", "", "text/plain", "", 0, text=f"VARNE (OW) --\n\n{BODY}"))
    assert article.title is None


def day_of(cleaner: Cleaner, *, text: str | None = None, html: str | None = None, uri: str = "") -> str | None:
    article = cleaner(RawArticle("a", uri, "text/html" if html else "text/plain", "", 0, text=text, html=html))
    assert article.title
    assert article.title.value == TITLE
    return article.published.value if article.published else None


@pytest.mark.parametrize(
    "head",
    [
        "@\n\nORLE/VARNE, July 8, 2025 (ORS) - ",
        "@\n\n(VARNE) – July 8, 2025 – ",
        "@\n\nJuly 8, 2025 (VARNE) - ",
        "@\n\nUpdated July 9, 2025; published July 8, 2025\n\n",
        "@\n\nLast modified on Wed 9 Jul 2025 08.11 BST\nTue 8 Jul 2025 14.05 BST\n\n",
        "@\n\nUpdated: 9 July 2025 08:00\nPublished: 8 July 2025 12:00\n\n",
        "@July 8, 2025\n\n",
        "@\n\nJul 08, 20255 min read\n\n",
        "@\n\n2025/07/08 14:05\n\n",
        "@\n\n08.07.2025, 19:40 / words: Anna Example / 6 minutes\n\n",
        "@\n\n8. July 2025\n\n",
        "@\n\nTuesday 08/07/2025\n\n",
        "@\n\nOrle Herald, 8 July 2025, page 4\n\n",
    ],
)
def test_the_day_of_publication(cleaner: Cleaner, head: str) -> None:
    assert day_of(cleaner, text=head.replace("@", TITLE) + BODY) == "2025-07-08"


@pytest.mark.parametrize(
    ("foot", "day"),
    [
        ("This article was first published in German on 8 July 2025.", "2025-07-08"),
        ("Published in Orle Watch, July 8th, 2025", "2025-07-08"),
        ("Tuesday, 8 July 2025\n\nRelated stories\n\nDam finished\n\nRoad opened\n\nDyke broken", "2025-07-08"),
        ("Related stories\n\nDam finished\n\nRoad opened\n\nPublished 8 July 2025 10:05", "2025-07-08"),
        ("Related stories\n\nDam finished\n\n3 March 2025", None),
        ("Related stories\n\nDam\nPublished 3 March 2025\nRoad\nPublished 4 March 2025", None),
    ],
)
def test_the_day_of_publication_below_the_article(cleaner: Cleaner, foot: str, day: str | None) -> None:
    assert day_of(cleaner, text=f"{TITLE}\n\n{BODY}\n\n{foot}") == day


@pytest.mark.parametrize(
    ("head", "foot", "day"),
    [
        ("VARNE, Orleland, July 7 (ORS) - ", "© 2025 Orle Watch", "2025-07-07"),
        ("Monday 7 July, 14:05\n\n", "Copyright 2019-2025 Orle Watch", "2025-07-07"),
        ("VARNE, July 7 - In 2024 it was 2.1 million and in 2023 2.4 million. ", "", "2025-07-07"),
        ("VARNE, July 7 - ", "", None),  # 1992 or 1993 tell nothing
        (
            "VARNE, July 8 - In 2024 it was 2.1 million and in 2023 2.4 million. ",
            "",
            None,
        ),  # filed a day late, or in 2024
        ("VARNE, July 7 - ", "© 2024 Orle Watch", None),
        ("Tuesday 7 July\n\n", "© 2025 Orle Watch", None),
    ],
)
def test_a_day_without_its_year(cleaner: Cleaner, head: str, foot: str, day: str | None) -> None:
    assert day_of(cleaner, text=f"{TITLE}\n\n{head}{BODY}\n\n{foot}") == day


@pytest.mark.parametrize(
    ("top", "foot", "day"),
    [
        ("<span class='date' data-date='2025-07-08T10:00:00Z'>2 days ago</span>", "", "2025-07-08"),
        ("<span class='stamp' data-timestamp='1751976000'>2 days ago</span>", "", "2025-07-08"),
        ("<abbr class='published' title='2025-07-08T08:00'>Tuesday</abbr>", "", "2025-07-08"),
        ("<span itemprop='datePublished' content='2025-07-08T08:00'>Tuesday</span>", "", "2025-07-08"),
        ("<time datetime='2025-07-08'>8 July</time>", "<time datetime='2025-06-01'>Dam</time>", "2025-07-08"),
        ("<time class='updated' datetime='2025-07-09'></time><time datetime='2025-07-08'></time>", "", "2025-07-08"),
        (
            "",
            '<script>x={\'y\':{"publishedAt":"2025-07-08T08:00:00Z","modifiedAt":"2025-07-09"}}</script>',
            "2025-07-08",
        ),
        ("", "<time datetime='2025-06-01'>Dam</time><time datetime='2025-06-03'>Dyke</time>", None),
        ("", "<table><tr><td data-date='2025-06-01'>1</td></tr></table>", None),
        ("<div class='countdown' data-date='2026-01-01'>12 days</div>", "", None),
        ("<div class='clock-time' data-timestamp='1751976000'>x</div>", "", None),
        ("<span class='author-date' title='2015-02-01'></span><time datetime='2025-07-08'></time>", "", "2025-07-08"),
        ("<time datetime='2025-06-30'></time><time class='published' datetime='2025-07-08'></time>", "", "2025-07-08"),
        ("", '<script>{"related":[{"publishedAt":"2025-06-01"}]}</script>', None),
    ],
)
def test_the_day_in_the_markup_of_a_page(cleaner: Cleaner, top: str, foot: str, day: str | None) -> None:
    html = f"<body><article><h1>{TITLE}</h1>{top}{PARAGRAPHS}</article>{foot}"
    assert day_of(cleaner, html=html) == day


@pytest.mark.parametrize("path", ["2025/07/08/grain", "news/grain-20250708", "2025/jul/08/grain"])
def test_the_day_in_an_address(cleaner: Cleaner, path: str) -> None:
    assert day_of(cleaner, text=f"{TITLE}\n\n{BODY}", uri=f"https://orle.example/{path}") == "2025-07-08"


@pytest.mark.parametrize("path", ["web/20250708/grain", "report-20241231-annual", "a/20010911-attacks"])
def test_the_digits_in_an_address_that_are_no_day_of_publication(cleaner: Cleaner, path: str) -> None:
    assert day_of(cleaner, text=f"{TITLE}\n\n{BODY}", uri=f"https://orle.example/{path}") is None


def test_a_teaser_above_a_headline_lends_no_day(cleaner: Cleaner) -> None:
    above = "<div><a href='/x'>Dam</a> <time datetime='2025-06-01'>1 June</time></div>"
    html = f"<body>{above}<article><h1>{TITLE}</h1><time datetime='2025-07-08'></time>{PARAGRAPHS}</article>"
    assert day_of(cleaner, html=html) == "2025-07-08"


def test_days_in_front_of_paragraphs_are_of_a_chronicle(cleaner: Cleaner) -> None:
    told = "\n\n".join(f"{n} March 2019, Varne – The drought closes {n}0 farms, says the board." for n in (3, 4))
    assert day_of(cleaner, text=f"{TITLE}\n\n{BODY}\n\n{told}") is None


def test_a_dash_before_the_source_of_a_headline_is_left(cleaner: Cleaner) -> None:
    article = cleaner(RawArticle("a", "", "text/plain", "", 0, text=f"{TITLE} – Orle Herald\n\n{BODY}"))
    assert article.title
    assert article.title.value == f"{TITLE} – Orle Herald"
