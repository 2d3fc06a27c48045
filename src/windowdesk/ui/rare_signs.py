"""Rare characters are named at entry, with their code point and whether paper can show them."""

from collections.abc import Iterable
from functools import partial

from PySide6.QtCore import QObject

from windowdesk.services.paper_port import Renderer
from windowdesk.ui.noted_field import NotedField
from windowdesk.ui.tasks import OnError, Tasks
from windowdesk.ui.tone import Tone

_LAST_OF_BMP = 0xFFFF


class RareSigns(QObject):
    """Looks at text fields when they are left; the fonts of paper are asked off the GUI thread."""

    def __init__(
        self, tasks: Tasks, renderer: Renderer, on_error: OnError, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._renderer = renderer
        self._on_error = on_error

    def watch(self, fields: Iterable[NotedField]) -> None:
        """Look at these fields from now on."""
        for field in fields:
            field.left.connect(partial(self.look, field))

    def look(self, field: NotedField, text: str) -> None:
        """Ask about what stands in a field."""
        if text.isascii() or field.fault():
            field.set_remark("")
            return
        work = partial(self._renderer.lacking, text)
        self._tasks.run(work, partial(self._tell, field, text), self._on_error)

    def _tell(self, field: NotedField, text: str, lacking: tuple[str, ...]) -> None:
        if field.value() != text:
            return
        rare = [sign for sign in dict.fromkeys(text) if ord(sign) > _LAST_OF_BMP]
        if lacking:
            names = "、".join(f"“{sign}”{_code(sign)}" for sign in lacking)
            said = f"{names} 纸上打不出来。照证件录，先叫管理员装上字库再受理。"
            field.set_remark(said, Tone.AMBER)
        elif rare:
            field.set_remark(f"生僻字 {'、'.join(map(_code, rare))}，纸上能打出来")
        else:
            field.set_remark("")


def _code(sign: str) -> str:
    return f"U+{ord(sign):04X}"
