"""Near duplicates are flagged, the same ones whatever the order, and nothing is dropped."""

from __future__ import annotations

import json
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.errors import OutputError
from extractor.records import Duplicate
from extractor.similar import Similar, Text, signature
from extractor.similar.folder import DuplicatesFile, near_duplicates
from extractor.similar.signature import bands, similarity

WORDS = [f"word{n}" for n in range(3_000)]


def story(seed, words=200):
    return random.Random(seed).choices(WORDS, k=words)


def edited(words, edits, seed=0):
    chance, made = random.Random(seed), list(words)
    for place in chance.sample(range(len(made)), edits):
        made[place] = f"edit{chance.random()}"
    return made


def exact_share(one, two):
    left, right = ({tuple(words[n : n + 3]) for n in range(len(words) - 2)} for words in (one, two))
    return len(left & right) / len(left | right)


def text(identity, words, day="2025-03-04"):
    return Text(identity, f"{identity}.txt", None, day, " ".join(words))


def near(texts):
    similar = Similar()
    similar.add(texts)
    return [(d.article_id, d.duplicate_of) for d in similar.duplicates()]


@pytest.mark.parametrize("edits", [0, 1, 4, 9, 30, 200])
def test_the_estimate_is_near_the_true_share(edits):
    one = story(1)
    two = edited(one, edits)
    estimate = similarity(signature(" ".join(one)), signature(" ".join(two)))
    assert abs(estimate - exact_share(one, two)) < 0.12


@pytest.mark.parametrize(
    ("one", "two", "same"),
    [
        ("Prices rose 4% in March.", "PRICES ROSE 4 % IN MARCH", True),
        ("Prices rose\u00a04% — in\n\nMarch", "Prices rose 4% in March", True),
        ("Prices rose 4% in March", "Prices rose 5% in March", False),
        ("", "…", True),
        ("Hello", "hello!", True),
    ],
)
def test_only_words_count(one, two, same):
    assert (signature(one) == signature(two)) is same


def test_a_signature_is_the_same_on_every_machine():
    """Stores outlive the process: a change of these bytes needs a change of their version."""
    made = signature("Courts in Norway convicted at least 1,369 men of fraud in 2024, the ministry said.")
    assert made[:8].hex() == "e9376a3ad80481ca"
    assert len(made) == 512
    assert len(set(bands(made))) == 25


def test_an_edited_copy_is_near_the_earliest():
    first = story(1)
    texts = [
        text("copy", edited(first, 4), "2025-03-06"),
        text("first", first, "2025-03-05"),
        text("other", story(2), "2025-03-01"),
        text("undated", first, None),
        text("far", edited(first, 60), "2025-03-07"),
    ]
    assert near(texts) == [("copy", "first"), ("undated", "first")]


def test_a_short_text_is_compared_whole():
    assert near([text("a", ["Fire", "out"]), text("b", ["fire", "OUT"]), text("c", ["…"]), text("d", ["…"])]) == [
        ("b", "a")
    ]


@st.composite
def families(draw):
    """Texts in families of copies, with days, in some order."""
    texts = []
    for family in range(draw(st.integers(1, 4))):
        for copy in range(draw(st.integers(1, 4))):
            words = edited(story(family, 60), draw(st.integers(0, 6)), seed=copy)
            day = draw(st.sampled_from(["2025-03-01", "2025-03-02", None]))
            texts.append(text(f"{family}-{copy}", words, day))
    return texts


@settings(max_examples=60, deadline=None)
@given(families(), st.randoms(), st.data())
def test_the_result_depends_on_the_set_of_articles_alone(texts, chance: random.Random, data):
    """In any order, at once or day by day, with articles replaced and taken out on the way."""
    wanted = near(texts)
    shuffled = list(texts)
    chance.shuffle(shuffled)
    similar = Similar()
    cut = data.draw(st.integers(0, len(shuffled)))
    similar.add([*shuffled[:cut], text("gone", story(0, 60), "2025-02-01")])
    similar.commit()
    if cut:
        similar.add([shuffled[0]._replace(text="something else", published="2024-01-01")])
        similar.commit()
    similar.remove("gone")
    similar.add(shuffled[:1])
    similar.add(shuffled[cut:])
    assert [(d.article_id, d.duplicate_of) for d in similar.duplicates()] == wanted


def test_many_copies_cost_no_more_each():
    """Only the first few of a band are compared with, however many share it."""
    words = story(1)
    similar = Similar()
    similar.add(text(f"{n:04d}", words) for n in range(400))
    assert [d.duplicate_of for d in similar.duplicates()] == ["0000"] * 399
    most = similar._store.execute("SELECT max(n) FROM (SELECT count(*) n FROM leader GROUP BY band)").fetchone()
    assert most == (8,)


def test_what_was_stored_is_found_again(tmp_path):
    path = tmp_path / "similar.sqlite"
    first = Similar(path)
    first.add([text("a", story(1))], "part 1")
    first.commit()
    first.add([text("lost", story(1))])
    first.close()
    second = Similar(path)
    assert second.parts() == {"part 1"}
    second.add([text("b", story(1))], "part 2")
    assert [(d.kind, d.article_id, d.duplicate_of) for d in second.duplicates()] == [("near", "b", "a")]
    second.drop("part 1")
    assert second.parts() == {"part 2"}
    assert list(second.duplicates()) == []


def test_a_store_of_another_version_or_kind_is_begun_anew(tmp_path):
    path = tmp_path / "similar.sqlite"
    store = Similar(path, threshold=0.9)
    store.add([text("a", story(1))], "part")
    store.commit()
    store.close()
    assert Similar(path).parts() == set()
    path.write_bytes(b"not a database" * 99)
    assert Similar(path).parts() == set()
    with pytest.raises(OutputError, match="no store of signatures"):
        Similar(tmp_path)


def record(one):
    source = {"uri": one.uri, "line": one.line}
    return {"id": one.id, "source": source, "published": {"value": one.published}, "text": one.text}


def test_only_new_parts_are_read(tmp_path):
    words, found, read = story(1), [], []

    def part(name, *texts):
        def rows():
            read.append(name)
            return map(record, texts)

        return {name: rows}

    def flagged(parts):
        found.clear()
        read.clear()
        near_duplicates(tmp_path / "similar.sqlite", parts, found.append)
        return [(d.article_id, d.duplicate_of) for d in found], list(read)

    one = part("1", text("a", words), text("x", story(2)))
    two = part("2", text("b", edited(words, 2)))
    assert flagged(one) == ([], ["1"])
    assert flagged(one | two) == ([("b", "a")], ["2"])
    assert flagged(one | two) == ([("b", "a")], [])
    assert flagged(two) == ([], [])
    assert flagged(part("3", text("a", words)) | two) == ([("b", "a")], ["3"])


def test_the_file_is_whole_or_not_there(tmp_path):
    path = tmp_path / "duplicates.jsonl"
    path.write_text("of an earlier run\n")
    exact = Duplicate("exact", "a", "b\udce9.txt", 7, "a", "a.txt", None, 1.0)
    with DuplicatesFile(tmp_path) as file:
        file.add(exact)
    assert path.read_text() == "of an earlier run\n"
    with DuplicatesFile(tmp_path) as file:
        file.add(exact)
        file.commit()
    assert json.loads(path.read_text())["uri"] == "b\\udce9.txt"
    assert [child.name for child in tmp_path.iterdir()] == ["duplicates.jsonl"]
    with pytest.raises(OutputError, match="cannot be written"), DuplicatesFile(tmp_path / "nowhere"):
        pass
