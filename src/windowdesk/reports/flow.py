"""Puts strips of a paper on pages; pure, in points, without a renderer.

A strip is never split. ``keep`` ties it to the next one; strips that are tied come on one page
as long as a page can hold them. A table repeats its head; what stands ``at_foot`` goes to the
foot of the last page.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from windowdesk.domain.errors import DomainError

PenT = TypeVar("PenT")

_SLACK = 0.01


@dataclass(frozen=True)
class Edges:
    """Where a row stands inside its table on a page."""

    first: bool
    last: bool
    under_head: bool


@dataclass(frozen=True)
class Strip(Generic[PenT]):
    """A horizontal piece of a paper.

    ``draw`` gets the pen, the y of the upper edge and the edges. ``before`` is white above that
    is left out at the top of a page. ``table`` numbers the table that a row belongs to; 0: none.
    ``name`` tells a person where it comes from.
    """

    name: str
    height: float
    draw: Callable[[PenT, float, Edges], None]
    before: float = 0.0
    keep: bool = False
    table: int = 0
    head: "Strip[PenT] | None" = None
    at_foot: bool = False


@dataclass
class Placed(Generic[PenT]):
    """A strip with the y of its upper edge, measured down from the top of the type area."""

    strip: Strip[PenT]
    y: float
    edges: Edges = field(default_factory=lambda: Edges(first=True, last=True, under_head=False))


Page = list[Placed[PenT]]


def paginate(
    strips: list[Strip[PenT]], first_height: float, later_height: float, page_limit: int
) -> list[Page[PenT]]:
    """Return the pages; DomainError names the strip that no page can hold, or that is too many."""
    pages: list[Page[PenT]] = []
    start = 0
    while start < len(strips):
        height = later_height if pages else first_height
        page, start = _fill(strips, start, height)
        pages.append(page)
        if len(pages) > page_limit:
            raise DomainError(
                f"{strips[start - 1].name}太长，一份文书超过了{page_limit}页。"
                "缩短这一项，详细内容另作附件。"
            )
    for page in pages:
        _mark_edges(page)
    return pages


def _fill(strips: list[Strip[PenT]], start: int, height: float) -> tuple[Page[PenT], int]:
    """Return a page and the number of the strip that begins the next one."""
    end = _end(strips, start, height)
    page: Page[PenT] = []
    y = 0.0
    for strip in _with_head(strips[start:end]):
        if strip.at_foot:
            y = height - strip.height
        elif page:
            y += strip.before
        page.append(Placed(strip, y))
        y += strip.height
    return page, end


def _end(strips: list[Strip[PenT]], start: int, height: float) -> int:
    head = strips[start].head
    y = head.height if head is not None else 0.0
    allowed = start
    for n in range(start, len(strips)):
        strip = strips[n]
        y += strip.height + (strip.before if n > start else 0.0)
        if y > height + _SLACK:
            if n == start:
                raise DomainError(f"{strip.name}太长，一页放不下。缩短这一项，详细内容另作附件。")
            return allowed if allowed > start else n
        if not strip.keep:
            allowed = n + 1
    return len(strips)


def _with_head(strips: list[Strip[PenT]]) -> list[Strip[PenT]]:
    head = strips[0].head
    return [head, *strips] if head is not None else strips


def _mark_edges(page: Page[PenT]) -> None:
    for n, placed in enumerate(page):
        table = placed.strip.table
        above = page[n - 1].strip if n else None
        below = page[n + 1].strip if n + 1 < len(page) else None
        placed.edges = Edges(
            first=above is None or above.table != table,
            last=below is None or below.table != table,
            under_head=above is not None and above is placed.strip.head,
        )
