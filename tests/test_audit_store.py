"""The review store: ingest, filters, decisions, undo, conflicts, runs side by side."""

from __future__ import annotations

import copy
import sqlite3

import pytest

from extractor.audit.agreement import agreements, f1, kappa
from extractor.audit.claims import history, read_claim, read_claims
from extractor.audit.database import connect
from extractor.audit.decisions import ConflictError, Journal
from extractor.audit.edits import corrected, differences
from extractor.audit.form import EditError
from extractor.audit.index import RunIndex
from extractor.audit.ingest import ingest
from extractor.audit.review import form_fields
from extractor.audit.sampling import needed, wilson
from extractor.audit.search import match_expression, search
from extractor.errors import OutputError
from extractor.validate import schema_faults
from tests.audit_samples import article, claim, courts, prices, strange, write_run


@pytest.fixture
def pairs(example):
    made = example("article")
    return [courts(made), prices(made), strange(made)]


@pytest.fixture
def store(tmp_path, pairs):
    connection = connect(tmp_path / "audit.sqlite")
    run = ingest(connection, write_run(tmp_path / "out", pairs))
    yield connection, run, tmp_path
    connection.close()


def ids(connection, run, **filters):
    index = RunIndex(connection, run)
    return [int(row) for row in index.select({name: (value,) for name, value in filters.items()}).ids()]


def verdicts(connection, run):
    return dict(RunIndex(connection, run).select({}).counts("verdict"))


def test_samples_are_valid(pairs):
    for made, claims in pairs:
        assert not list(schema_faults("article", made))
        for row in claims:
            assert not list(schema_faults("claim", row))


def test_ingest_is_idempotent(store):
    connection, run, tmp_path = store
    before = connection.total_changes
    assert ingest(connection, tmp_path / "out") == run
    assert connection.total_changes == before
    assert verdicts(connection, run) == {"open": 12}


def test_ingest_of_half_a_run_leaves_nothing(tmp_path, pairs):
    folder = write_run(tmp_path / "out", pairs)
    with (folder / "claims.jsonl").open("a") as stream:
        stream.write("{broken\n")
    connection = connect(tmp_path / "audit.sqlite")
    with pytest.raises(OutputError, match=r"claims.jsonl:13: broken JSON"):
        ingest(connection, folder)
    assert connection.execute("SELECT count(*) FROM run").fetchone()[0] == 0
    connection.close()


def test_other_files_are_no_store(tmp_path):
    (tmp_path / "notes.txt").write_text("not a database " * 100)
    with pytest.raises(OutputError, match="cannot be opened"):
        connect(tmp_path / "notes.txt")
    other = sqlite3.connect(tmp_path / "other.sqlite")
    other.execute("CREATE TABLE t (x)")
    other.close()
    with pytest.raises(OutputError, match="not a review store"):
        connect(tmp_path / "other.sqlite")


@pytest.mark.parametrize(
    ("facet", "value", "count"),
    [
        ("kind", "money", 2),
        ("outlet", "Daily Loaf", 4),
        ("area", "PE", 1),
        ("inherited", "counted", 1),
        ("doubt", "low confidence", 1),
        ("doubt", "article has blocks in doubt", 2),
        ("rule", "numbers.numeral.digits", 12),
        ("verdict", "open", 12),
        ("confidence", "0.9–1.0", 11),
    ],
)
def test_facets(store, facet, value, count):
    connection, run, _ = store
    selection = RunIndex(connection, run).select({facet: (value,)})
    assert len(selection) == count
    assert dict(selection.counts(facet))[value] == count


def test_counts_of_a_facet_ignore_its_own_choice(store):
    connection, run, _ = store
    selection = RunIndex(connection, run).select({"kind": ("money",), "outlet": ("Daily Loaf",)})
    assert dict(selection.counts("kind")) == {"money": 2, "percent": 2}
    assert dict(selection.counts("outlet")) == {"Daily Loaf": 2}


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("soldiers", 3),
        ("sold", 3),
        ("deser offic", 2),
        ('"in 2024"', 2),
        ("nowhere", 0),
        ("NEAR(", 0),
        ('"', None),
        ("*", None),
    ],
)
def test_search(store, query, count):
    connection, _, _ = store
    found = search(connection, query)
    assert (found if found is None else len(found)) == count


def test_search_takes_operators_as_words():
    assert match_expression("a OR b*") == '"a"* AND "OR"* AND "b"*'


def test_verdict_undo_redo(store):
    connection, run, _ = store
    journal = Journal(connection)
    rows = ids(connection, run)
    journal.decide("ann", rows[:1], "accepted", 0)
    journal.decide("ann", rows[1:2], "rejected", 0)
    assert verdicts(connection, run) == {"accepted": 1, "rejected": 1, "open": 10}
    assert journal.undo("ann")["label"] == "rejected"
    assert journal.undo("ann")["label"] == "accepted"
    assert journal.undo("ann") is None
    assert verdicts(connection, run) == {"open": 12}
    journal.redo("ann")
    assert verdicts(connection, run) == {"accepted": 1, "open": 11}
    journal.decide("ann", rows[2:3], "unsure")
    assert journal.redo("ann") is None, "a new decision ends the redo list"


def test_bulk_is_one_undo_and_all_or_nothing(store, monkeypatch):
    connection, run, _ = store
    journal = Journal(connection)
    journal.decide("ann", ids(connection, run), "rejected")
    assert verdicts(connection, run) == {"rejected": 12}
    journal.undo("ann")
    assert verdicts(connection, run) == {"open": 12}
    monkeypatch.setattr(journal, "_apply", lambda batch: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        journal.decide("ann", ids(connection, run), "accepted")
    assert connection.execute("SELECT count(*) FROM batch").fetchone()[0] == 2
    assert verdicts(connection, run) == {"open": 12}


def test_history_cannot_be_changed(store):
    connection, run, _ = store
    Journal(connection).decide("ann", ids(connection, run)[:1], "accepted")
    for statement in (
        "UPDATE event SET owner = 'bob'",
        "DELETE FROM event",
        "UPDATE batch SET at = ''",
        "DELETE FROM batch",
    ):
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            connection.execute(statement)


def test_history_says_who_when_before_and_after(store):
    connection, run, _ = store
    journal = Journal(connection)
    row = ids(connection, run)[0]
    journal.decide("ann", [row], "accepted")
    journal.note("ann", row, "see page 2")
    journal.undo("ann")
    claim_id = read_claims(connection, [row])[0].claim_id
    happened = history(connection, claim_id)
    assert [(e["reviewer"], e["action"]) for e in happened] == [("ann", "undo"), ("ann", "note"), ("ann", "decide")]
    assert happened[1]["changes"] == [{"what": "note", "before": None, "after": "see page 2"}]
    assert all(e["at"].endswith("+00:00") for e in happened)


def test_stale_version_is_refused(store):
    connection, run, _ = store
    journal = Journal(connection)
    row = ids(connection, run)[0]
    journal.decide("ann", [row], "accepted", 0)
    with pytest.raises(ConflictError):
        journal.decide("bob", [row], "rejected", 0)
    version = read_claims(connection, [row])[0].version
    journal.decide("bob", [row], "rejected", version)
    assert read_claims(connection, [row])[0].verdict == "disputed"


def test_undo_of_what_was_adjudicated_since_is_refused(store):
    connection, run, _ = store
    journal = Journal(connection)
    row = ids(connection, run)[0]
    journal.adjudicate("ann", row, {"verdict": "accepted"})
    journal.adjudicate("bob", row, {"verdict": "rejected"})
    with pytest.raises(ConflictError):
        journal.undo("ann")


def test_two_reviewers_and_adjudication(store):
    connection, run, _ = store
    journal = Journal(connection)
    rows = ids(connection, run)
    journal.decide("ann", rows[:4], "accepted")
    journal.decide("bob", rows[:3], "accepted")
    journal.decide("bob", rows[3:4], "rejected")
    assert verdicts(connection, run) == {"accepted": 3, "disputed": 1, "open": 8}
    (pair,) = agreements(connection, run)
    assert (pair.one, pair.other, pair.shared) == ("ann", "bob", 4)
    assert pair.slots[0].alike == 0.75
    journal.adjudicate("cleo", rows[3], {"verdict": "rejected"})
    assert verdicts(connection, run) == {"accepted": 3, "rejected": 1, "open": 8}
    journal.undo("cleo")
    assert verdicts(connection, run)["disputed"] == 1


def test_different_corrections_are_a_dispute(store):
    connection, run, _ = store
    journal = Journal(connection)
    row = ids(connection, run, area="NO")[0]
    journal.decide("ann", [row], "accepted")
    record = read_claims(connection, [row])[0].record
    journal.edit("bob", row, {"topic": None})
    reviewed = read_claims(connection, [row])[0]
    assert reviewed.verdict == "disputed"
    assert reviewed.final == record, "nobody's correction holds before it is settled"
    journal.edit("bob", row, {})
    assert read_claims(connection, [row])[0].verdict == "accepted"


def test_second_process_is_followed(store):
    connection, run, tmp_path = store
    index = RunIndex(connection, run)
    other = connect(tmp_path / "audit.sqlite")
    Journal(other).decide("bob", [int(row) for row in index.ids[:2]], "accepted")
    other.close()
    index.refresh()
    assert dict(index.select({}).counts("verdict")) == {"open": 10, "accepted": 2}


# --- corrections -----------------------------------------------------------------------------


def edit_of(row, text, **changes):
    return differences(row, corrected(row, form_fields(row) | changes, text))


def test_unchanged_form_changes_nothing(pairs):
    for made, claims in pairs:
        for row in claims:
            fields = {name: value.replace("\n", "\r\n") for name, value in form_fields(row).items()}
            known = [other["id"] for other in claims]
            assert differences(row, corrected(row, fields, made["text"], known)) == {}


def test_words_are_found_nearest_to_the_number(pairs):
    made, claims = pairs[0]
    changed = edit_of(claims[4], made["text"], counted="in 31", **{"counted.start": "", "counted.end": ""})
    assert changed == {
        "counted": {"start": made["text"].index("in 31"), "end": made["text"].index("in 31") + 5, "text": "in 31"}
    }


def test_span_of_a_selection_is_taken_as_selected(pairs):
    made, claims = pairs[0]
    start = made["text"].rindex("Courts")
    fields = {"actor": "Courts", "actor.start": str(start), "actor.end": str(start + 6)}
    assert edit_of(claims[0], made["text"], **fields)["actor"]["start"] == start


def test_offsets_count_code_points(pairs):
    made, claims = pairs[2]
    changed = edit_of(claims[0], made["text"], topic="guns")
    topic = changed["topic"]
    assert made["text"][topic["start"] : topic["end"]] == "guns"


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("value", "twelve", "must be a number"),
        ("kind", "weight", "weight"),
        ("area.code", "Norway", "NORWAY"),
        ("counted", "tanks", "do not stand in the article"),
        ("time.from", "2024-01-01", "needs the words"),
        ("legal", "{", "broken JSON"),
        ("legal", '[{"unit": "article"}]', "required"),
        ("relations", '[{"type": "part_of", "claim_id": "nobody"}]', "no claim of this article"),
        ("entities", '[{"start": 0, "end": 3, "text": "xyz", "label": "ORG", "role": "other"}]', "does not stand at"),
    ],
)
def test_faulty_corrections_are_refused(pairs, field, value, message):
    made, claims = pairs[0]
    with pytest.raises(EditError, match=message):
        edit_of(claims[1], made["text"], **{field: value})


def test_period_is_made_from_words_and_days(pairs):
    made, claims = pairs[0]
    fields = {"time": "2024", "time.from": "2024-01-01", "time.to": "2024-12-31"}
    time = edit_of(claims[1], made["text"], **fields)["time"]
    assert (time["text"], time["from"], time["to"]) == ("2024", "2024-01-01", "2024-12-31")
    with pytest.raises(EditError, match="after the end"):
        edit_of(claims[1], made["text"], **(fields | {"time.from": "2025-01-01"}))


# --- runs side by side -----------------------------------------------------------------------


def second_run(store, pairs):
    connection, _, tmp_path = store
    return ingest(connection, write_run(tmp_path / "second", pairs))


def test_decisions_follow_claims_into_a_new_run(store, pairs):
    connection, run, _ = store
    journal = Journal(connection)
    journal.decide("ann", ids(connection, run)[:3], "accepted")
    made, claims = pairs[0]
    later = second_run(store, [(made, [{**row, "confidence": 0.7} for row in claims]), *pairs[1:]])
    assert later != run
    assert verdicts(connection, later) == {"accepted": 3, "open": 9}
    journal.decide("ann", ids(connection, later)[5:6], "rejected")
    assert verdicts(connection, run) == {"accepted": 3, "rejected": 1, "open": 8}, "one decision serves both runs"


def test_changed_values_make_a_decision_stale(store, pairs):
    connection, run, _ = store
    journal = Journal(connection)
    row = ids(connection, run, area="NO")[0]
    journal.decide("ann", [row], "accepted")
    made, claims = copy.deepcopy(pairs[0])
    claims[1]["topic"] = None
    later = second_run(store, [(made, claims)])
    found = read_claim(connection, later, claims[1]["id"])
    assert (found.verdict, found.stale) == ("open", "topic")
    assert ids(connection, later, stale="changed") == [found.id]
    journal.decide("ann", [found.id], "accepted", found.version)
    assert read_claim(connection, later, claims[1]["id"]).stale is None
    assert read_claim(connection, run, claims[1]["id"]).stale == "topic", "now the old run's is the other one"


def test_a_run_that_agrees_with_a_correction_is_not_stale(store, pairs):
    connection, run, _ = store
    row = ids(connection, run, area="NO")[0]
    Journal(connection).edit("ann", row, {"topic": None})
    made, claims = copy.deepcopy(pairs[0])
    claims[1]["topic"] = None
    later = second_run(store, [(made, claims)])
    found = read_claim(connection, later, claims[1]["id"])
    assert (found.verdict, found.stale) == ("accepted", None)


def test_decisions_find_their_number_by_its_context(store, pairs):
    connection, run, _ = store
    row = ids(connection, run, area="NO")[0]
    Journal(connection).decide("ann", [row], "accepted")
    made, claims = copy.deepcopy(pairs[0])
    for claim_row in claims:
        claim_row["id"] = f"other-{claim_row['id']}"
        claim_row["relations"] = []
    later = second_run(store, [(made, claims)])
    assert read_claim(connection, later, claims[1]["id"]).verdict == "accepted"


def test_decisions_without_their_claim_stay_visible(store, pairs):
    connection, run, _ = store
    journal = Journal(connection)
    rows = ids(connection, run)
    journal.decide("ann", rows[:1], "accepted")
    journal.decide("ann", rows[-1:], "rejected")
    made, claims = pairs[0]
    later = second_run(store, [(made, claims[1:])])
    gone = ids(connection, later, stale="gone")
    assert len(gone) == 2, "one lost its number, one its article"
    assert {claim.verdict for claim in read_claims(connection, gone)} == {"accepted", "rejected"}
    assert len(ids(connection, later)) == 5, "they are shown only when asked for"


# --- figures ---------------------------------------------------------------------------------


def test_measures():
    assert kappa([("a", "a")] * 3) is None
    assert kappa([("a", "b"), ("b", "a")]) == -1
    assert f1([(None, None)]) is None
    assert wilson(0, 0)[:3] == (None, 0.0, 1.0)
    low, high = wilson(10, 10)[1:3]
    assert 0.7 < low < 0.75
    assert high == pytest.approx(1)
    assert (needed(0.5, 10), needed(None, 0)) == (10, 0)
    assert needed(0.9, 10**6) < needed(0.5, 10**6) == 1066


def test_claims_of_the_samples_lie_where_they_say(example):
    made = article(example("article"), "a.txt", "T\n\nAn 8 and 9")
    assert claim(made, "9")["quantity"]["text"] == "9"
