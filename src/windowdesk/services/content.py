"""Loads calendars, divisions and the pinyin table from the content folder."""

import csv
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

from windowdesk.assets import Assets
from windowdesk.domain.calendar import CalendarYear, WorkCalendar
from windowdesk.domain.divisions import County, Divisions, Town, Village
from windowdesk.domain.errors import EnvironmentProblem
from windowdesk.domain.identity import ANY_COUNTY, IssuingPlaces
from windowdesk.domain.pinyin import PinyinTable

DEMO_DIVISIONS = "divisions/demo.csv"
_DEMO_PREFIXES = "divisions/demo-id-prefixes.txt"
_PREFIXES = "divisions/id-prefixes.txt"


def load_calendar(assets: Assets, local_off: Mapping[date, str] | None = None) -> WorkCalendar:
    """Return the calendar of all years that have an official notice; EnvironmentProblem."""
    return WorkCalendar.of(load_calendar_years(assets), local_off)


def load_calendar_years(assets: Assets) -> tuple[CalendarYear, ...]:
    """Return the official notices, oldest year first; EnvironmentProblem names a bad file."""
    names = assets.names("resources", "calendar/*.toml")
    years = [_calendar_year(assets.path("resources", name)) for name in names]
    return tuple(sorted(years, key=lambda notice: notice.year))


def load_divisions(assets: Assets, *, demo: bool = False) -> Divisions:
    """Return the divisions of the prefecture, for a demo centre only its made-up county."""
    names = assets.names("resources", "divisions/*.csv")
    wanted = [name for name in names if (name == DEMO_DIVISIONS) is demo]
    rows = [row for name in wanted for row in read_rows(assets.path("resources", name))]
    return Divisions(tuple(_counties(rows)))


def load_issuing_places(assets: Assets, *, demo: bool = False) -> IssuingPlaces:
    """Return the places that issue or issued cards; a demo centre knows two made-up ones too."""
    counties = frozenset(_prefixes(assets.path("resources", _PREFIXES)))
    if not demo:
        return IssuingPlaces(counties=counties)
    made_up = frozenset(_prefixes(assets.path("resources", _DEMO_PREFIXES)))
    provinces = ANY_COUNTY.provinces | {code[:2] for code in made_up}
    return IssuingPlaces(provinces, counties | made_up)


def load_pinyin(assets: Assets) -> PinyinTable:
    """Return the readings of characters and of surnames; EnvironmentProblem if unreadable."""
    readings = _readings(read_text(assets.path("resources", "pinyin/readings.txt")))
    surnames = _surnames(read_text(assets.path("resources", "pinyin/surnames.txt")))
    return PinyinTable(readings, surnames)


def read_text(path: Path) -> str:
    """Return a content file as text; EnvironmentProblem names it if it cannot be read."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as problem:
        raise EnvironmentProblem(f"读不到内容文件 {path}。重装程序或恢复这个文件。") from problem
    except UnicodeDecodeError as problem:
        raise EnvironmentProblem(f"{path} 不是 UTF-8 文字。另存为 UTF-8 再用。") from problem


def read_rows(path: Path) -> list[dict[str, str]]:
    """Return the rows of a CSV file by column; EnvironmentProblem names a line that is off."""
    reader = csv.DictReader(read_text(path).splitlines(), strict=True, restkey="", restval=None)
    rows: list[dict[str, str]] = []
    try:
        for row in reader:
            if "" in row or None in row.values():
                raise EnvironmentProblem(f"{path} 第 {reader.line_num} 行的列数不对。补齐各列。")
            rows.append(row)
    except csv.Error as problem:
        raise EnvironmentProblem(
            f"{path} 第 {reader.line_num} 行引号不成对。改好再用。"
        ) from problem
    return rows


def read_toml(path: Path) -> dict[str, object]:
    """Return a TOML file; EnvironmentProblem with the place of the first mistake."""
    try:
        return tomllib.loads(read_text(path))
    except tomllib.TOMLDecodeError as problem:
        raise EnvironmentProblem(f"{path} 写法有误：{problem}。改好再用。") from problem


def _calendar_year(path: Path) -> CalendarYear:
    given = read_toml(path)
    year, version = given.get("year"), given.get("version")
    if not isinstance(year, int) or not isinstance(version, int):
        raise EnvironmentProblem(f"{path} 缺 year 或 version，两项都写整数。")
    off, work = _days(path, given, "off", year), _days(path, given, "work", year)
    if both := off.keys() & work.keys():
        raise EnvironmentProblem(f"{path} 里 {min(both)} 又放假又上班。删去一处。")
    return CalendarYear(year, version, str(given.get("source", "")), off, work)


def _days(path: Path, given: Mapping[str, object], key: str, year: int) -> dict[date, str]:
    many = given.get(key)
    if not isinstance(many, list):
        raise EnvironmentProblem(f"{path} 缺 {key} 一项，写法见同一文件夹别的年份。")
    days: dict[date, str] = {}
    for one in many:
        day = one.get("on") if isinstance(one, dict) else None
        if not isinstance(day, date) or day.year != year:
            raise EnvironmentProblem(f"{path} 的 {key} 里有一天不是 {year} 年的日期：{one}。")
        days[day] = str(one.get("name", ""))
    return days


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


def _prefixes(path: Path) -> Iterator[str]:
    for line in read_text(path).splitlines():
        prefecture, *counties = line.split()
        for county in counties:
            yield prefecture + county


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
