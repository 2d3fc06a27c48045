"""The base of all screens: a layout file, bound names, keys, and what the top bar shows."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import ClassVar, TypeVar, get_type_hints

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from windowdesk.ui.acts import KeyGroup, install
from windowdesk.ui.fields import Field
from windowdesk.ui.kit import Kit
from windowdesk.ui.layout_file import LayoutMismatch, Maker, load_layout
from windowdesk.ui.room import Room
from windowdesk.ui.sheet import Sheet
from windowdesk.ui.tone import Tone

Result = TypeVar("Result")


@dataclass(frozen=True)
class TopLine:
    """What the top bar shows beside the title: a tag and a line; and the words of F2.

    ``find_hint`` stands in the find field while it is empty.
    """

    tag: str = ""
    tag_tone: Tone = Tone.PLAIN
    text: str = ""
    new_text: str = ""
    find_hint: str = "找人、办件、事项，或扫码"


class Screen(QWidget):
    """A desk. Subclasses name their layout, declare the widgets in it and list their keys.

    For example::

        class IssueDesk(Screen):
            layout_name = "issue_desk"
            queue: RowList
            deliver_button: KeyButton

    Every public name with a widget type is looked up in the layout; one that is missing or of
    another type raises ``LayoutMismatch``. Collaborators come in by ``__init__``.
    """

    layout_name: ClassVar[str]
    own_widgets: ClassVar[Mapping[str, Maker]] = {}

    top_changed = Signal(TopLine)
    sheet_wanted = Signal(Sheet)
    badge_changed = Signal(int)
    case_wanted = Signal(str)

    def __init__(self, kit: Kit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kit = kit
        self.theme = kit.theme
        self._top = TopLine()
        self._room = Room(1366, 768)
        root = load_layout(kit.assets, kit.theme, self.layout_name, self.own_widgets)
        self._bind(root)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(root)
        self._installed = False

    @property
    def top(self) -> TopLine:
        """What the top bar shows now."""
        return self._top

    @property
    def room(self) -> Room:
        """The room that there is, for folding."""
        return self._room

    def minimumSizeHint(self) -> QSize:
        """Qt override: a desk folds to the room that there is; it never holds the window open."""
        return QSize(self.theme.u(320), self.theme.u(160))

    def keys(self) -> tuple[KeyGroup, ...]:
        """Return the keys of this screen; those with a ``run`` work while it is in front."""
        return ()

    def help_page(self) -> str:
        """Return the name of the help page in ``resources/help``, without ``.md``."""
        return self.layout_name

    def entered(self) -> None:
        """Follow up on coming to the front: refresh what others may have changed."""

    def take_focus(self) -> None:
        """Put the focus on the first gap of the desk."""
        self.focusNextChild()

    def new(self) -> None:
        """F2: the new thing of this desk."""

    def refresh(self) -> None:
        """F5: ask again."""

    def step_back(self) -> bool:
        """Esc: go back one step without losing anything; False when there is none."""
        return False

    def look_for(self, text: str) -> bool:
        """Look for ``text`` here; False hands it on to the search screen."""
        del text
        return False

    def fold(self, room: Room) -> None:
        """Fold what there is no room for; called whenever the room changes."""

    def fields(self) -> Mapping[str, Field]:
        """Return the fields that a ``DomainError`` may name, by that name."""
        return {}

    def run(
        self,
        work: Callable[[], Result],
        on_done: Callable[[Result], None],
        on_error: Callable[[Exception], None] | None = None,
    ) -> None:
        """Do ``work`` off the GUI thread; errors are shown by ``on_failed`` by default."""
        self.kit.tasks.run(work, on_done, on_error or self.on_failed)

    def on_failed(self, error: Exception) -> None:
        """Show an error: at the field that it names, else as a banner."""
        self.kit.notifier.failed(error, self.fields())

    def open_sheet(self, sheet: Sheet) -> None:
        """Open a sheet over the desk."""
        self.sheet_wanted.emit(sheet)

    def show_top(self, top: TopLine) -> None:
        """Change what the top bar shows."""
        self._top = top
        self.top_changed.emit(top)

    def install_keys(self) -> None:
        """Make the keys work; called once by the main window."""
        if not self._installed:
            self._installed = True
            install(self, self.keys(), Qt.ShortcutContext.WindowShortcut)

    def set_room(self, room: Room) -> None:
        """Take the room that there is and fold."""
        self._room = room
        self.fold(room)

    def _bind(self, root: QWidget) -> None:
        for name, kind in get_type_hints(type(self)).items():
            if name.startswith("_") or not isinstance(kind, type) or not issubclass(kind, QWidget):
                continue
            widget = root.findChild(QWidget, name)
            if not isinstance(widget, kind):
                found = type(widget).__name__ if widget is not None else "nothing"
                raise LayoutMismatch(
                    f"{self.layout_name}.ui: {name} must be a {kind.__name__}, found {found}"
                )
            setattr(self, name, widget)
