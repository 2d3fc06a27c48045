"""The pages of the wizard that describe the centre: where to begin, database, house, people."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import pairwise
from pathlib import Path

from PySide6.QtWidgets import QLineEdit

from windowdesk.domain.centre_rules import FACT_OF
from windowdesk.services.setup_draft import Rows, SetupDraft, SetupFault
from windowdesk.ui.buttons import ButtonKind, Choice, KeyButton
from windowdesk.ui.entry_rows import EntryColumn, EntryRows
from windowdesk.ui.fact_grid import FactGrid
from windowdesk.ui.fact_specs import (
    DAY_OFF_COLUMNS,
    DEPARTMENT_COLUMNS,
    ORGAN_COLUMNS,
    STAFF_COLUMNS,
    WINDOW_COLUMNS,
    centre_specs,
    organ_specs,
)
from windowdesk.ui.fields import LineField, SegmentField
from windowdesk.ui.parts import STRETCH, bare, column, label, row
from windowdesk.ui.setup_page import SetupPage
from windowdesk.ui.tasks import Tasks
from windowdesk.ui.theme import Theme

_GOALS = (
    Choice("new", "建新中心"),
    Choice("demo", "先看看演示"),
    Choice("existing", "打开已有的库"),
)
_GOAL_TEXTS = {
    "new": "照本中心的实际填一遍，大约二十分钟。填到一半可以走开，写好的都留着。",
    "demo": (
        "打开一个编出来的中心，有人、有件、有文书，随便试。"
        "和真的中心不在一个库里，打的纸带“演示·无效”。"
    ),
    "existing": "中心已经建好，这台电脑接上去用。写出库在哪里就行。",
}
_PLACES = (Choice("file", "这台电脑上的一个文件"), Choice("server", "PostgreSQL 服务器"))
_PLACE_TEXTS = {
    "file": "一台电脑办件用这个，不用另装东西。不能放在网络共享的盘上。",
    "server": "几台电脑、几个窗口一起办用这个。要 PostgreSQL 15 以上，建库要属主的账号。",
}


class StartPage(SetupPage):
    """A new centre, the demo, or one that is there already."""

    code, title, lead = "start", "从哪里开始", ""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._goal = SegmentField(theme, label="这台电脑要做什么")
        self._goal.set_choices(_GOALS)
        self._goal.edited.connect(self._on_goal)
        self._text = label("", "second", wrap=True)
        self.setLayout(column(theme, self._goal, 10, self._text, STRETCH))

    def fill(self, draft: SetupDraft) -> None:
        """Show the choice."""
        self._goal.set_value(draft.goal)
        self._text.setText(_GOAL_TEXTS[draft.goal])

    def take(self, draft: SetupDraft) -> SetupDraft:
        """Return the answers with the choice."""
        return replace(draft, goal=self._goal.value() or "new")

    def take_focus(self) -> None:
        """Put the focus on the choice."""
        self._goal.take_focus()

    def _on_goal(self, goal: str) -> None:
        self._text.setText(_GOAL_TEXTS[goal])
        self.edited.emit()


class DatabasePage(SetupPage):
    """A file here, or a server."""

    code, title = "database", "数据库"
    lead = "办件、文书和存档都在数据库里。"

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._place = SegmentField(theme, label="放在哪里")
        self._place.set_choices(_PLACES)
        self._place.edited.connect(self._on_place)
        self._text = label("", "second", wrap=True)
        self._path = LineField(theme, label="文件")
        self._url = LineField(theme, label="服务器地址")
        self._url.set_hint(
            "如 postgresql://192.168.1.10/windowdesk?sslmode=require，不带账号和密码"
        )
        self._owner = LineField(theme, label="属主的地址")
        self._owner.set_hint("如 postgresql://属主:密码@192.168.1.10/windowdesk，只用这一次，不存")
        self._owner.edit.setEchoMode(QLineEdit.EchoMode.PasswordEchoOnEdit)
        for field in (self._path, self._url, self._owner):
            field.edited.connect(self.edited)
        for last in (self._path, self._owner):
            last.enter_goes_on = False
            last.entered.connect(self.done)
        self.setLayout(
            column(
                theme,
                self._place,
                10,
                self._text,
                18,
                self._path,
                self._url,
                14,
                self._owner,
                STRETCH,
            )
        )

    @property
    def owner_url(self) -> str:
        """The address with which the database is made; it is kept nowhere."""
        return self._owner.value().strip()

    def fill(self, draft: SetupDraft) -> None:
        """Show the place."""
        self._place.set_value(draft.place)
        self._path.set_value(draft.path)
        self._url.set_value(draft.url)
        self._show_place(draft.place, is_new=draft.goal == "new")

    def take(self, draft: SetupDraft) -> SetupDraft:
        """Return the answers with the place."""
        return replace(
            draft,
            place=self._place.value() or "file",
            path=self._path.value().strip(),
            url=self._url.value().strip(),
        )

    def show_faults(self, faults: Sequence[SetupFault]) -> None:
        """Show what is wrong with the place."""
        at = {"url": self._url, "owner": self._owner}
        for field in (self._path, self._url, self._owner):
            field.set_fault("")
        for fault in faults:
            usual = self._url if self._place.value() == "server" else self._path
            at.get(fault.field, usual).set_fault(fault.text)

    def take_focus(self) -> None:
        """Put the focus where something is wrong, else on the choice."""
        faulty = [one for one in (self._path, self._url, self._owner) if one.fault()]
        (faulty[0] if faulty else self._place).take_focus()

    def _on_place(self, place: str) -> None:
        self._show_place(place, is_new=self._asks_owner)
        self.edited.emit()

    def _show_place(self, place: str, *, is_new: bool) -> None:
        self._asks_owner = is_new
        self._text.setText(_PLACE_TEXTS[place])
        self._path.setVisible(place == "file")
        self._url.setVisible(place == "server")
        self._owner.setVisible(place == "server" and is_new)


class CentrePage(SetupPage):
    """The house."""

    code, title = "centre", "中心"
    lead = "文书上写的就是这些，照实填。空着的以后能在“系统 → 中心资料”里补，缺它的文书先出不了。"

    def __init__(self, theme: Theme, styles: tuple[Choice, ...]) -> None:
        super().__init__()
        self._grid = FactGrid(theme, centre_specs(styles))
        self._grid.edited.connect(self.edited)
        self._grid.done.connect(self.done)
        self.setLayout(column(theme, self._grid, STRETCH))

    def fill(self, draft: SetupDraft) -> None:
        """Show the facts."""
        self._grid.set_values(draft.facts)

    def take(self, draft: SetupDraft) -> SetupDraft:
        """Return the answers with the facts."""
        return replace(draft, facts={**draft.facts, **self._grid.values()})

    def show_faults(self, faults: Sequence[SetupFault]) -> None:
        """Show faults at their fields."""
        self._grid.set_faults({fault.field: fault.text for fault in faults})

    def take_focus(self) -> None:
        """Begin at the first gap."""
        self._grid.take_focus()


class OrgansPage(SetupPage):
    """The organs that decide."""

    code, title = "organs", "机关"
    lead = "谁作决定、用谁的文号和章。事项写明由别的机关实施的，才要在下面再写一行。"

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._grid = FactGrid(theme, organ_specs())
        self._rows = EntryRows(theme, "其他机关", ORGAN_COLUMNS)
        self._grid.edited.connect(self.edited)
        self._grid.done.connect(self._rows.take_focus)
        self._rows.edited.connect(self.edited)
        self._rows.done.connect(self.done)
        self.setLayout(column(theme, self._grid, 18, label("其他机关", "head"), 6, (self._rows, 1)))

    def fill(self, draft: SetupDraft) -> None:
        """Show the organs."""
        self._grid.set_values(draft.facts)
        self._rows.set_rows(draft.organs)

    def take(self, draft: SetupDraft) -> SetupDraft:
        """Return the answers with the organs."""
        facts = {**draft.facts, **self._grid.values()}
        return replace(draft, facts=facts, organs=self._rows.rows())

    def show_faults(self, faults: Sequence[SetupFault]) -> None:
        """Show faults at their fields, those of further organs under the table."""
        self._grid.set_faults({fault.field: fault.text for fault in faults})
        others = [fault.text for fault in faults if fault.field not in FACT_OF]
        self._rows.set_faults({(-1, 0): "".join(others)} if others else {})

    def take_focus(self) -> None:
        """Begin at the first gap."""
        self._grid.take_focus()


@dataclass(frozen=True)
class _Table:
    """A table of a page: the field of the draft, its head and its columns."""

    field: str
    head: str
    columns: tuple[EntryColumn, ...]


class PlacesPage(SetupPage):
    """Windows, departments, and the days off of this place."""

    code, title = "places", "窗口、科室、放假"
    lead = "窗口号进办件编号。科室的名称和事项库里的写法一样。国家放假的日子程序里有，不用写。"
    _TABLES = (
        _Table("windows", "窗口", WINDOW_COLUMNS),
        _Table("departments", "科室", DEPARTMENT_COLUMNS),
        _Table("days_off", "只有本地放的假", DAY_OFF_COLUMNS),
    )

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._rows = {one.field: EntryRows(theme, one.head, one.columns) for one in self._TABLES}
        parts = []
        for table in self._TABLES:
            rows = self._rows[table.field]
            rows.edited.connect(self.edited)
            parts.append((bare(column(theme, label(table.head, "head"), 6, (rows, 1))), 1))
        order = list(self._rows.values())
        for rows, following in pairwise(order):
            rows.done.connect(following.take_focus)
        order[-1].done.connect(self.done)
        self.setLayout(row(theme, *parts, gap=18))

    def fill(self, draft: SetupDraft) -> None:
        """Show the tables."""
        for name, rows in self._rows.items():
            rows.set_rows(getattr(draft, name))

    def take(self, draft: SetupDraft) -> SetupDraft:
        """Return the answers with the tables."""
        given = {name: rows.rows() for name, rows in self._rows.items()}
        return replace(
            draft,
            windows=given["windows"],
            departments=given["departments"],
            days_off=given["days_off"],
        )

    def show_faults(self, faults: Sequence[SetupFault]) -> None:
        """Mark the cells."""
        for name, rows in self._rows.items():
            own = [fault for fault in faults if fault.field == name]
            rows.set_faults({(fault.row, fault.column): fault.text for fault in own})

    def take_focus(self) -> None:
        """Begin at the windows, or at the table where something is wrong."""
        tables = list(self._rows.values())
        next((rows for rows in tables if rows.is_faulty), tables[0]).take_focus()


ReadStaff = Callable[[Path], tuple[Rows, tuple[str, ...]]]
"""Returns the rows of a table file and what is wrong with it; DomainError if it is none."""


class StaffPage(SetupPage):
    """The staff, typed or from a spreadsheet."""

    code, title = "staff", "人员"
    lead = (
        "岗位写：综合窗口人员、承办人、分管领导、机关负责人、出件人员、档案员、督办人员、代办员、"
        "系统管理员；几个岗位用顿号隔开。至少一个系统管理员。"
    )

    def __init__(self, theme: Theme, tasks: Tasks, read_staff: ReadStaff) -> None:
        super().__init__()
        self._tasks, self._read_staff = tasks, read_staff
        self._rows = EntryRows(theme, "人员", STAFF_COLUMNS)
        self._rows.edited.connect(self.edited)
        self._rows.done.connect(self.done)
        self._path = LineField(
            theme, label="从表格导入（xlsx，第一行：工号、姓名、岗位、部门、电话）"
        )
        self._path.enter_goes_on = False
        self._path.entered.connect(self.bring_in)
        self.import_button = KeyButton(theme, "导入", "Alt+R", ButtonKind.PLAIN)
        self.import_button.clicked.connect(self.bring_in)
        self._report = label("", "fault", wrap=True)
        self.setLayout(
            column(
                theme,
                (self._rows, 1),
                10,
                row(theme, (self._path, 1), 10, bare(column(theme, STRETCH, self.import_button))),
                4,
                self._report,
            )
        )

    def fill(self, draft: SetupDraft) -> None:
        """Show the rows."""
        self._rows.set_rows(draft.staff)

    def take(self, draft: SetupDraft) -> SetupDraft:
        """Return the answers with the rows."""
        return replace(draft, staff=self._rows.rows())

    def show_faults(self, faults: Sequence[SetupFault]) -> None:
        """Mark the cells."""
        self._rows.set_faults({(one.row, one.column): one.text for one in faults})

    def take_focus(self) -> None:
        """Begin at the first cell, or the first marked one."""
        self._rows.take_focus()

    def bring_in(self) -> None:
        """Read the spreadsheet and put its rows under those that are typed."""
        typed = self._path.value().strip()
        if not typed:
            self._path.set_fault("写上表格文件在哪里，再按导入。")
            self._path.take_focus()
            return
        work = partial(self._read_staff, Path(typed).expanduser())
        self._tasks.run(work, self._on_read, self._on_failed)

    def _on_read(self, read: tuple[Rows, tuple[str, ...]]) -> None:
        rows, troubles = read
        self._rows.set_rows((*self._rows.rows(), *rows))
        more = f"……还有 {len(troubles) - 4} 处。" if troubles[4:] else ""
        self._report.setText("\n".join(troubles[:4]) + more)
        self._path.set_value("")
        self._path.set_hint(f"导入了 {len(rows)} 行，在上面看。")
        self.edited.emit()
        self._rows.take_focus()

    def _on_failed(self, error: Exception) -> None:
        text = getattr(error, "text", "")
        if not text:
            raise error
        self._path.set_fault(text)
        self._path.take_focus()
