"""Run the dates layer alone on a text, parsing each text once."""

from __future__ import annotations

from extractor.annotate.analysis import Analysis, Sentence, plain
from extractor.annotate.split import sentences
from extractor.records import Block, CleanArticle, MetadataValue, RawArticle


class Dates:
    """``Dates(nlp, annotator)(text, published)`` → the mentions."""

    _parsed: dict[str, object] = {}  # noqa: RUF012

    def __init__(self, nlp, annotator):
        self.nlp, self.annotator = nlp, annotator

    def __call__(self, text, published=None):
        raw = RawArticle("id", "uri", "text/plain", "", 0, text=text)
        date = MetadataValue(published, "input", "published") if published else None
        article = CleanArticle(raw, text, (Block(0, len(text), 0, len(text), "paragraph"),), published=date)
        (paragraph,) = article.paragraphs()
        found = []
        for index, (start, end) in enumerate(sentences(text)):
            key = plain(text[start:end])
            if key not in self._parsed:
                self._parsed[key] = self.nlp(key)
            found.append(Sentence(self._parsed[key][:], text, start, index, paragraph, 0))
        return self.annotator(Analysis(article, found))
