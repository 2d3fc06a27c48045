"""What the lines of a queue hold: rows of cases, and headings between them."""

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Qt

from windowdesk.domain.clock import LightReading

LINE_ROLE: Final = Qt.ItemDataRole.UserRole


@dataclass(frozen=True)
class QueueLine:
    """What a row shows. ``key`` is the case; ``group`` the heading that it stands under.

    First line: ``title``, at the right ``late``, a step beyond its own limit; second: ``who`` at
    the left, ``step`` at the right. The light's word and second line stand in a column of 104 px.
    """

    key: str
    light: LightReading
    title: str
    who: str
    step: str
    group: str = ""
    late: str = ""

    @property
    def spoken(self) -> str:
        """What a screen reader says."""
        light = f"{self.light.word} {self.light.second}".strip()
        parts = (light, self.title, self.who, self.step, self.late)
        return "，".join(part for part in parts if part)


@dataclass(frozen=True)
class QueueHeading:
    """A heading between the rows: 今天到期 3."""

    text: str
    count: str
