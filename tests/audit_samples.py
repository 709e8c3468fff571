"""Records for the tests of the review page and of the exports: made by hand, without the pipeline."""

from __future__ import annotations

import copy
import json

from extractor.records import digest

HOSTILE = (
    "</script><script>alert(1)</script> <img src=x onerror=alert(2)> \u202egnidaer\u202c {{ 7*7 }} 😀"
    " e\u0301 \"quoted\" 'n' &amp;"
)


def span(text, words, near=0):
    start = text.index(words, near)
    return {"start": start, "end": start + len(words), "text": words}


def claim(article, words, *, near=0, kind="count", unit=None, value=None, confidence=0.9, **slots):
    """A claim on the words of an article; span slots are given as their words."""
    text = article["text"]
    quantity = span(text, words, near)
    first = text.rfind("\n\n", 0, quantity["start"]) + 2
    first = 0 if first == 1 else first
    last = text.find("\n\n", quantity["end"])
    last = len(text) if last < 0 else last
    digits = "".join(c for c in words if c.isdigit() or c == ".")
    value = value if value is not None else float(digits) if digits.strip(".") else None
    value = int(value) if value is not None and value == int(value) else value
    made = {
        "schema_version": "1.0",
        "id": digest(article["source"]["uri"], text[first:last], words, str(quantity["start"])),
        "article_id": article["id"],
        "published": article["published"] and article["published"]["value"],
        "outlet": article["outlet"] and article["outlet"]["value"],
        "uri": article["source"]["uri"],
        "sentence": {"start": first, "end": last, "text": text[first:last]},
        "quantity": {
            **quantity, "value": value, "low": value, "high": value, "modifier": "exact", "kind": kind, "unit": unit,
            "per": None, "statistic": None, "change": None,
        },
        "counted": None, "event": None, "actor": None, "topic": None, "entities": [], "area": None, "time": None,
        "legal": [], "attribution": None, "relations": [], "inherited": [], "confidence": confidence,
        "rules": ["numbers.numeral.digits"],
    }  # fmt: skip
    for name, said in slots.items():
        if name in ("counted", "actor", "topic"):
            made[name] = span(text, said)
        elif name == "event":
            made[name] = {**span(text, said), "lemma": said, "negated": False, "modality": "asserted"}
        elif name == "area":
            made[name] = {"code": said[0], **span(text, said[1]), "resolution": "explicit"}
        else:
            made[name] = said
    return made


def article(
    example, uri, text, *, title=None, outlet="The Northern Post", published="2025-03-04", removed=(), numbers=()
):
    """An article record over a text; ``removed`` are (reason, words) that stood after it."""
    made = copy.deepcopy(example)
    blocks, place, source = [], 0, 0
    for paragraph in text.split("\n\n"):
        if blocks:
            blank = {"reason": "empty", "rule": "clean.empty.blank_line", "text": "\n\n"}
            blocks.append(_block(source, source + 2, removed=blank))
            source, place = source + 2, place + 2
        end = place + len(paragraph)
        blocks.append(_block(source, source + len(paragraph), place, end, "title" if not place else "paragraph"))
        source, place = source + len(paragraph), end
    for reason, words in removed:
        gone = {"reason": reason, "rule": f"clean.{reason}.test", "text": words}
        blocks.append(_block(source, source + len(words), removed=gone))
        source += len(words)
    made |= {
        "id": digest(uri, text),
        "source": {
            "uri": uri, "media_type": "text/plain", "sha256": digest(text, size=64), "bytes": source, "line": None,
            "encoding": "utf-8",
        },
        "title": title and {**made["title"], "value": title},
        "published": published and {**made["published"], "value": published},
        "outlet": outlet and {**made["outlet"], "value": outlet},
        "text": text,
        "blocks": blocks,
        "numbers": list(numbers),
        "dates": [], "legal_references": [], "attributions": [], "entities": [], "places": [],
    }  # fmt: skip
    return made


def _block(source_start, source_end, start=None, end=None, role=None, removed=None):
    return {
        "source_start": source_start, "source_end": source_end, "start": start, "end": end, "role": role,
        "removed": removed, "doubt": None,
    }  # fmt: skip


def number(text, words, disposition, near=0):
    return {
        **span(text, words, near), "disposition": disposition, "quantity": None, "counted": None,
        "counted_inherited": False, "claim_id": None, "rules": ["numbers.numeral.digits"],
    }  # fmt: skip


COURTS = (
    "Courts jail 40 more\n\nCourts in Norway convicted 1,369 soldiers and 85 officers of desertion in 2024.\n\n"
    "Of these, 12 appealed. The court sat in Room 7 on 3 March.\n\nProsecutors asked for 6 years in 31 cases."
)
PRICES = "Bread costs 12% more\n\nA loaf now costs $2.50, up from $2.20. Sales fell by 4% in Peru."
STRANGE = f"Strange {HOSTILE} news\n\nPolice found 17 {HOSTILE} guns. They paid 5 men."


def courts(example, uri="courts.txt", text=COURTS):
    numbers = [number(text, "7", "identifier", text.index("Room")), number(text, "3", "date", text.index("on 3"))]
    made = article(
        example,
        uri,
        text,
        title="Courts jail 40 more",
        numbers=numbers,
        removed=[("newsletter", "Get our newsletter <b>now</b>")],
    )
    claims = [
        claim(made, "40", confidence=0.5),
        claim(
            made, "1,369", unit="soldier", counted="soldiers", event="convicted", actor="Courts", topic="desertion",
            area=("NO", "Norway"), confidence=0.95, value=1369,
        ),
        claim(made, "85", unit="officer", counted="officers", event="convicted"),
        claim(made, "12", event="appealed"),
        claim(made, "6 years", kind="duration", unit="year", value=6),
        claim(made, "31", unit="case", counted="cases"),
    ]  # fmt: skip
    text_of = made["text"]
    claims[3]["counted"] = span(text_of, "soldiers")
    claims[3]["inherited"] = [{"slot": "counted", **span(text_of, "soldiers")}]
    claims[3]["relations"] = [{"type": "part_of", "claim_id": claims[1]["id"]}]
    # Two phrases that cross: "soldiers and 85" and "85 officers of desertion".
    claims[2]["topic"] = span(text_of, "officers of desertion")
    claims[2]["actor"] = span(text_of, "soldiers and 85 officers")
    return made, claims


def prices(example):
    made = article(
        example, "prices.html", PRICES, title="Bread costs 12% more", outlet="Daily Loaf", published="2025-04-01"
    )
    return made, [
        claim(made, "12%", kind="percent", unit="%"),
        claim(made, "$2.50", kind="money", unit="USD", value=2.5),
        claim(made, "$2.20", kind="money", unit="USD", value=2.2),
        claim(made, "4%", kind="percent", unit="%", near=40, area=("PE", "Peru")),
    ]


def strange(example):
    made = article(
        example, f"strange {HOSTILE}.txt", STRANGE, title=f"Strange {HOSTILE} news", outlet=HOSTILE, published=None
    )
    made["blocks"][-1]["doubt"] = {"reason": "donation", "rule": "clean.donation.test"}
    return made, [
        claim(made, "17", unit=HOSTILE[:40].strip(), counted="guns"),
        claim(made, "5", near=STRANGE.index("paid")),
    ]


def write_run(folder, pairs):
    """An output folder as a run leaves it."""
    folder.mkdir(parents=True, exist_ok=True)
    with (
        (folder / "articles.jsonl").open("w", encoding="utf-8") as articles,
        (folder / "claims.jsonl").open("w", encoding="utf-8") as claims,
    ):
        for made, found in pairs:
            articles.write(json.dumps(made) + "\n")
            claims.writelines(json.dumps(row) + "\n" for row in found)
    return folder
