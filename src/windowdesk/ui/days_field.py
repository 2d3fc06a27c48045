"""A number of days as a line."""

from windowdesk.domain.text import half_width
from windowdesk.ui.fields import LineField
from windowdesk.ui.theme import Theme

_MOST_DIGITS = 4


class DaysField(LineField):
    """``days`` is None while the line is empty or no number."""

    def __init__(self, theme: Theme, *, label: str) -> None:
        super().__init__(theme, label=label)
        self.check_with(lambda text: "写数字，如 15。" if text and read_days(text) is None else "")

    def days(self) -> int | None:
        """Return the number, None while there is none."""
        return read_days(self.value())


def read_days(text: str) -> int | None:
    """Read 15 or １５; None when it is no number."""
    digits = half_width(text).strip()
    fits = digits.isascii() and digits.isdigit() and len(digits) <= _MOST_DIGITS
    return int(digits) if fits else None
