"""The review server: its pages, its forms, and what they answer."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Awaitable, Callable, Mapping
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

import orjson
from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from extractor.audit.actions import ACTIONS, Answer, Form
from extractor.audit.desk import Desk
from extractor.audit.guard import Guard
from extractor.audit.pages import PAGES
from extractor.audit.shown import SIGNS
from extractor.audit.view import ORDERS, View
from extractor.export.highlight import visible
from extractor.version import VERSION

_LONGEST_NAME = 40
_HELD = 31_536_000


class Server:
    """Ties pages and forms to a desk. Requests are handled one at a time: the store has one writer."""

    def __init__(self, desk: Desk, reviewer: str) -> None:
        self.desk = desk
        self.reviewer = reviewer
        self.templates = environment()

    def routes(self) -> list[Any]:
        """All that is served."""
        static = StaticFiles(directory=str(Path(str(resources.files("extractor.audit"))) / "static"))
        return [
            Route("/", self._home),
            *(Route(path, self._page(path), methods=["GET"]) for path in PAGES),
            *(Route(path, self._action(path), methods=["POST"]) for path in ACTIONS),
            Mount("/static", static),
        ]

    async def _home(self, _: Request) -> Response:
        return RedirectResponse("/review", 303)

    def _page(self, path: str) -> Callable[[Request], Awaitable[Response]]:
        async def page(request: Request) -> Response:
            view = View.parse(request.url.query)
            try:
                template, context = PAGES[path](self.desk, view)
            except LookupError as error:
                raise HTTPException(404, str(error.args[0]) if error.args else "not found") from None
            return self._html(request, template, context)

        return page

    def _action(self, path: str) -> Callable[[Request], Awaitable[Response]]:
        async def action(request: Request) -> Response:
            async with request.form(max_files=0, max_fields=3_000) as form:
                fields = {name: value for name, value in form.items() if isinstance(value, str)}
                picked = [value for value in form.getlist("pick") if isinstance(value, str)]
            try:
                answer = ACTIONS[path](self.desk, Form(self._name(request), fields, picked))
            except LookupError as error:
                raise HTTPException(404, str(error.args[0]) if error.args else "not found") from None
            except ValueError as error:
                raise HTTPException(400, str(error)) from None
            except sqlite3.OperationalError as error:
                raise HTTPException(503, f"the store is busy: {error}; nothing was changed") from None
            return self._answered(request, answer)

        return action

    def _answered(self, request: Request, answer: Answer) -> Response:
        if answer.template is not None:
            return self._html(request, answer.template, answer.context, answer.status, answer.said)
        response = RedirectResponse(answer.url, 303)
        if answer.said:
            _keep(response, "said", answer.said, 20)
        if answer.reviewer:
            _keep(response, "reviewer", answer.reviewer, _HELD)
        return response

    def _html(
        self, request: Request, template: str, context: Mapping[str, Any], status: int = 200, said: str = ""
    ) -> Response:
        kept = unquote(request.cookies.get("said", ""))[:300]
        reviewer = self._name(request)
        common = {
            "reviewer": reviewer,
            "said": said or kept,
            "runs": self.desk.runs(),
            "undo": self._top(reviewer, "live", "max"),
            "redo": self._top(reviewer, "undone", "min"),
            "path": request.url.path,
        }
        html = self.templates.get_template(template).render({**common, **context})
        response = HTMLResponse(html, status)
        if kept and request.method == "GET" and request.url.path != "/pieces":
            response.delete_cookie("said", path="/", httponly=True, samesite="strict")
        return response

    def _top(self, reviewer: str, state: str, which: str) -> str:
        row = self.desk.connection.execute(
            "SELECT label FROM batch WHERE id ="
            f" (SELECT {which}(batch) FROM undoable WHERE reviewer = ? AND state = ?)",
            (reviewer, state),
        ).fetchone()
        return str(row["label"]) if row else ""

    def _name(self, request: Request) -> str:
        return clean_name(unquote(request.cookies.get("reviewer", ""))) or self.reviewer

    async def failed(self, request: Request, error: Exception) -> Response:
        """A page that says what went wrong."""
        status = error.status_code if isinstance(error, HTTPException) else 500
        detail = error.detail if isinstance(error, HTTPException) else "the server failed; nothing was changed"
        view = View.parse(request.url.query)
        return self._html(request, "failed.html", {"status": status, "detail": detail, "view": view}, status)


def clean_name(name: str) -> str:
    """A reviewer's name without what could be taken for something else; empty when nothing is left."""
    kept = "".join(letter for letter in name if letter.isprintable())
    return " ".join(kept.split())[:_LONGEST_NAME].lstrip(":")


@cache
def environment() -> Environment:
    """The templates, compiled once; everything is escaped."""
    made = Environment(
        loader=PackageLoader("extractor.audit"), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True,
    )  # fmt: skip
    made.filters["visible"] = visible
    made.filters["say"] = lambda value: orjson.dumps(value).decode()
    made.globals |= {"signs": SIGNS, "orders": ORDERS, "version": VERSION}
    return made


def _keep(response: Response, name: str, value: str, seconds: int) -> None:
    response.set_cookie(name, quote(value), max_age=seconds, path="/", httponly=True, samesite="strict")


def create_app(connection: sqlite3.Connection, hosts: list[str], reviewer: str = "reviewer") -> Starlette:
    """The server over an open store, for requests to these hosts (``127.0.0.1:8765``)."""
    desk = Desk(connection)
    server = Server(desk, clean_name(reviewer) or "reviewer")

    @contextlib.asynccontextmanager
    async def lifespan(_: Starlette) -> Any:
        yield
        connection.close()

    app = Starlette(
        routes=server.routes(),
        middleware=[Middleware(Guard, hosts=hosts)],
        exception_handlers={HTTPException: server.failed, 500: server.failed},
        lifespan=lifespan,
    )
    app.state.desk = desk
    return app
