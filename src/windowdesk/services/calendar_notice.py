"""Reads the notice of the holidays of a year: its text as it is published, or a CSV of days.

Nothing is stored here. Each line is told back with what was understood of it, so that a person
sees it before it holds. An entry of the text: "一、元旦：1月1日（周四）至3日（周六）放假调休。"
"""

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from windowdesk.domain.clock import short_date, weekday_name
from windowdesk.domain.errors import DomainError
from windowdesk.domain.local_time import read_day
from windowdesk.domain.text import half_width

_SATURDAY = 5
_NUMERAL = "一二三四五六七八九十"
_ENTRY = re.compile(rf"(?<=[。\s])(?=[{_NUMERAL}]{{1,3}}、)")
_NAMED = re.compile(rf"[{_NUMERAL}]{{1,3}}、\s*([^:]+):(.*)")
_TITLE = re.compile(r"国务院办公厅关于(\d{4})年部分节假日安排的通知")
_YEAR = re.compile(r"(\d{4})年")
_NUMBER = re.compile(r"国办发(?:明电)?〔\d{4}〕\d+号")
_DATE = r"(?:(\d{4})年)?(?:(\d{1,2})月)?(\d{1,2})日(?:\(([^)]*)\))?"
_TOKEN = re.compile(rf"{_DATE}(?:(?:至|到|-|—|~){_DATE})?|(放假)|(上班)|共(\d{{1,2}})天")
_SAID_WEEKDAY = re.compile(r"(?:周|星期)([一二三四五六日天])")
_WEEKDAYS = "一二三四五六日"
# The festivals of the State Council's regulation on holidays; a notice without one is not whole.
_FESTIVALS = ("元旦", "春节", "清明", "劳动", "端午", "中秋", "国庆")
_KINDS = {"off": True, "休": True, "放假": True, "work": False, "班": False, "上班": False}
_COLUMNS = ({"date", "日期"}, {"kind", "类别"}, {"name", "名称"})


@dataclass(frozen=True)
class NoticeLine:
    """A line of what was given: what was understood of it, or why it cannot be."""

    number: int
    text: str
    says: str = ""
    fault: str = ""


@dataclass(frozen=True)
class ReadNotice:
    """What a notice says. ``faults`` are what stands in the way of storing it."""

    year: int
    source: str
    off: Mapping[date, str]
    work: Mapping[date, str]
    lines: tuple[NoticeLine, ...]

    @property
    def faults(self) -> tuple[str, ...]:
        """Every fault as one sentence with its line."""
        return tuple(f"第 {one.number} 行：{one.fault}" for one in self.lines if one.fault)


@dataclass
class _Reading:
    """What is being gathered."""

    year: int
    off: dict[date, str] = field(default_factory=dict)
    work: dict[date, str] = field(default_factory=dict)
    lines: list[NoticeLine] = field(default_factory=list)


class _Unclear(Exception):
    """A line that cannot be read; its text says why and what to do."""


def read_notice(given: str, year: int | None = None) -> ReadNotice:
    """Read the text of a notice, or a CSV with the columns date, kind and name.

    ``year`` is the year where the text does not say it. DomainError if nobody can tell the year.
    """
    text = given.replace("\r\n", "\n").lstrip("\ufeff")
    first = next((line for line in text.splitlines() if line.strip()), "")
    if _is_table(first):
        return _read_table(text, year)
    plain = _plain(text)
    # The title stands on two lines where it was copied from a page.
    title = _TITLE.search("".join(plain.split()))
    reading = _Reading(int(title[1]) if title else _year_of(plain, year))
    for number, entry in _entries(plain):
        reading.lines.append(_read_entry(reading, number, entry))
    _check_whole(reading)
    return ReadNotice(
        reading.year, _source(title, plain, reading.year), reading.off, reading.work,
        tuple(reading.lines),
    )  # fmt: skip


def notice_text(file: Path) -> str:
    """Return the text of a file as offices save them, in UTF-8 or GB 18030; DomainError."""
    try:
        content = file.read_bytes()
    except OSError as error:
        raise DomainError(f"{file} 读不了。核对路径和权限。", "file") from error
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise DomainError(f"{file} 不是文本文件。另存成文本或者 CSV 再导入。", "file")


def _plain(text: str) -> str:
    """Return the text with one way of writing digits, brackets and colons."""
    swaps = str.maketrans({"（": "(", "）": ")", "：": ":", "～": "~", "－": "-", "–": "-"})
    return half_width(text.translate(swaps)).translate(swaps)


def _year_of(plain: str, year: int | None) -> int:
    if year is not None:
        return year
    named = re.search(r"(\d{4})年[^。\n]{0,20}(?:节假日|放假)", plain)
    found = named or _YEAR.search(plain)
    if found is None:
        raise DomainError("看不出是哪一年的放假安排。连标题一起贴，或者写上年份。", "year")
    return int(found[1])


def _source(title: re.Match[str] | None, plain: str, year: int) -> str:
    number = _NUMBER.search(plain)
    name = title[0] if title else f"{year}年放假安排"
    return f"{name}（{number[0]}）" if number else name


def _entries(plain: str) -> Iterator[tuple[int, str]]:
    """Yield the parts of the text that say something, each with the line that it begins on."""
    for number, line in enumerate(plain.splitlines(), start=1):
        for part in _ENTRY.split(line):
            if part.strip():
                yield number, part.strip()


def _read_entry(reading: _Reading, number: int, entry: str) -> NoticeLine:
    named = _NAMED.fullmatch(entry)
    if named is None:
        lost = _TOKEN.search(entry) and ("放假" in entry or "上班" in entry)
        fault = "前面没有“一、元旦：”这样的节名。照通知原文贴。" if _has_days(entry) else ""
        return NoticeLine(number, entry, fault=fault if lost else "")
    try:
        off, work = _days_of(reading.year, named[2])
    except _Unclear as problem:
        return NoticeLine(number, entry, fault=str(problem))
    name = _festival(named[1])
    fault = _clash(reading, off, work)
    if not fault:
        reading.off.update(dict.fromkeys(off, name))
        reading.work.update(dict.fromkeys(work, name))
    return NoticeLine(number, entry, _said(name, off, work), fault)


def _has_days(entry: str) -> bool:
    return any(found[3] for found in _TOKEN.finditer(entry))


def _festival(name: str) -> str:
    return re.sub(r"\s+", "", name)


def _days_of(year: int, text: str) -> tuple[list[date], list[date]]:
    """Return the days off and the worked days of one entry; _Unclear if they make no sense."""
    off: list[date] = []
    work: list[date] = []
    waiting: list[date] = []
    for found in _TOKEN.finditer(text):
        if found[3]:
            waiting += _span(year, found, waiting[-1] if waiting else None)
        elif found[9]:
            off, waiting = off + waiting, []
        elif found[10]:
            work, waiting = work + waiting, []
        elif int(found[11]) != len(off):
            raise _Unclear(f"写着共 {found[11]} 天，数出来是 {len(off)} 天。照通知原文核对。")
    if not off:
        raise _Unclear("看不出哪几天放假。照通知原文贴。")
    if waiting:
        raise _Unclear(f"{short_date(waiting[0])}没写放假还是上班。照通知原文贴。")
    return off, work


def _span(year: int, found: re.Match[str], before: date | None) -> list[date]:
    """Return the days of one date or range; a month that is not written is the one before."""
    month = int(found[2] or (before.month if before else 0))
    first_year = int(found[1] or year)
    if found[7] is None:
        first = _day(first_year, month, int(found[3]))
        _check_weekday(first, found[4])
        return [first]
    last_month = int(found[6] or month)
    last_year = int(found[5] or (first_year if found[1] else year))
    if not found[1] and (last_month, int(found[7])) < (month, int(found[3])):
        first_year = last_year - 1
    elif found[1] and not found[5] and (last_month, int(found[7])) < (month, int(found[3])):
        last_year = first_year + 1
    first = _day(first_year, month, int(found[3]))
    last = _day(last_year, last_month, int(found[7]))
    _check_weekday(first, found[4])
    _check_weekday(last, found[8])
    if not 0 <= (last - first).days <= 31:  # noqa: PLR2004  a month: no holiday is longer
        raise _Unclear(f"{short_date(first)}至{short_date(last)}不像放假的起止。照原文核对。")
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def _day(year: int, month: int, number: int) -> date:
    try:
        return date(year, month, number)
    except ValueError as error:
        raise _Unclear(f"没有 {month}月{number}日 这一天。照通知原文核对。") from error


def _check_weekday(day: date, said: str | None) -> None:
    found = _SAID_WEEKDAY.search(said or "")
    if found is None:
        return
    wanted = _WEEKDAYS.index(found[1].replace("天", "日"))
    if wanted != day.weekday():
        raise _Unclear(
            f"{day.year}年{short_date(day)}是{weekday_name(day)}，写的是周{_WEEKDAYS[wanted]}。"
            "核对年份和日期。"
        )


def _clash(reading: _Reading, off: list[date], work: list[date]) -> str:
    for day in work:
        if day.weekday() < _SATURDAY:
            return f"{short_date(day)}是{weekday_name(day)}，本来就上班。照通知原文核对。"
        if day in off or day in reading.off:
            return f"{short_date(day)}又放假又上班。照通知原文核对。"
    both = [day for day in off if day in reading.work]
    return f"{short_date(both[0])}又放假又上班。照通知原文核对。" if both else ""


def _said(name: str, off: list[date], work: list[date]) -> str:
    span = short_date(off[0])
    if len(off) > 1:
        last = short_date(off[-1])
        joined = (off[-1] - off[0]).days + 1 == len(off)
        span = f"{span}至{last}" if joined else "、".join(map(short_date, off))
    said = f"{name}：{span}放假 {len(off)} 天"
    days = "、".join(f"{short_date(day)}{weekday_name(day)}" for day in work)
    return f"{said}，{days}上班" if work else said


def _check_whole(reading: _Reading) -> None:
    """Say what is missing, on the last line: a notice without a festival is not whole."""
    names = "".join({*reading.off.values()})
    missing = [name for name in _FESTIVALS if name not in names]
    if any(line.fault for line in reading.lines) or not missing:
        return
    number = reading.lines[-1].number if reading.lines else 1
    told = "、".join(missing)
    reading.lines.append(NoticeLine(number, "", fault=f"没看到{told}。把通知贴全。"))


def _is_table(line: str) -> bool:
    cells = [cell.strip().lower() for cell in half_width(line).split(",")]
    return len(cells) >= len(_COLUMNS) and all(
        any(cell in names for cell in cells) for names in _COLUMNS
    )


def _read_table(text: str, year: int | None) -> ReadNotice:
    rows = list(csv.reader(text.splitlines()))
    begin = next(n for n, row in enumerate(rows) if any(cell.strip() for cell in row))
    head = [cell.strip().lower() for cell in rows[begin]]
    places = [next(n for n, cell in enumerate(head) if cell in names) for names in _COLUMNS]
    reading = _Reading(year or 0)
    for number, row in enumerate(rows[begin + 1 :], start=begin + 2):
        if any(cell.strip() for cell in row):
            reading.lines.append(_read_row(reading, number, row, places))
    days = [*reading.off, *reading.work]
    if year is None and days:
        reading.year = max(days).year
    _check_whole(reading)
    source = f"{reading.year}年放假安排"
    return ReadNotice(reading.year, source, reading.off, reading.work, tuple(reading.lines))


def _read_row(reading: _Reading, number: int, row: list[str], places: list[int]) -> NoticeLine:
    text = ",".join(row)
    if max(places) >= len(row):
        return NoticeLine(number, text, fault="少了一列。每行写日期、类别、名称三列。")
    typed, kind, name = (row[place].strip() for place in places)
    try:
        day = read_day(half_width(typed))
    except DomainError as problem:
        return NoticeLine(number, text, fault=problem.text)
    if kind.lower() not in _KINDS:
        return NoticeLine(
            number, text, fault=f"类别“{kind}”不认得。写 off（放假）或 work（上班）。"
        )
    is_off = _KINDS[kind.lower()]
    fault = _clash(reading, [day] if is_off else [], [] if is_off else [day])
    if not fault and (day in reading.off or day in reading.work):
        fault = f"{short_date(day)}写了两遍。删去一行。"
    if not fault:
        (reading.off if is_off else reading.work)[day] = name
    said = f"{name}：{short_date(day)}{weekday_name(day)}{'放假' if is_off else '上班'}"
    return NoticeLine(number, text, said, fault)
