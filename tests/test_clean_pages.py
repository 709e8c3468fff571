"""What only pages have: hidden text, buttons in a line, a footer longer than the article."""

from __future__ import annotations

import pytest

from extractor.clean import Cleaner
from extractor.clean.outlet import choose
from extractor.clean.page import read_page
from extractor.records import CleanArticle, MetadataValue, RawArticle
from extractor.rules import load_rules

FIRST = "The dam at Orleburg was finished in May after fourteen years of work on both banks, the ministry said."
LAST = "The second dam will follow in the spring of next year, the ministry said on Monday evening."


@pytest.fixture(scope="module")
def cleaner() -> Cleaner:
    return Cleaner(load_rules())


def clean(cleaner: Cleaner, html: str, uri: str = "https://lantern.example/a") -> CleanArticle:
    return cleaner(RawArticle("p", uri, "text/html", "", 0, html=html))


@pytest.mark.parametrize(
    "hidden",
    [
        '<span class="sr-only">, opens in a window</span>',
        '<span class="u-visually-hidden">(external link)</span>',
        '<i class="Link_screenReaderText">leaves the site</i>',
        '<span style="clip: rect(0 0 0 0); position:absolute; width:1px">leaves the site</span>',
        '<span style="position:absolute;left:-9999px">leaves the site</span>',
        '<div style="clip-path: inset(50%)">leaves the site</div>',
        "<span hidden>leaves the site</span>",
    ],
)
def test_what_no_reader_sees_is_not_in_the_source(hidden: str) -> None:
    page = read_page(f"<p>The <a href='/r'>survey{hidden}</a> counted 40 dams.</p>")
    assert "".join(page.source.split("\n\n")).replace(" ", "") == "Thesurveycounted40dams."


@pytest.mark.parametrize(
    "shown",
    ['<span class="reader">40</span>', '<span style="left:-3px">40</span>', '<p class="screen-reader-text">40</p>'],
)
def test_what_a_reader_may_see_is_in_the_source(shown: str) -> None:
    assert "40" in read_page(f"<div>The survey counted {shown} dams.</div>").source


@pytest.mark.parametrize("button", ["<button><svg></svg></button>", "<span><button>Watch this firm</button></span>"])
@pytest.mark.parametrize("rest", [", a builder of dams, asked for 40 million euros.", " asked for 40 million euros."])
def test_a_button_in_a_line_leaves_the_line_whole(cleaner: Cleaner, button: str, rest: str) -> None:
    html = f"<article><p>{FIRST}</p><p>The firm <a href='/q'>Orle Works</a>{button}{rest}</p><p>{LAST}</p></article>"
    assert f"The firm Orle Works{rest}" in clean(cleaner, html).text.split("\n\n")


def test_the_label_of_a_button_in_a_line_is_accounted_for(cleaner: Cleaner) -> None:
    html = f"<article><p>{FIRST}</p><p>Orle Works <button>Watch <b>this</b> firm</button> lost 4%.</p><p>{LAST}</p>"
    removed = [block.removed.text for block in clean(cleaner, html).blocks if block.removed]
    assert "Watch this firm" in removed


@pytest.mark.parametrize(("gap", "rest"), [(" ", "which the firm denies."), ("", ", which the firm denies.")])
def test_a_paragraph_that_a_box_has_closed_goes_on(cleaner: Cleaner, gap: str, rest: str) -> None:
    line = f"The inspectors found cracks in both of the walls of the old dam,{gap}".replace(",", "," if gap else "")
    html = f"<article><p>{FIRST}</p><p>{line}<div class='ad-slot'>Boats!</div>{rest}</p><p>{LAST}</p></article>"
    assert line + rest in clean(cleaner, html).text.split("\n\n")


@pytest.mark.parametrize(
    "element", ["<footer>{}</footer>", "<nav>{}</nav>", "<div class='modal' role='dialog'><div>{}</div></div>"]
)
def test_a_footer_may_be_longer_than_the_article(cleaner: Cleaner, element: str) -> None:
    about = "<p>The Lantern is the paper of the river, and it is read on both of its banks by all who live there.</p>"
    html = f"<main><h1>Dam finished</h1><p>{FIRST}</p></main>" + element.format(about)
    assert clean(cleaner, html).text == f"Dam finished\n\n{FIRST}"


FRENCH = (
    "<p>Le barrage d’Orleburg est achevé après quatorze ans de travaux sur les deux rives, et le ministère a déjà "
    "accordé 40 millions d’euros pour le prochain.</p><p>Les 412 maisons de la vallée ont été rachetées par l’État.</p>"
)


@pytest.mark.parametrize("claimed", ["fr", "en", "de"])
def test_a_page_in_another_language_is_kept_and_gives_no_claim(extractor, claimed: str) -> None:
    html = f"<html lang='{claimed}'><article><h1>Le barrage est achevé</h1>{FRENCH}</article></html>"
    found = extractor.extract(RawArticle("p", "p.html", "text/html", "", 0, html=html))
    assert found.article.language.value == "fr"
    assert found.claims == ()
    assert {number.disposition for number in found.article.numbers} == {"doubtful"}
    assert {block.doubt.reason for block in found.article.blocks if block.start is not None} == {"language"}


def test_an_english_page_may_claim_another_language(cleaner: Cleaner) -> None:
    article = clean(cleaner, f"<html lang='de'><article><h1>Dam finished</h1><p>{FIRST}</p><p>{LAST}</p></article>")
    assert article.language is not None
    assert article.language.value == "en"
    assert not any(block.doubt for block in article.blocks)


@pytest.mark.parametrize(
    ("names", "outlet"),
    [
        (["riverpost", "The River Post"], "The River Post"),
        (["@riverpost", "River Post Varne"], "River Post"),
        (["riverpost.example", "Buy boats", "River Post"], "River Post"),
        (["World", "River Post"], "River Post"),
        (["River Post | News of the north"], "River Post"),
        (["Northern Times", "River Post"], "Northern Times"),
        (["riverpost"], "RiverPost.example"),
        (["World"], "World"),
        (["The Voice"], "The Voice"),
    ],
)
def test_the_outlet_is_the_name_that_is_written_as_one(names: list[str], outlet: str) -> None:
    given = [MetadataValue(name, "html", "meta:x") for name in names]
    found = choose(given, "https://www.riverpost.example/dam", "Follow RiverPost.example for more. riverpost.example")
    assert found is not None
    assert found.value == outlet


def test_a_byline_in_the_metadata_loses_its_by(cleaner: Cleaner) -> None:
    html = f"<head><meta name='byl' content='By Anna Example'></head><article><h1>Dam</h1><p>{FIRST}</p><p>{LAST}</p>"
    assert clean(cleaner, html).author.value == "Anna Example"  # type: ignore[union-attr]


@pytest.mark.parametrize("label", ["Read more", " read more ", "Continue reading →", "Full story"])
def test_a_link_to_the_rest_is_no_part_of_the_line(cleaner: Cleaner, label: str) -> None:
    html = f"<article><p>{FIRST}</p><div>{LAST} <a href='/b'>{label}</a> </div><p>Nobody was hurt.</p></article>"
    assert clean(cleaner, html).text == f"{FIRST}\n\n{LAST}\n\nNobody was hurt."


@pytest.mark.parametrize("rest", ["You can <a href='/b'>read more</a>", "He <a href='/b'>read more</a> than 40 pages."])
def test_a_link_in_a_sentence_is_a_part_of_it(rest: str) -> None:
    assert "\n\n" not in read_page(f"<p>{FIRST} {rest}</p>").source
