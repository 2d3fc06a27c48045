"""What a search is narrowed by: one field for each thing, all by keyboard."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtGui import QIcon

from windowdesk.domain.clock import Light
from windowdesk.domain.pinyin import PinyinTable
from windowdesk.domain.states import STATE_LABEL, CaseState
from windowdesk.services.case_filter import CaseFilter, Period
from windowdesk.services.filter_words import LIGHT_LABEL, FilterNames, Named
from windowdesk.ui.acts import KeyAct, KeyGroup
from windowdesk.ui.buttons import ButtonKind, Choice, KeyButton
from windowdesk.ui.date_field import DateField
from windowdesk.ui.field_grid import FieldGrid, Ground
from windowdesk.ui.fields import ChoiceField, Field
from windowdesk.ui.kit import Kit
from windowdesk.ui.light_sign import light_pixmap
from windowdesk.ui.parts import STRETCH, bare, column, row
from windowdesk.ui.sheet import Sheet

_ANY = Choice("", "不限")
_FIRST_DAY = date(2020, 1, 1)  # no case of this program is older
_PERIODS = (("received", "收件"), ("accepted", "受理"), ("decided", "决定"))
_WIDE = frozenset(("item_id", "holder"))
_BACKWARDS = "止日早于起日。"
_NO_DAY = "没有这一天。写成 2026-9-20。"


class FilterSheet(Sheet):
    """``wanted`` carries the filter once F9 is pressed; its text is left as it was."""

    wanted = Signal(object)

    def __init__(self, kit: Kit, names: FilterNames, now: CaseFilter, pinyin: PinyinTable) -> None:
        super().__init__(kit.theme, "search", "筛选", width=900)
        self._kit = kit
        self._names = names
        self._pinyin = pinyin
        self._before = now
        self._choices = self._make_choices()
        self._days = {name: self._pair(label) for name, label in _PERIODS}
        self._build()
        self._show(now)

    def keys(self) -> tuple[KeyGroup, ...]:
        """Return the keys of the sheet."""
        acts = (
            KeyAct("F9", "按这些找", self.apply),
            KeyAct("Alt+X", "全部清空", self.clear),
            KeyAct("↑↓", "换一个；日期加减一天"),
        )
        return (KeyGroup("筛选", acts),)

    def take_focus(self) -> None:
        """Begin at the first field."""
        self._choices["village"].take_focus()

    def field(self, name: str) -> Field:
        """Return a field: the name of a choice, or of a period with _first or _last."""
        if name in self._choices:
            return self._choices[name]
        period, _, end = name.rpartition("_")
        return self._days[period][end == "last"]

    def clear(self) -> None:
        """Alt+X: empty every field."""
        self._show(CaseFilter())
        self.take_focus()

    def apply(self) -> None:
        """F9: hand the filter on, or go to the first field that cannot be."""
        periods: dict[str, Period | None] = {}
        for name, (first, last) in self._days.items():
            if not _hold(first, last):
                return
            periods[name] = self._period(first, last)
        chosen = {name: field.value() for name, field in self._choices.items()}
        filled = replace(
            self._before,
            village=chosen["village"],
            item_id=chosen["item_id"],
            state=CaseState(chosen["state"]) if chosen["state"] else None,
            light=Light(chosen["light"]) if chosen["light"] else None,
            department=chosen["department"],
            window=chosen["window"],
            holder=chosen["holder"],
            received=periods["received"],
            accepted=periods["accepted"],
            decided=periods["decided"],
        )
        self.wants_aside.emit()
        self.wanted.emit(filled)

    def _make_choices(self) -> dict[str, ChoiceField]:
        names = self._names
        offered = {
            "village": ("村（社区）", _named(names.villages)),
            "item_id": ("事项", _named(names.items)),
            "state": ("情况", [Choice(state, STATE_LABEL[state]) for state in CaseState]),
            "light": ("时限", [Choice(light, word) for light, word in LIGHT_LABEL.items()]),
            "department": ("承办部门", _named(names.departments)),
            "window": ("收件窗口", _named(names.windows)),
            "holder": ("在谁手里", _named(names.holders)),
        }
        made = {}
        for name, (text, choices) in offered.items():
            made[name] = ChoiceField(self.theme, label=text)
            made[name].spell_with(self._pinyin)
            made[name].set_choices((_ANY, *choices))
        for place, light in enumerate(LIGHT_LABEL, 1):
            sign = light_pixmap(self.theme, light)
            made["light"].combo.setItemIcon(place, QIcon(sign))
            made["light"].combo.setIconSize(sign.size())
        return made

    def _pair(self, act: str) -> tuple[DateField, DateField]:
        today = self._names.today
        first = DateField(self.theme, label=f"{act}，从", today=today)
        return first, DateField(self.theme, label=f"{act}，到", today=today)

    def _build(self) -> None:
        grid = FieldGrid(self.theme)
        firsts = [first for first, _last in self._days.values()]
        lasts = [last for _first, last in self._days.values()]
        choices = [(field, 2 if name in _WIDE else 1) for name, field in self._choices.items()]
        grid.set_fields([*choices, *((field, 1) for field in (*firsts, *lasts))])
        lasts[-1].enter_goes_on = False
        lasts[-1].entered.connect(self.apply)
        self.put(Ground(self.theme, grid), 1)
        clear = KeyButton(self.theme, "全部清空", "Alt+X", ButtonKind.QUIET)
        clear.clicked.connect(self.clear)
        go = KeyButton(self.theme, "按这些找", "F9", ButtonKind.GO)
        go.clicked.connect(self.apply)
        self.put(bare(column(self.theme, 14, row(self.theme, clear, STRETCH, go))))

    def _show(self, wanted: CaseFilter) -> None:
        for name, field in self._choices.items():
            field.set_value(getattr(wanted, name) or "")
        for name, (first, last) in self._days.items():
            days: Period | None = getattr(wanted, name)
            first.set_day(days.first if days else None)
            last.set_day(days.last if days else None)

    def _period(self, first: DateField, last: DateField) -> Period | None:
        if first.day() is None and last.day() is None:
            return None
        return Period(
            first.day() or _FIRST_DAY,
            last.day() or max(self._names.today, first.day() or _FIRST_DAY),
        )


def _named(known: Iterable[Named]) -> list[Choice]:
    return [Choice(one.code, one.name) for one in known]


def _hold(first: DateField, last: DateField) -> bool:
    """Judge a pair of days; the first that cannot be gets its fault and the caret."""
    for field in (first, last):
        if field.value().strip() and field.day() is None:
            field.set_fault(_NO_DAY)
            field.take_focus()
            return False
    begins, ends = first.day(), last.day()
    if begins and ends and ends < begins:
        last.set_fault(_BACKWARDS)
        last.take_focus()
        return False
    return True
