"""The cleaner: partition of the source, roles, removals, metadata, hostile input."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extractor.clean import Cleaner, Repeats, learn_repeats
from extractor.clean.page import read_page
from extractor.clean.published import parse_date
from extractor.errors import InputError
from extractor.records import CleanArticle, RawArticle
from extractor.rules import load_rules

BODY = (
    "The dam on the river Orle was finished in May after 14 years of work, the ministry said on Monday.\n\n"
    "Some 412 of the 1,240 houses in the valley have been bought, and the rest will follow by the summer.\n\n"
    "“Nobody will be asked to leave before the harvest,” the governor told 300 farmers in the town hall."
)
TAGS = [f"<{t}>" for t in ("p", "/p", "div class=ad", "/div", "br", "table", "td", "h1", "/h1", "li", "b", "/b")]
TAGS += [
    "<button>",
    "</button>",
    "<select>",
    "<option>",
    "<i class=sr-only>",
    "</i>",
    "a ",
    "5. ",
    "&nbsp;",
    "&shy;",
    "\n",
]
PAGE_BODY = "".join(f"<p>{p}</p>" for p in BODY.split("\n\n"))


@pytest.fixture(scope="module")
def cleaner() -> Cleaner:
    return Cleaner(load_rules())


def raw(text: str | None = None, html: str | None = None, name: str = "a", **given: str) -> RawArticle:
    return RawArticle(name, f"{name}.txt", "text/plain", "", 0, text=text, html=html, given=given)


def rebuilt(article: CleanArticle) -> str:
    return "".join(
        block.removed.text if block.removed else article.text[block.start : block.end] for block in article.blocks
    )


def check(article: CleanArticle, source: str, *, verbatim: bool = False) -> None:
    assert rebuilt(article) == source
    at = 0
    for block in article.blocks:
        assert block.source_start == at
        assert block.source_end > at
        at = block.source_end
    assert at == len(source)
    if verbatim:
        return
    paragraphs = article.paragraphs()
    assert "\n\n".join(article.text[p.start : p.end] for p in paragraphs) == article.text


@pytest.mark.parametrize(
    "junk",
    [
        "Support The Harbour Lantern!\nContribute today",
        "… we have a small favor to ask.",
        "We need your help to keep our newsroom open. Give what you can from just $3 a month.",
        "Sign up for our newsletter and get the week's best stories in your inbox.",
        "Read more about: Dams , Rivers",
        "READ MORE: Why 40 dams were never built",
        "Photo: Otto Muster / TASS",
        "Anna Example / Reuters",
        "A man walks past the dam in the valley of the Orle on June 13.",
        "Share this article via whatsapp",
        "Load more",
        "2 min read",
        "This website uses cookies to improve your experience.",
        "Follow the Lantern on Telegram",
        "LOCAL: Orleburg woman, 90, swims the river for the 40th time",
        "What we’re reading: “84 bridges in one valley” | “Who sank the ferry?”",
        "Teilen: Facebook / X / E-Mail",
        "Get the Lantern on Viber. 90,000 of its readers can’t be wrong! Free until you say stop",
        "If 900 of you give €5 each, the lights stay on until summer. [Give once] [Give every month]",
        "Will it be you? 10 € · 25 € · 50 € · Other",
        "Send 500 or more by mobile money, dial *1122*9# and say: “River”",
        "We are 11 people and own no press. Become the twelfth from ₴150 a month",
        "— The Lantern is a cooperative of 23 reporters. 500 buys one of them a boat for a day. Thank you! —",
        "ORX 7,488 (-1.2%)   Copper $4.05/lb   Krone 998 +0.3%",
        "Send news tip by WhatsApp +49 555 0119",
        "Embedded post: 1.4K likes, 212 reposts",
        "[Photo] Workers rest on the wall, 213 metres above the river, on May 1. (Pool photo) (Lantern)",
        "Accept cookies to keep the Lantern free, or pay €3 a month to refuse them",
    ],
)
@pytest.mark.parametrize("where", [1, 3])
def test_junk_goes_and_the_article_stays(cleaner: Cleaner, junk: str, where: int) -> None:
    paragraphs = BODY.split("\n\n")
    source = "\n\n".join([*paragraphs[:where], junk, *paragraphs[where:]])
    article = cleaner(raw(source))
    check(article, source)
    for line in junk.split("\n"):
        assert line not in article.text
    for paragraph in paragraphs:
        assert paragraph in article.text


@pytest.mark.parametrize(
    "sentence",
    [
        "Her channel has 2.5 million subscribers, and 300 of them pay her $5 a month.",
        "The charity said every dollar donated buys 12 meals for the families of the valley.",
        "“We need your help,” the governor told the council, asking for $61 million.",
        "Support for the dam fell to 52% in May.",
        "Share prices of the builder fell 3% on Monday.",
        "Photo identification is required at 36 crossings.",
        "The paper launched a campaign this week, asking readers to support its work.",
        "Contribute or leave: 300 workers face an ultimatum",
        "The party asked its members to chip in at least $5 a month.",
        "If you own a house in the valley, you will be paid $40,000 for it.",
        "We counted 412 houses by hand and read all 1,240 deeds for this report.",
        "It has 30 days to answer; in two years it has answered none of our 14 letters.",
        "The new banknote is printed on cotton and lasts 4 years.",
    ],
)
def test_sentences_about_donations_stay(cleaner: Cleaner, sentence: str) -> None:
    paragraphs = BODY.split("\n\n")
    source = "\n\n".join([paragraphs[0], sentence, *paragraphs[1:]])
    article = cleaner(raw(source))
    assert sentence in article.text
    assert all(paragraph in article.text for paragraph in paragraphs)


def test_scraped_head_gives_title_date_and_outlet(cleaner: Cleaner) -> None:
    source = f" date 2021-02-22 Support The Harbour Lantern!\nContribute today\n\nDam Finished After 14 Years\n\n{BODY}"
    article = cleaner(raw(source))
    check(article, source)
    assert article.text.startswith("Dam Finished After 14 Years\n\nThe dam")
    assert article.title
    assert article.title.value == "Dam Finished After 14 Years"
    assert article.published
    assert article.published.value == "2021-02-22"
    assert source[article.published.start : article.published.end].strip() == "date 2021-02-22"
    assert article.outlet
    assert article.outlet.value == "The Harbour Lantern"


@pytest.mark.parametrize(
    ("head", "outlet"),
    [
        ("Lantern | The light on the water\nDam Finished After 14 Years – Lantern", "Lantern"),
        ("WATER LINES – the dam without the politics\nDam Finished After 14 Years", "Water Lines"),
        ("Skip to main\nLantern — light from the water\nDam Finished After 14 Years – Lantern", "Lantern"),
        ("🌋 QUAYS — slow news from the harbour 🌋\nDam Finished After 14 Years\nWe at QUAYS are six.", "Quays"),
        ("Harbour Wire\nORLEBURG, March 3 2021 (HW)\nDam Finished After 14 Years", "Harbour Wire"),
        ("The Orleburg Post-Echo\nDam Finished After 14 Years", "The Orleburg Post-Echo"),
        (
            "Harbour Wire\nDam Finished After 14 Years\nSix winters, 14 ministers, and the river is still there",
            "Harbour Wire",
        ),
        ("Dam Finished After 14 Years\n© Quays. Reprint with a link.\n© Quays", "Quays"),
    ],
)
def test_mastheads(cleaner: Cleaner, head: str, outlet: str) -> None:
    article = cleaner(raw(f"{head}\n\n{BODY}"))
    assert article.title
    assert article.title.value.startswith("Dam Finished After 14 Years")
    assert article.outlet
    assert article.outlet.value == outlet


@pytest.mark.parametrize(
    "junk", ["Help us buy a boat: 312 of 500 readers gave just €4. Send yours", "[Give once] [Give monthly]"]
)
def test_junk_glued_to_a_paragraph_goes_and_the_paragraph_stays(cleaner: Cleaner, junk: str) -> None:
    paragraphs = BODY.split("\n\n")
    long = f"{paragraphs[0]} {paragraphs[1]} Nobody had seen the river so low since 1976."
    source = f"{long}{junk}\n\n{paragraphs[2]}"
    article = cleaner(raw(source))
    check(article, source)
    assert article.text == f"{long}\n\n{paragraphs[2]}"


def test_last_words_and_dated_lists_are_no_teasers(cleaner: Cleaner) -> None:
    last = "“Forty years on the river,” she said, “have taught me that the dams go first.”"
    dates = ["May 9 – Orleburg, Town Hall", "May 12 – Fernhaven, Old Mill", "June 3 – Port Road, The Lantern House"]
    for foot in ([last], dates):
        source = "\n\n".join([BODY, *foot])
        assert cleaner(raw(source)).text == source


def test_a_title_stands_right_above_its_standfirst(cleaner: Cleaner) -> None:
    title, dek = "Fourteen years on, the valley has its dam", "Ministry buys 412 of the 1,240 houses on the Orle"
    article = cleaner(raw(f"{title}\n{dek}\nBy Anna Example\n{BODY}"))
    assert article.title
    assert article.title.value == title
    assert dek in article.text


def test_links_that_leave_the_site_are_no_teasers(cleaner: Cleaner) -> None:
    head = '<html><head><link rel="canonical" href="https://www.lantern.example/dam"></head>'
    body = PAGE_BODY.replace("</p><p>", '</p><p><a href="{}">The deeds of the 412 houses</a></p><p>', 1)
    kept, gone = (
        cleaner(raw(html=f"{head}<article>{body.format(href)}</article></html>"))
        for href in ("https://deeds.example/orle", "https://news.lantern.example/deeds")
    )
    assert "The deeds" in kept.text
    assert "The deeds" not in gone.text


def test_title_is_kept_once(cleaner: Cleaner) -> None:
    title = "Dam finished after 14 years. The valley waits for water"
    article = cleaner(raw(f"{title}\nArticle\n26 June 2021, 16:47\n\n{title}\n\n{BODY}"))
    assert article.text.count(title) == 1
    assert article.published
    assert article.published.value == "2021-06-26"
    assert [b.removed.reason for b in article.blocks if b.removed and b.removed.text == title] == ["duplicate"]


def test_teasers_after_a_marker_go(cleaner: Cleaner) -> None:
    teasers = "Read more\n\nSeven Bridges Closed After Storm\n\nInspectors found cracks in 7 of them.\n1 Min read\n"
    article = cleaner(raw(f"Dam Finished After 14 Years\n\n{BODY}\n\n{teasers}"))
    assert "Bridges" not in article.text
    assert "cracks" not in article.text


def test_widthless_characters_are_removed_and_the_pieces_join(cleaner: Cleaner) -> None:
    source = (
        "\ufeffThe dam was fin\u00adished in\u00a0May, the min\u200bistry said on Monday.\r\nIt holds 40 tons. 👨‍👩‍👧"
    )
    article = cleaner(raw(source))
    check(article, source)
    assert "finished in\u00a0May, the ministry" in article.text
    assert "👨‍👩‍👧" in article.text


@pytest.mark.parametrize(
    "unseen", ["\u200b", "\u200b \u200d", "\u00ad", "&nbsp;\ufeff", "\u200e<b>\u200f</b>", "\u200b\u200d&nbsp;"]
)
def test_a_paragraph_without_a_visible_character_is_none(cleaner: Cleaner, unseen: str) -> None:
    article = cleaner(raw(html=f"<article>{PAGE_BODY}<p>{unseen}</p></article>"))
    check(article, rebuilt(article))
    assert article.text == BODY


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("5\u200b \u200b5 men", "5\u200b 5 men"),
        ("5 men\u00ad\u00a0", "5 men"),
        ("\u200b\u00a0\u200b5 men", "5 men"),
        ("5 \u200bmen\u200b", "5 men"),
    ],
)
def test_blanks_among_widthless_characters_part_no_paragraph(cleaner: Cleaner, source: str, text: str) -> None:
    article = cleaner(raw(html=f"<p>{source}</p>"))
    check(article, rebuilt(article))
    assert article.text == text


@pytest.mark.parametrize(
    ("value", "date"),
    [
        ("2021-02-22T16:47:00+03:00", "2021-02-22"),
        ("Monday, 22nd February 2021", "2021-02-22"),
        ("2021/02/22", "2021-02-22"),
        ("2021.2.3", "2021-02-03"),
        ("Mon Feb 22 23:47:00 PST 2021", "2021-02-22"),
        ("the 22nd of February, 2021", "2021-02-22"),
        ("16:47 on 22 February 2021", "2021-02-22"),
        ("22/Feb/2021", "2021-02-22"),
        ("2/3/2021", None),
        ("03.04.2021", "2021-04-03"),
        ("22-Feb-21", None),
        ("February 2021", None),
        ("May 2021 12:30", None),
        ("31 June 2021", None),
        ("yesterday", None),
        ("5 May", None),
        ("1 in 5 in May 2021", None),
    ],
)
def test_dates_of_publication(value: str, date: str | None) -> None:
    assert parse_date(value) == date


def test_without_cleaning_all_but_widthless_characters_is_kept(cleaner: Cleaner) -> None:
    source = f"\ufeffSupport us!\n\n{BODY}\n\nRead more"
    article = cleaner(raw(source), junk=False)
    check(article, source, verbatim=True)
    assert article.text == source[1:]
    assert {b.removed.reason for b in article.blocks if b.removed} == {"empty"}


@pytest.mark.parametrize(
    ("article", "message"),
    [
        (raw(""), "text: empty"),
        (raw(" \n\u200b\n"), "text: empty"),
        (raw(html="<html><head><title>x</title></head></html>"), "no visible text"),
        (raw(BODY, published="soon"), "published: not a date"),
        (raw(BODY, language="fr"), "only English is supported"),
        (
            raw("Le barrage est une œuvre de la région et des villes, et il est dans la vallée pour les gens " * 4),
            "'fr'",
        ),
        (raw("Плотина на реке была построена за четырнадцать лет, сообщило министерство в понедельник. " * 3), "'ru'"),
    ],
)
def test_bad_input_is_named(cleaner: Cleaner, article: RawArticle, message: str) -> None:
    with pytest.raises(InputError, match=message):
        cleaner(article)


def test_given_metadata_win(cleaner: Cleaner) -> None:
    article = cleaner(raw(BODY, title="Dam", published="2021-03-04", outlet="Lantern", language="en"))
    assert [v.origin for v in (article.title, article.published, article.outlet, article.language) if v] == [
        "input"
    ] * 4


HEAD = (
    '<html lang="en-GB"><head><title>Dam finished | Harbour Lantern</title>'
    '<meta property="og:site_name" content="Harbour Lantern">'
    '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Dam finished", '
    '"datePublished": "2021-02-22T10:00:00+03:00", "author": {"name": "Anna Example"}}</script></head>'
)


def test_page(cleaner: Cleaner) -> None:
    html = (
        f"{HEAD}<body><nav><a href='/'>Home</a></nav><main><article><h1>Dam finished</h1>"
        "<p class='standfirst'>Water will flow to the valley of the Orle from June.</p>"
        "<p class='byline'>By Anna Example</p>"
        f"<figure><img><figcaption>Forty cranes at work. Photo: O. Muster</figcaption></figure>{PAGE_BODY}"
        "<ul><li>Height: 120 metres</li><li>Cost: $2 billion</li></ul>"
        "<table><tr><td>2020</td><td>12</td></tr><tr><td>2021</td><td>14</td></tr></table>"
        "<div class='newsletter-signup'><p>All the rivers, every Friday, for 9,000 readers.</p></div></article></main>"
        "<aside class='related'><a href='/b'>Seven bridges closed</a></aside><footer>© 2021 Harbour Lantern</footer>"
        "<p hidden>Secret 99</p></body></html>"
    )
    article = cleaner(raw(html=html))
    check(article, rebuilt(article))
    roles = [(p.role, article.text[p.start : p.end]) for p in article.paragraphs()]
    assert roles[0] == ("title", "Dam finished")
    assert roles[1][0] == "standfirst"
    assert ("list_item", "Height: 120 metres") in roles
    assert ("table_row", "2020\t12") in roles
    assert all(paragraph in article.text for paragraph in BODY.split("\n\n"))
    for gone in ("Home", "Forty cranes", "9,000 readers", "Seven bridges", "©", "Anna Example"):
        assert gone not in article.text
    assert "99" not in rebuilt(article)
    values = (article.title, article.published, article.outlet, article.language, article.author)
    assert [v.value for v in values if v] == ["Dam finished", "2021-02-22", "Harbour Lantern", "en", "Anna Example"]


def test_a_paragraph_split_by_an_advertisement_is_joined(cleaner: Cleaner) -> None:
    html = (
        f"<article><div>{PAGE_BODY}<div>The second dam, which will be built by the same three companies, "
        "<div class='ad-slot'>Buy 3 cars</div> will hold 40 million tons of water.</div></div></article>"
    )
    article = cleaner(raw(html=html))
    assert "three companies, will hold 40 million" in article.text
    assert "Buy 3 cars" not in article.text


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(st.sampled_from("ab.! \n\r\t\u00a0\u00ad\u200b\ufeffÉ中“”’5$©|👩\u0301"), min_size=1, max_size=200))
def test_blocks_partition_any_text(cleaner: Cleaner, source: str) -> None:
    try:
        articles = [cleaner(raw(source), junk=junk) for junk in (True, False)]
    except InputError:
        return
    for article, verbatim in zip(articles, (False, True), strict=True):
        check(article, source, verbatim=verbatim)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(TAGS), max_size=40))
def test_blocks_partition_any_page(cleaner: Cleaner, pieces: list[str]) -> None:
    html = "".join(pieces)
    try:
        article = cleaner(raw(html=html))
    except InputError:
        return
    check(article, read_page(html).source)


def test_learned_repeats(cleaner: Cleaner, tmp_path: Path) -> None:
    boiler = "The Lantern is printed in 3 colours at Port Road by its 40 owners."
    articles = [
        cleaner(raw(f"{BODY.replace('14', str(n))}\n\n{boiler.replace('40', str(n))}", name=str(n), outlet="Lantern"))
        for n in range(20, 25)
    ]
    path, other = tmp_path / "a.sqlite", tmp_path / "b.sqlite"
    assert learn_repeats(articles, path) == 5
    assert learn_repeats(articles, path) == 0
    learn_repeats(reversed(articles), other)
    assert Repeats(path).digest == Repeats(other).digest
    new = "The bridge over the Orle was closed on Friday, after 12 cracks had been found, the council said.\n\n"
    learned = Cleaner(load_rules(), repeats=path)
    assert "Port Road" not in learned(raw(new + boiler, outlet="Lantern")).text
    assert "Port Road" in learned(raw(new + boiler, outlet="Other")).text
    with pytest.raises(InputError, match="no such file"):
        Repeats(tmp_path / "none.sqlite")


@pytest.mark.parametrize(
    ("text", "html"),
    [
        (None, "<div>" * 100_000 + PAGE_BODY + "</div>" * 100_000),
        ("The dam was finished in May, and 40 men went home. " * 200_000, None),
        ("x" * 10_000_000, None),
        ((BODY[:99] + "\n\n") * 50_000, None),
    ],
    ids=["nested tags", "one line of 10 MB", "one word of 10 MB", "repeated paragraphs"],
)
def test_hostile_input_takes_linear_time(cleaner: Cleaner, text: str | None, html: str | None) -> None:
    start = time.process_time()
    article = cleaner(raw(text, html))
    assert time.process_time() - start < 60
    assert article.blocks


def test_a_text_that_begins_with_a_sentence_keeps_it(extractor):
    text = (
        "The river rose again on the night to Sunday.\n\nFlood Reaches The Old Bridge\n\n"
        "The flood reached the old bridge on Sunday, when the river rose to 8.4 metres, the district said."
    )
    assert extractor.extract(text).article.text.startswith("The river rose again")


def test_a_notice_that_the_reader_is_offline_goes(extractor):
    text = "You're offline. Pictures may be missing.\n\nThe flood reached the old bridge on Sunday, the district said."
    assert extractor.extract(text).article.text.startswith("The flood")
