"""The pieces of a case's file in their order, with their pages (卷内目录)."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date


@dataclass(frozen=True)
class FilePiece:
    """One piece of a file: ``number`` its 文号 ('' if it bears none), ``author`` 责任者.

    ``pages`` are its sheets as they are counted; ``first`` the page that it begins on, from 1.
    """

    title: str
    author: str
    on: date
    pages: int
    number: str = ""
    note: str = ""
    first: int = 0

    @property
    def page_text(self) -> str:
        """The pages as the list writes them: 20 or 22-27."""
        last = self.first + self.pages - 1
        return str(self.first) if last == self.first else f"{self.first}-{last}"


def paged(pieces: Iterable[FilePiece]) -> tuple[FilePiece, ...]:
    """Return the pieces with the pages that they begin on; every piece has one at least."""
    found, page = [], 1
    for one in pieces:
        held = replace(one, pages=max(one.pages, 1), first=page)
        found.append(held)
        page += held.pages
    return tuple(found)


def pages_of(pieces: Iterable[FilePiece]) -> int:
    """Return how many pages a file has."""
    return sum(one.pages for one in pieces)
