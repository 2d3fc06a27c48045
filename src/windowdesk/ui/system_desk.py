"""The 系统 screen of an administrator: sections at the left, the one in front at the right."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QStackedWidget

from windowdesk.services.sheet_facts import RECEIPT_SLIP
from windowdesk.ui.acts import KeyAct, KeyGroup
from windowdesk.ui.buttons import ButtonKind, Choice, KeyButton
from windowdesk.ui.measures import fix_width
from windowdesk.ui.parts import STRETCH, Item, column, label, row
from windowdesk.ui.room import Room
from windowdesk.ui.screen import Screen, TopLine
from windowdesk.ui.system_calendar import CalendarSection
from windowdesk.ui.system_centre import HouseSection, OrgansSection, PlacesSection
from windowdesk.ui.system_keys import KeysSection
from windowdesk.ui.system_machine import MachineSection, NumbersSection, PrintersSection
from windowdesk.ui.system_reminders import ReminderSection
from windowdesk.ui.system_section import SystemGround, SystemSection
from windowdesk.ui.system_staff import StaffSection

_WHO = "管理员才能改，改了都留痕"
MakeSection = Callable[[SystemGround], SystemSection]


class SystemDesk(Screen):
    """One table of sections; ``further`` are those that other parts of the program add."""

    layout_name = "system"
    sheet_done = Signal()
    nav: QFrame
    page: QFrame

    def __init__(self, ground: SystemGround, further: Sequence[MakeSection] = ()) -> None:
        super().__init__(ground.kit)
        templates = ground.session.bench.templates
        style = ground.session.centre.paper_style
        styles = tuple(Choice(one.code, one.name) for one in templates.styles())
        papers = (Choice(code, templates.get(code, style).title) for code in templates.codes())
        kinds = (*papers, Choice(RECEIPT_SLIP.code, f"{RECEIPT_SLIP.title}（80毫米）"))
        makers: tuple[MakeSection, ...] = (
            partial(HouseSection, styles=styles),
            OrgansSection,
            PlacesSection,
            StaffSection,
            partial(PrintersSection, kinds=kinds),
            NumbersSection,
            MachineSection,
            *further,
            CalendarSection,
            ReminderSection,
            KeysSection,
        )
        self._sections = {one.code: one for one in (make(ground) for make in makers)}
        self._buttons: dict[str, KeyButton] = {}
        self._scrolls: dict[str, QScrollArea] = {}
        self._current = next(iter(self._sections))
        self._dirty = False
        self._build()
        for section in self._sections.values():
            section.edited.connect(self._on_edited)
            section.sheet_wanted.connect(self.open_sheet)
            section.sheet_done.connect(self.sheet_done)
        self.show_top(TopLine(text=_WHO))
        self._show_buttons()

    @property
    def section(self) -> SystemSection:
        """The section in front."""
        return self._sections[self._current]

    def keys(self) -> tuple[KeyGroup, ...]:
        """Alt with a digit goes to a section, F9 stores it."""
        to_sections = tuple(
            KeyAct(_key_of(digit, one), one.title, partial(self.open, one.code))
            for digit, one in enumerate(self._sections.values(), start=1)
        )
        own = tuple(
            KeyAct(act.keys, act.text, partial(self._run_own, one.code, act))
            for one in self._sections.values()
            for act in one.acts()
        )
        acts = (
            KeyAct("F9", "存好", self._save),
            KeyAct("Ctrl+Delete", "删去表里的一行"),
            *own,
        )
        return (KeyGroup("系统", acts), KeyGroup("左边的栏", to_sections))

    def open(self, code: str) -> None:
        """Bring a section to the front."""
        self._current = code
        self._show_buttons()
        self._stack.setCurrentWidget(self._scrolls[code])
        section = self.section
        self._title.setText(section.title)
        self._lead.setText(section.lead)
        self._save_button.setText(section.save_text)
        self._save_button.setVisible(bool(section.save_text))
        self.show_top(TopLine(text=_WHO, new_text=section.new_text))
        section.load()
        section.take_focus()
        self._dirty = False

    def entered(self) -> None:
        """Show what others may have changed, unless something is being written."""
        if not self._dirty:
            self.open(self._current)

    def take_focus(self) -> None:
        """Put the focus into the section."""
        self.section.take_focus()

    def new(self) -> None:
        """F2: a new person, where persons are."""
        self.section.new()

    def refresh(self) -> None:
        """F5."""
        self._dirty = False
        self.section.load()

    def fold(self, room: Room) -> None:
        """Give the section the whole width where there is little."""
        self.nav.setHidden(room.is_narrow)
        self._lead.setHidden(room.is_very_low)

    def _build(self) -> None:
        theme = self.theme
        items: list[Item] = []
        for digit, section in enumerate(self._sections.values(), start=1):
            button = KeyButton(theme, section.title, _key_of(digit, section), ButtonKind.QUIET)
            button.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
            button.clicked.connect(partial(self.open, section.code))
            self._buttons[section.code] = button
            items += [button, 4]
        self.nav.setLayout(column(theme, *items, STRETCH, margins=(10, 14, 10, 14)))
        fix_width(theme, self.nav, 190)
        self._title, self._lead = label("", "title"), label("", "second", wrap=True)
        self._stack = QStackedWidget()
        for code, section in self._sections.items():
            scroll = QScrollArea()
            scroll.setProperty("role", "bare")
            scroll.setWidgetResizable(True)
            scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            scroll.setWidget(section)
            self._scrolls[code] = scroll
            self._stack.addWidget(scroll)
        self._save_button = KeyButton(theme, "存好", "F9", ButtonKind.GO, "check")
        self._save_button.clicked.connect(self._save)
        head = row(theme, self._title, STRETCH, self._save_button)
        self.page.setLayout(
            column(theme, head, 2, self._lead, 12, (self._stack, 1), margins=(20, 14, 20, 14))
        )

    def _show_buttons(self) -> None:
        for code, button in self._buttons.items():
            button.set_kind(ButtonKind.GO if code == self._current else ButtonKind.QUIET)

    def _run_own(self, code: str, act: KeyAct) -> None:
        if code == self._current and act.run is not None:
            act.run()

    def _on_edited(self) -> None:
        self._dirty = True

    def _save(self) -> None:
        self._dirty = False
        self.section.save()


def _key_of(place: int, section: SystemSection) -> str:
    """Return the key of a section: ten have a digit, the others a letter of their name."""
    return f"Alt+{section.letter or place % 10}"
