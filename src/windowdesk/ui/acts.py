"""Keys and what they do: one table serves the shortcuts and the sheet of F1."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

_SPOKEN = {
    "空格": "Space",
    "↑": "Up",
    "↓": "Down",
    "←": "Left",
    "→": "Right",
}


@dataclass(frozen=True)
class KeyAct:
    """One key of a screen.

    ``keys`` is the chord as printed (``F9``, ``Alt+1``, ``Alt+↓``). Without ``run`` the key is only
    listed: a list or field handles it (so must single letters, which act only in a row list).
    ``shown`` stands in the list in place of ``keys``, several caps parted by a blank; with an empty
    ``text`` the key works but is not listed.
    """

    keys: str
    text: str
    run: Callable[[], object] | None = None
    shown: str = ""


@dataclass(frozen=True)
class KeyGroup:
    """A column of the sheet of keys."""

    title: str
    acts: tuple[KeyAct, ...]


def install(
    owner: QWidget, groups: Sequence[KeyGroup], context: Qt.ShortcutContext
) -> tuple[QShortcut, ...]:
    """Make the keys of ``groups`` work within ``owner``; they die with it."""
    made = []
    for group in groups:
        for act in group.acts:
            if act.run is None:
                continue
            shortcut = QShortcut(sequence_of(act.keys), owner)
            shortcut.setContext(context)
            shortcut.setAutoRepeat(False)
            shortcut.activated.connect(act.run)
            made.append(shortcut)
    return tuple(made)


def sequence_of(keys: str) -> QKeySequence:
    """Return the Qt chord for keys as they are printed."""
    parts = [_SPOKEN.get(part, part) for part in keys.split("+")]
    return QKeySequence("+".join(parts))
