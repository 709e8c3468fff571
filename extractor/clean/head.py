"""What a page says of itself: JSON-LD, OpenGraph and other meta tags, ``<time>``."""

from __future__ import annotations

import dataclasses
import html
import json
import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from extractor.clean.metadata import uri_date
from extractor.clean.outlet import choose, written
from extractor.clean.published import parse_date
from extractor.records import MetadataValue

if TYPE_CHECKING:
    from extractor.clean.runs import Page

_ARTICLE = ("article", "posting", "report", "review", "opinion", "analysis", "webpage")
_DATE_NAMES = (
    "article:published_time", "og:article:published_time", "og:published_time", "datepublished", "date_published",
    "publication_date", "publish-date", "publishdate", "pubdate", "article.published", "article_date_original",
    "parsely-pub-date", "sailthru.date", "cxenseparse:recs:publishtime", "dc.date.issued", "dcterms.created",
    "dc.date", "dc.terms.issued", "bt:pubdate", "ptime", "date", "displaydate", "article-publication-date",
    "iso-8601-publish-date", "cxense:publishtime", "published", "published_at", "rnews:datepublished",
)  # fmt: skip
_TITLE_NAMES = ("og:title", "twitter:title", "headline", "dc.title", "parsely-title", "sailthru.title")
_OUTLET_NAMES = (
    "og:site_name",
    "application-name",
    "apple-mobile-web-app-title",
    "dc.publisher",
    "cre",
    "article:publisher",
)
_AUTHOR_NAMES = ("author", "article:author", "parsely-author", "sailthru.author", "dc.creator", "byl")
_SUMMARY_NAMES = ("og:description", "description", "twitter:description", "dc.description")
_CHANGED = re.compile(r"modif|updat")
_ABOVE = 160  # characters above a headline in which its day may stand
_PROSE = 120  # characters: the first so long a run below it opens the article
_SCRIPTED = re.compile(
    r"\"(?:datePublished|date_published|publishedAt|published_at|publish_?[Dd]ate|published_?[Dd]ate|publication_?[Dd]ate|firstPublished(?:At|Date)?|pubDate)"
    r"\\?\"\s*:\s*\\?\"([^\"\\]{8,40})"
)
_LISTED = re.compile(r"\"\w*(?:related|recommend|popular|latest|most|trending|product|book|comment)\w*\\?\"\s*:", re.I)
_LEAD = 400  # characters before a day in a script that tell of another article
_SUFFIX = re.compile(r"\s+(?:[|–—»·:-]|\|\|)\s+[^|–—»·]{2,40}$")
_BARS = re.compile(r"\s(?:[|–—»·•-]|\|\||::)\s")
_SITE = re.compile(r"(?=.{3,40}$)(?!Home\b)[A-Z]\S*(?: \S+){0,4}$")
_BY = re.compile(r"\Aby:?\s+(?=\S)", re.I)
_PARAGRAPH = re.compile(r"<[^>]+>")


@dataclasses.dataclass(slots=True)
class Head:
    """The metadata of a page; ``body`` and ``summary`` are its own copy of text and teaser."""

    title: MetadataValue | None
    published: MetadataValue | None
    outlet: MetadataValue | None
    language: MetadataValue | None
    author: MetadataValue | None
    summary: str
    body: str


def read_head(page: Page, uri: str) -> Head:
    """Collect a page's metadata, the most trustworthy statement of each first."""
    meta = _named(page.meta)
    items = [item for script in page.scripts for item in _items(script)]
    articles = [item for item in items if _kind(item) and _kind(item) != "webpage"] or [i for i in items if _kind(i)]
    main: Mapping[str, Any] = max(articles, key=_richness, default={})
    body = _text(main.get("articleBody"))
    return Head(
        title=_title(page, main, meta),
        published=_published(page, main, meta, uri),
        outlet=choose([*_outlets(page, main, items, meta)], page.canonical or meta.get("og:url") or uri, page.source),
        language=MetadataValue(page.language.split("-")[0].lower(), "html", "html:lang") if page.language else None,
        author=_author(main, meta),
        summary=_text(main.get("description")) or _first(meta, _SUMMARY_NAMES)[1],
        body=html.unescape(_PARAGRAPH.sub(" ", body)) if body else "",
    )


def _title(page: Page, main: Mapping[str, Any], meta: Mapping[str, str]) -> MetadataValue | None:
    if headline := _text(main.get("headline")):
        return MetadataValue(headline, "html", "jsonld:headline")
    name, value = _first(meta, _TITLE_NAMES)
    if value:
        return MetadataValue(_SUFFIX.sub("", value), "html", f"meta:{name}")
    if page.head_title:
        return MetadataValue(_SUFFIX.sub("", page.head_title), "html", "html:title")
    return None


def _published(page: Page, main: Mapping[str, Any], meta: Mapping[str, str], uri: str) -> MetadataValue | None:
    if found := parse_date(_text(main.get("datePublished"))):
        return MetadataValue(found, "html", "jsonld:datePublished")
    for name in _DATE_NAMES:
        if found := parse_date(meta.get(name, "")):
            return MetadataValue(found, "html", f"meta:{name}")
    if day := _timed(page):
        return MetadataValue(day, "html", "html:time")
    return uri_date(page.canonical or meta.get("og:url", "")) or uri_date(uri)


def _timed(page: Page) -> str | None:
    """The day that elements give: of those below the headline, else above it, the earliest, else the one day."""
    days = [
        (day, offset, words)
        for value, offset, words in page.times
        if not _CHANGED.search(words) and (day := parse_date(value))
    ]
    headline = next((run for run in page.runs if run.heading == 1), None)
    if headline is not None:
        body = (run.start for run in page.runs if run.start >= headline.end and run.end - run.start >= _PROSE)
        first = next(body, headline.end)
        below = [(day, words) for day, offset, words in days if headline.start <= offset <= first]
        above = [(day, words) for day, offset, words in days if headline.start - _ABOVE <= offset < headline.start]
        near = below or above
        if near:
            return min([day for day, words in near if "publi" in words] or [day for day, _ in near])
    marked = [day for day, _, words in days if "publi" in words]
    told = {day for day, _, words in days if words.startswith("time")}
    return marked[0] if marked else told.pop() if len(told) == 1 else None


def date_in_scripts(html: str) -> MetadataValue | None:
    """The one day of publication that a page's scripts name."""
    days = {
        day
        for match in _SCRIPTED.finditer(html)
        if not _LISTED.search(html, max(0, match.start() - _LEAD), match.start()) and (day := parse_date(match[1]))
    }
    return MetadataValue(days.pop(), "html", "html:script") if len(days) == 1 else None


def _outlets(page: Page, main: Mapping[str, Any], items: list[Any], meta: Mapping[str, str]) -> Iterator[MetadataValue]:
    """Every name that a page gives its outlet, the most trustworthy first."""
    name, value = _first(meta, _OUTLET_NAMES[:1])
    if value:
        yield MetadataValue(value, "html", f"meta:{name}")
    publisher = main.get("publisher")
    if isinstance(publisher, list):
        publisher = publisher[0] if publisher else None
    if isinstance(publisher, Mapping) and (value := _text(publisher.get("name"))):
        yield MetadataValue(value, "html", "jsonld:publisher")
    for item in items:
        if str(item.get("@type", "")).lower() in ("newsmediaorganization", "website") and _text(item.get("name")):
            yield MetadataValue(_text(item["name"]), "html", "jsonld:organization")
    name, value = _first(meta, _OUTLET_NAMES[1:])
    if value and "://" not in value:
        yield MetadataValue(value, "html", f"meta:{name}")
    parts = _BARS.split(page.head_title)
    for part in sorted((parts[-1], parts[0]), key=lambda part: len(part.split())) if len(parts) > 1 else ():
        if _SITE.match(part):
            yield MetadataValue(part, "html", "html:title")
    if _SITE.match(page.brand):
        yield MetadataValue(page.brand, "html", "html:home")
    if spelled := written(meta.get("twitter:site", "").lstrip("@"), page.source):
        yield MetadataValue(spelled, "html", "meta:twitter:site")


def _author(main: Mapping[str, Any], meta: Mapping[str, str]) -> MetadataValue | None:
    people = main.get("author")
    names = [
        _text(person.get("name")) if isinstance(person, Mapping) else _text(person)
        for person in (people if isinstance(people, list) else [people])
    ]
    if any(names):
        return MetadataValue(", ".join(_BY.sub("", name, 1) for name in names if name), "html", "jsonld:author")
    name, value = _first(meta, _AUTHOR_NAMES)
    return MetadataValue(_BY.sub("", value), "html", f"meta:{name}") if value and "://" not in value else None


def _named(meta: list[Mapping[str, str]]) -> dict[str, str]:
    found: dict[str, str] = {}
    for tag in meta:
        name = tag.get("property") or tag.get("name") or tag.get("itemprop") or ""
        value = " ".join(tag.get("content", "").split())
        if name and value:
            found.setdefault(name.lower(), value)
    return found


def _first(meta: Mapping[str, str], names: tuple[str, ...]) -> tuple[str, str]:
    return next(((name, meta[name]) for name in names if name in meta), ("", ""))


def _items(script: str) -> Iterator[Any]:
    """Every object of a JSON-LD script, without recursion."""
    try:
        waiting = [json.loads(script, strict=False)]
    except (ValueError, RecursionError):
        return
    while waiting:
        item = waiting.pop()
        if isinstance(item, list):
            waiting.extend(reversed(item))
        elif isinstance(item, dict):
            yield item
            waiting.extend(item[name] for name in ("mainEntity", "mainEntityOfPage", "@graph") if name in item)


def _kind(item: Mapping[str, Any]) -> str:
    kinds = item.get("@type")
    for kind in kinds if isinstance(kinds, list) else [kinds]:
        for name in _ARTICLE:
            if isinstance(kind, str) and kind.lower().endswith(name):
                return name
    return ""


def _richness(item: Mapping[str, Any]) -> int:
    return sum(bool(item.get(name)) for name in ("headline", "datePublished", "articleBody", "author", "publisher"))


def _text(value: Any) -> str:
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, Mapping):
        value = value.get("@value") or value.get("name")
    return " ".join(html.unescape(value).split()) if isinstance(value, str) else ""
