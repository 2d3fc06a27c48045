"""The top bar: the desk's name and line at the left; find (F3) and new (F2) at the right."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QWidget

from windowdesk.ui.buttons import KeyButton
from windowdesk.ui.cut_label import CutLabel
from windowdesk.ui.key_cap import KeyCap
from windowdesk.ui.measures import SizeMeasure, fix_height
from windowdesk.ui.parts import bare, label, row
from windowdesk.ui.room import Room
from windowdesk.ui.screen import TopLine
from windowdesk.ui.states import IconSign
from windowdesk.ui.tag import Tag
from windowdesk.ui.theme import Theme


class TopBar(QFrame):
    """``find_asked`` carries what was typed into the find field; ``new_asked`` follows F2."""

    find_asked = Signal(str)
    find_left = Signal()
    new_asked = Signal()
    keys_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._title = label("", "title")
        self._tag = Tag(theme)
        self._text = CutLabel("", "label")
        self._find = _FindField(theme)
        self._find.returnPressed.connect(self._on_find_return)
        self._new = KeyButton(theme, "", "F2")
        self._new.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._new.clicked.connect(self.new_asked)
        # At 200 % the field gives way to its key; F3 opens it.
        self._caps = bare(
            row(
                theme,
                KeyCap(theme, "F3"),
                5,
                label("找", "hint"),
                12,
                KeyCap(theme, "F1"),
                5,
                label("按键", "hint"),
            )
        )
        self.setProperty("role", "bar")
        fix_height(theme, self, 50)
        self.setLayout(
            row(
                theme,
                20,
                self._title,
                16,
                self._tag,
                8,
                (self._text, 1),
                self._find,
                10,
                self._new,
                self._caps,
                16,
            )
        )
        self._caps.hide()
        self._narrow = False

    def show_line(self, title: str, line: TopLine) -> None:
        """Show another desk, or other facts of this one."""
        self._title.setText(title)
        self._tag.say(line.tag, line.tag_tone)
        self._text.set_text(line.text)
        self._find.set_hint(line.find_hint)
        self._new.setText(line.new_text)
        self._new.setVisible(bool(line.new_text) and not self._narrow)

    def set_room(self, room: Room) -> None:
        """Fold: the field shortens under 960 px and becomes a key under 760 px."""
        self._narrow = room.is_very_narrow
        self._find.set_short(short=room.is_narrow)
        self._find.setVisible(not self._narrow)
        self._caps.setVisible(self._narrow)
        self._new.setVisible(bool(self._new.text()) and not self._narrow)

    def take_find_focus(self) -> None:
        """F3: the caret goes into the find field, its old text marked."""
        self._find.show()
        self._find.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._find.selectAll()

    def leave_find(self) -> bool:
        """Leave the find field and empty it; False when the caret is not in it."""
        if not self._find.hasFocus():
            return False
        self._find.clear()
        self._find.setHidden(self._narrow)
        self.find_left.emit()
        return True

    def _on_find_return(self) -> None:
        text = self._find.text().strip()
        if text:
            self._find.clear()
            self.find_asked.emit(text)


class _FindField(QLineEdit):
    """Outside the Tab ring; F3 goes to it, Esc leaves it."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._cap = KeyCap(theme, "F3", self)
        self._sign = IconSign(theme, self, icon="search", size=18, colour="ink_3")
        self._measure = SizeMeasure(theme, self, least=(300, None), most=(300, None))
        self.setProperty("role", "find")
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setAccessibleName("找")
        theme.changed.connect(self._place)
        self._place()

    def set_hint(self, hint: str) -> None:
        self.setPlaceholderText(hint)

    def set_short(self, *, short: bool) -> None:
        width = 230 if short else 300
        self._measure.change(least=(width, None), most=(width, None))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt override: cap and icon keep to their ends."""
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        u = self._theme.u
        cap = self._cap.natural()
        self._cap.setGeometry(
            self.width() - cap.width() - u(8),
            (self.height() - cap.height()) // 2,
            cap.width(),
            cap.height(),
        )
        side = u(18)
        self._sign.setGeometry(u(7), (self.height() - side) // 2, side, side)
        # The room for icon and cap: a text margin holds whatever the style sheet pads.
        self.setTextMargins(u(20), 0, cap.width() + u(4), 0)
