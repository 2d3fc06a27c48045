"""The frozen facts of a paper: every word that was decided when it was issued."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from windowdesk.domain.canonical import canonical_text

Row = Mapping[str, str]


@dataclass(frozen=True)
class PaperFacts:
    """What a paper says, as finished text.

    ``texts`` maps a placeholder (``applicant.name``) to its text; an empty text means that there
    is nothing to say. ``rows`` maps the name of a list (``materials``) to its rows.
    """

    texts: Mapping[str, str]
    rows: Mapping[str, tuple[Row, ...]]

    @staticmethod
    def of(texts: Mapping[str, str], rows: Mapping[str, tuple[Row, ...]]) -> "PaperFacts":
        """Build facts that cannot be changed any more."""
        frozen = {
            name: tuple(MappingProxyType(dict(r)) for r in many) for name, many in rows.items()
        }
        return PaperFacts(MappingProxyType(dict(texts)), MappingProxyType(frozen))

    def to_text(self) -> str:
        """Return the canonical text: sorted keys, no spaces, characters as they are."""
        plain = {
            "rows": {name: [dict(row) for row in many] for name, many in self.rows.items()},
            "texts": dict(self.texts),
        }
        return canonical_text(plain)

    @staticmethod
    def from_text(text: str) -> "PaperFacts":
        """Read facts back from their canonical text."""
        plain = json.loads(text)
        return PaperFacts.of(
            plain["texts"], {name: tuple(many) for name, many in plain["rows"].items()}
        )
