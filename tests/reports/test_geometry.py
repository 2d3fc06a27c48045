"""Where ink may stand: type area, margins, white round the codes (papers.md 1 and 7)."""

from collections.abc import Iterator, Mapping

import pypdfium2 as pdfium
import pytest
from PIL.Image import Image

from tests.reports.orders import CATALOGUE, CODES, order
from tests.reports.sheets import sheet_order
from windowdesk.domain.facts import Row
from windowdesk.reports.catalogue import PaperRenderer
from windowdesk.services.facts import sample_facts
from windowdesk.services.paper_port import RenderOrder
from windowdesk.services.sheet_facts import SHEETS

_DPI = 120
_WIDTH, _HEIGHT = 210.0, 297.0
# Rules and the outline of the title reach half their weight over the edge.
_LEFT, _RIGHT = 28 - 0.4, 184 + 0.4
_BAND_TOP, _BAND_LOWEST = 12 - 0.3, 32.8
_QR_LEFT = 184 - 20.5
_SHORT = {"applicant.name": "李三", "agent.name": "", "agent.relation": "", "entered.note": ""}


def _short(code: str) -> Mapping[str, str]:
    """Return short facts; a paper about what an agent does has always one."""
    return _SHORT | {"agent.name": "王五"} if code.startswith("proxy_") else _SHORT


ON_A_ROLL = {"receipt_slip"}


def many(rows: Mapping[str, tuple[Row, ...]], count: int) -> dict[str, tuple[Row, ...]]:
    """Return every list with ``count`` rows."""
    return {
        name: tuple(found[n % len(found)] for n in range(count)) for name, found in rows.items()
    }


def orders() -> Iterator[tuple[str, RenderOrder]]:
    """Yield every paper and sheet with usual, short and forty-row data."""
    # What one 送达回证 serves is one row, which is never parted.
    lists, few = many(sample_facts().rows, 40), many(sample_facts().rows, 8)["papers"]
    for code in CODES:
        yield f"{code}", order(code)
        yield f"{code}-short", order(code, _short(code), {"materials": ()})
        yield f"{code}-forty", order(code, rows={**lists, "papers": few})
    for code, kind in SHEETS.items():
        if code in ON_A_ROLL:
            continue
        yield f"{code}", sheet_order(code)
        yield f"{code}-forty", sheet_order(code, rows=many(kind.sample().rows, 40))


ORDERS = dict(orders())
# The line to cut along goes from edge to edge.
CUT = {
    name
    for name in ORDERS
    if name.split("-")[0] in {"receipt", "supplement_receipt", "gap_receipt", "passwords"}
}


def drawn(pdf: bytes) -> Iterator[Image]:
    """Yield every page, ink white on black."""
    document = pdfium.PdfDocument(pdf)
    try:
        for page in document:
            picture: Image = page.render(scale=_DPI / 72, grayscale=True).to_pil()
            yield picture.point(lambda level: 255 if level < 160 else 0)
    finally:
        document.close()


def ink(page: Image, left: float, top: float, right: float, bottom: float) -> bool:
    """Tell whether anything stands in a box in millimetres."""
    box = tuple(round(mm / 25.4 * _DPI) for mm in (left, top, right, bottom))
    return page.crop(box).getbbox() is not None  # type: ignore[arg-type]


@pytest.mark.parametrize("name", [name for name in ORDERS if name not in CUT])
def test_nothing_stands_outside_the_type_area(renderer: PaperRenderer, name: str) -> None:
    for page in drawn(renderer.pdf(ORDERS[name])):
        assert not ink(page, 0, 0, _LEFT, _HEIGHT)
        assert not ink(page, _RIGHT, 0, _WIDTH, _HEIGHT)
        assert not ink(page, 0, 0, _WIDTH, _BAND_TOP)
        assert not ink(page, 0, _HEIGHT - 12, _WIDTH, _HEIGHT)


@pytest.mark.parametrize("code", CODES)
def test_the_white_round_both_codes_stays_white(renderer: PaperRenderer, code: str) -> None:
    page = next(drawn(renderer.pdf(order(code))))
    assert CATALOGUE.get(code).kind_code
    # Four modules of half a millimetre on every side.
    assert not ink(page, _QR_LEFT - 2.2, _BAND_TOP, _QR_LEFT - 0.2, _BAND_LOWEST + 1.7)
    assert not ink(page, _QR_LEFT - 2.2, _BAND_LOWEST, _WIDTH, _BAND_LOWEST + 1.7)
    assert not ink(page, 28 + 50.4, _BAND_TOP, 28 + 53, 21)


@pytest.mark.parametrize("name", [name for name in ORDERS if name.endswith("forty")])
def test_no_page_of_a_long_paper_is_left_bare(renderer: PaperRenderer, name: str) -> None:
    pages = list(drawn(renderer.pdf(ORDERS[name])))
    for page in pages:
        assert ink(page, _LEFT, 30, _RIGHT, 120)
