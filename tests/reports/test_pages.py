"""Lists of any length on pages: heads, last rows, seal and stub, without drawing anything."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.reports.orders import CATALOGUE, CODES, facts, number_of
from tests.reports.test_geometry import many
from windowdesk.reports.compose import compose
from windowdesk.reports.flow import Page
from windowdesk.reports.fonts import Fonts, PaperFonts
from windowdesk.reports.pdf import set_pages
from windowdesk.reports.pdf_pen import Pen
from windowdesk.reports.template_loader import load_template
from windowdesk.services.facts import sample_facts

_LIST = re.compile(r'kind = "list".*?each = "(\w+)"', re.DOTALL)
LISTS = {
    code: tuple(dict.fromkeys(_LIST.findall(CATALOGUE.get(code).text)))
    for code in CODES
    if _LIST.search(CATALOGUE.get(code).text)
}
TEMPLATES = {code: load_template(f"{code}.toml", CATALOGUE.get(code).text) for code in LISTS}
_TEXT = {"正文", "清单", "表格", "签名"}


@pytest.fixture(scope="module")
def fonts(tmp_path_factory: pytest.TempPathFactory) -> Fonts:
    return Fonts(tmp_path_factory.mktemp("fonts"), {})


def pages(code: str, count: int, fonts: Fonts) -> list[Page[Pen]]:
    """Return where everything stands if every list of the paper has ``count`` rows."""
    rows = many({name: sample_facts().rows[name] for name in LISTS[code]}, count)
    paper = compose(TEMPLATES[code], facts(rows=rows), number_of(code))
    return set_pages(paper, PaperFonts(fonts))[1]


def check_heads(page: Page[Pen]) -> None:
    """Check that a list begins with its head, also where it goes on; no head stands alone."""
    for n, placed in enumerate(page):
        strip = placed.strip
        if strip.head is not None and (n == 0 or page[n - 1].strip.table != strip.table):
            raise AssertionError(f"{strip.name} goes on without its head")
        below = page[n + 1].strip if n + 1 < len(page) else None
        if any(strip is one.strip.head for one in page[n + 1 :]):
            assert below is not None
            assert below.head is strip


def check_last_rows(found: list[Page[Pen]], count: int) -> None:
    """Check that the page on which a list ends holds two of its rows, if it has two."""
    for page in found:
        tables = {p.strip.table for p in page if p.strip.head is not None}
        for table in tables:
            rows = [p for p in page if p.strip.table == table and p.strip.head is not None]
            goes_on = any(
                p.strip.table == table for later in found[found.index(page) + 1 :] for p in later
            )
            assert goes_on or len(rows) >= min(2, count)


def check_company(found: list[Page[Pen]]) -> None:
    """Check that seal place, hands and stub share their page with text; the stub is last."""
    for number, page in enumerate(found):
        names = [placed.strip.name for placed in page]
        if "落款" in names:
            assert sum(name in _TEXT for name in names[: names.index("落款")]) >= 2
        if "签名" in names:
            assert names.index("签名") > 0
        assert ("存根" not in names) or number == len(found) - 1
        assert names != ["份数说明"]


@pytest.mark.parametrize("code", LISTS)
def test_a_list_of_any_length_stands_well_on_its_pages(fonts: Fonts, code: str) -> None:
    @settings(max_examples=7, deadline=None, database=None)
    @given(st.integers(1, 60))
    def holds(count: int) -> None:
        stands(code, count, fonts)

    for count in (1, 2, 11):
        stands(code, count, fonts)
    holds()


def stands(code: str, count: int, fonts: Fonts) -> None:
    found = pages(code, count, fonts)
    for page in found:
        check_heads(page)
    check_last_rows(found, count)
    check_company(found)


def test_most_papers_with_materials_have_lists() -> None:
    assert {"receipt", "acceptance", "correction", "handover", "file_contents"} <= LISTS.keys()
