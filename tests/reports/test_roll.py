"""The slip of 80 mm: as long as it must be, in sans, with codes that a roll printer keeps even."""

from dataclasses import replace
from pathlib import Path

import pypdfium2 as pdfium
import pytest
import zxingcpp
from PIL import ImageOps

from tests.reports.orders import CATALOGUE, DIGITS, SIGNED
from tests.reports.reading import codes, fonts, page_texts
from tests.reports.sheets import sheet_order
from tests.reports.test_geometry import drawn, ink
from windowdesk.assets import Assets
from windowdesk.domain.errors import DomainError, EnvironmentProblem
from windowdesk.reports.catalogue import PaperRenderer, TomlTemplateCatalogue
from windowdesk.services.paper_port import RenderOrder

SLIP = "receipt_slip"
LONG_ITEM = "农村村民住宅建设使用未利用地和存量建设用地（原址翻建、异址新建、改扩建）联合办理"


def slip(**texts: str) -> RenderOrder:
    """Return an order for a slip with the codes of a paper."""
    named = {name.replace("__", "."): text for name, text in texts.items()}
    return replace(sheet_order(SLIP, named), case_digits=DIGITS, code=SIGNED)


def size_mm(pdf: bytes) -> tuple[float, float]:
    document = pdfium.PdfDocument(pdf)
    try:
        (page,) = document
        width, height = page.get_size()
        return width / 72 * 25.4, height / 72 * 25.4
    finally:
        document.close()


@pytest.mark.parametrize("mark", [None, "演示·无效"])
def test_both_codes_are_read_from_the_dots_of_a_roll_printer(
    renderer: PaperRenderer, mark: str | None
) -> None:
    assert codes(renderer.pdf(replace(slip(), watermark=mark))) == [{DIGITS, SIGNED}]


def test_the_roll_is_cut_where_the_words_end(renderer: PaperRenderer) -> None:
    width, height = size_mm(renderer.pdf(slip()))
    assert width == pytest.approx(80)
    # The page ends on a whole dot of the printer.
    assert height * 8 == pytest.approx(round(height * 8), abs=0.01)
    assert size_mm(renderer.pdf(slip(item__name=LONG_ITEM)))[1] > height
    assert size_mm(renderer.pdf(slip(agent__masked_name="", notice_due="")))[1] < height


def test_ink_keeps_to_what_the_printer_reaches_and_off_the_cutter(renderer: PaperRenderer) -> None:
    pdf = renderer.pdf(slip(item__name=LONG_ITEM))
    _, height = size_mm(pdf)
    (page,) = drawn(pdf)
    assert not ink(page, 0, 0, 3.6, height)
    assert not ink(page, 76.4, 0, 80, height)
    assert not ink(page, 0, height - 9.5, 80, height)


def test_white_stands_round_the_code(renderer: PaperRenderer) -> None:
    (page,) = drawn(renderer.pdf(slip()))
    found = zxingcpp.read_barcodes(ImageOps.invert(page))
    (at,) = [code.position for code in found if code.text == SIGNED]
    dots = page.width / 80
    left, right = at.top_left.x / dots, at.top_right.x / dots
    top, bottom = at.top_left.y / dots, at.bottom_left.y / dots
    assert right - left == pytest.approx(41 * 0.625, abs=0.6)
    for box in (
        (left - 2.2, top, left - 0.5, bottom),
        (right + 0.5, top, right + 2.2, bottom),
        (left, top - 2.2, right, top - 0.5),
        (left, bottom + 0.5, right, bottom + 2.2),
    ):
        assert not ink(page, *box)


def test_it_is_a_convenience_and_says_so(renderer: PaperRenderer) -> None:
    (text,) = page_texts(renderer.pdf(slip()))
    for words in (
        "收件小票", "只证明收到材料，不代表受理", "以申请材料接收凭证为准", "热敏纸会褪色",
        "990322103-02-20261120-00137", "云岭便收〔2026〕137号", "补正告知最迟2026年11月27日",
    ):  # fmt: skip
        assert words in text
    assert "应办结" not in text


def test_what_the_style_calls_otherwise_is_called_so(renderer: PaperRenderer) -> None:
    for style in CATALOGUE.styles():
        template = CATALOGUE.sheet(SLIP, style.code)
        assert renderer.pdf(replace(slip(), template_text=template.text))


def test_one_face_without_serifs_and_the_same_bytes_twice(renderer: PaperRenderer) -> None:
    first = renderer.pdf(slip())
    names = [str(font["/BaseFont"]) for font in fonts(first)]
    assert names
    assert not [name for name in names if "Serif" in name or "Song" in name]
    for font in fonts(first):
        assert "/FontFile2" in font["/FontDescriptor"].get_object()  # type: ignore[operator]
    assert renderer.pdf(slip()) == first


def test_a_character_that_no_font_has_stops_the_slip(renderer: PaperRenderer) -> None:
    with pytest.raises(DomainError, match=r"U\+10FFFD"):
        renderer.pdf(slip(applicant__masked_name="\U0010fffd***江"))


FAULTY = [
    ("widths = [17, 55]", "widths = [20, 55]", "加起来是 75 毫米，要正好 72"),
    ("widths = [17, 55]", "widths = [17, 20, 15, 20]", "只有两格"),
    (
        'kind = "paragraph"\ntext',
        'kind = "signature"\nof = "centre"\n[[block]]\nkind = "paragraph"\ntext',
        "小票里只能有",
    ),
]


@pytest.mark.parametrize(("old", "new", "told"), FAULTY)
def test_what_a_roll_has_no_room_for_is_refused(
    tmp_path: Path, old: str, new: str, told: str
) -> None:
    good = CATALOGUE.sheet(SLIP).text
    assert old in good
    folder = tmp_path / "reports" / "sheets"
    folder.mkdir(parents=True)
    (folder / f"{SLIP}.toml").write_text(good.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(EnvironmentProblem) as problem:
        TomlTemplateCatalogue(Assets(tmp_path)).sheet(SLIP)
    assert told in problem.value.text
