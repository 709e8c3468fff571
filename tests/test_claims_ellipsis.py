"""Numbers without a noun: a text with the figure in [[ ]], its unit, and its event where that is left out too."""

from __future__ import annotations

import re

import pytest

UNITS = [
    # said again, "them", "the number of"
    ("Courts sentenced 84 men in May. The queue is long.\n\nOf the [[84]], 12 were women.", "man"),
    ("Courts sentenced 84 men in May. The queue is long.\n\nOf the 84, [[12]] were old.", "man"),
    ("The fines peaked in May. Judges imposed [[84]] of them.", "fine"),
    ("He denies that he leans on the judges. He sacked [[57]] of them in June.", "judge"),
    ("Then there are the trials that never start. In Perm [[118]] of the 392 listed were put off.", "trial"),
    ("Some 38 deaths were reported. Romania had the highest number of cases, [[84]].", "case"),
    # the same sentence
    ("Courts jailed 129 soldiers for desertion, as well as [[31]] for theft.", "soldier"),
    ("Courts jailed 129 soldiers in 2023, compared to only [[nine]] in 2021.", "soldier"),
    ("Of 848 verdicts, 300 were for theft and [[501]] for desertion.", "verdict"),
    ("Police arrested 40 men in May and [[31]] in June.", "man"),
    ("Police arrested 40 men in May, [[31]] in June and 12 in July.", "man"),
    ("Police arrested 40 men in May, 31 in June and [[12]] in July.", "man"),
    ("Egypt hosts 15,000 refugees, South Sudan [[12,000]] and Chad 7,000.", "refugee"),
    ("The number of strikes rose from [[12]] to 30.", "strike"),
    ("The number of strikes rose from 12 to [[30]].", "strike"),
    ("Strikes rose from 12 to [[30]].", "strike"),
    ("Strikes rose to [[30]] from 12.", "strike"),
    ("Strikes, of which there were [[30]], cost the firm its contract.", "strike"),
    ("The firm owns 30 ships, of which [[12]] are lost.", "ship"),
    ("The firm owns 30 ships, [[12]] of them new.", "ship"),
    ("The firm owns 30 ships; [[12]] are new.", "ship"),
    ("The firm owns 30 ships but only [[12]] are new.", "ship"),
    ("The firm owns 30 ships, three more than the [[27]] of last year.", "ship"),
    ("Nine of the 30 ships sank, and the other [[21]] are sound.", "ship"),
    ("Police freed 30 hostages, among them 12 women, and [[nine]] more escaped.", "hostage"),
    ("Courts convicted 84 men, among them 12 minors; a further [[40]] were acquitted.", "man"),
    ("France sent 30 tanks and Germany [[40]].", "tank"),
    ("Thirty tanks came from France and [[40]] from Germany.", "tank"),
    # the sentence before
    ("Courts heard 84 cases last year. The previous year the figure was [[90]].", "case"),
    ("Courts heard 84 cases last year. The previous year they heard [[90]].", "case"),
    ("Courts heard 84 cases last year. The number rose to [[300]] this year.", "case"),
    ("Courts heard 84 cases last year. Of these, [[12]] were dismissed.", "case"),
    ("Courts heard 84 cases last year. Another [[31]] are pending.", "case"),
    ("Courts heard 84 cases last year. The rest, [[31]], are pending.", "case"),
    ("Courts heard 84 cases last year. The remaining [[31]] are pending.", "case"),
    ("Courts heard 84 cases last year. [[Twelve]] were dismissed.", "case"),
    ("Courts heard 84 cases last year. Only [[12]] ended in a conviction.", "case"),
    ("Courts heard 84 cases last year. More than [[half]] of them were dismissed.", "case"),
    ("Courts heard 84 cases last year. [[One in four]] of these was dismissed.", "case"),
    ("Russian courts received 4,000 cases. Ukrainian courts received [[2,355]].", "case"),
    ("Russian courts received 4,000 cases. In Ukraine there were [[2,355]].", "case"),
    ("Hungary took in 4,000 families. Austria took in [[2,355]].", "family"),
    ("Some 4,000 families fled. In June it was [[2,355]].", "family"),
    # a noun that nobody counted
    ("Sales fared worse. Only [[418]] were completed.", "sale"),
    ("Arrests have become rare. There were [[32]] in May.", "arrest"),
    ("Arrests have become rare. There were 32 in May, down from [[84]] in March.", "arrest"),
    ("Fewer soldiers leave now. Some [[3,190]] were dropped from the rolls.", "soldier"),
    ("Deaths at the mine have dropped. In 2023 there were [[14]].", "death"),
    ("Wolves have come back to the hills. About [[130]] live there now.", "wolf"),
    # a part of what was counted, over a nearer noun
    ("Doctors counted 58,000 deaths in 14 months. [[Nine in ten]] of them went unrecorded.", "death"),
    ("A further 110 people were tried. Flats belonging to [[58]] of them were sold.", "person"),
    ("Police arrested 40 men in 12 raids. [[Nine]] of those arrested were freed.", "person"),
    ("Some 30 nurses walked out of two wards. [[Nine]] have come back.", "nurse"),
    # a measure of the other term
    ("A flat takes 71 days to sell, up from [[58]].", "day"),
    # a noun of its own
    ("Courts heard 84 cases last year. Another [[31]] judges retired.", "judge"),
    ("Courts heard 84 cases last year. [[Twelve]] judges retired.", "judge"),
    ("Sales fared worse. Only [[418]] shops opened.", "shop"),
    ("Police arrested 40 men and [[31]] women.", "woman"),
    ("Police arrested 40 men, including [[31]] teachers.", "teacher"),
    ("Police arrested 40 men and seized [[31]] guns.", "gun"),
    ("Police arrested 40 men and fined the club [[$3,000]].", "USD"),
    ("Police arrested 40 men, or [[12%]] of the crew.", "%"),
]
EVENTS = [
    ("Courts jailed 129 soldiers for desertion, as well as [[31]] for theft.", "jail"),
    ("Courts jailed 129 soldiers in 2023, compared to only [[nine]] in 2021.", "jail"),
    ("Police arrested 40 men in May and [[31]] in June.", "arrest"),
    ("Egypt hosts 15,000 refugees, South Sudan 12,000 and Chad [[7,000]].", "host"),
    ("Some 40 men were arrested in May and [[31]] in June.", "arrest"),
    ("Courts heard 84 cases last year, up from [[60]] in 2021.", "hear"),
    ("The firm owns 30 ships; [[12]] were lost.", "lose"),
    ("Courts heard 84 cases last year. [[Twelve]] were dismissed.", "dismiss"),
]


def claim(extractor, marked):
    """The claim at the marked figure."""
    before, figure, after = re.split(r"\[\[|\]\]", marked)
    claims = extractor.extract(before + figure + after, published="2025-06-26").claims
    start, end = len(before), len(before) + len(figure)
    found = [c for c in claims if c.quantity.start < end and c.quantity.end > start]
    assert found, f"no claim at {figure!r}: {[c.quantity.text for c in claims]}"
    return found[0]


@pytest.mark.parametrize(("text", "unit"), UNITS)
def test_unit(extractor, text, unit):
    assert claim(extractor, text).quantity.unit == unit


@pytest.mark.parametrize(("text", "event"), EVENTS)
def test_event_left_out(extractor, text, event):
    found = claim(extractor, text).event
    assert found is not None
    assert found.lemma == event


@pytest.mark.parametrize("text", [text for text, _ in UNITS[:12]])
def test_a_noun_from_elsewhere_is_evidence(extractor, text):
    found = claim(extractor, text)
    noun = found.counted
    assert noun is not None
    near = noun.start <= found.quantity.end + 1 and noun.end >= found.quantity.start
    assert near or any((item.slot, item.start) == ("counted", noun.start) for item in found.inherited)


HANDED_ON = [
    "Judges issued 84 verdicts in May. And [[90]] in June.",
    "Judges issued 84 verdicts in May. And 90 in June, [[95]] in July.",
    "Judges issued 84 verdicts in May. And 90 in June. And [[95]] in July.",
]


@pytest.mark.parametrize("text", HANDED_ON)
def test_what_passed_through_several_hands_is_shown(extractor, text):
    found = claim(extractor, text)
    assert found.event is not None
    assert not found.sentence.start <= found.event.start < found.sentence.end
    assert [i.start for i in found.inherited if i.slot == "event"] == [found.event.start]
