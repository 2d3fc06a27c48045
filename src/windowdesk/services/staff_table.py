"""A table of staff, typed or from a spreadsheet: every fault at once, with line and column."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from windowdesk.domain.centre import Account
from windowdesk.domain.duties import ROLE_LABEL, Role
from windowdesk.domain.errors import DomainError
from windowdesk.domain.text import LINE, clean, clean_name, half_width
from windowdesk.services.spreadsheet_port import Sheet, SpoiledCell

COLUMNS = ("工号", "姓名", "岗位", "部门", "电话")
_LOGIN = re.compile(r"[a-z][a-z0-9._-]{1,23}")
_BETWEEN_ROLES = re.compile(r"[、,，;；/\s]+")
# The system acts by itself, the county works in its own system: nobody here has these duties.
GIVEN_ROLES = tuple(role for role in Role if role not in {Role.SYSTEM, Role.COUNTY})
# What people say beside the full names of the duties.
_SAID: Mapping[str, Role] = MappingProxyType(
    {
        "综合窗口": Role.CLERK,
        "窗口": Role.CLERK,
        "窗口人员": Role.CLERK,
        "承办": Role.REVIEWER,
        "审查": Role.REVIEWER,
        "分管": Role.APPROVER,
        "负责人": Role.HEAD,
        "出件": Role.ISSUER,
        "出件窗口": Role.ISSUER,
        "档案": Role.ARCHIVIST,
        "督办": Role.SUPERVISOR,
        "代办": Role.AGENT,
        "管理员": Role.ADMIN,
        "系统管理": Role.ADMIN,
    }
)
_WORDS: Mapping[str, Role] = MappingProxyType(
    {
        **{ROLE_LABEL[role]: role for role in GIVEN_ROLES},
        **{role.value: role for role in GIVEN_ROLES},
        **_SAID,
    }
)


@dataclass(frozen=True)
class StaffLine:
    """One line as it was typed; ``line`` is its number in the table, from 1."""

    line: int
    login: str = ""
    name: str = ""
    roles: str = ""
    department: str = ""
    phone: str = ""

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing stands in it."""
        return not any((self.login, self.name, self.roles, self.department, self.phone))


@dataclass(frozen=True)
class LineFault:
    """What is wrong in a line and what to write there."""

    line: int
    column: str
    text: str

    @property
    def sentence(self) -> str:
        """The fault in one sentence with its place."""
        return f"第 {self.line} 行“{self.column}”：{self.text}"


@dataclass(frozen=True)
class StaffRead:
    """Accounts that can be made, and the faults of the lines that cannot."""

    accounts: tuple[Account, ...]
    faults: tuple[LineFault, ...]


def read_staff(
    lines: Iterable[StaffLine], taken: Collection[str] = (), departments: Collection[str] = ()
) -> StaffRead:
    """Read all lines; ``taken`` logins are in use, ``departments`` '' means that any may stand."""
    accounts: list[Account] = []
    faults: list[LineFault] = []
    used = dict.fromkeys(taken, "已经有人用")
    for line in lines:
        if line.is_empty:
            continue
        found = list(_faults(line, used, departments))
        faults += found
        login = login_of(line.login)
        used.setdefault(login, f"和第 {line.line} 行重复")
        if not found:
            accounts.append(_account(line))
    return StaffRead(tuple(accounts), tuple(faults))


def lines_of(sheet: Sheet) -> tuple[tuple[StaffLine, ...], tuple[LineFault, ...]]:
    """Read a sheet by the names in its first row: its lines, and its cells that hold no text.

    DomainError if one of the names lacks.
    """
    head = [str(cell).strip() for cell in sheet.rows[0].cells] if sheet.rows else []
    lacking = [column for column in COLUMNS[:3] if column not in head]
    if lacking:
        raise DomainError(
            f"表的第一行缺“{'”“'.join(lacking)}”。第一行写：{'、'.join(COLUMNS)}。", "staff"
        )
    places = {column: head.index(column) for column in COLUMNS if column in head}
    lines: list[StaffLine] = []
    faults: list[LineFault] = []
    for row in sheet.rows[1:]:
        cells = {c: row.cells[p] for c, p in places.items() if p < len(row.cells)}
        spoiled = {c: one for c, one in cells.items() if isinstance(one, SpoiledCell)}
        faults += [LineFault(row.line, c, f"{one.wrong}{one.write}") for c, one in spoiled.items()]
        if not spoiled:
            texts = (str(cells.get(column, "")).strip() for column in COLUMNS)
            lines.append(StaffLine(row.line, *texts))
    return tuple(lines), tuple(faults)


def login_of(typed: str) -> str:
    """Return a login as accounts keep it: small letters, half width, no blanks."""
    return half_width(typed).replace(" ", "").lower()


def read_roles(typed: str) -> frozenset[Role]:
    """Read duties by the words people use; DomainError names the word that is none."""
    words = [word for word in _BETWEEN_ROLES.split(typed.strip()) if word]
    unknown = [word for word in words if word not in _WORDS]
    known = "、".join(ROLE_LABEL[role] for role in GIVEN_ROLES)
    if unknown:
        raise DomainError(f"没有“{unknown[0]}”这个岗位。能写的是：{known}。", "roles")
    if not words:
        raise DomainError(f"还没写岗位。至少写一个：{known}。", "roles")
    return frozenset(_WORDS[word] for word in words)


def roles_text(roles: Iterable[Role]) -> str:
    """Return duties as a table has them: 综合窗口人员、出件人员."""
    held = set(roles)
    return "、".join(ROLE_LABEL[role] for role in Role if role in held)


def _faults(
    line: StaffLine, used: Mapping[str, str], departments: Collection[str]
) -> Iterable[LineFault]:
    login = login_of(line.login)
    if not _LOGIN.fullmatch(login):
        text = "用小写英文字母开头，可以有数字、点、横线，2 至 24 位，如 yl-0206。"
        yield LineFault(line.line, "工号", f"“{line.login}”不能用。{text}" if login else text)
    elif login in used:
        yield LineFault(line.line, "工号", f"{login} {used[login]}。换一个。")
    for column, value, read in (
        ("姓名", line.name, clean_name),
        ("岗位", line.roles, read_roles),
        ("电话", line.phone, _line),
    ):
        try:
            read(value)
        except DomainError as error:
            yield LineFault(line.line, column, error.text)
    if departments and line.department and line.department not in departments:
        known = "、".join(departments)
        yield LineFault(
            line.line, "部门", f"没有“{line.department}”。能写的是：{known}；不写看全中心。"
        )


def _line(text: str) -> str:
    return clean(text, LINE)


def _account(line: StaffLine) -> Account:
    return Account(
        login=login_of(line.login),
        name=clean_name(line.name),
        roles=read_roles(line.roles),
        department=_line(line.department),
        phone=_line(line.phone),
        must_change_password=True,
    )
