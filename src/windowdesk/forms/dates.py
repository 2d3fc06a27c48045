"""A date as it is typed: 2026-11-20, 2026.11.20, 2026/11/20, 2026年11月20日, 20261120."""

from datetime import date

from windowdesk.domain.text import half_width

_SIGNS = str.maketrans({"年": "-", "月": "-", "日": None, "/": "-", ".": "-"})


def read_day(text: str) -> date | None:
    """Return the day, None if the text is no date."""
    plain = half_width(text).strip().translate(_SIGNS)
    try:
        return date.fromisoformat("-".join(part.zfill(2) for part in plain.split("-")))
    except ValueError:
        return None
