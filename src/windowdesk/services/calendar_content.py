"""Loads the official calendars; the login window shows one before anything else is loaded."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from windowdesk.assets import Assets
from windowdesk.domain.calendar import CalendarYear, WorkCalendar
from windowdesk.domain.errors import EnvironmentProblem
from windowdesk.services.content_files import read_toml


def load_calendar(assets: Assets) -> WorkCalendar:
    """Return the calendar of all years that have an official notice; EnvironmentProblem."""
    return WorkCalendar.of(load_calendar_years(assets))


def load_calendar_years(assets: Assets) -> tuple[CalendarYear, ...]:
    """Return the official notices, oldest year first; EnvironmentProblem names a bad file."""
    names = assets.names("resources", "calendar/*.toml")
    years = [_calendar_year(assets.path("resources", name)) for name in names]
    return tuple(sorted(years, key=lambda notice: notice.year))


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
