"""The answers that a new centre is founded from, read from a TOML file and checked.

resources/examples/centre.toml shows all of it. Every fault of the file is told at once, with its
line and what to write there.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from types import MappingProxyType

from windowdesk.domain.calendar import LocalDay, LocalDays
from windowdesk.domain.centre import Account, Centre, Organ, ServiceWindow
from windowdesk.domain.centre_rules import FACT_OF, CentreFault, centre_of
from windowdesk.domain.errors import DomainError
from windowdesk.domain.item import Item
from windowdesk.domain.item_gaps import gaps
from windowdesk.domain.item_kinds import ItemState
from windowdesk.domain.limits import LimitUnit, TimeLimit
from windowdesk.services.new_centre import LineStart, NewCentre, plan_faults
from windowdesk.services.spreadsheet_port import SheetFiles
from windowdesk.services.staff_table import GIVEN_ROLES, StaffLine, lines_of, read_staff
from windowdesk.tools.answers_file import (
    AnswerFault,
    AnswersFaulty,
    AnswersFile,
    Section,
    read_file,
)

_ITEM_TEXTS = ("accept_basis", "fee", "result_document", "organ")
_KEYS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "centre": (
            *FACT_OF,
            "paper_style",
            "departments",
            "prints_receipt_too",
            "prints_flow_sheet",
        ),
        "organ": ("name", "short", "seal", "credit_code", "review_organ", "court"),
        "window": ("number", "name"),
        "day_off": ("on", "name"),
        "staff": ("file",),
        "account": ("login", "name", "roles", "department", "phone"),
        "number": ("kind", "serial", "organ"),
        "item": ("name", "unit", "statutory_days", "promised_days", "form", *_ITEM_TEXTS),
    }
)
_NO_CENTRE = "资料文件里没有 [centre] 一节。"
_SINGLE = ("centre", "staff")
_ROLES = {role.value: role for role in GIVEN_ROLES}
# Where a fault of the whole is told: the table that holds the field.
_TABLE_OF = {"windows": "window", "further_organs": "organ", "starts": "number"}


@dataclass(frozen=True)
class Known:
    """What answers may refer to: items, kinds of papers, forms, paper styles, spreadsheets."""

    items: Sequence[Item]
    papers: Sequence[str]
    forms: Sequence[str]
    styles: Sequence[str]
    files: SheetFiles


def read_answers(path: Path, known: Known, today: date) -> NewCentre:
    """Read the answers; AnswersFaulty names all that is missing or wrong."""
    file = read_file(path, _KEYS, _SINGLE)
    section = next(iter(file.all("centre")), None)
    if section is None:
        raise AnswersFaulty(file.name, file.faults or [AnswerFault(0, _NO_CENTRE)])
    centre = _centre(file, section, known, today)
    plan = NewCentre(
        centre=centre,
        accounts=_accounts(file, known.files),
        items=_items(file, known, today),
        starts=tuple(_starts(file, centre)),
    )
    for fault in plan_faults(plan, known.papers):
        _place(file, section, fault)
    file.require_clean()
    return plan


def _place(file: AnswersFile, centre: Section, fault: CentreFault) -> None:
    tables = file.all(_TABLE_OF.get(fault.field, ""))
    if file.is_faulty(*tables) or (fault.field == "accounts" and file.is_faulty(*_staff(file))):
        return  # it follows from what is noted there
    text = fault.text
    if fault.field in FACT_OF and not str(centre.values.get(fault.field, "")).strip():
        text = f"[centre] 还缺 {fault.field}（{FACT_OF[fault.field].label}）。填好再建。"
    elif fault.field == "accounts" and "管理员" in text:
        text = "还没有系统管理员。在一个 [[account]] 的 roles 里写上 admin。"
    file.fault(tables[0] if tables else centre, fault.field, text)


def _staff(file: AnswersFile) -> Sequence[Section]:
    return [*file.all("account"), *file.all("staff")]


def _centre(file: AnswersFile, table: Section, known: Known, today: date) -> Centre:
    texts = {name: file.text(table, name) for name in FACT_OF}
    style = file.text(table, "paper_style")
    if style not in known.styles:
        styles = "、".join(f'"{one}"' for one in known.styles)
        file.fault(table, "paper_style", f"没有文书样式“{style}”。能写的是：{styles}。")
    days = tuple(_days_off(file))
    return replace(
        centre_of(texts),
        windows=tuple(_windows(file)),
        further_organs=tuple(_organs(file)),
        departments=file.texts(table, "departments"),
        prints_receipt_too=table.values.get("prints_receipt_too") is True,
        prints_flow_sheet=table.values.get("prints_flow_sheet") is True,
        paper_style=style,
        local_days=(LocalDays(1, today, days),) if days else (),
    )


def _windows(file: AnswersFile) -> Iterable[ServiceWindow]:
    for table in file.all("window"):
        yield ServiceWindow(file.number(table, "number"), file.text(table, "name"))


def _organs(file: AnswersFile) -> Iterable[Organ]:
    for table in file.all("organ"):
        yield Organ(**{key: file.text(table, key) for key in _KEYS["organ"]})


def _days_off(file: AnswersFile) -> Iterable[LocalDay]:
    for table in file.all("day_off"):
        on, name = file.day(table, "on"), file.text(table, "name")
        if not name:
            file.fault(table, "name", "写上为什么放假，到期日的依据里要说。")
        if on:
            yield LocalDay(on, name)


def _accounts(file: AnswersFile, files: SheetFiles) -> tuple[Account, ...]:
    accounts = list(_staff_file(file, files))
    taken = [account.login for account in accounts]
    for table in file.all("account"):
        line = StaffLine(
            table.line,
            file.text(table, "login"),
            file.text(table, "name"),
            "、".join(_roles(file, table)),
            file.text(table, "department"),
            file.text(table, "phone"),
        )
        read = read_staff([line], taken)
        for fault in read.faults:
            key = _COLUMN_KEY[fault.column]
            text = fault.text
            if key == "login" and "已经有人用" in text:
                text = f"[[account]] 的 login {line.login.lower()} 写了两次。改成不同的。"
            file.fault(table, key, text)
        accounts += read.accounts
        taken += [account.login for account in read.accounts]
    return tuple(accounts)


_COLUMN_KEY = {
    "工号": "login",
    "姓名": "name",
    "岗位": "roles",
    "部门": "department",
    "电话": "phone",
}


def _roles(file: AnswersFile, table: Section) -> Iterable[str]:
    """Return the duties as a table of staff names them; unknown ones are noted and left out."""
    given = file.texts(table, "roles")
    for word in given:
        if word in _ROLES:
            yield word
        else:
            file.fault(table, "roles", f"没有岗位“{word}”。roles 只能写：{'、'.join(_ROLES)}。")


def _staff_file(file: AnswersFile, files: SheetFiles) -> Iterable[Account]:
    for table in file.all("staff"):
        path = file.folder / file.text(table, "file")
        try:
            sheet = files.read(path)[0]
            lines, spoiled = lines_of(sheet)
        except DomainError as error:
            file.fault(table, "file", f"人员表 {path.name}：{error.text}")
            continue
        read = read_staff(lines)
        for fault in (*spoiled, *read.faults):
            file.fault(table, "file", f"人员表 {path.name} {fault.sentence}")
        yield from read.accounts


def _starts(file: AnswersFile, centre: Centre) -> Iterable[LineStart]:
    for table in file.all("number"):
        organ = file.text(table, "organ") or centre.organ_short
        yield LineStart(organ, file.text(table, "kind"), file.number(table, "serial"))


def _items(file: AnswersFile, known: Known, today: date) -> tuple[Item, ...]:
    by_name = {item.name: item for item in known.items}
    filled: dict[str, Item] = {}
    for table in file.all("item"):
        name, form = file.text(table, "name"), file.text(table, "form")
        if name not in by_name:
            text = f"事项库里没有“{name}”。照 catalogue list --all 里的全名写。"
            file.fault(table, "name", text)
            continue
        if form and form not in known.forms:
            text = f"没有申请表“{form}”。form 只能写：{'、'.join(known.forms)}。"
            file.fault(table, "form", text)
        filled[name] = _filled(file, table, by_name[name], today)
        _require_publishable(file, table, filled[name], known.forms)
    return tuple(filled.get(item.name, item) for item in known.items)


def _filled(file: AnswersFile, table: Section, item: Item, today: date) -> Item:
    unit = file.text(table, "unit") or LimitUnit.WORKDAY.value
    if unit not in set(LimitUnit):
        file.fault(table, "unit", f"“{item.name}”的 unit 只能写：{'、'.join(LimitUnit)}。")
        unit = LimitUnit.WORKDAY.value
    given = {key: file.text(table, key) for key in _ITEM_TEXTS if key in table.values}
    return replace(
        item,
        statutory_limit=_limit(file, table, "statutory_days", unit) or item.statutory_limit,
        promised_limit=_limit(file, table, "promised_days", unit) or item.promised_limit,
        form_code=file.text(table, "form") or item.form_code,
        effective_from=today,
        state=ItemState.PUBLISHED,
        accept_basis=given.get("accept_basis", item.accept_basis),
        fee=given.get("fee", item.fee),
        result_document=given.get("result_document", item.result_document),
        organ=given.get("organ", item.organ),
    )


def _require_publishable(
    file: AnswersFile, table: Section, item: Item, forms: Sequence[str]
) -> None:
    """Name what stands in the way of publishing an item, by the rule of the catalogue desk."""
    found = [gap.text for gap in gaps(item, demo_centre=False, forms=forms) if gap.blocks]
    if found and not file.is_faulty(table):
        told = "、".join(text.rstrip("。") for text in found)
        file.fault(table, "name", f"“{item.name}”还不能发布：{told}。")


def _limit(file: AnswersFile, table: Section, key: str, unit: str) -> TimeLimit | None:
    if key not in table.values:
        return None
    days = file.number(table, key)
    if days < 0:
        file.fault(table, key, f"{key} 不写负数，当场办结的写 0。")
        return None
    return TimeLimit(days, LimitUnit(unit))
