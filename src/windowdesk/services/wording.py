"""What staff write into a case and onto its papers: cleaned, and no longer than a paper takes."""

from dataclasses import replace

from windowdesk.domain.case import Decision
from windowdesk.domain.text import TextKind, clean

# A reason or the content of a decision fills half a page at most; a certificate number a line.
STATEMENT = TextKind(500, many_lines=True)
PARTICULAR = TextKind(200)
_SHORT = TextKind(60)


def statement(text: str, field: str) -> str:
    """Return an opinion, reason or note; DomainError at ``field`` if it cannot stand on paper."""
    return clean(text, STATEMENT, field)


def short(text: str, field: str) -> str:
    """Return a name or number in one short line; DomainError at ``field``."""
    return clean(text, _SHORT, field)


def particular(text: str, field: str) -> str:
    """Return a detail in one line, which may be a long one; DomainError at ``field``."""
    return clean(text, PARTICULAR, field)


def read_decision(typed: Decision) -> Decision:
    """Return a decision as it goes onto paper; DomainError at ``decision.…``."""
    return replace(
        typed,
        content=clean(typed.content, STATEMENT, "decision.content"),
        reason=clean(typed.reason, STATEMENT, "decision.reason"),
        basis=clean(typed.basis, STATEMENT, "decision.basis"),
        validity=clean(typed.validity, PARTICULAR, "decision.validity"),
        certificate=clean(typed.certificate, PARTICULAR, "decision.certificate"),
    )
