"""The room for a desk, and what folds in it (look.md, section 6)."""

from dataclasses import dataclass
from enum import StrEnum


class Rail(StrEnum):
    """How much of the rail there is room for."""

    FULL = "full"
    WORDS = "words"
    HIDDEN = "hidden"


@dataclass(frozen=True)
class Room:
    """Width and height inside the window frame, in px at 100 % (pixels divided by the scale)."""

    width: float
    height: float

    @property
    def rail(self) -> Rail:
        """Icons and words, words alone, or nothing."""
        if self.is_very_narrow:
            return Rail.HIDDEN
        return Rail.WORDS if self.is_narrow else Rail.FULL

    @property
    def is_low(self) -> bool:
        """Under 720 high: hint lines, second lines and gaps give way."""
        return self.height < 720  # noqa: PLR2004 - the table of look.md

    @property
    def is_narrow(self) -> bool:
        """Under 960 wide (150 %): papers become a line, the form folds unless active."""
        return self.width < 960  # noqa: PLR2004 - as above

    @property
    def is_very_narrow(self) -> bool:
        """Under 760 wide (200 %): one row of steps, the pane becomes a foot."""
        return self.width < 760  # noqa: PLR2004 - as above

    @property
    def is_very_low(self) -> bool:
        """Under 480 high: sentence, later date, key hints go; fewer rows of the list."""
        return self.height < 480  # noqa: PLR2004 - as above

    @property
    def is_lowest(self) -> bool:
        """Under 360 high: the status bar goes until something in it is amber or red."""
        return self.height < 360  # noqa: PLR2004 - as above
