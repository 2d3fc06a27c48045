"""Loads divisions, issuing places and the pinyin table from the content folder."""

from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache

from windowdesk.assets import Assets
from windowdesk.domain.divisions import County, Divisions, Town, Village
from windowdesk.domain.identity import ANY_COUNTY, IssuingPlaces
from windowdesk.domain.pinyin import PinyinTable
from windowdesk.services.content_files import read_rows, read_text

DEMO_DIVISIONS = "divisions/demo.csv"
_DEMO_PREFIXES = "divisions/demo-id-prefixes.txt"
_PREFIXES = "divisions/id-prefixes.txt"


def load_divisions(assets: Assets, *, demo: bool = False) -> Divisions:
    """Return the divisions of the prefecture, for a demo centre only its made-up county."""
    names = assets.names("resources", "divisions/*.csv")
    wanted = [name for name in names if (name == DEMO_DIVISIONS) is demo]
    rows = [row for name in wanted for row in read_rows(assets.path("resources", name))]
    return Divisions(tuple(_counties(rows)))


def load_issuing_places(assets: Assets, *, demo: bool = False) -> IssuingPlaces:
    """Return the places that issue or issued cards; a demo centre knows two made-up ones too."""
    counties = _prefixes(read_text(assets.path("resources", _PREFIXES)))
    if not demo:
        return IssuingPlaces(counties=counties)
    made_up = _prefixes(read_text(assets.path("resources", _DEMO_PREFIXES)))
    provinces = ANY_COUNTY.provinces | {code[:2] for code in made_up}
    return IssuingPlaces(provinces, counties | made_up)


def load_pinyin(assets: Assets) -> PinyinTable:
    """Return the readings of characters and of surnames; EnvironmentProblem if unreadable."""
    readings = _readings(read_text(assets.path("resources", "pinyin/readings.txt")))
    surnames = _surnames(read_text(assets.path("resources", "pinyin/surnames.txt")))
    return PinyinTable(readings, surnames)


def _counties(rows: list[dict[str, str]]) -> Iterator[County]:
    names: dict[str, str] = {}
    towns: dict[str, dict[str, None]] = defaultdict(dict)
    villages: dict[str, list[Village]] = defaultdict(list)
    for row in rows:
        county, town = row["county_code"], row["township_code"]
        names[county], names[town] = row["county_name"], row["township_name"]
        towns[county][town] = None
        villages[town].append(Village(row["village_code"], row["village_name"]))
    for county, codes in towns.items():
        held = tuple(Town(code, names[code], tuple(villages[code])) for code in codes)
        yield County(county, names[county], held)


@lru_cache(maxsize=4)
def _prefixes(text: str) -> frozenset[str]:
    """Read codes of counties; every login asks for them, and the file hardly ever changes."""
    found = (line.split() for line in text.splitlines())
    return frozenset(prefecture + county for prefecture, *own in found for county in own)


def _readings(text: str) -> dict[str, tuple[str, ...]]:
    readings: dict[str, tuple[str, ...]] = {}
    others: list[tuple[str, str]] = []
    for line in text.splitlines():
        syllable, usual, also = line.split("\t")
        readings.update(dict.fromkeys(usual, (syllable,)))
        others.append((syllable, also))
    for syllable, also in others:
        for character in also:
            readings[character] = (*readings.get(character, ()), syllable)
    return readings


def _surnames(text: str) -> dict[str, tuple[tuple[str, ...], ...]]:
    surnames: dict[str, tuple[tuple[str, ...], ...]] = {}
    for line in text.splitlines():
        if line and not line.startswith("#"):
            surname, readings = line.split("\t")
            surnames[surname] = tuple(tuple(one.split()) for one in readings.split(","))
    return surnames
