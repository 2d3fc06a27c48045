"""500 names on paper and in its working copy: not one sign is changed, and none is left out."""

import unicodedata
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn

from tests.rare_names import BLOCKS, LONGEST, NAMES, rare_names
from tests.reports.orders import facts, order
from tests.reports.reading import page_texts, squeezed
from windowdesk.domain.errors import DomainError
from windowdesk.domain.text import clean_name
from windowdesk.reports.catalogue import PaperRenderer
from windowdesk.reports.fonts import Fonts
from windowdesk.services.paper_port import RenderOrder

_A_PAPER = 100


@pytest.fixture(scope="module")
def names(renderer: PaperRenderer) -> tuple[str, ...]:
    return rare_names(renderer.lacking)


def papers(names: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], RenderOrder]]:
    for start in range(0, len(names), _A_PAPER):
        some = names[start : start + _A_PAPER]
        sample = facts().rows["returned"][0]
        rows = tuple({**sample, "name": name} for name in some)
        yield some, order("materials_returned", {"applicant.name": some[0]}, {"returned": rows})


def test_the_names_reach_over_every_block_that_a_font_covers(names: tuple[str, ...]) -> None:
    assert len(names) == NAMES
    found = {
        block
        for block, (first, last) in BLOCKS.items()
        if any(first <= ord(sign) <= last for name in names for sign in name)
    }
    assert found >= set(BLOCKS) - {"I"}  # the newest block is in no font of the packages
    assert max(map(len, names)) <= LONGEST
    assert sum("·" in name for name in names) >= NAMES // 5


def test_entry_keeps_every_name(names: tuple[str, ...]) -> None:
    assert [clean_name(name) for name in names] == list(names)
    # What the plain normal form would exchange for another character is among them.
    assert any(unicodedata.normalize("NFC", name) != name for name in names)


def test_dots_that_look_alike_become_one_and_nothing_else_changes(names: tuple[str, ...]) -> None:
    for dot in "•‧∙⋅・･":
        for name in names[:20]:
            assert clean_name(name.replace("·", dot)) == name


def test_the_pdf_gives_every_name_back(renderer: PaperRenderer, names: tuple[str, ...]) -> None:
    for some, paper in papers(names):
        text = "".join(page_texts(renderer.pdf(paper)))
        assert [name for name in some if name not in text] == []


def test_the_docx_gives_every_name_back_in_a_font_that_has_it(
    renderer: PaperRenderer, names: tuple[str, ...]
) -> None:
    for some, paper in papers(names):
        document = docx.Document(BytesIO(renderer.docx(paper)))
        text = squeezed("".join(cell.text for table in document.tables for cell in table._cells))
        assert [name for name in some if name not in text] == []
        for table in document.tables:
            for run in table._tbl.iter(qn("w:r")):
                plain = "".join(one.text or "" for one in run.iter(qn("w:t")))
                if any(ord(sign) > 0xFFFF for sign in plain):
                    assert run.find(f".//{qn('w:rFonts')}").get(qn("w:eastAsia"))


def test_what_no_font_has_stops_the_paper_by_its_name_every_time(
    renderer: PaperRenderer, tmp_path: Path
) -> None:
    bare = PaperRenderer(tmp_path)
    blocks = "".join(chr(first + n) for first, _ in BLOCKS.values() for n in range(40))
    unknown = Fonts(tmp_path / "fonts", {}).lacking(f"{blocks}\U000323b0\U00033479")
    assert unknown
    for sign in unknown:
        paper = order("acceptance", {"applicant.name": f"段{sign}"})
        for attempt in (bare.check, bare.pdf, bare.docx):
            with pytest.raises(DomainError, match=f"U\\+{ord(sign):04X}") as refused:
                attempt(paper)
            assert f"“{sign}”" in refused.value.text
