"""Materials as they were handed in with a case."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from types import MappingProxyType


class MaterialState(StrEnum):
    """What the clerk found for one material of the list."""

    UNCHECKED = "unchecked"
    PRESENT = "present"
    MISSING = "missing"
    LATE = "late"
    PROMISED = "promised"
    SHARED = "shared"


MATERIAL_LABEL: Mapping[MaterialState, str] = MappingProxyType(
    {
        MaterialState.UNCHECKED: "待核",
        MaterialState.PRESENT: "齐",
        MaterialState.MISSING: "缺",
        MaterialState.LATE: "容缺",
        MaterialState.PROMISED: "承诺",
        MaterialState.SHARED: "免交",
    }
)

# Nothing is asked for any more: handed in, replaced by a commitment, or fetched by sharing.
SETTLED = frozenset((MaterialState.PRESENT, MaterialState.PROMISED, MaterialState.SHARED))


@dataclass(frozen=True)
class HandedIn:
    """One material of a case. Counts are sheets of paper; ``files`` are electronic copies."""

    code: str
    name: str
    required: bool
    state: MaterialState
    originals: int = 0
    copies: int = 0
    files: int = 0
    pages: int = 0
    returned: bool = False
    note: str = ""


def with_files(materials: Iterable[HandedIn], code: str, files: int) -> tuple[HandedIn, ...]:
    """Return the list with ``files`` electronic copies of one material; the rest stays."""
    return tuple(replace(m, files=files) if m.code == code else m for m in materials)


def keeping_files(materials: Iterable[HandedIn], known: Iterable[HandedIn]) -> tuple[HandedIn, ...]:
    """Return a list that was checked anew, with the electronic copies that are stored already."""
    files = {m.code: m.files for m in known}
    return tuple(replace(m, files=max(m.files, files.get(m.code, 0))) for m in materials)
