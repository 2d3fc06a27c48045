"""The port to templates and renderers of papers; windowdesk.reports stands behind it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from windowdesk.domain.facts import PaperFacts
from windowdesk.services.attachment_port import Workshop
from windowdesk.services.paper_asks import AskedFact
from windowdesk.services.paper_styles import PaperStyle


@dataclass(frozen=True)
class PaperTemplate:
    """What the issuing of a paper needs to know of its template.

    ``text`` is the whole TOML; ``digest`` its SHA-256 in hex. ``number_pattern`` holds
    ``{organ.short}``, ``{year}`` and ``{serial}``. ``kind_code`` is the two-digit kind in the QR
    code. ``copies`` names who gets each copy. ``seal`` is the seal that the paper has a place for,
    empty if none. ``names`` are the facts and lists that it looks at: nothing else is frozen.
    ``asks`` are those that somebody types before it can be issued.
    """

    code: str
    kind_code: str
    title: str
    version: int
    digest: str
    text: str
    number_pattern: str
    copies: tuple[str, ...]
    seal: str = ""
    names: frozenset[str] = frozenset()
    asks: tuple[AskedFact, ...] = ()


class TemplateCatalogue(Protocol):
    """Finds the template in force for a kind of paper."""

    def get(self, code: str, style: str = "") -> PaperTemplate:
        """Return the template ``code`` with the titles of ``style`` (``Centre.paper_style``).

        EnvironmentProblem if one of them is missing or faulty.
        """
        ...

    def sheet(self, code: str, style: str = "") -> PaperTemplate:
        """Return the template of a free sheet; EnvironmentProblem if it is missing or faulty."""
        ...

    def styles(self) -> tuple[PaperStyle, ...]:
        """Return all sets of titles, the usual one first."""
        ...

    def codes(self) -> tuple[str, ...]:
        """Return the codes of all papers, sorted."""
        ...


@dataclass(frozen=True)
class RenderOrder:
    """A paper to be drawn: frozen facts and the template text that they were frozen with.

    ``case_digits`` is the 24-digit case number; ``issued_at`` is shown as printing time in the
    foot line and fixes the dates inside the file; ``window`` is the desk in the foot line;
    ``watermark`` is drawn over every page if set. ``sheet`` is the kind of a free sheet, which
    has no number and belongs to no case; '' for a paper. ``code`` are the digits of the signed
    code; '' draws the plain one, as on papers from before there was a key.
    """

    template_text: str
    facts: PaperFacts
    number: str
    case_digits: str
    issued_at: datetime
    window: str
    watermark: str | None = None
    sheet: str = ""
    code: str = ""


class Renderer(Protocol):
    """Draws papers. The same order gives the same bytes.

    ``workshop`` reads and stamps attached files with the same fonts.
    """

    workshop: Workshop

    @property
    def digest(self) -> str:
        """SHA-256 in hex over renderer version and the fonts in use."""
        ...

    def check(self, order: RenderOrder) -> None:
        """Raise DomainError if the paper could not be drawn, without drawing it.

        It names the fact that is lacking or the first character that no font has. Acts ask before
        they commit, so that no number is given to a paper that can never be printed.
        """
        ...

    def pdf(self, order: RenderOrder) -> bytes:
        """Return the paper of record, all copies one after the other.

        DomainError names the first character that no font has; EnvironmentProblem if the template
        cannot be set.
        """
        ...

    def docx(self, order: RenderOrder) -> bytes:
        """Return a working copy of the same paper."""
        ...

    def faces(self) -> tuple[tuple[str, str], ...]:
        """Return for every use of type its name and the first font of its chain."""
        ...

    def lacking(self, text: str) -> tuple[str, ...]:
        """Return the characters of ``text`` that no font for paper has, in order, once each."""
        ...
