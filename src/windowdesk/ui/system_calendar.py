"""The section 日历 of the 系统 screen: years with their versions, one of them month by month."""

from dataclasses import dataclass
from datetime import date

from windowdesk.domain.calendar import short_holiday
from windowdesk.domain.local_time import paper_date
from windowdesk.services.calendars import YearView
from windowdesk.ui.acts import KeyAct
from windowdesk.ui.buttons import KeyButton
from windowdesk.ui.calendar_import_sheet import CalendarImportSheet
from windowdesk.ui.measures import SizeMeasure, fix_width
from windowdesk.ui.paging import Page, PagedRows
from windowdesk.ui.parts import STRETCH, bare, column, label, row
from windowdesk.ui.redating import RedateSheet
from windowdesk.ui.row_table import Column, RowTable, RowTableModel
from windowdesk.ui.start_day_sheet import StartDaySheet
from windowdesk.ui.system_section import SystemGround, SystemSection
from windowdesk.ui.tag import Tag
from windowdesk.ui.tasks import RunNow
from windowdesk.ui.tone import Tone
from windowdesk.ui.year_grid import YearGrid

_LIST_WIDTH, _LIST_HEIGHT = 206, 230
_REDATE_KEY, _START_KEY = "Alt+G", "Alt+J"
_LEGEND = "深色 放假　框里带“班” 调休上班　浅色带框 本地放假"
_PROVISIONAL = "还没公布，暂按周末推算"


@dataclass(frozen=True)
class _Found:
    """What the section asks for at once."""

    years: tuple[YearView, ...]
    start_day: tuple[bool, str]
    today: date


class CalendarSection(SystemSection):
    """↑↓ goes through the years, F2 brings a notice in, Alt+G moves open cases."""

    code, title = "calendar", "日历"
    lead = "通知一公布就导入。新收的件马上照新的算，在办的件重算时每件记一步，已办结的不动。"
    new_text = "导入通知"

    def __init__(self, ground: SystemGround) -> None:
        super().__init__(ground)
        self._wanted = 0
        self._today = date.min
        theme = self.theme
        self._pages = PagedRows[YearView](RunNow(), self)
        self.years = RowTable(theme)
        columns: tuple[Column[YearView], ...] = (
            Column("年份", lambda one: str(one.year), 62, _tone),
            Column("版", lambda one: f"第 {one.version} 版" if one.version else "未公布", 0, _tone),
        )
        self.years.show_rows(RowTableModel(theme, self._pages, columns, self))
        self.years.setAccessibleName("年份")
        SizeMeasure(theme, self.years, least=(None, _LIST_HEIGHT))
        self.years.chosen.connect(self._on_chosen)
        self._state = Tag(theme)
        self._size = label("", "strong")
        self._source = label("", "second", wrap=True)
        self._names = label("", "hint", wrap=True)
        self.grid = YearGrid(theme)
        self._import = KeyButton(theme, "导入通知", "F2", icon="paper")
        self._import.clicked.connect(self.new)
        self._redate = KeyButton(theme, "重算在办", _REDATE_KEY)
        self._redate.clicked.connect(self.redate)
        self._start_day = (False, "")
        self._start_button = KeyButton(theme, "起算当日", _START_KEY)
        self._start_button.clicked.connect(self.change_start_day)
        self._start_text = label("", "hint", wrap=True)
        self._build()

    def load(self) -> None:
        """Ask for the years as they hold."""
        self.run(self._ask, self._on_years)

    def new(self) -> None:
        """F2: bring a notice in."""
        sheet = CalendarImportSheet(self.kit, self.session.calendars)
        sheet.stored.connect(self._on_stored)
        self.sheet_wanted.emit(sheet)

    def redate(self) -> None:
        """Alt+G: look what the calendar of today would change for open cases, then change it."""
        self.sheet_wanted.emit(RedateSheet(self.kit, self.session.calendars))

    def change_start_day(self) -> None:
        """Alt+J: whether the day that a period begins on counts."""
        counts, basis = self._start_day
        sheet = StartDaySheet(self.kit, self.session.calendars, counts=counts, basis=basis)
        sheet.stored.connect(self.load)
        self.sheet_wanted.emit(sheet)

    def acts(self) -> tuple[KeyAct, ...]:
        """Alt+G, Alt+J."""
        return (
            KeyAct(_REDATE_KEY, "重算在办的件", self.redate),
            KeyAct(_START_KEY, "起算当日计不计入", self.change_start_day),
        )

    def take_focus(self) -> None:
        """Begin in the list of years."""
        self.years.setFocus()

    def _build(self) -> None:
        theme = self.theme
        side = bare(
            column(
                theme,
                (self.years, 1),
                10,
                self._import,
                8,
                self._redate,
                8,
                self._start_button,
                10,
                self._start_text,
                STRETCH,
            )
        )
        fix_width(theme, side, _LIST_WIDTH)
        head = row(theme, self._size, 10, self._state, STRETCH, label(_LEGEND, "hint"))
        body = column(theme, head, 2, self._source, 4, (self.grid, 30), 2, self._names, STRETCH)
        self.setLayout(row(theme, side, 18, (bare(body), 1)))

    def _ask(self) -> "_Found":
        calendars = self.session.calendars
        return _Found(calendars.years(), calendars.start_day(), self.session.lookup.today())

    def _on_years(self, found: "_Found") -> None:
        years, self._today, self._start_day = found.years, found.today, found.start_day
        counts, basis = self._start_day
        self._start_text.setText(f"起算当日{'计入' if counts else '不计入'}，依据{basis}。")
        before = self._wanted or self._today.year
        self._pages.read_from(lambda _cursor: Page(years))
        places = [place for place, one in enumerate(years) if one.year == before]
        self.years.selectRow(places[0] if places else 0)

    def _on_chosen(self, place: int) -> None:
        view = self._pages.rows[place]
        self._wanted = view.year
        self._size.setText(f"{view.year} 年　工作日 {view.workdays} 个")
        self._state.say("" if view.is_official else f"{_PROVISIONAL}，到期日都是暂定", Tone.AMBER)
        self._source.setText(_source(view))
        self._names.setText(_names(view))
        self._names.setHidden(not self._names.text())
        self.grid.show_year(view, self._today)

    def _on_stored(self, year: int) -> None:
        self._wanted = year or self._wanted
        self.load()


def _tone(view: YearView) -> Tone:
    return Tone.PLAIN if view.is_official else Tone.AMBER


def _source(view: YearView) -> str:
    if not view.is_official:
        return "国务院办公厅的通知一般在前一年十一月公布。公布以后按 F2 导入。"
    stored = f"，{view.stored_by} {paper_date(view.stored_on)}导入" if view.stored_on else ""
    return f"{view.source}，第 {view.version} 版{stored}"


def _names(view: YearView) -> str:
    """Name the holidays with the days that each has."""
    counts: dict[str, int] = {}
    for name in (*view.off.values(), *view.local.values()):
        counts[name] = counts.get(name, 0) + 1
    return "　".join(f"{short_holiday(name)} {count} 天" for name, count in counts.items())
