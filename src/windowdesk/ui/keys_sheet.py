"""F1: the keys of this screen and of all screens; beside them the help page of the desk."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QGridLayout,
    QScrollArea,
    QStackedWidget,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from windowdesk.assets import Assets
from windowdesk.ui.acts import KeyAct, KeyGroup
from windowdesk.ui.buttons import Choice, Segments
from windowdesk.ui.key_cap import KeyCap
from windowdesk.ui.measures import LayoutMeasure, SizeMeasure
from windowdesk.ui.parts import STRETCH, bare, column, label, row
from windowdesk.ui.sheet import Sheet
from windowdesk.ui.theme import Theme

_KEYS = "keys"
_HELP = "help"
_PAGES = {_KEYS: 0, _HELP: 1}


def help_text(assets: Assets, name: str) -> str:
    """Return the help page of a name, in Markdown; '' if there is none."""
    path = assets.path("resources", f"help/{name}.md")
    return path.read_text(encoding="utf-8") if path.is_file() else ""


class KeysSheet(Sheet):
    """Two pages; F1 or ←→ turns. Without a help page there is only the first.

    ``groups`` are the columns, the screen's first; ``help_page`` is Markdown from
    ``resources/help``, handed in as text.
    """

    def __init__(
        self, theme: Theme, screen_title: str, groups: Sequence[KeyGroup], help_page: str
    ) -> None:
        super().__init__(theme, "keyboard", f"{screen_title}的按键", width=1000)
        self._pages = QStackedWidget()
        self._pages.addWidget(_Scroll(theme, bare(self._table(groups))))
        self._tabs = Segments(theme)
        self._tabs.set_choices((Choice(_KEYS, "按键"), Choice(_HELP, "怎么办")))
        self._tabs.set_value(_KEYS)
        self._tabs.chosen.connect(self._on_tabs_chosen)
        if help_page:
            self._pages.addWidget(self._reader(help_page))
            self.put_row(self._tabs, 12, KeyCap(theme, "F1"), 4, label("翻页", "hint"), STRETCH)
            self.put(bare(column(theme, 12)))
        self.put(self._pages, 1)

    def keys(self) -> tuple[KeyGroup, ...]:
        """F1 again turns the page."""
        return (KeyGroup("", (KeyAct("F1", "", self._turn),)),)

    def _turn(self) -> None:
        if self._pages.count() > 1:
            other = _HELP if self._tabs.value() == _KEYS else _KEYS
            self._tabs.set_value(other)
            self._tabs.take_focus()
            self._on_tabs_chosen(other)

    def _on_tabs_chosen(self, page: str) -> None:
        self._pages.setCurrentIndex(_PAGES[page])

    def _table(self, groups: Sequence[KeyGroup]) -> QGridLayout:
        table = QGridLayout()
        LayoutMeasure(self.theme, table, gap=24)
        columns = [group for group in groups if any(act.text for act in group.acts)]
        for index, group in enumerate(columns):
            table.addLayout(self._column_of(group), 0, index, Qt.AlignmentFlag.AlignTop)
            table.setColumnStretch(index, 1)
        return table

    def _column_of(self, group: KeyGroup) -> QVBoxLayout:
        grid = QGridLayout()
        LayoutMeasure(self.theme, grid, gap=7)
        listed = [act for act in group.acts if act.text]
        for index, act in enumerate(listed):
            caps = bare(
                row(
                    self.theme,
                    *(KeyCap(self.theme, key) for key in _caps(act)),
                    STRETCH,
                    gap=4,
                )
            )
            SizeMeasure(self.theme, caps, least=(92, None))
            grid.addWidget(caps, index, 0)
            grid.addWidget(label(act.text), index, 1)
        grid.setColumnStretch(1, 1)
        return column(self.theme, label(group.title, "label"), 8, grid, STRETCH)

    def _reader(self, help_page: str) -> QTextBrowser:
        reader = QTextBrowser()
        reader.setOpenLinks(False)
        reader.setMarkdown(help_page)
        reader.setProperty("role", "reader")
        reader.setAccessibleName("怎么办")
        SizeMeasure(self.theme, reader, least=(None, 420))
        return reader


class _Scroll(QScrollArea):
    """Asks for the room of all its content, and scrolls only where there is less (200 %)."""

    def __init__(self, theme: Theme, content: QWidget) -> None:
        super().__init__()
        self._content = content
        self._theme = theme
        self.setWidget(content)
        self.setWidgetResizable(True)
        self.setProperty("role", "bare")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("按键")

    def sizeHint(self) -> QSize:
        """Qt override."""
        return self._content.sizeHint()

    def minimumSizeHint(self) -> QSize:
        """Qt override."""
        return QSize(self._theme.u(200), self._theme.u(120))


def _caps(act: KeyAct) -> list[str]:
    return (act.shown or act.keys).split(" ")
