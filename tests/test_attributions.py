"""Attributions: who says what, by which words; one row for each frame and each defect met."""

from __future__ import annotations

import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st


def read(extractor, text, **given):
    return extractor.extract(text, **given).article.attributions


def brief(attribution):
    """Source, cue and content as text; pieces of content are joined by a bar."""
    source = attribution.source.text if attribution.source else None
    cue = attribution.cue.text if attribution.cue else None
    return source, cue, " | ".join(piece.text for piece in attribution.content)


FRAMES = [
    ("The ministry said that 40 schools would close.", "The ministry", "said", "that 40 schools would close"),
    ("It was a bad year. Prices fell again, the bank said.", "the bank", "said", "Prices fell again"),
    ("Prices, the bank said, fell again in May.", "the bank", "said", "Prices | fell again in May"),
    ("Rents rose by a tenth, according to the council.", "the council", "according to", "Rents rose by a tenth"),
    ("According to the council, rents rose.", "the council", "According to", "rents rose"),
    ("The toll was confirmed by the hospital.", "the hospital", "was confirmed by", "The toll"),
    ("The company vowed to appeal.", "The company", "vowed", "to appeal"),
    ("Teachers called for smaller classes.", "Teachers", "called for", "smaller classes"),
    ("The mayor called the plan a mistake.", "The mayor", "called", "the plan a mistake"),
    ("The hospital put the number of injured at 40.", "The hospital", "put", "the number of injured at 40"),
    ("The hospital gave a toll of 41.", "The hospital", "gave a toll", "41"),
    ("Weber's claim that rents had fallen was met with laughter.", "Weber's", "claim", "that rents had fallen"),
    ("Residents voiced fears that the dam would burst.", "Residents", "voiced fears", "that the dam would burst"),
    ("The coach is confident that the team will stay up.", "The coach", "is confident", "that the team will stay up"),
    ("Ninety families left, by the count of Anna Weber.", "Anna Weber", "by the count of", "Ninety families left"),
    ("“We lost everything,” Karim said.", "Karim", "said", "“We lost everything,”"),
    ("“We lost everything,” said Karim. “Nobody came.”", "Karim", "said", "“We lost everything,” | “Nobody came.”"),
    ("Karim said: “We lost everything.”", "Karim", "said", "“We lost everything.”"),
    ("“We lost it,” Karim said, “and nobody came.”", "Karim", "said", "“We lost it,” | “and nobody came.”"),
    ("Said Karim: “We lost everything.”", "Karim", "Said", "“We lost everything.”"),
    ("A report by the council found that rents rose.", "A report by the council", "found", "that rents rose"),
    ("The council’s data show that rents rose.", "The council’s data", "show", "that rents rose"),
    ("Rents fell 4%, the council says; homes sold well.", "the council", "says", "Rents fell 4% | homes sold well"),
    ("Ninety families left, by Anna Weber’s count.", "Anna Weber", "by", "Ninety families left"),
]


@pytest.mark.parametrize(("text", "source", "cue", "content"), FRAMES)
def test_frames(extractor, text, source, cue, content):
    assert (source, cue, content) in [brief(a) for a in read(extractor, text)]


QUIET = [
    "The company dismissed 44 drivers in May.",
    "The federation supports 300 farmers with small grants.",
    "The crowd saw the bridge fall into the river.",
    "A man believed to be around 30 was found on the shore.",
    "The bridge was opened in 1931 and has two lanes.",
]


@pytest.mark.parametrize("text", QUIET)
def test_deeds_are_not_reports(extractor, text):
    assert [brief(a) for a in read(extractor, text)] == []


ANTECEDENTS = [
    ("Anna Weber said that rents rose. She added that wages fell.", "She", "Anna Weber"),
    ("The Ministry of Health said wards were full. The ministry added that beds would come.", "The ministry", "Health"),
    ("The independent outlet Tavro reported 40 arrests. The outlet said that six were minors.", "The outlet", "Tavro"),
    ("Anna Weber left the council in May. Weber said that rents rose.", "Weber", "Anna Weber"),
    ("Anna Weber, who said rents rose, left the council.", "who", "Anna Weber"),
    ("He met the Interior Ministry. The Justice Ministry is old. It said that rents rose.", "It", "Justice Ministry"),
    ("Rents rose, said Lanterna Monitor, a tenants group. The group said wages fell.", "The group", "Lanterna Monitor"),
    ("Rents rose, according to its superintendent, Dr. Anna Weber, twice as much.", "its superintendent", "Anna Weber"),
    ("According to the minister, Anna Weber rents out a house.", "the minister", None),
    ("The Federal Statistics Service (FSS) is old. The FSS said that prices rose.", "The FSS", "Statistics Service"),
]


@pytest.mark.parametrize(("text", "mention", "name"), ANTECEDENTS)
def test_antecedents(extractor, text, mention, name):
    sources = {a.source.text: a.source.antecedent for a in read(extractor, text) if a.source}
    found = sources[mention]
    assert found is None if name is None else found is not None and name in found.text


COMPILED = [
    ("Half of the pupils walk, according to figures compiled by Lakeside Council.", "Lakeside Council"),
    (
        "According to data from the Office of the Prosecutor General, 15 cases are open.",
        "the Office of the Prosecutor General",
    ),
    ("The council’s data show that rents rose.", "The council"),
    ("Half of the pupils walk, according to figures which the council published in May.", "the council"),
    ("Half of the pupils walk, according to a report that moved the council.", None),
    ("Half of the pupils walk, according to figures that the council put to the minister.", None),
    ("According to records of births, families grew.", None),
]


@pytest.mark.parametrize(("text", "maker"), COMPILED)
def test_compilers_of_data(extractor, text, maker):
    (attribution,) = read(extractor, text)
    assert attribution.source.kind in ("data", "document")
    found = attribution.source.compiled_by
    assert (found.text if found else None) == maker


KINDS = [
    ("Anna Weber said that rents rose.", "person"),
    ("Officials said that rents rose.", "person"),
    ("The Ministry of Health said that rents rose.", "organisation"),
    ("The study found that rents rose.", "document"),
    ("The figures show that rents rose.", "data"),
    ("They said that rents rose.", "pronoun"),
]


@pytest.mark.parametrize(("text", "kind"), KINDS)
def test_kinds_of_source(extractor, text, kind):
    assert [a.source.kind for a in read(extractor, text)] == [kind]


TITLES = [
    ("Town Loses 300 Jobs – Tavro Report", "Tavro Report", "Town Loses 300 Jobs"),
    ("Study: Half of Rivers Are Polluted", "Study", "Half of Rivers Are Polluted"),
    ("Town Lost 300 Jobs, Study Finds", "Study", "Town Lost 300 Jobs"),
]


@pytest.mark.parametrize(("text", "source", "content"), TITLES)
def test_headlines(extractor, text, source, content):
    (attribution,) = read(extractor, text)
    assert (attribution.type, brief(attribution)[0], brief(attribution)[2]) == ("headline", source, content)


NO_TITLES = [
    "Cholera: 84 Die\n\nA hospital sees more cholera than ever.",
    "Malawi: 84 Die of Cholera\n\nIt rained in Malawi.",
]


@pytest.mark.parametrize("text", NO_TITLES)
def test_what_a_headline_is_about_is_no_source(extractor, text):
    assert not read(extractor, text)


REPORTED = [
    ("The ministry said Thursday that 40 schools would close.", "2024-03-07"),
    ("The ministry said on Monday that 40 schools would close.", "2024-03-04"),
    ("The ministry said that 40 schools closed on Thursday.", None),
]


@pytest.mark.parametrize(("text", "day"), REPORTED)
def test_the_day_of_a_report(extractor, text, day):
    (attribution,) = read(extractor, text, published="2024-03-08")
    assert attribution.reported == day


def test_the_addressee_is_not_the_content(extractor):
    (attribution,) = read(extractor, "The mayor told reporters that the bridge would close.")
    assert (attribution.addressee.text, brief(attribution)[2]) == ("reporters", "that the bridge would close")


def test_speech_runs_over_paragraphs(extractor):
    text = "“The river took our house,” said Anna Weber.\n\n“Then the bridge went.”\n\nThe council met on Monday."
    (attribution,) = read(extractor, text)
    assert brief(attribution)[2] == "“The river took our house,” | “Then the bridge went.”"


def test_a_report_inside_a_report_is_not_listed(extractor):
    found = read(extractor, "The mayor said that the police had said that nobody was hurt.")
    assert [brief(a)[0] for a in found] == ["The mayor"]


def test_coordinated_reports_share_their_source(extractor):
    found = read(extractor, "The mayor said the bridge was unsafe and warned drivers to stay away.")
    assert [brief(a)[:2] for a in found] == [("The mayor", "said"), ("The mayor", "warned")]


def test_a_dateline_is_not_the_source(extractor):
    (attribution,) = read(extractor, "LAKESIDE, Ohio (RNA) — Officials said that the river had risen.")
    assert attribution.source.text == "Officials"


def spans(attribution):
    yield from attribution.content
    for span in (attribution.cue, attribution.addressee, attribution.source):
        if span is not None:
            yield span
    if attribution.source is not None:
        for span in (attribution.source.antecedent, attribution.source.compiled_by):
            if span is not None:
                yield span


MARKS = ["“", "”", '"', "''", "‘", "’", ",", ".", ":", "\n\n", "–", "(", ")", "?", "\u00a0", "é", "🙂"]
WORDS = [
    " said ",
    " Lee ",
    "told",
    "that",
    "according to",
    "it",
    "fell",
    "40",
    "The ministry",
    "who",
    "data compiled by",
]
PIECES = st.sampled_from(MARKS + WORDS)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(PIECES, max_size=40))
def test_spans_hold_their_text(extractor, pieces):
    article = extractor.extract("The ministry said: " + " ".join(pieces)).article
    for attribution in article.attributions:
        for span in spans(attribution):
            assert article.text[span.start : span.end] == span.text
        assert attribution.content


@pytest.mark.parametrize("unit", ["“ said ", "said that it said ", "according to ", "A: ", "he said, “x,” ", "– "])
def test_time_is_linear(extractor, unit):
    from extractor.annotate.analysis import Analysis, Sentence
    from extractor.pipeline import raw_text

    def seconds(count):
        article = extractor.clean(raw_text(unit * count), junk=False)
        paragraph = article.paragraphs()[0]
        doc = extractor.nlp.make_doc(article.text[:40])
        for token in doc:
            token.tag_, token.dep_ = "NN", "dep"
        analysis = Analysis(article, [Sentence(doc[:], article.text, 0, 0, paragraph, 0)])
        start = time.process_time()
        extractor.annotators.attributions(analysis)
        return time.process_time() - start

    seconds(100)
    assert seconds(40_000) < 12 * seconds(10_000) + 0.5
