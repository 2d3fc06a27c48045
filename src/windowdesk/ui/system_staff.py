"""The section of the staff: list, one person at a time, passwords, leavers."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from windowdesk.domain.centre import Account
from windowdesk.domain.errors import DomainError
from windowdesk.services.house_sheets import password_facts
from windowdesk.services.staff import HandOver, NewPassword
from windowdesk.services.staff_table import StaffLine, lines_of, read_staff, roles_text
from windowdesk.ui.acts import KeyAct
from windowdesk.ui.buttons import ButtonKind, KeyButton
from windowdesk.ui.fact_grid import FactGrid, FactSpec
from windowdesk.ui.leave_sheet import LeaveSheet
from windowdesk.ui.paging import Page, PagedRows
from windowdesk.ui.parts import STRETCH, column, label, row
from windowdesk.ui.row_table import Column, RowTable, RowTableModel
from windowdesk.ui.secret_sheet import ImportSheet, SecretSheet
from windowdesk.ui.stand_in_sheet import STAND_IN_KEY, StandInDoor
from windowdesk.ui.system_section import SystemGround, SystemSection
from windowdesk.ui.tone import Tone

_COLUMNS: tuple[Column[Account], ...] = (
    Column("工号", lambda one: one.login, 110),
    Column("姓名", lambda one: one.name, 110),
    Column("岗位", lambda one: roles_text(one.roles)),
    Column("部门", lambda one: one.department or "全中心", 110),
    Column(
        "状态",
        lambda one: "可登录" if one.active else "已停用",
        80,
        tint=lambda one: Tone.PLAIN if one.active else Tone.GREY,
    ),
)
_FIELDS = (
    FactSpec("login", "工号", required=True),
    FactSpec("name", "姓名", required=True),
    FactSpec("phone", "电话"),
    FactSpec("roles", "岗位", "几个岗位用顿号隔开，如：综合窗口人员、出件人员", 2, required=True),
    FactSpec("department", "部门", "不写看全中心"),
)
_COLUMN_FIELD = {
    "工号": "login",
    "姓名": "name",
    "岗位": "roles",
    "部门": "department",
    "电话": "phone",
}


class StaffSection(SystemSection):
    """Accounts: the list above, the chosen one below."""

    code, title = "staff", "人员"
    lead = "人走了就停用，手上的件转给别人；他办过的件仍记着他的名字。"
    save_text = "存好"
    new_text = "新的一个人"

    def __init__(self, ground: SystemGround) -> None:
        super().__init__(ground)
        self._chosen: Account | None = None
        self._departments: tuple[str, ...] = ()
        self._wanted = ""
        self._pages: PagedRows[Account] = PagedRows(self.kit.tasks, self)
        self._model = RowTableModel(self.theme, self._pages, _COLUMNS, self)
        self._table = RowTable(self.theme)
        self._table.show_rows(self._model)
        self._table.setAccessibleName("人员")
        self._table.chosen.connect(self._on_chosen)
        self._pages.failed.connect(self.kit.notifier.failed)
        self._pages.replaced.connect(self._on_replaced)
        self._head = label("", "head")
        self._grid = FactGrid(self.theme, _FIELDS, columns=3)
        self._grid.edited.connect(self.edited)
        self._reset = KeyButton(self.theme, "重设密码", "Alt+M")
        self._reset.clicked.connect(self.reset_password)
        self._leave = KeyButton(self.theme, "停用", "Alt+T")
        self._leave.clicked.connect(self.leave)
        self._absence = KeyButton(self.theme, "代班", STAND_IN_KEY)
        self._absence.clicked.connect(self.order_stand_in)
        self._stand_ins = StandInDoor(self.kit, self.session, self.sheet_wanted.emit, self)
        self._import = KeyButton(self.theme, "从表格导入", "Alt+R", ButtonKind.QUIET)
        self._import.clicked.connect(self.bring_in)
        acts = row(
            self.theme,
            self._head,
            STRETCH,
            self._import,
            8,
            self._absence,
            8,
            self._reset,
            8,
            self._leave,
        )
        self.setLayout(column(self.theme, (self._table, 1), 10, acts, 8, self._grid))

    def acts(self) -> tuple[KeyAct, ...]:
        """Alt+M resets a password, Alt+T lets somebody go or in again, Alt+R imports."""
        return (
            KeyAct("Alt+M", "重设密码", self.reset_password),
            KeyAct("Alt+T", "停用、启用", self.leave),
            KeyAct("Alt+R", "从表格导入", self.bring_in),
            KeyAct(STAND_IN_KEY, "安排代班", self.order_stand_in),
        )

    def load(self) -> None:
        """Ask for the accounts."""
        self._wanted = self._chosen.login if self._chosen else self._wanted
        self._pages.read_from(self._fetch)

    def take_focus(self) -> None:
        """Begin at the list."""
        self._table.setFocus()

    def new(self) -> None:
        """F2: a blank person."""
        self._show(None)
        self._grid.take_focus()

    def save(self) -> None:
        """Make or change the account that stands below."""
        read = read_staff([self._line()], self._taken(), self._departments)
        self._grid.set_faults({_COLUMN_FIELD[one.column]: one.text for one in read.faults})
        if read.faults:
            self._grid.take_focus()
            return
        (account,) = read.accounts
        staff = self.session.staff
        if self._chosen is None:
            self.run(partial(staff.add_all, (account,)), self._on_made)
        else:
            changed = replace(
                self._chosen,
                name=account.name,
                roles=account.roles,
                department=account.department,
                phone=account.phone,
            )
            self.run(partial(staff.change, changed), self._on_changed)

    def reset_password(self) -> None:
        """Alt+M: a temporary password for the chosen one."""
        if self._chosen is not None:
            work = partial(self.session.staff.fresh_password, self._chosen.login)
            self.run(work, lambda made: self._show_passwords((made,)))

    def leave(self) -> None:
        """Alt+T: let the chosen one go, or in again."""
        chosen = self._chosen
        if chosen is None:
            return
        if not chosen.active:
            self.run(partial(self.session.staff.enable, chosen.login), self._on_changed)
            return
        self.run(partial(self.session.staff.held, chosen.login), partial(self._ask, chosen))

    def order_stand_in(self) -> None:
        """Alt+W: somebody acts for the chosen one while he is away."""
        self._stand_ins.open(self._chosen.login if self._chosen is not None else "")

    def bring_in(self) -> None:
        """Alt+R: make accounts from a spreadsheet."""
        sheet = ImportSheet(self.kit, self._import_from)
        sheet.made.connect(self._on_made)
        self.sheet_wanted.emit(sheet)

    def _fetch(self, _cursor: object) -> Page[Account]:
        self._departments = self.session.facts.now().departments
        return Page(self.session.staff.all())

    def _on_replaced(self) -> None:
        logins = [account.login for account in self._pages.rows]
        if not logins:
            return
        place = logins.index(self._wanted) if self._wanted in logins else 0
        self._table.selectRow(place)
        self._show(self._pages.rows[place])

    def _on_chosen(self, place: int) -> None:
        self._show(self._model.row_at(place))

    def _show(self, account: Account | None) -> None:
        self._chosen = account
        shown = account or Account("", "", frozenset())
        self._grid.set_values(
            {
                "login": shown.login,
                "name": shown.name,
                "phone": shown.phone,
                "roles": roles_text(shown.roles),
                "department": shown.department,
            }
        )
        self._grid.set_faults({})
        login = self._grid.fields["login"]
        getattr(login, "set_read_only")(account is not None)  # noqa: B009  a field of one line
        self._head.setText(f"{shown.name}（{shown.login}）" if account else "新的一个人")
        self._leave.setText("停用" if shown.active else "重新启用")
        for button in (self._reset, self._leave):
            button.setEnabled(account is not None)

    def _line(self) -> StaffLine:
        values = self._grid.values()
        return StaffLine(1, **{name: values[name] for name in _COLUMN_FIELD.values()})

    def _taken(self) -> list[str]:
        own = self._chosen.login if self._chosen else ""
        return [account.login for account in self._pages.rows if account.login != own]

    def _on_made(self, made: tuple[NewPassword, ...]) -> None:
        if made:
            self._chosen, self._wanted = None, made[0].account.login
        self.load()
        self._show_passwords(made)

    def _on_changed(self, _nothing: None) -> None:
        self.kit.notifier.settled()
        self.kit.notifier.info("存好了，下次登录起照新的。")
        self.load()

    def _ask(self, leaver: Account, held: int) -> None:
        others = [one for one in self._pages.rows if one.active and one.login != leaver.login]
        sheet = LeaveSheet(self.kit, leaver, held, others, self._let_go)
        sheet.gone.connect(self._on_gone)
        self.sheet_wanted.emit(sheet)

    def _let_go(self, login: str, to: str) -> HandOver:
        return self.session.staff.leave(login, to)

    def _on_gone(self, report: HandOver) -> None:
        self.load()
        if not report.kept:
            self.sheet_done.emit()
            where = f"给 {report.to}" if report.to else "回到待领"
            self.kit.notifier.info(f"已停用，{len(report.moved)} 件转{where}。")

    def _show_passwords(self, made: tuple[NewPassword, ...]) -> None:
        sheet = SecretSheet(self.kit, made, self._print)
        self.sheet_wanted.emit(sheet)

    def _print(self, made: Sequence[NewPassword]) -> str:
        people = [(one.account, one.password) for one in made]
        facts = password_facts(people, self.session.facts.now(), datetime.now(UTC))
        job = self.session.sheets.print_sheet("passwords", facts)
        if job.reason:
            raise DomainError(f"密码单没打出来：{job.reason}。")
        return "密码单已送打印机。"

    def _import_from(self, path: Path) -> tuple[tuple[NewPassword, ...], tuple[str, ...]]:
        """Make all accounts of a file, or none: then return what is wrong."""
        lines, spoiled = lines_of(self.machine.read_sheet(path))
        taken = [account.login for account in self.session.staff.all()]
        read = read_staff(lines, taken, self.session.facts.now().departments)
        faults = (*spoiled, *read.faults)
        if faults:
            return (), tuple(fault.sentence for fault in faults)
        return self.session.staff.add_all(read.accounts), ()
