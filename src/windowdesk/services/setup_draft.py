"""The answers of the set-up wizard: kept between pages and over a crash, read into a new centre.

All of it is text as it was typed. Passwords are never in it.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import date

from windowdesk.domain.calendar import LocalDay, LocalDays
from windowdesk.domain.centre import Account, Centre, Organ, ServiceWindow
from windowdesk.domain.centre_rules import FACT_OF, centre_of
from windowdesk.domain.errors import DomainError
from windowdesk.domain.item import Item
from windowdesk.domain.text import half_width
from windowdesk.services.new_centre import LineStart, NewCentre, plan_faults
from windowdesk.services.staff_table import COLUMNS, StaffLine, read_staff

Rows = tuple[tuple[str, ...], ...]
# The page of the wizard that a fault of the whole belongs to.
PAGE_OF: Mapping[str, str] = {
    "organ_name": "organs",
    "organ_short": "organs",
    "seal_text": "organs",
    "credit_code": "organs",
    "review_organ": "organs",
    "court": "organs",
    "further_organs": "organs",
    "windows": "places",
    "departments": "places",
    "days_off": "places",
    "accounts": "staff",
    "starts": "numbers",
    "database": "database",
    "url": "database",
    "owner": "database",
}
ORGAN_COLUMNS = ("名称", "代字", "印章文字", "信用代码", "复议机关", "管辖法院")


@dataclass(frozen=True)
class SetupDraft:
    """``facts`` are texts of the centre by field; rows are those of the tables of the wizard.

    ``place`` is ``file`` or ``server``; ``printers`` and ``trays`` lead from a kind of paper to a
    queue and a tray, '' being every other kind; ``starts`` from a kind to its next number.
    """

    goal: str = "new"
    place: str = "file"
    path: str = ""
    url: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)
    organs: Rows = ()
    windows: Rows = ()
    departments: Rows = ()
    days_off: Rows = ()
    staff: Rows = ()
    printers: Mapping[str, str] = field(default_factory=dict)
    trays: Mapping[str, str] = field(default_factory=dict)
    starts: Mapping[str, str] = field(default_factory=dict)
    page: str = "start"


@dataclass(frozen=True)
class SetupFault:
    """What is wrong: on which page, in which field or cell (row from 0), and what to write."""

    page: str
    field: str
    text: str
    row: int = -1
    column: int = -1


@dataclass(frozen=True)
class SetupRead:
    """A plan that can be founded if there are no faults."""

    plan: NewCentre
    faults: tuple[SetupFault, ...]


def draft_text(draft: SetupDraft) -> str:
    """Write the answers."""
    return json.dumps(asdict(draft), ensure_ascii=False, indent=1)


def read_draft(text: str) -> SetupDraft:
    """Read answers back; ValueError, TypeError or KeyError if they are none."""
    plain = json.loads(text)
    if not isinstance(plain, dict):
        raise TypeError
    for name in ("organs", "windows", "departments", "days_off", "staff"):
        plain[name] = tuple(tuple(map(str, row)) for row in plain.get(name, ()))
    return SetupDraft(**plain)


def read_setup(
    draft: SetupDraft, items: tuple[Item, ...], kinds: tuple[str, ...], today: date
) -> SetupRead:
    """Read the answers into a new centre, with everything that is wrong."""
    faults: list[SetupFault] = []
    departments = tuple(row[0].strip() for row in draft.departments)
    staff = _staff(draft, departments, faults)
    days = tuple(_days_off(draft, today.year, faults))
    texts = {name: draft.facts.get(name, "").strip() for name in FACT_OF}
    centre = replace(
        centre_of(texts),
        paper_style=draft.facts.get("paper_style", ""),
        prints_receipt_too=draft.facts.get("prints_receipt_too") == "yes",
        prints_flow_sheet=draft.facts.get("prints_flow_sheet") == "yes",
        windows=tuple(_windows(draft, faults)),
        departments=departments,
        further_organs=tuple(organ_of_row(row) for row in draft.organs),
        local_days=(LocalDays(1, today, days),) if days else (),
    )
    plan = NewCentre(centre, staff, items, tuple(_starts(draft, centre, faults)))
    noted = {fault.page for fault in faults}
    for fault in plan_faults(plan, kinds):
        page = PAGE_OF.get(fault.field, "centre")
        if page not in noted or fault.field in FACT_OF:
            faults.append(SetupFault(page, fault.field, fault.text))
    return SetupRead(plan, tuple(faults))


def organ_of_row(row: tuple[str, ...]) -> Organ:
    """Read a further organ from its row."""
    name, short, seal, code, review, court = (*row, *([""] * 6))[:6]
    return Organ(name, short, seal, half_width(code).upper(), review, court)


def row_of_organ(organ: Organ) -> tuple[str, ...]:
    """Return the row of a further organ."""
    return tuple(asdict(organ).values())


def _staff(
    draft: SetupDraft, departments: tuple[str, ...], faults: list[SetupFault]
) -> tuple[Account, ...]:
    lines = [StaffLine(number, *(*row, *([""] * 5))[:5]) for number, row in enumerate(draft.staff)]
    read = read_staff(lines, (), departments)
    faults += (
        SetupFault("staff", "staff", fault.text, fault.line, COLUMNS.index(fault.column))
        for fault in read.faults
    )
    return read.accounts


def _windows(draft: SetupDraft, faults: list[SetupFault]) -> Iterator[ServiceWindow]:
    for number, row in enumerate(draft.windows):
        code = half_width(row[0]).strip()
        if code.isascii() and code.isdigit():
            yield ServiceWindow(int(code), row[1].strip() if len(row) > 1 else "")
        else:
            text = f"窗口号写 1 至 99 的数字，“{row[0]}”不是。"
            faults.append(SetupFault("places", "windows", text, number, 0))


def _days_off(draft: SetupDraft, year: int, faults: list[SetupFault]) -> Iterator[LocalDay]:
    for number, row in enumerate(draft.days_off):
        name = row[1].strip() if len(row) > 1 else ""
        try:
            on = read_day(row[0], year)
        except DomainError as error:
            faults.append(SetupFault("places", "days_off", error.text, number, 0))
            continue
        if name:
            yield LocalDay(on, name)
        else:
            text = "写上为什么放假，到期日的依据里要说。"
            faults.append(SetupFault("places", "days_off", text, number, 1))


def read_day(typed: str, year: int) -> date:
    """Read a day as people type it: 2027-04-15, 2027.4.15, 4-15, 4月15日; DomainError."""
    text = half_width(typed).strip()
    for sign in "年月./日":
        text = text.replace(sign, "-")
    parts = [part for part in text.split("-") if part]
    if len(parts) == 2:  # noqa: PLR2004  month and day of this year
        parts.insert(0, str(year))
    try:
        y, m, d = (int(part) for part in parts)
        return date(y, m, d)
    except ValueError as error:
        raise DomainError(f"“{typed}”不是日期。写成 2027-04-15 的样子。", "days_off") from error


def _starts(draft: SetupDraft, centre: Centre, faults: list[SetupFault]) -> Iterator[LineStart]:
    for kind, typed in draft.starts.items():
        text = half_width(typed).strip()
        if not text:
            continue
        if text.isascii() and text.isdigit() and int(text) > 0:
            yield LineStart(centre.organ_short, kind, int(text))
        else:
            fault = f"“{typed}”不是号。纸上编到 118 号，就写 119。"
            faults.append(SetupFault("numbers", kind, fault))


def without_secrets(draft: SetupDraft) -> SetupDraft:
    """Return the answers as they may lie on the disk: an address without its password."""
    scheme, mark, rest = draft.url.partition("://")
    return replace(draft, url=f"{scheme}{mark}{rest.rpartition('@')[2]}" if mark else draft.url)


def draft_of(centre: Centre) -> SetupDraft:
    """Return the answers that describe a centre which is there."""
    facts = {name: str(getattr(centre, name)) for name in FACT_OF}
    facts |= {
        "paper_style": centre.paper_style,
        "prints_receipt_too": "yes" if centre.prints_receipt_too else "",
        "prints_flow_sheet": "yes" if centre.prints_flow_sheet else "",
    }
    return SetupDraft(
        facts=facts,
        organs=tuple(row_of_organ(organ) for organ in centre.further_organs),
        windows=tuple((str(window.number), window.name) for window in centre.windows),
        departments=tuple((name,) for name in centre.departments),
        days_off=tuple((day.on.isoformat(), day.name) for day in centre.days_off),
    )


def changed_centre(draft: SetupDraft, seen: Centre, today: date) -> SetupRead:
    """Read changed answers of a centre that is there; days off are a version of their own."""
    read = read_setup(draft, (), (), today)
    typed = read.plan.centre
    centre = replace(typed, code=seen.code, demo=seen.demo, local_days=seen.local_days)
    faults = tuple(fault for fault in read.faults if fault.page not in {"staff", "numbers"})
    days = typed.days_off
    return SetupRead(replace(read.plan, centre=centre.with_days_off(days, today)), faults)
