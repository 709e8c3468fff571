"""From raw articles to cleaned text, every removal kept and explained."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from extractor.clean.assemble import WIDTHLESS, assemble
from extractor.clean.candidate import Candidate
from extractor.clean.content import ContentFinder
from extractor.clean.dateline import DatelineReader
from extractor.clean.evidence import TextEvidence, coded_signs
from extractor.clean.head import Head, date_in_scripts, read_head
from extractor.clean.header import HeaderReader
from extractor.clean.interjected import drop_framed, drop_headlines
from extractor.clean.judge import Judge
from extractor.clean.language import LanguageGuesser
from extractor.clean.lines import LineReader
from extractor.clean.masthead import MastheadReader
from extractor.clean.metadata import TextMetadata, given_values, host_name, uri_date
from extractor.clean.naming import OutletReader
from extractor.clean.register import RegisterJudge
from extractor.clean.repeats import Repeats, learn_repeats
from extractor.clean.tail import TailTrimmer
from extractor.errors import InputError
from extractor.records import CleanArticle, Doubt, MetadataValue, RawArticle
from extractor.rules import RuleSet

__all__ = ["Cleaner", "Repeats", "learn_repeats"]

_FOREIGN = "clean.language.foreign"
_Values = dict[str, MetadataValue | None]


class Cleaner:
    """Turns a raw article into blocks, text and metadata.

    >>> from extractor.rules import load_rules
    >>> cleaner = Cleaner(load_rules())
    """

    def __init__(self, rules: RuleSet, repeats: Path | None = None) -> None:
        self.rules = rules
        self._evidence = TextEvidence(rules)
        self._lines = LineReader(rules, self._evidence)
        self._content = ContentFinder(rules)
        self._judge = Judge(rules, self._evidence)
        self._tail = TailTrimmer(rules, self._evidence)
        self._register = RegisterJudge(rules)
        self._coded = coded_signs(rules)
        self._metadata = TextMetadata(rules)
        self._dateline = DatelineReader(rules)
        self._header = HeaderReader(rules)
        self._masthead = MastheadReader(rules)
        self._outlet = OutletReader(rules)
        self._language = LanguageGuesser(rules)
        self._foreign = Doubt("language", _FOREIGN) if rules.has(_FOREIGN) else None
        self._parted = rules.has("clean.empty.space")
        self.repeats = Repeats(repeats) if repeats is not None else None

    def __call__(self, raw: RawArticle, *, junk: bool = True) -> CleanArticle:
        """Clean one article; with ``junk=False`` only white space and widthless characters go.

        Raises InputError when there is no text, when the given date is none, and when a plain text is
        in another language than English. A page in another language is cleaned, and in doubt as a whole.
        """
        values: _Values = dict(given_values(raw.given))
        if raw.html is not None:
            source, blocks = self._read_page(raw.html, raw.uri, values)
        else:
            source = raw.text or ""
            blocks = self._lines(source)
            if not blocks:
                raise InputError("text: empty")
        self._settle(raw, source, values, blocks)
        if junk:
            outlet = values.get("outlet")
            self._decide(blocks, outlet.value if outlet else "", page=raw.html is not None)
        else:
            for block in blocks:
                block.removed = block.doubt = None
        self._doubt_foreign(values.get("language"), blocks)
        text, parts = assemble(source, blocks, verbatim=not (junk and self._parted))
        return CleanArticle(
            raw,
            text,
            parts,
            title=values.get("title"),
            published=values.get("published"),
            outlet=values.get("outlet"),
            language=values.get("language"),
            author=values.get("author"),
        )

    def _read_page(self, html: str, uri: str, values: _Values) -> tuple[str, list[Candidate]]:
        from extractor.clean.page import read_page

        page = read_page(html)
        if not page.source.strip():
            raise InputError("html: the page has no visible text")
        head: Head = read_head(page, uri)
        for name in ("title", "published", "outlet", "language", "author"):
            if values.get(name) is None:
                values[name] = getattr(head, name)
        title = values.get("title")
        blocks = self._content(
            page, title=title.value if title else None, summary=head.summary, article_body=head.body, uri=uri
        )
        shown = next((block for block in blocks if block.role == "title"), None)
        if shown and (title is None or title.rule == "html:title"):
            values["title"] = MetadataValue(shown.text, "html", "html:h1" if shown.heading else "html:headline")
        return page.source, blocks

    def _settle(self, raw: RawArticle, source: str, values: _Values, blocks: list[Candidate]) -> None:
        """Fill in the metadata that neither the input nor the page's head gave."""
        outlet = values.get("outlet")
        self._judge.weigh(blocks)
        self._register(blocks, page=raw.html is not None)
        if values.get("published") is None:
            values["published"] = (
                self._metadata.published(blocks)
                or self._header.published(blocks)
                or uri_date(raw.uri)
                or (date_in_scripts(raw.html) if raw.html else None)
                or self._dateline(blocks)
            )
        given = values.get("title")
        title = self._header.title(blocks, given.value if given else None) if raw.html is None else None
        if outlet is None:
            masthead = self._masthead(blocks, title, raw.text or "")
            outlet = values["outlet"] = self._outlet(blocks, masthead, source) or host_name(raw.uri, source)
        if outlet is not None:
            self._judge.name_outlet(blocks, outlet.value)
            if title is not None and not title.kept:
                title = self._header.title(blocks, given.value if given else None)
        if title is not None:
            title.role = "title"
            title.removed = title.doubt = None
            if given is None:
                start, end = self._header.bare(title.text, outlet.value if outlet else "")
                values["title"] = MetadataValue(
                    WIDTHLESS.sub("", title.text[start:end]),
                    "text",
                    "clean.title.first_line",
                    title.start + start,
                    title.start + end,
                )
        if raw.html is None and values.get("author") is None:
            author = self._metadata.author(blocks)
            if author is not None and (outlet is None or author.value not in outlet.value):
                values["author"] = author
        language = values.get("language")
        if language is None or language.origin != "input":
            values["language"] = self._read_language(blocks, language)
            if raw.html is None and (found := values["language"]) and found.value != "en":
                raise InputError(f"language: the text reads as {found.value!r}; only English is supported")

    def _read_language(self, blocks: Sequence[Candidate], claimed: MetadataValue | None) -> MetadataValue | None:
        """The language of the words; what the page claims counts where they do not speak against it."""
        guess = self._language([block.text for block in blocks if block.kept][:12], claimed.value if claimed else "en")
        if claimed and (guess == claimed.value != "en" or (guess is None and claimed.value == "en")):
            return claimed
        return MetadataValue(guess, "text", "clean.language.words") if guess else None

    def _doubt_foreign(self, language: MetadataValue | None, blocks: Sequence[Candidate]) -> None:
        """Doubt all that a page in another language says: its numbers become no claims."""
        if self._foreign and language and language.value != "en":
            for block in blocks:
                block.doubt = None if block.removed else block.doubt or self._foreign

    def _decide(self, blocks: Sequence[Candidate], outlet: str, *, page: bool) -> None:
        title = next((block for block in blocks if block.role == "title"), None)
        if self.repeats is not None and outlet:
            self._judge.drop_learned(
                blocks, lambda text: self.repeats is not None and self.repeats.is_repeated(text, outlet)
            )
        self._judge.trim_header(blocks, title)
        if not page:
            self._header.trim(blocks, title)
        self._judge.drop_advertised(blocks, page=page)
        self._judge.drop_answers(blocks)
        self._judge.grow(blocks)
        if framed := self._coded.get("navigation.framed_ad"):
            drop_framed(blocks, framed)
        self._tail.trim(blocks, page=page)
        if page:
            self._tail.trim_page(blocks)
        elif headline := self._coded.get("related.interjected"):
            drop_headlines(blocks, headline)
        self._judge.drop_repeats(blocks)
