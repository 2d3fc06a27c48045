"""Step 4, 材料: each one checked by a key, counted, and noted."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout

from windowdesk.domain.item import Item
from windowdesk.domain.material_gaps import counted, material_gaps
from windowdesk.domain.materials import MATERIAL_LABEL, SETTLED, HandedIn, MaterialState
from windowdesk.services.entry import material_list, present
from windowdesk.ui.acceptance_late import left_out, may_be_late, why_not_late
from windowdesk.ui.acceptance_step import Gap, Step, Word
from windowdesk.ui.key_cap import KeyCap
from windowdesk.ui.material_line import MaterialLine, lines_of, with_choices
from windowdesk.ui.material_list import MaterialList
from windowdesk.ui.material_strip import MaterialStrip
from windowdesk.ui.parts import Item as Part
from windowdesk.ui.parts import bare, label, row
from windowdesk.ui.pick_list import EntryModel
from windowdesk.ui.room import Room
from windowdesk.ui.theme import Theme

MATERIALS: Final = "materials"
_PREFIX: Final = "material."
_COUNTED: Final = (
    MaterialState.PRESENT,
    MaterialState.LATE,
    MaterialState.PROMISED,
    MaterialState.MISSING,
    MaterialState.UNCHECKED,
)
_KEYS: Final = (
    ("空格", "齐"),
    ("Q", "缺"),
    ("R", "容缺"),
    ("C", "承诺"),
    ("S", "份数"),
    ("N", "备注"),
)


class MaterialsStep(Step):
    """The list that the item asks for in its situations; states survive a change of either.

    ``told`` carries why a key did nothing, ``commitment_wanted`` the code of the proof that a
    commitment is to replace.
    """

    told = Signal(str)
    commitment_wanted = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, 4, "材料", is_list=True)
        self._item: Item | None = None
        self._fault = ""
        self._files: dict[str, int] = {}
        self._uses: dict[str, str] = {}
        self.lines = EntryModel[MaterialLine](self)
        self.list = MaterialList(theme)
        self.list.use(self.lines)
        self.strip = MaterialStrip(theme)
        self._unseen = (0, 0)
        self._hints = bare(self._key_hints())
        self.put(self.list, 1)
        self.put(self.strip)
        self.put_tool(self._hints)
        self.list.state_wanted.connect(self.set_state)
        self.list.point_wanted.connect(self.tick_point)
        self.list.picked.connect(self._on_picked)
        self.list.moved.connect(self._on_moved)
        self.list.counts_wanted.connect(self._open_counts)
        self.list.note_wanted.connect(self._open_note)
        self.list.more.connect(self._on_more)
        self.strip.done.connect(self._on_strip_done)
        self.strip.edited.connect(self._on_strip_edited)
        self.strip.hide()

    def show_item(self, item: Item | None, situations: tuple[str, ...]) -> None:
        """Ask for the materials of an item in some situations; what was checked stays."""
        self._item = item
        self._fault = ""
        wanted = material_list(item, situations) if item else ()
        self.show_materials(item, wanted)

    def show_materials(self, item: Item | None, wanted: Sequence[HandedIn]) -> None:
        """Show a list as it stands in a case, or as the item asks for it."""
        self._item = item
        old = {line.code: line for line in self.lines.entries}
        place = self.list.place
        self._show_lines(lines_of(item, wanted, old) if item else ())
        self.list.updateGeometry()
        self.strip.hide()
        self.list.go_to(max(0, min(place, len(self.lines.entries) - 1)))

    def materials(self) -> tuple[HandedIn, ...]:
        """Return the list as checked."""
        return tuple(line.handed for line in self.lines.entries)

    def show_uses(self, uses: Mapping[str, str]) -> None:
        """Say for which items of a 一件事 each material is, by its code; it shows with the list."""
        self._uses = dict(uses)

    def show_files(self, files: Mapping[str, int]) -> None:
        """Show how many electronic copies each material has, by its code."""
        self._files = dict(files)
        place = self.list.place
        self._show_lines(self.lines.entries)
        self.list.go_to(place)

    @property
    def chosen(self) -> HandedIn | None:
        """The material that is chosen, None while there is none."""
        line = self._current()
        return line.handed if line is not None else None

    def set_state(self, state: MaterialState) -> None:
        """齐, 缺, 容缺 or 承诺 for the chosen material; the last two as the item lets them."""
        line = self._current()
        if line is None or self._item is None:
            return
        if state is MaterialState.PRESENT:
            handed = replace(present(self._item, line.handed), note=line.handed.note)
            self._put(line.checked(handed))
        elif state is MaterialState.LATE and not may_be_late(self._item, line):
            self.told.emit(why_not_late(self._item, line))
        elif state is MaterialState.PROMISED:
            self._ask_commitment(line)
        else:
            self._put(left_out(line, state))

    def promise(self, code: str) -> None:
        """Note that a commitment replaces a proof: it was told and will be signed."""
        for place, line in enumerate(self.lines.entries):
            if line.code == code:
                self.list.go_to(place)
                self._put(left_out(line, MaterialState.PROMISED))

    def defer_missing(self) -> tuple[str, ...]:
        """Mark all that is missing and may be as 容缺; return the names that may not be."""
        strict = []
        for place, line in enumerate(self.lines.entries):
            if self._item is None or not line.is_gap or line.is_late:
                continue
            if may_be_late(self._item, line):
                self.list.go_to(place)
                self._put(left_out(line, MaterialState.LATE))
            else:
                strict.append(line.handed.name)
        return tuple(strict)

    def late_count(self) -> int:
        """Return how many materials are to come late (容缺)."""
        return sum(line.is_late for line in self.lines.entries)

    def may_defer(self) -> bool:
        """Tell whether something was found missing that may come late, and nothing is late yet."""
        item = self._item
        found = item is not None and any(
            line.handed.state is MaterialState.MISSING and line.is_gap and may_be_late(item, line)
            for line in self.lines.entries
        )
        return found and not self.late_count()

    def has_promised(self) -> bool:
        """Tell whether a commitment replaces a proof."""
        return any(line.handed.state is MaterialState.PROMISED for line in self.lines.entries)

    def _ask_commitment(self, line: MaterialLine) -> None:
        if line.asked.promisable is True:
            self.commitment_wanted.emit(line.code)
        else:
            self.told.emit(f"“{line.handed.name}”不能用承诺代替，事项没有列为可告知承诺。")

    def tick_point(self, number: int) -> None:
        """Tick a review point (1 to 9); all of them ticked make the material 齐."""
        line = self._current()
        if line is None or self._item is None or not 1 <= number <= len(line.points):
            return
        ticks = tuple(not on if place == number - 1 else on for place, on in enumerate(line.ticks))
        if all(ticks):
            handed = replace(present(self._item, line.handed), note=line.handed.note)
            self._put(line.checked(handed))
            return
        handed = line.handed
        if handed.state is MaterialState.PRESENT:
            handed = replace(handed, state=MaterialState.UNCHECKED)
        self._put(replace(line, handed=handed, ticks=ticks))

    def set_fault(self, text: str) -> None:
        """Say what is wrong with the list."""
        self._fault = text
        self.refresh_line()

    def gaps(self) -> tuple[Gap, ...]:
        """Return the required materials that are not settled."""
        if self._fault:
            return (Gap("材料", self.take_focus, is_fault=True),)
        if self._item is None:
            return ()
        places = {line.code: place for place, line in enumerate(self.lines.entries)}
        late = {line.code for line in self.lines.entries if line.is_late}
        return tuple(
            Gap(gap.name, self._goer(places[gap.codes[0]]))
            for gap in material_gaps(self._item, self.materials())
            if late.isdisjoint(gap.codes)
        )

    def has_missing(self) -> bool:
        """Tell whether something was found to be missing."""
        return any(line.is_gap for line in self.lines.entries)

    def is_begun(self) -> bool:
        """Tell whether there is a list, or none is asked for."""
        return self._item is not None and any(
            line.handed.state is not MaterialState.UNCHECKED for line in self.lines.entries
        )

    def line(self) -> tuple[Word, ...]:
        """5 份：4 齐，1 缺."""
        return (Word(self._counted()),)

    def notes(self) -> tuple[Word, ...]:
        """Return the same; at large type which one of how many."""
        if self._fault:
            return (Word(self._fault, "fault"),)
        count = len(self.lines.entries)
        if not count:
            return (Word("这个事项不收材料" if self._item else "", "label"),)
        short = f"第 {self.list.place + 1} 份，共 {count} 份"
        # Said in the head line: a line of its own would change the room that it tells of.
        above, below = self._unseen
        parts = [f"上 {above} 份"] * bool(above) + [f"下 {below} 份"] * bool(below)
        unseen = Word("还有：" + "，".join(parts) if parts else "", "hint", wide=True)
        return (Word(self._counted(), "label", wide=True, short=short), unseen)

    def values(self) -> Mapping[str, str]:
        """Return states, counts, ticks and notes."""
        found: dict[str, str] = {}
        for line in self.lines.entries:
            if line.is_touched:
                found[f"{_PREFIX}{line.code}"] = line.to_text()
                found[f"{_PREFIX}{line.code}.note"] = line.handed.note
        return found

    def restore(self, values: Mapping[str, str]) -> None:
        """Put back what a draft holds."""
        self._show_lines(
            [
                line.from_text(
                    values.get(f"{_PREFIX}{line.code}", ""),
                    values.get(f"{_PREFIX}{line.code}.note", ""),
                )
                for line in self.lines.entries
            ]
        )
        self.list.go_to(0)
        self.refresh_line()

    def clear(self) -> None:
        """Empty the step."""
        self._files, self._uses = {}, {}
        self.show_item(None, ())

    def take_focus(self) -> None:
        """Go to the first material that is not settled."""
        for place, line in enumerate(self.lines.entries):
            if line.is_gap and not line.is_late:
                self.list.go_to(place)
                break
        self.list.setFocus()

    def set_room(self, room: Room) -> None:
        """Fold the key hints under 960 px."""
        self._hints.setHidden(room.is_narrow)
        self.list.set_narrow(narrow=room.is_narrow)
        super().set_room(room)

    def step_back(self) -> bool:
        """Esc: close the strip."""
        if self.strip.isHidden():
            return False
        self._on_strip_done()
        return True

    def _key_hints(self) -> QHBoxLayout:
        parts: list[Part] = []
        for key, text in _KEYS:
            parts += [KeyCap(self.theme, key), 5, label(text, "hint"), 12]
        return row(self.theme, *parts[:-1])

    def _counted(self) -> str:
        shown = counted(self._item, self.materials()) if self._item else ()
        states = [material.state for material in shown]
        parts = [
            f"{states.count(state)} {MATERIAL_LABEL[state]}"
            for state in _COUNTED
            if states.count(state)
        ]
        return f"{len(states)} 份：{'，'.join(parts)}" if states else "不收材料"

    def _show_lines(self, lines: Sequence[MaterialLine]) -> None:
        known = [
            replace(
                line,
                attached=self._files.get(line.code, 0),
                uses=self._uses.get(line.code, ""),
            )
            for line in lines
        ]
        self.lines.show(with_choices(self._item, known) if self._item else known)

    def _current(self) -> MaterialLine | None:
        place = self.list.place
        return self.lines.entries[place] if 0 <= place < len(self.lines.entries) else None

    def _put(self, line: MaterialLine) -> None:
        self._fault = ""
        self.lines.replace(self.list.place, line)
        self._follow_choices()
        self.list.remeasure()
        self.refresh_line()
        self.changed.emit()

    def _follow_choices(self) -> None:
        """Say at the others of a “下列之一” whether they are still asked for."""
        if self._item is None:
            return
        for place, line in enumerate(with_choices(self._item, self.lines.entries)):
            if line != self.lines.entries[place]:
                self.lines.replace(place, line)

    def _goer(self, place: int) -> Callable[[], None]:
        def go() -> None:
            self.list.go_to(place)
            self.list.setFocus()

        return go

    def _on_picked(self, place: int) -> None:
        """Enter: 齐 and on to the next; after the last one the step is settled."""
        line = self._current()
        if line is not None and line.handed.state not in SETTLED and not line.is_spared:
            self.set_state(MaterialState.PRESENT)
        if place + 1 < len(self.lines.entries):
            self.list.go_to(place + 1)
        else:
            self.settled.emit()

    def _on_moved(self, _place: int) -> None:
        self.strip.hide()
        self.list.remeasure()
        if self.is_open:
            self.refresh_line()

    def _open_counts(self) -> None:
        line = self._current()
        if line is not None:
            self.strip.open_counts(line.handed)

    def _open_note(self) -> None:
        line = self._current()
        if line is not None:
            self.strip.open_note(line.handed)

    def _on_strip_edited(self, handed: HandedIn) -> None:
        line = self._current()
        if line is None:
            return
        is_newly_here = handed.state is MaterialState.PRESENT is not line.handed.state
        shown = line.checked(handed) if is_newly_here else replace(line, handed=handed)
        self._put(replace(shown, is_usual=False))

    def _on_strip_done(self) -> None:
        self.strip.hide()
        self.list.setFocus()
        self.left.emit()

    def _on_more(self, above: int, below: int) -> None:
        if (above, below) != self._unseen:
            self._unseen = (above, below)
            self.refresh_line()
