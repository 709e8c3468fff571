"""The review page in a real browser."""

from __future__ import annotations

import contextlib
from pathlib import Path

import pytest
from playwright.sync_api import Error, expect

from extractor.audit.database import connect
from extractor.audit.ingest import ingest
from tests.audit_samples import HOSTILE, write_run

# One browser, and one process that installs it where it is missing.
pytestmark = pytest.mark.xdist_group("browser")

AXE = Path(__file__).with_name("axe.min.js").read_text(encoding="utf-8")


def status(page, words):
    """Wait until the live region says something."""
    expect(page.locator("#status")).to_contain_text(words)


def figure(page):
    return page.locator("#card h2").inner_text()


def place(page):
    return page.locator("#counted").inner_text()


def open_claim(page, number):
    page.locator(".claims a", has=page.get_by_text(number, exact=True)).click()
    expect(page.locator("#card h2")).to_contain_text(number)


def until(page, condition):
    """Ask from outside: a page that waits by itself would call eval, which our own policy forbids."""
    for _ in range(200):
        # A page on its way to another has nothing to answer with.
        with contextlib.suppress(Error):
            if page.evaluate(condition):
                return
        page.wait_for_timeout(50)
    raise AssertionError(f"never so: {condition}")


def test_a_whole_article_by_keyboard_alone(page):
    page.keyboard.press("?")
    page.wait_for_url("**/help?*")
    page.go_back()
    # A page that comes back on a busy machine shows itself before it takes keys.
    until(page, "location.pathname != '/help' && document.readyState === 'complete' && document.hasFocus()")
    assert place(page) == "12 claims, at 1"
    page.keyboard.press("a")
    status(page, "Accepted: 40.")
    assert figure(page) == "1,369 soldiers"
    page.keyboard.press("r")
    status(page, "Rejected: 1,369.")
    page.keyboard.press("s")
    status(page, "Unsure: 85.")
    page.keyboard.press("k")
    expect(page.locator("#counted")).to_contain_text("at 3")
    page.keyboard.press("j")
    expect(page.locator("#counted")).to_contain_text("at 4")
    page.keyboard.press("n")
    page.keyboard.type("jar ? u")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    status(page, "Note saved.")
    expect(page.locator(".people"), "keys are letters while one types").to_contain_text("jar ? u", use_inner_text=True)
    page.keyboard.press("Escape")
    page.locator("body").press("e")
    page.wait_for_selector("#editing")
    page.locator("#f-unit").focus()
    page.keyboard.press("Control+A")
    page.keyboard.type("conscript")
    page.keyboard.press("Enter")
    status(page, "Saved and accepted: 12.")
    page.keyboard.press("Escape")
    page.locator("body").press("u")
    status(page, "Undone: edit: quantity")
    page.keyboard.press("U")
    status(page, "Redone: edit: quantity")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "search"
    page.keyboard.type("prosecutors")
    page.keyboard.press("Enter")
    page.wait_for_url("**q=prosecutors*")
    assert place(page).startswith("2 claims")
    page.keyboard.press("Escape")
    page.locator("body").press("a")
    status(page, "Accepted: 6 years.")
    page.keyboard.press("a")
    status(page, "Accepted: 31. This was the last claim of the queue.")


def test_a_whole_article_by_buttons_alone(page):
    for name, said in (("Accept", "Accepted: 40."), ("Reject", "Rejected: 1,369."), ("Unsure", "Unsure: 85.")):
        page.locator(".verdicts").get_by_role("button", name=name).click()
        status(page, said)
    page.get_by_role("link", name="Previous").click()
    expect(page.locator("#counted")).to_contain_text("at 3")
    page.locator("#reopen").click()
    status(page, "Open: 85.")
    page.get_by_role("button", name="Undo").click()
    status(page, "Undone")
    page.get_by_role("button", name="Redo").click()
    status(page, "Redone")
    page.locator("#verdict, #facet-verdict").get_by_role("link", name="open").click()
    page.wait_for_url("**verdict=open*")
    page.get_by_role("link", name="Overview").click()
    page.wait_for_selector("#to-check")
    page.locator("#sample").click()
    page.wait_for_url("**order=draw*")


def test_without_javascript(new_page):
    page = new_page(java_script_enabled=False)
    page.locator("#accept").click()
    status(page, "Accepted: 40.")
    page.locator("#edit").click()
    page.locator("#f-counted").fill("85 officers")
    page.locator("#save").click()
    status(page, "Saved and accepted")
    page.locator("#undo").click()
    status(page, "Undone")
    page.locator("#toggle-numbers").click()
    expect(page.locator(".u.number")).to_have_count(2)
    page.locator(".u.number a").first.click()
    page.locator("#f-value").fill("7")
    page.locator("#save").click()
    status(page, "Added: 7.")
    page.locator("#search").fill("norway")
    page.locator("#go").click()
    expect(page.locator(".claims li")).to_have_count(2)
    expect(page.locator("#add-selection")).to_be_hidden()


def test_focus_is_kept_and_said_aloud(page):
    page.locator("#accept").focus()
    page.keyboard.press("Enter")
    status(page, "Accepted: 40.")
    expect(page.locator("#accept")).to_be_focused()
    assert page.locator("#status").get_attribute("aria-live") == "polite"


def test_crossing_spans_stand_on_lines_of_their_own(page):
    open_claim(page, "85")
    page.wait_for_selector(".u.s-actor")
    below = {}
    for slot in ("actor", "topic", "quantity"):
        boxes = page.locator(f"article .u.s-{slot}").all()
        words = "".join(box.inner_text() for box in boxes)
        below[slot] = max(box.bounding_box()["y"] + box.bounding_box()["height"] for box in boxes)
        assert words == {"actor": "soldiers and 85 officers", "topic": "officers of desertion", "quantity": "85"}[slot]
    assert len({round(y) for y in below.values()}) == 3, "no two underlines coincide"
    labels = page.locator("article .u[data-label]").evaluate_all("all => all.map(e => e.dataset.label)")
    assert {"actor", "topic", "quantity", "counted", "event"} <= set(labels)
    assert page.locator("article").inner_text().count("soldiers and 85 officers of desertion") == 1


def test_a_slot_lights_its_evidence(page):
    open_claim(page, "1,369")
    page.wait_for_selector(".u.s-topic")
    before = page.locator("article .u.s-topic").evaluate("e => getComputedStyle(e).backgroundColor")
    page.locator('[data-slot="topic"]').focus()
    lit = page.locator("article .u.s-topic").evaluate("e => getComputedStyle(e).backgroundColor")
    assert lit != before


def test_inherited_slots_have_an_arrow(page):
    open_claim(page, "12")
    page.wait_for_selector(".arrow")
    expect(page.locator('[data-slot="counted"]')).to_contain_text("inherited ↷ from", use_inner_text=True)
    expect(page.locator('article .u[data-label="counted ↷"]')).to_have_count(1)


def select(page, words):
    """Select words of the article as with a mouse."""
    page.evaluate(
        """words => {
          const walker = document.createTreeWalker(document.querySelector('#article article'), NodeFilter.SHOW_TEXT);
          for (let node; (node = walker.nextNode());) {
            const at = node.data.indexOf(words);
            if (at >= 0 && !node.parentElement.closest('.removed')) {
              getSelection().setBaseAndExtent(node, at, node, at + words.length); return;
            }
          }
          throw new Error('not found: ' + words);
        }""",
        words,
    )


def test_a_span_is_corrected_by_selecting(page, site):
    open_claim(page, "17")
    expect(page.locator("#card h2")).to_contain_text("17")
    page.locator("#edit").click()
    page.wait_for_selector("#editing")
    select(page, "Police")
    page.locator('.from-selection[data-field="actor"]').click()
    assert page.locator("#f-actor").input_value() == "Police"
    select(page, "guns")
    page.locator('.from-selection[data-field="topic"]').click()
    page.locator("#save").click()
    status(page, "Saved and accepted: 17.")
    page.keyboard.press("u")
    status(page, "Undone")
    page.keyboard.press("U")
    status(page, "Redone")
    expect(page.locator('[data-slot="actor"]'), "offsets count code points, emoji or not").to_contain_text(
        "Police", use_inner_text=True
    )
    expect(page.locator('[data-slot="topic"]')).to_contain_text("guns", use_inner_text=True)


def test_a_faulty_edit_says_what_is_wrong(page):
    page.locator("#edit").click()
    page.wait_for_selector("#editing")
    page.locator("#f-value").fill("forty")
    page.locator("#save").click()
    page.wait_for_selector(".fault")
    expect(page.locator("#fault-value")).to_contain_text("must be a number", use_inner_text=True)
    assert page.locator("#f-value").input_value() == "forty"


def test_a_missed_claim_is_added_by_selecting_it(page):
    select(page, "7")
    page.locator("#add-selection").click()
    page.wait_for_selector("#save")
    page.locator("#f-value").fill("7")
    page.locator("#save").click()
    status(page, "Added: 7.")
    assert place(page).startswith("13 claims")


def test_bulk_and_undo(page):
    page.locator("#facet-kind").get_by_role("link", name="money").click()
    page.wait_for_url("**kind=money*")
    page.locator("#scope-all").check()
    expect(page.locator(".bulk")).to_contain_text("all 2 in this queue", use_inner_text=True)
    page.locator("#bulk-accept").click()
    status(page, "Accepted: 2 claims at once")
    page.keyboard.press("u")
    status(page, "Undone: accepted: 2 claims")
    page.keyboard.press("x")
    expect(page.locator("#ticked")).to_have_text("(1)")
    page.locator("#bulk-reject").click()
    status(page, "Rejected: 1 claims at once")


def test_two_people(new_page):
    ann, bob = new_page(), new_page()
    bob.locator("#name").fill("bob")
    bob.get_by_role("button", name="Change").click()
    status(bob, "You review as bob.")
    ann.keyboard.press("a")
    status(ann, "Accepted: 40.")
    bob.locator("#reject").click()
    status(bob, "Not saved")
    expect(bob.locator(".conflict")).to_contain_text("ann decide", use_inner_text=True)
    bob.locator("#reject").click()
    status(bob, "Rejected: 40.")
    bob.locator("#nav-adjudicate").click()
    bob.get_by_role("button", name="As ann: accepted").click()
    status(bob, "Settled: 40 is accepted.")
    bob.locator("#nav-agreement").click()
    bob.wait_for_selector("text=ann and bob: 1 claims in common")


def test_stale_decisions_are_shown(page, site, pairs, tmp_path):
    page.keyboard.press("a")
    status(page, "Accepted: 40.")
    made, claims = pairs[0]
    claims[0] = {**claims[0], "quantity": {**claims[0]["quantity"], "unit": "person"}}
    connection = connect(site.store)
    run = ingest(connection, write_run(tmp_path / "later", [(made, claims)]))
    connection.close()
    page.goto(f"{site.url}/review?run={run}")
    page.locator("#facet-stale summary").click()
    page.locator("#facet-stale").get_by_role("link", name="changed").click()
    page.wait_for_url("**stale=changed*")
    expect(page.locator("#card .conflict")).to_contain_text("changed since: unit", use_inner_text=True)


def test_permanent_addresses(page, new_page, site):
    page.locator("#search").fill("bread")
    page.locator("#go").click()
    page.wait_for_url("**q=bread*")
    open_claim(page, "$2.50")
    expect(page.locator("#card h2")).to_contain_text("$2.50")
    other = new_page(page.url.removeprefix(site.url))
    assert figure(other) == figure(page)
    assert place(other) == place(page)
    page.reload()
    assert figure(page).startswith("$2.50")
    page.locator("#permalink").click()
    expect(page.locator("#counted")).to_contain_text("12 claims")
    assert figure(page).startswith("$2.50")
    page.go_back()
    expect(page.locator("#counted")).to_contain_text("claims")


def test_hostile_article_runs_nothing(new_page, site):
    page = new_page("/review?q=guns&numbers=1")
    assert page.locator("article img, article script").count() == 0
    assert page.locator("article .control").count() >= 2
    expect(page.locator("article")).to_contain_text("<img src=x onerror=alert(2)>", use_inner_text=True)
    page.locator("#edit").click()
    page.wait_for_selector("#editing")
    assert page.locator("#f-unit").input_value() == HOSTILE[:40].strip()
    page.goto(f"{site.url}/overview")
    assert page.locator("main img, main script").count() == 0


PAGES = (
    "/review",
    "/review?edit=1",
    "/review?numbers=1&area=NO",
    "/overview",
    "/agreement",
    "/adjudicate",
    "/history",
    "/help",
    "/nowhere",
)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(new_page, site, scheme):
    page = new_page(color_scheme=scheme)
    page.keyboard.press("a")
    status(page, "Accepted")
    page.locator("#name").fill("bob")
    page.get_by_role("button", name="Change").click()
    status(page, "bob")
    page.locator("#previous").click()
    expect(page.locator("#counted")).to_contain_text("at 1")
    page.locator("#reject").click()
    status(page, "Rejected")
    options = {"resultTypes": ["violations"]} | ({"runOnly": ["color-contrast"]} if scheme == "dark" else {})
    found, asked = [], []
    page.on("request", lambda request: asked.append(request.url))
    for path in PAGES if scheme == "light" else PAGES[1:6]:
        page.goto(site.url + path)
        page.evaluate(AXE)
        violations = page.evaluate("options => axe.run(options).then(result => result.violations)", options)
        found += [(path, v["id"], v["nodes"][0]["html"], v["nodes"][0]["failureSummary"]) for v in violations]
    assert found == []
    assert not [url for url in asked if not url.startswith(site.url)], "no page asks for anything elsewhere"


def test_dark_mode_is_dark(new_page):
    light, dark = new_page(color_scheme="light"), new_page(color_scheme="dark")
    ground = "getComputedStyle(document.documentElement).backgroundColor"
    assert light.evaluate(ground) == "rgb(255, 255, 255)"
    assert dark.evaluate(ground) == "rgb(18, 23, 28)"


@pytest.mark.parametrize("size", [(320, 256), (390, 844)])
def test_small_windows_and_large_zoom(new_page, site, size):
    """1280 pixels at 400% are 320 CSS pixels (WCAG 1.4.10)."""
    page = new_page(viewport={"width": size[0], "height": size[1]})
    for path in PAGES if size[0] == 320 else PAGES[:1]:
        page.goto(site.url + path)
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= size[0], path
    page.goto(site.url + "/review")
    page.locator("#accept").click()
    status(page, "Accepted: 40.")
