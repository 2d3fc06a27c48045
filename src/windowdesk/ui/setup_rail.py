"""The list of pages at the left of the wizard."""

from collections.abc import Collection, Sequence

from PySide6.QtWidgets import QFrame, QLabel

from windowdesk.ui.measures import fix_width
from windowdesk.ui.parts import STRETCH, Item, column, label, set_look
from windowdesk.ui.theme import Theme

_FOOT = "F1 怎么填\nEsc 先放着，写好的都留着"


class SetupRail(QFrame):
    """``steps`` are pairs of code and title, in their order."""

    def __init__(self, theme: Theme, steps: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self.setProperty("role", "rail")
        self._steps: dict[str, QLabel] = {}
        items: list[Item] = []
        for number, (code, title) in enumerate(steps, start=1):
            self._steps[code] = label(f"{number}　{title}", "rail_body")
            items += [self._steps[code], 10]
        self.setLayout(
            column(
                theme,
                label("一窗受理", "rail_hero", wrap=True),
                8,
                label("第一次使用，一页一页填", "rail_head", wrap=True),
                30,
                *items,
                STRETCH,
                label(_FOOT, "rail_body", wrap=True),
                margins=(40, 60, 20, 24),
            )
        )
        fix_width(theme, self, 290)

    def show_step(self, current: str, way: Collection[str]) -> None:
        """Light the page in front, and hide those that this way does not come to."""
        for code, step in self._steps.items():
            set_look(step, role="rail_now" if code == current else "rail_body")
            step.setVisible(code in way)
