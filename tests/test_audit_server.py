"""The review server: pages and forms without JavaScript, conflicts, and what it refuses."""

from __future__ import annotations

import html
import re
import subprocess
import sys
from urllib.parse import quote

import pytest
from starlette.testclient import TestClient

from extractor.audit.app import clean_name, create_app
from extractor.audit.database import connect
from extractor.audit.guard import MOST_BYTES
from extractor.audit.ingest import ingest
from extractor.audit.pages import PAGES
from extractor.audit.view import View
from tests.audit_samples import HOSTILE, article, claim, courts, prices, strange, write_run

HOST = "127.0.0.1:8765"
OWN = {"origin": f"http://{HOST}", "sec-fetch-site": "same-origin"}


@pytest.fixture
def folder(tmp_path, example):
    made = example("article")
    return write_run(tmp_path / "out", [courts(made), prices(made), strange(made)])


@pytest.fixture
def client(tmp_path, folder):
    connection = connect(tmp_path / "audit.sqlite")
    ingest(connection, folder)
    with TestClient(create_app(connection, [HOST], "ann"), base_url=f"http://{HOST}", headers=OWN) as made:
        yield made


def card(client, address="/review"):
    """The fields of the verdict form on a page."""
    page = client.get(address).text
    form = re.search(r'<form method="post" action="/decide".*?</form>', page, re.S)[0]
    return fields_of(form)


def fields_of(form):
    pairs = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', form)
    return {name: html.unescape(value) for name, value in pairs}


def edit_fields(page):
    """Everything that a browser would send from the edit form."""
    form = re.search(r'id="editing">.*?</form>', page, re.S)[0]
    fields = {}
    for tag in re.findall(r"<input [^>]*>", form):
        name, value = re.search(r'name="([^"]+)"', tag)[1], re.search(r'value="([^"]*)"', tag)
        if "checkbox" not in tag or "checked" in tag:
            fields[name] = html.unescape(value[1] if value else "")
    for name, inside in re.findall(r'<select [^>]*name="([^"]+)"[^>]*>(.*?)</select>', form, re.S):
        chosen = re.search(r"<option selected>([^<]*)", inside)
        fields[name] = chosen[1] if chosen else ""
    for name, inside in re.findall(r'<textarea [^>]*name="([^"]+)"[^>]*>(.*?)</textarea>', form, re.S):
        fields[name] = html.unescape(inside)
    return fields


@pytest.mark.parametrize("path", sorted(set(PAGES) - {"/pieces"}))
def test_every_page_opens(client, path):
    response = client.get(path)
    assert response.status_code == 200
    assert response.headers["content-security-policy"].startswith(
        "default-src 'none'; script-src 'self'; style-src 'self'"
    )
    assert "javascript:" not in response.text
    tags = re.sub(r'"[^"]*"', '""', response.text)
    assert not re.search(r"<script(?! src=)|<style|<[^>]*\s(?:on\w+|style)=", tags)


def test_front_page_leads_to_the_review(client):
    assert client.get("/", follow_redirects=False).headers["location"] == "/review"


def test_review_shows_three_panes(client):
    page = client.get("/review").text
    for part in ('id="queue"', 'id="article"', 'id="card"', "12 claims", "Norway", "removed: newsletter"):
        assert part in page


def test_verdict_advances_and_undo_returns(client):
    first = card(client)
    response = client.post("/decide", data=first | {"verdict": "accepted"})
    assert response.status_code == 200
    assert "Accepted: 40." in response.text
    second = card(client, response.url.path + "?" + response.url.query.decode())
    assert second["claim"] != first["claim"]
    undone = client.post("/undo", data={"view": "run=1"})
    assert f"claim={first['claim']}" in str(undone.url)
    assert "Undone: accepted" in undone.text
    redone = client.post("/redo", data={"view": "run=1"})
    assert "Redone: accepted" in redone.text


def test_the_last_of_a_filtered_queue_says_so(client):
    view = View.parse("run=1&area=PE&verdict=open")
    response = client.post("/decide", data=card(client, view.url()) | {"verdict": "rejected"})
    assert "last claim of the queue" in response.text


def test_what_was_said_is_said_once(client):
    client.post("/decide", data=card(client) | {"verdict": "accepted"}, follow_redirects=False)
    assert "Accepted: 40." in client.get("/review").text
    assert "Accepted: 40." not in client.get("/review").text


def test_stale_verdict_is_refused_with_what_changed(client):
    mine = card(client)
    client.post("/decide", data=mine | {"verdict": "accepted"})
    client.post("/reviewer", data={"name": "bob"})
    response = client.post("/decide", data=mine | {"verdict": "rejected"})
    assert response.status_code == 409
    assert "Changed since you opened it" in response.text
    assert "<b>ann</b> decide" in response.text
    again = fields_of(re.search(r'action="/decide".*?</form>', response.text, re.S)[0])
    assert client.post("/decide", data=again | {"verdict": "rejected"}).status_code == 200
    assert "1 disagreements" in client.get("/adjudicate").text


def test_adjudication(client):
    client.post("/decide", data=card(client) | {"verdict": "accepted"})
    client.post("/reviewer", data={"name": "bob"})
    client.post("/decide", data=card(client) | {"verdict": "rejected"})
    page = client.get("/adjudicate").text
    assert "As ann: accepted" in page
    assert "As bob: rejected" in page
    fields = fields_of(re.search(r'action="/adjudicate".*?</form>', page, re.S)[0])
    response = client.post("/adjudicate", data=fields | {"choice": "as:bob"})
    assert "Settled: 40 is rejected." in response.text
    assert "Nothing to settle" in response.text
    assert client.post("/adjudicate", data=fields | {"choice": "as:nobody"}).status_code == 400
    assert "κ" in client.get("/agreement").text


def test_edit_through_the_form(client):
    page = client.get("/review?run=1&area=NO&edit=1").text
    fields = edit_fields(page)
    response = client.post("/edit", data=fields | {"topic": "", "unit": "Soldier", "modifier": "at_least", "high": ""})
    assert response.status_code == 200
    assert "Saved and accepted" in response.text
    assert "edited: quantity, topic" in response.text
    assert "corrects quantity, topic" in response.text


def test_faulty_edit_comes_back_with_the_words(client):
    fields = edit_fields(client.get("/review?run=1&area=NO&edit=1").text)
    response = client.post("/edit", data=fields | {"value": "many", "actor": "tanks"})
    assert response.status_code == 422
    assert "must be a number" in response.text
    assert 'value="many"' in response.text
    assert 'aria-invalid="true"' in response.text


def test_stale_edit_keeps_the_words(client):
    page = client.get("/review?run=1&area=NO&edit=1").text
    client.post("/decide", data=card(client, "/review?run=1&area=NO") | {"verdict": "unsure"})
    response = client.post("/edit", data=edit_fields(page) | {"unit": "conscript"})
    assert response.status_code == 409
    assert 'value="conscript"' in response.text


def test_add_and_undo(client):
    page = client.get("/review?run=1&numbers=1").text
    link = html.unescape(re.search(r'href="([^"]*add=\d+-\d+[^"]*)"', page)[1])
    fields = edit_fields(client.get(link).text)
    response = client.post("/add", data=fields | {"value": "7", "low": "7", "high": "7", "unit": "room"})
    assert "Added: 7." in response.text
    assert "13 claims" in response.text
    assert "12 claims" in client.post("/undo", data={"view": "run=1"}).text
    assert "13 claims" in client.post("/redo", data={"view": "run=1"}).text
    assert client.get("/review?run=1&article=1&add=5-99999").status_code == 404


def test_note(client):
    response = client.post("/note", data=card(client) | {"note": f"odd {HOSTILE}"})
    assert "Note saved." in response.text
    assert "<img src=x" not in response.text


def test_bulk_over_all_that_is_counted(client):
    fields = {"view": "run=1&outlet=Daily+Loaf", "scope": "all", "verdict": "accepted"}
    response = client.post("/bulk", data=fields | {"count": "9"})
    assert response.status_code == 409
    assert "now leave 4 claims, not 9" in response.text
    response = client.post("/bulk", data=fields | {"count": "4"})
    assert "Accepted: 4 claims at once" in response.text
    assert "Undone: accepted: 4 claims" in client.post("/undo", data={"view": "run=1"}).text


def test_bulk_over_the_ticked(client):
    page = client.get("/review?run=1").text
    rows = re.findall(r'name="pick" value="(\d+)"', page)
    seen = re.search(r'name="seen" value="([^"]*)"', page)[1]
    fields = {"view": "run=1", "scope": "ticked", "verdict": "rejected", "seen": seen}
    assert "Nothing was ticked" in client.post("/bulk", data=fields).text
    client.post("/decide", data=card(client) | {"verdict": "accepted"})
    response = client.post("/bulk", data=fields | {"pick": rows[:3]})
    assert response.status_code == 409, "the first was changed since"
    response = client.post("/bulk", data=fields | {"pick": [*rows[1:3], "99999", "x"]})
    assert "Rejected: 2 claims at once" in response.text


def test_search_and_permanent_address(client):
    response = client.get("/review?q=soldiers&kind=count")
    assert "3 claims" in response.text
    claim = card(client)["claim"]
    assert claim in client.get(f"/review?run=1&claim={claim}").text
    assert client.get("/review?run=1&claim=nobody").status_code == 404
    assert client.get("/review?run=77").status_code == 404


def test_pieces_of_an_article(client):
    assert "Norway" in client.get("/pieces?run=1&article=1&at=1").text
    assert client.get("/pieces?run=1&article=99&at=1").status_code == 404


@pytest.mark.parametrize("address", [r'hx-get="([^"]+)"', r'<a href="([^"]+)">The article goes on'])
def test_a_long_article_is_shown_piece_by_piece(tmp_path, example, address):
    """Both ways, with JavaScript and without it, lead through the whole text."""
    text = "\n\n".join(f"Paragraph {n} says {n}. " + "word " * (n % 900) for n in range(150))
    made = article(example("article"), "long.txt", text)
    connection = connect(tmp_path / "long.sqlite")
    ingest(connection, write_run(tmp_path / "long", [(made, [claim(made, "1")])]))
    seen = set()
    with TestClient(create_app(connection, [HOST]), base_url=f"http://{HOST}") as client:
        path = "/review"
        while path:
            page = client.get(path).text
            for start, words in re.findall(r'data-s="(\d+)">(?:<[^>]*>)*([^<]*)', page):
                seen.update(range(int(start), int(start) + len(words)))
            found = re.search(address, page)
            path = found and html.unescape(found[1])
    lost = [offset for offset in range(len(text)) if offset not in seen and not text[offset].isspace()]
    assert lost == []


def test_hostile_article_is_text(client):
    claim = card(client, "/review?run=1&outlet=" + quote(HOSTILE))["claim"]
    for path in (
        f"/review?run=1&claim={claim}",
        f"/review?run=1&claim={claim}&edit=1",
        "/overview",
        f"/review?q={quote(HOSTILE)}",
    ):
        page = client.get(path).text
        assert "<img src=x" not in page
        assert "<script>alert" not in page
        assert "\u202e" not in re.sub(r'value="[^"]*"', "", page), "no direction override reaches the page as such"
        assert ">49<" not in page
    assert "U+202E" in client.get(f"/review?run=1&claim={claim}").text


def test_overview_counts(client):
    client.post("/bulk", data={"view": "run=1&kind=money", "scope": "all", "verdict": "accepted", "count": "2"})
    page = client.get("/overview").text
    assert "100.0%" in page
    assert "34.2%–100.0%" in page
    assert "<svg" in page


# --- what is refused -------------------------------------------------------------------------


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1:9999", "127.0.0.1.evil.example:8765", ""])
def test_other_hosts_are_refused(client, host):
    assert client.get("/review", headers={"host": host}).status_code == 421


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "http://evil.example", "sec-fetch-site": "cross-site"},
        {"origin": f"http://{HOST}", "sec-fetch-site": "same-site"},
        {"origin": "null", "sec-fetch-site": "same-origin"},
        {"origin": f"https://{HOST}", "sec-fetch-site": "same-origin"},
    ],
)
def test_foreign_forms_are_refused(client, headers):
    fields = card(client)
    assert client.post("/decide", data=fields | {"verdict": "accepted"}, headers=headers).status_code == 403
    assert card(client) == fields


def test_a_form_without_either_header_is_refused(client):
    fields = card(client)
    del client.headers["origin"], client.headers["sec-fetch-site"]
    assert client.post("/decide", data=fields | {"verdict": "accepted"}).status_code == 403


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS"])
def test_other_methods_are_refused(client, method):
    assert client.request(method, "/review").status_code == 405


@pytest.mark.parametrize(
    "path",
    [
        "/static/../app.py", "/static/..%2fapp.py", "/static/%2e%2e/%2e%2e/app.py", "/static//etc/passwd",
        "/static/..%5capp.py", "/static/%00",
    ],
)  # fmt: skip
def test_no_way_out_of_the_static_folder(client, path):
    assert client.get(path).status_code in (400, 404, 500)
    assert "import" not in client.get(path).text


def test_large_requests_are_refused(client):
    form = {"content-type": "application/x-www-form-urlencoded"}
    assert client.post("/note", content=b"x" * (MOST_BYTES + 1)).status_code == 413
    assert client.post("/note", content=(b"x" * 100_000 for _ in range(11)), headers=form).status_code == 413
    assert client.get("/review?q=" + "x" * 9_000).status_code == 414


@pytest.mark.parametrize(
    ("path", "fields"),
    [
        ("/decide", {"verdict": "maybe"}),
        ("/decide", {"verdict": "accepted", "version": "x"}),
        ("/decide", {"verdict": "accepted", "version": ""}),
        ("/bulk", {"verdict": "maybe"}),
        ("/reviewer", {"name": "\u202e:"}),
    ],
)
def test_malformed_forms_change_nothing(client, path, fields):
    before = card(client)
    assert client.post(path, data=before | fields).status_code == 400
    assert card(client) == before


@pytest.mark.parametrize(
    "query",
    [
        "&".join(["a=b"] * 900),
        "run=x&at=-1",
        "add=9-2",
        "page=99",
        "kind=" + "&kind=".join("abc"),
        "order=zzz",
        "%ff=%fe",
    ],
)
def test_odd_addresses_are_taken_lightly(client, query):
    assert client.get(f"/review?{query}").status_code == 200


def test_files_are_not_taken(client):
    response = client.post("/note", data=card(client), files={"note": ("a.txt", b"words")})
    assert response.status_code == 400


def test_command_names_what_is_missing(tmp_path):
    command = [sys.executable, "-m", "extractor", "audit", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=30)
    assert done.returncode == 2
    assert "holds no articles.jsonl" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_names_are_cleaned():
    assert clean_name(":adjudicated") == "adjudicated"
    assert clean_name("  Ann\u202e \n Lee ") == "Ann Lee"
    assert len(clean_name("x" * 500)) == 40


def test_view_is_written_back_as_it_was_read():
    query = "run=2&q=a+b&kind=count&kind=money&order=draw&claim=c&numbers=1&removed=0&edit=1&add=3-9"
    assert View.parse(query).query() == query
