"""What is done with each item of a 一件事: one line an item, what it lacks, and a choice."""

from collections.abc import Callable, Collection

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QLabel

from windowdesk.services.bundle_shares import MemberState, MemberWay
from windowdesk.ui.acts import KeyAct, KeyGroup
from windowdesk.ui.buttons import ButtonKind, Choice, KeyButton, Segments
from windowdesk.ui.field_grid import Ground
from windowdesk.ui.kit import Kit
from windowdesk.ui.measures import LayoutMeasure
from windowdesk.ui.parts import STRETCH, bare, column, label, set_look
from windowdesk.ui.sheet import Sheet
from windowdesk.ui.tone import Tone

_WORDS = {
    MemberWay.ACCEPT: "受理",
    MemberWay.SUPPLEMENT: "告知补正",
    MemberWay.RECEIVE: "只收件",
    MemberWay.LEAVE_OUT: "这次不办",
}
_TOLD = "齐的照常受理，不等差材料的。这次不办的，填好的存成草稿，以后单独接着办。"
States = Callable[[Collection[str]], tuple[MemberState, ...]]


class BundleSheet(Sheet):
    """``chosen`` carries what is done with each item, by the key of its member.

    ``states`` tells how the items stand while some are left out: what one of them would have
    made, another one then lacks.
    """

    # An object: Qt would turn the answers of a dict into plain texts.
    chosen = Signal(object)

    def __init__(self, kit: Kit, name: str, states: States) -> None:
        super().__init__(kit.theme, "accept", f"{name}：每一项怎么办", width=940)
        self._states = states
        self._members = states(())
        self._answers: dict[str, Segments] = {}
        self._lacks: dict[str, QLabel] = {}
        self._grid = QGridLayout()
        LayoutMeasure(kit.theme, self._grid, gap=10)
        for place, member in enumerate(self._members):
            self._put_member(place, member)
        self._grid.setColumnStretch(1, 1)
        self._count = label("", "label")
        self._button = KeyButton(kit.theme, "照这样办", "F9", ButtonKind.GO)
        self._button.clicked.connect(self._on_go)
        told = label(_TOLD, "second", wrap=True)
        # At large type the items scroll under the caret; F9 stays in sight.
        self._ground = Ground(kit.theme, bare(self._grid))
        self.put(column(kit.theme, told, 14, (self._ground, 1), 14), 1)
        self.put_row(self._count, STRETCH, self._button)
        self._follow()

    def keys(self) -> tuple[KeyGroup, ...]:
        """F9 goes on; arrows choose."""
        acts = (
            KeyAct("F9", "照这样办", self._on_go),
            KeyAct("←", "换一种办法", shown="← →"),
            KeyAct("↑", "换一项", shown="↑ ↓"),
        )
        return (KeyGroup("", acts),)

    def take_focus(self) -> None:
        """Begin with the first item that lacks something, else with the first."""
        keys = [one.part.key for one in self._members if one.missing]
        first = keys[0] if keys else next(iter(self._answers))
        self._answers[first].take_focus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt override: ↑↓ go from item to item."""
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
            return
        rows = list(self._answers.values())
        here = next((n for n, one in enumerate(rows) if one.isAncestorOf(self.focusWidget())), 0)
        rows[max(0, min(here + step, len(rows) - 1))].take_focus()

    def value(self, key: str) -> MemberWay:
        """Return what is chosen for an item."""
        return MemberWay(self._answers[key].value())

    def _put_member(self, place: int, member: MemberState) -> None:
        key = member.part.key
        answer = Segments(self.theme)
        answer.chosen.connect(lambda _code: self._follow())
        self._answers[key] = answer
        lack = label("", "hint", Tone.AMBER, wrap=True)
        self._lacks[key] = lack
        name = label(member.part.item.shown_name, "strong", wrap=True)
        self._grid.addWidget(name, place, 0)
        self._grid.addWidget(lack, place, 1)
        self._grid.addWidget(answer, place, 2)
        self._offer(member)

    def _follow(self) -> None:
        """Say anew what each item lacks while some are left out."""
        gone = {key for key, one in self._answers.items() if one.value() == MemberWay.LEAVE_OUT}
        for member in self._states(gone):
            self._offer(member)
        for key in gone:
            self._lacks[key].setText("")
        done = [key for key in self._answers if key not in gone]
        self._count.setText(f"办 {len(done)} 项，不办 {len(gone)} 项")
        self._button.setEnabled(bool(done))

    def _offer(self, member: MemberState) -> None:
        key, ways = member.part.key, member.ways
        answer = self._answers[key]
        lack = f"还差：{'、'.join(member.missing)}" if member.missing else "材料齐"
        self._lacks[key].setText(lack)
        set_look(self._lacks[key], tone=(Tone.AMBER if member.missing else Tone.GREEN).value)
        choices = [Choice(way, _WORDS[way]) for way in ways]
        if answer.property("ways") == list(ways):
            return
        focused = answer.isAncestorOf(self.focusWidget()) if self.focusWidget() else False
        known = answer.value()
        answer.set_choices(choices)
        answer.setProperty("ways", list(ways))
        answer.set_value(known if known in ways else member.usual)
        answer.setAccessibleName(member.part.item.shown_name)
        if focused:
            answer.take_focus()

    def _on_go(self) -> None:
        if self._button.isEnabled():
            self.chosen.emit({key: self.value(key) for key in self._answers})
