"""Telling a scanned code of our papers from anything else that was typed."""

from typing import Final

from windowdesk.domain.paper_code import is_signed_code

CODE_MARK: Final = "WD1:"


def is_code(text: str) -> bool:
    """Tell whether a text begins as the codes of our papers do; ``read_code`` checks the rest."""
    plain = text.strip()
    return plain.upper().startswith(CODE_MARK) or is_signed_code(plain)
