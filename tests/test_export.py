"""The exports, read back by the libraries that they are for."""

from __future__ import annotations

import csv
import dataclasses
import json
import re
import subprocess
import sys

import pytest

from extractor.audit.database import connect
from extractor.audit.decisions import Journal
from extractor.audit.documents import documents
from extractor.audit.ingest import ingest
from extractor.errors import OutputError
from extractor.export.flat import COLUMNS
from extractor.export.formats import FORMATS, export
from extractor.export.highlight import Mark, lanes, segments, visible
from extractor.export.label_studio import LABEL_CONFIG
from extractor.export.reviewed import from_folder
from extractor.validate import schema_faults
from tests.audit_samples import HOSTILE, courts, prices, strange, write_run


@pytest.fixture
def reviewed(tmp_path, example):
    """An output folder and a store in which seven claims are accepted, one is corrected, one rejected."""
    made = example("article")
    out = write_run(tmp_path / "out", [courts(made), prices(made), strange(made)])
    connection = connect(tmp_path / "audit.sqlite")
    ingest(connection, out)
    rows = [row["id"] for row in connection.execute("SELECT id FROM claim ORDER BY id")]
    journal = Journal(connection)
    journal.decide("ann", rows[:6], "accepted")
    journal.decide("ann", rows[-2:-1], "accepted")
    journal.decide("bob", rows[6:7], "rejected")
    record = json.loads(connection.execute("SELECT record FROM claim WHERE id = ?", (rows[1],)).fetchone()[0])
    journal.edit("ann", rows[1], {"quantity": {**record["quantity"], "unit": "conscript"}})
    journal.note("ann", rows[0], "=SUM(A1)")
    connection.close()
    return out, tmp_path / "audit.sqlite"


def written(reviewed, form, accepted_only=True):
    out, store = reviewed
    target = out / FORMATS[form].name
    count = export(documents(store, out), form, target, accepted_only=accepted_only)
    return target, count


@pytest.mark.parametrize("form", sorted(FORMATS))
def test_the_same_bytes_each_time(reviewed, form, tmp_path):
    out, store = reviewed
    found = []
    for name in ("one", "two"):
        target = tmp_path / name / FORMATS[form].name
        assert export(documents(store, out), form, target) == 12
        files = sorted(p for p in ([target] if target.is_file() else target.rglob("*")) if p.is_file())
        found.append([(p.name, p.read_bytes()) for p in files])
    assert found[0] == found[1]
    assert found[0]


@pytest.mark.parametrize("form", sorted(FORMATS))
def test_without_a_store(reviewed, form, tmp_path):
    out, _ = reviewed
    assert export(from_folder(out), form, tmp_path / "x" / "target") == 12


def test_a_failure_leaves_no_file(reviewed, tmp_path):
    out, _ = reviewed

    def broken():
        yield next(iter(from_folder(out)))
        raise OutputError("no more")

    for form in FORMATS:
        with pytest.raises(OutputError):
            export(broken(), form, tmp_path / "y" / form)
    assert [p.name for p in (tmp_path / "y").iterdir()] == []


def test_jsonl(reviewed):
    target, count = written(reviewed, "jsonl")
    rows = [json.loads(line) for line in target.read_text().splitlines()]
    assert count == len(rows) == 7
    reviews = [row.pop("review") for row in rows]
    assert not [fault for row in rows for fault in schema_faults("claim", row)]
    assert rows[1]["quantity"]["unit"] == "conscript"
    assert reviews[1]["edited"] == ["quantity"]
    assert {review["verdict"] for review in reviews} == {"accepted"}


def test_all_with_verdicts(reviewed):
    target, count = written(reviewed, "jsonl", accepted_only=False)
    verdicts = [json.loads(line)["review"]["verdict"] for line in target.read_text().splitlines()]
    assert count == 12
    assert verdicts.count("open") == 4
    assert verdicts.count("rejected") == 1


def test_csv(reviewed):
    target, _ = written(reviewed, "csv")
    with target.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert list(rows[0]) == list(COLUMNS)
    assert rows[0]["notes"] == "'=SUM(A1)", "no cell is a formula"
    assert rows[1]["value"] == "1369"
    assert rows[1]["area"] == "NO"


def test_parquet(reviewed):
    import pyarrow.parquet as pq

    target, _ = written(reviewed, "parquet")
    rows = pq.read_table(target).to_pylist()
    assert rows[1]["quantity"]["unit"] == "conscript"
    assert rows[1]["reviewers"] == ["ann"]


def test_docbin_is_read_by_spacy(reviewed):
    import spacy
    from spacy.tokens import DocBin

    target, _ = written(reviewed, "docbin")
    docs = list(DocBin(store_user_data=True).from_disk(target).get_docs(spacy.blank("en").vocab))
    assert len(docs) == 3
    quantities = [(span.text, span.label_) for span in docs[0].spans["quantity"]]
    assert ("1,369", "quantity") in quantities
    assert docs[0].user_data["claims"][1]["quantity"]["unit"] == "conscript"
    assert docs[0].spans["quantity"][1].id_ == docs[0].user_data["claims"][1]["id"]


def test_w3c_selectors_find_their_words(reviewed):
    target, count = written(reviewed, "w3c")
    collection = json.loads(target.read_text())
    assert collection["type"] == "AnnotationCollection"
    assert collection["total"] == count == len(collection["first"]["items"])
    texts = {document.article["id"]: document.article["text"] for document in documents(reviewed[1], reviewed[0])}
    for annotation in collection["first"]["items"]:
        text = texts[annotation["target"]["source"].removeprefix("urn:extractor:article:")]
        bodies = [body["selector"] for body in annotation["body"] if "selector" in body]
        for position, quotation in [annotation["target"]["selector"], *bodies]:
            assert text[position["start"] : position["end"]] == quotation["exact"]
            around = quotation["prefix"] + quotation["exact"] + quotation["suffix"]
            assert around in text


def test_sdmx(reviewed):
    target, _ = written(reviewed, "sdmx-csv")
    with target.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert list(rows[0])[:3] == ["STRUCTURE", "STRUCTURE_ID", "ACTION"]
    assert {row["ACTION"] for row in rows} == {"I"}
    assert (rows[1]["REF_AREA"], rows[1]["OBS_VALUE"], rows[1]["UNIT_MEASURE"]) == ("NO", "1369", "conscript")
    keys = [(row["CLAIM_ID"], row["REF_AREA"], row["INDICATOR"], row["TIME_PERIOD"]) for row in rows]
    assert len(set(keys)) == len(keys)


def test_gold_scores_its_own_run_as_perfect(reviewed):
    from extractor.score import score_folder

    out, store = reviewed
    connection = connect(store)
    Journal(connection).undo("ann")
    Journal(connection).undo("ann")
    connection.close()
    target, _ = written(reviewed, "gold", accepted_only=False)
    files = sorted(p.name for p in target.iterdir())
    assert "courts.gold.json" in files
    assert "courts.txt" in files
    report = score_folder(target, out)
    assert "prices: not a claim: '12%' in 'Bread costs 12% more'" in report.misses, "the rejected one"
    assert [miss for miss in report.misses if miss.startswith("courts")] == []
    gold = json.loads((target / "courts.gold.json").read_text())
    assert gold["claims"][3]["part_of"] == gold["claims"][1]["at"]
    assert (target / "courts.txt").read_text().endswith("31 cases.Get our newsletter <b>now</b>")


def test_gold_of_a_whole_run_scores_it_as_perfect(corpus_run, tmp_path):
    from extractor.score import score_folder

    out, _, _ = corpus_run
    decided = (
        dataclasses.replace(d, claims=tuple(dataclasses.replace(c, verdict="accepted") for c in d.claims))
        for d in from_folder(out)
    )
    count = export(decided, "gold", tmp_path / "gold")
    report = score_folder(tmp_path / "gold", out)
    assert not report.misses
    assert (report.precision, report.recall, report.gold_claims) == (1, 1, count)


def test_html_report_is_safe_and_alone(reviewed):
    target, _ = written(reviewed, "html", accepted_only=False)
    page = target.read_text(encoding="utf-8")
    tags = re.sub(r'"[^"]*"', '""', page)
    assert not re.search(r"<script|<img|<link|<iframe|<[^>]*\son\w+=|<[^>]*\sstyle=", tags)
    assert "\u202e" not in page
    assert "⟦U+202E⟧" in page
    assert "default-src 'none'" in page
    assert not re.search(r'(src|href)="(?!#)', page)
    assert page.count("</section>") == 3
    assert page.count("<div") == page.count("</div>")
    assert page.count("<span") == page.count("</span>")


def test_commands(reviewed, tmp_path):
    out, _ = reviewed
    command = [sys.executable, "-m", "extractor", "export", str(out), "--format"]
    done = subprocess.run([*command, "csv", "--to", str(tmp_path / "z.csv")], capture_output=True, text=True)
    assert (done.returncode, done.stdout.split()[0]) == (0, "12"), done.stderr
    done = subprocess.run([*command, "word"], capture_output=True, text=True)
    assert done.returncode == 2
    assert "must be one of" in done.stderr


def test_label_studio(reviewed):
    target, _ = written(reviewed, "label-studio", accepted_only=False)
    tasks = json.loads(target.read_text())
    assert target.with_name("export.label-studio.config.xml").read_text() == LABEL_CONFIG
    for task in tasks:
        text = task["data"]["text"]
        results = [r for group in (*task["annotations"], *task["predictions"]) for r in group["result"]]
        regions = {r["id"] for r in results if r["type"] == "labels"}
        for result in results:
            if result["type"] == "relation":
                assert {result["from_id"], result["to_id"]} <= regions
            else:
                assert text[result["value"]["start"] : result["value"]["end"]] == result["value"]["text"]


def test_label_studio_is_read_by_its_own_library(reviewed):
    interface = pytest.importorskip("label_studio_sdk.label_interface")
    from label_studio_sdk.converter import Converter

    target, _ = written(reviewed, "label-studio", accepted_only=False)
    labels = interface.LabelInterface(LABEL_CONFIG)
    tasks = json.loads(target.read_text())
    for task in tasks:
        for annotation in task["annotations"]:
            assert labels.validate_annotation(annotation)
        for prediction in task["predictions"]:
            assert labels.validate_prediction(prediction)
    converter = Converter(LABEL_CONFIG, project_dir=str(target.parent), download_resources=False)
    folder = target.parent / "conll"
    source = target.parent / "tasks.json"
    source.write_text(json.dumps([{**task, "id": i} for i, task in enumerate(tasks)]))
    converter.convert_to_json_min(str(source), str(folder), is_dir=False)
    (read,) = json.loads(next(folder.glob("*.json")).read_text())[:1]
    assert ("1,369", ["quantity"]) in [(row["text"], row["labels"]) for row in read["label"]]


# --- highlighting ----------------------------------------------------------------------------


def test_crossing_marks_are_cut_and_nested():
    text = "soldiers and 85 officers of desertion"
    marks = lanes([Mark(0, 24, "a", label="a"), Mark(13, 37, "b", label="b"), Mark(13, 15, "c", label="c")])
    assert [lane for lane, _ in marks] == [0, 1, 2]
    parts = list(segments(text, 0, marks))
    assert "".join(part.text for part in parts) == text
    assert [(part.text, [mark.key for _, mark in part.marks]) for part in parts] == [
        ("soldiers and ", ["a"]),
        ("85", ["c", "b", "a"]),
        (" officers", ["b", "a"]),
        (" of desertion", ["b"]),
    ]
    assert [mark.key for part in parts for mark in part.opens] == ["a", "b", "c"]


def test_marks_beyond_the_text_are_clipped():
    parts = list(segments("cd", 2, lanes([Mark(0, 10, "a"), Mark(20, 30, "b"), Mark(3, 3, "c")])))
    assert [(p.text, len(p.marks), len(p.opens)) for p in parts] == [("cd", 1, 0)]


def test_many_marks_at_one_place_have_a_lane_each_up_to_eight():
    placed = lanes(Mark(0, 10 + n, str(n)) for n in range(12))
    assert sorted(lane for lane, _ in placed) == [0, 1, 2, 3, 4, 5, 6, *[7] * 5]


def test_disordering_characters_are_shown_by_name():
    parts = list(segments("a\u202eb", 5, []))
    assert [(p.start, p.text, p.control) for p in parts] == [(5, "a", None), (6, "", "U+202E"), (7, "b", None)]
    assert visible(HOSTILE).count("⟦U+") == 2
