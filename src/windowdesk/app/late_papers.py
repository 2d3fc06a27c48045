"""Templates and renderer of papers, whose libraries are imported when the first is wanted.

They take a third of the start and a fifth of the memory of a desk that only reads lists. All use
cases that come here run off the GUI thread, so that nobody waits for the import but the paper.
"""

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path

from windowdesk.app import lazy
from windowdesk.assets import Assets
from windowdesk.domain.media import MediaKind
from windowdesk.services.attachment_port import Prepared, Stamp, Workshop
from windowdesk.services.paper_port import PaperTemplate, Renderer, RenderOrder, TemplateCatalogue
from windowdesk.services.paper_styles import PaperStyle
from windowdesk.services.sealing_port import (
    CertificateFacts,
    ElectronicSeal,
    SealedFile,
    SealReading,
)
from windowdesk.settings import Settings

_CATALOGUE = "reports.catalogue"


class LateTemplates:
    """Stands in for reports.catalogue.TomlTemplateCatalogue until it is needed."""

    def __init__(self, assets: Assets) -> None:
        self._assets = assets

    def get(self, code: str, style: str = "") -> PaperTemplate:
        """Return the template of a paper."""
        return self._templates.get(code, style)

    def sheet(self, code: str, style: str = "") -> PaperTemplate:
        """Return the template of a free sheet."""
        return self._templates.sheet(code, style)

    def styles(self) -> tuple[PaperStyle, ...]:
        """Return all sets of titles."""
        return self._templates.styles()

    def codes(self) -> tuple[str, ...]:
        """Return the codes of all papers."""
        return self._templates.codes()

    @cached_property
    def _templates(self) -> TemplateCatalogue:
        made: TemplateCatalogue = lazy(_CATALOGUE).TomlTemplateCatalogue(self._assets)
        return made


class LateRenderer:
    """Stands in for reports.catalogue.PaperRenderer until it is needed."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self.workshop: Workshop = LateWorkshop(self)

    @property
    def digest(self) -> str:
        """SHA-256 in hex over renderer version and the fonts in use."""
        return self.made.digest

    def check(self, order: RenderOrder) -> None:
        """Raise DomainError if a paper could not be drawn."""
        self.made.check(order)

    def pdf(self, order: RenderOrder) -> bytes:
        """Return the paper of record."""
        return self.made.pdf(order)

    def docx(self, order: RenderOrder) -> bytes:
        """Return a working copy."""
        return self.made.docx(order)

    def faces(self) -> tuple[tuple[str, str], ...]:
        """Return the font of every use of type."""
        return self.made.faces()

    def lacking(self, text: str) -> tuple[str, ...]:
        """Return the characters that no font for paper has."""
        return self.made.lacking(text)

    @cached_property
    def made(self) -> Renderer:
        """The renderer itself; one in a process, as it keeps the fonts that were read."""
        settings = self._settings
        made: Renderer = lazy(_CATALOGUE).PaperRenderer(settings.cache, settings.fonts)
        return made


class LateWorkshop:
    """Stands in for the workshop of the renderer until a file is attached."""

    def __init__(self, renderer: LateRenderer) -> None:
        self._renderer = renderer

    def prepare(self, content: bytes, kind: MediaKind, name: str) -> Prepared:
        """Check and clean a file."""
        return self._renderer.made.workshop.prepare(content, kind, name)

    def stamped(self, content: bytes, kind: MediaKind, stamp: Stamp) -> bytes:
        """Return a stamped copy."""
        return self._renderer.made.workshop.stamped(content, kind, stamp)


class LateSeal:
    """Stands in for reports.pdf_seal.PdfSeal until an electronic seal is wanted."""

    def facts(self, certificate: Path, passphrase: str) -> CertificateFacts:
        """Read a certificate."""
        return self._made.facts(certificate, passphrase)

    def sign(self, pdf: bytes, certificate: Path, passphrase: str, reason: str) -> SealedFile:
        """Return the file with a signature over all of it."""
        return self._made.sign(pdf, certificate, passphrase, reason)

    def read(self, pdf: bytes, trusted: Sequence[str]) -> SealReading | None:
        """Read the last signature of a file."""
        return self._made.read(pdf, trusted)

    @cached_property
    def _made(self) -> ElectronicSeal:
        made: ElectronicSeal = lazy("reports.pdf_seal").PdfSeal()
        return made
