"""A filter in words, and what its fields can be chosen from."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from windowdesk.domain.clock import Light
from windowdesk.domain.states import STATE_LABEL
from windowdesk.services.case_filter import CaseFilter, Period

LIGHT_LABEL: Mapping[Light, str] = MappingProxyType(
    {
        Light.RED: "红灯",
        Light.AMBER: "黄灯",
        Light.GREEN: "绿灯",
        Light.GREY: "不计时",
        Light.BLUE: "已办结",
    }
)
EVERYTHING = "全部办件"


@dataclass(frozen=True)
class Named:
    """Something to choose: its code in a filter and how people call it."""

    code: str
    name: str


@dataclass(frozen=True)
class FilterNames:
    """What villages, items, departments, windows and holders of the centre are called.

    ``today`` is the day as of which periods are named: its year is left out.
    """

    today: date
    villages: tuple[Named, ...]
    items: tuple[Named, ...]
    departments: tuple[Named, ...]
    windows: tuple[Named, ...]
    holders: tuple[Named, ...]


@dataclass(frozen=True)
class FilterPart:
    """One given field of a filter, in words."""

    field: str
    words: str


def filter_parts(wanted: CaseFilter, names: FilterNames) -> tuple[FilterPart, ...]:
    """Name every given field, in the order in which people would say them."""
    return tuple(FilterPart(f, _WORDS[f](wanted, names)) for f in _SAID if getattr(wanted, f))


def filter_text(wanted: CaseFilter, names: FilterNames) -> str:
    """Return the whole filter in one line: 松木坪村 · 低保 · 红灯 · 11月1日至20日收."""
    return " · ".join(part.words for part in filter_parts(wanted, names)) or EVERYTHING


def period_text(days: Period, today: date) -> str:
    """Return 11月1日至20日; years are said where they are not those of ``today``."""
    first, last = days.first, days.last
    begins = _day(first, with_year=first.year != today.year or last.year != first.year)
    if first == last:
        return begins
    if (first.year, first.month) == (last.year, last.month):
        return f"{begins}至{last.day}日"
    return f"{begins}至{_day(last, with_year=last.year != first.year)}"


def _day(day: date, *, with_year: bool) -> str:
    year = f"{day.year}年" if with_year else ""
    return f"{year}{day.month}月{day.day}日"


def _name_in(known: Iterable[Named], code: str) -> str:
    return next((one.name for one in known if one.code == code), code)


def _state(wanted: CaseFilter, _names: FilterNames) -> str:
    return STATE_LABEL[wanted.state] if wanted.state else ""


def _light(wanted: CaseFilter, _names: FilterNames) -> str:
    return LIGHT_LABEL[wanted.light] if wanted.light else ""


def _period(name: str, act: str) -> Callable[[CaseFilter, FilterNames], str]:
    def said(wanted: CaseFilter, names: FilterNames) -> str:
        days: Period | None = getattr(wanted, name)
        return f"{period_text(days, names.today)}{act}" if days else ""

    return said


_WORDS: Mapping[str, Callable[[CaseFilter, FilterNames], str]] = MappingProxyType(
    {
        "text": lambda wanted, _names: f"“{wanted.text}”",
        "village": lambda wanted, names: _name_in(names.villages, wanted.village),
        "item_id": lambda wanted, names: _name_in(names.items, wanted.item_id),
        "state": _state,
        "light": _light,
        "received": _period("received", "收"),
        "accepted": _period("accepted", "受理"),
        "decided": _period("decided", "决定"),
        "department": lambda wanted, names: _name_in(names.departments, wanted.department),
        "window": lambda wanted, names: _name_in(names.windows, wanted.window),
        "holder": lambda wanted, names: f"{_name_in(names.holders, wanted.holder)}在办",
    }
)
_SAID = tuple(_WORDS)
