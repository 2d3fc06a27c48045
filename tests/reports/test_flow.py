"""Strips on pages: ties, heads, feet, and an end to everything."""

import pytest

from windowdesk.domain.errors import DomainError
from windowdesk.reports.flow import Edges, Page, Strip, paginate


def nothing(pen: None, y: float, edges: Edges) -> None:
    """Draw nothing."""


def strip(
    name: str, height: float = 10, *, keep: bool = False, before: float = 0, table: int = 0,
    head: Strip[None] | None = None, at_foot: bool = False,
) -> Strip[None]:  # fmt: skip
    return Strip(name, height, nothing, before, keep, table, head, at_foot)


def names(pages: list[Page[None]]) -> list[str]:
    return ["".join(placed.strip.name for placed in page) for page in pages]


def test_strips_fill_a_page_and_go_on() -> None:
    assert names(paginate([strip(x) for x in "abcde"], 30, 20, 9)) == ["abc", "de"]


def test_tied_strips_come_on_one_page() -> None:
    strips = [strip("a"), strip("b", keep=True), strip("c", keep=True), strip("d")]
    assert names(paginate(strips, 30, 30, 9)) == ["a", "bcd"]


def test_a_chain_that_no_page_holds_is_broken_where_it_must() -> None:
    strips = [strip(x, keep=True) for x in "abcde"]
    assert names(paginate(strips, 30, 30, 9)) == ["abc", "de"]


def test_the_head_of_a_table_stands_on_every_page() -> None:
    head = strip("H", table=1)
    rows = [strip(x, table=1, head=head) for x in "abcd"]
    pages = paginate([strip("H", keep=True, table=1), *rows], 30, 30, 9)
    assert names(pages) == ["Hab", "Hcd"]
    assert [placed.edges.first for placed in pages[1]] == [True, False, False]
    assert [placed.edges.last for placed in pages[1]] == [False, False, True]


def test_white_above_is_left_out_at_the_top_of_a_page() -> None:
    pages = paginate([strip("a"), strip("b", before=15)], 20, 20, 9)
    assert [page[0].y for page in pages] == [0, 0]


def test_what_belongs_to_the_foot_goes_there() -> None:
    (page,) = paginate([strip("a"), strip("s", at_foot=True)], 100, 100, 9)
    assert page[1].y == 90


def test_a_strip_higher_than_a_page_is_named() -> None:
    with pytest.raises(DomainError, match="办理结果太长，一页放不下"):
        paginate([strip("办理结果", 50)], 30, 30, 9)


def test_more_pages_than_the_limit_are_refused() -> None:
    with pytest.raises(DomainError, match="超过了2页"):
        paginate([strip("正文", 20) for _ in range(5)], 30, 30, 2)
