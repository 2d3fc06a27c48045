"""Telling a scanned code of our papers from anything else that was typed."""

from typing import Final

CODE_MARK: Final = "WD1:"


def is_code(text: str) -> bool:
    """Tell whether a text begins as the codes of our papers do; ``read_code`` checks the rest."""
    return text.strip().upper().startswith(CODE_MARK)
