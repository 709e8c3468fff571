"""A browser, and a review server with a store of its own for each test.

The system's Chromium is driven. Where it is missing and can be installed (root, apt-get) it is;
elsewhere the tests are skipped, but for CI, where a missing browser is a failure.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import threading
import time

import pytest

from tests.audit_samples import courts, prices, strange, write_run

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_PATIENCE = 20_000  # milliseconds; nothing waits that long but on a machine that is busy
_ARGUMENTS = [
    "--no-sandbox", "--headless", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
    "--disable-background-networking", "--disable-component-update",
]  # fmt: skip


def find_browser():
    return next((path for path in map(shutil.which, _NAMES) if path), None)


def install_browser():
    """Install Chromium where this process may; return its path, null when it cannot be had."""
    if hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get"):
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        for command in (["apt-get", "update", "-qq"], ["apt-get", "install", "-y", "-qq", "chromium"]):
            subprocess.run(command, env=environment, capture_output=True, check=False, timeout=600)
    return find_browser()


@pytest.fixture(scope="session")
def browser():
    path = find_browser() or install_browser()
    if path is None:
        message = "no Chromium: install it (apt-get install chromium) to run the browser tests"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=_PATIENCE)
    with sync_playwright() as playwright:
        made = playwright.chromium.launch(executable_path=path, args=_ARGUMENTS)
        yield made
        made.close()


class Site:
    """A running review server."""

    def __init__(self, folder, store):
        import uvicorn

        from extractor.audit.app import create_app
        from extractor.audit.database import connect
        from extractor.audit.ingest import ingest

        self.store = store
        connection = connect(store)
        self.run = ingest(connection, folder)
        listener = socket.create_server(("127.0.0.1", 0))
        host = f"127.0.0.1:{listener.getsockname()[1]}"
        self.url = f"http://{host}"
        app = create_app(connection, [host], "ann")
        app.state.desk.warm(self.run)
        self.server = uvicorn.Server(uvicorn.Config(app, log_level="warning", loop="asyncio", ws="none"))
        self.thread = threading.Thread(target=self.server.run, kwargs={"sockets": [listener]}, daemon=True)
        self.thread.start()
        while not self.server.started:
            time.sleep(0.01)

    def stop(self):
        self.server.should_exit = True
        self.thread.join(10)


@pytest.fixture
def pairs(example):
    made = example("article")
    return [courts(made), prices(made), strange(made)]


@pytest.fixture
def site(tmp_path, pairs):
    made = Site(write_run(tmp_path / "out", pairs), tmp_path / "audit.sqlite")
    yield made
    made.stop()


@pytest.fixture
def new_page(browser, site):
    """Open pages, each in a profile of its own; anything the console complains about fails the test."""
    contexts, complaints = [], []

    def make(path="/review", **options):
        context = browser.new_context(**{"viewport": {"width": 1400, "height": 900}, **options})
        contexts.append(context)
        context.set_default_timeout(_PATIENCE)
        page = context.new_page()
        page.on("dialog", lambda dialog: (complaints.append(dialog.message), dialog.dismiss()))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda m: complaints.append(m.text) if m.type == "error" else None)
        page.goto(site.url + path)
        return page

    yield make
    for context in contexts:
        context.close()
    # A refusal (409, 422, 404) is an answer, not a fault of the page.
    assert [text for text in complaints if "status of 4" not in text] == []


@pytest.fixture
def page(new_page):
    return new_page()
