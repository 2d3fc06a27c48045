from datetime import date
from io import BytesIO

import pypdfium2
import pytest
from PIL import Image
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from tests.pictures import bmp, jpeg, packed, pdf, png, tiff
from tests.reports.reading import page_texts
from windowdesk.domain.attachment import FILE_LIMIT
from windowdesk.domain.errors import DomainError
from windowdesk.domain.media import BMP, DOCX, JPEG, PDF, PNG, TIFF, MediaKind
from windowdesk.reports.catalogue import PaperRenderer
from windowdesk.services.attachment_port import Stamp, Workshop

STAMP = Stamp(
    centre="青岫县云岭镇便民服务中心",
    item="农村宅基地和建房（规划许可）审批",
    checker="段云萍",
    on=date(2026, 11, 20),
)
WORDS = (
    "此件经与原件核对无误，仅供办理“农村宅基地和建房（规划许可）审批”使用",
    "青岫县云岭镇便民服务中心核对人：段云萍2026年11月20日",
)


@pytest.fixture(scope="module")
def workshop(tmp_path_factory: pytest.TempPathFactory) -> Workshop:
    return PaperRenderer(tmp_path_factory.mktemp("fonts")).workshop


@pytest.mark.parametrize(
    ("content", "kind", "pages"),
    [
        (pdf(3), PDF, 3),
        (jpeg(), JPEG, 1),
        (png(), PNG, 1),
        (tiff(4), TIFF, 4),
        (bmp(), BMP, 1),
        (packed("word/document.xml"), DOCX, 0),
    ],
)
def test_pages_are_counted(workshop: Workshop, content: bytes, kind: MediaKind, pages: int) -> None:
    assert workshop.prepare(content, kind, "件").pages == pages


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"%PDF-1.7 and nothing", PDF),
        (jpeg()[:120], JPEG),
        (png()[:40], PNG),
        (b"II*\x00 no directory", TIFF),
        (b"BM nothing", BMP),
    ],
)
def test_what_does_not_open_is_refused_with_what_to_do(
    workshop: Workshop, content: bytes, kind: MediaKind
) -> None:
    with pytest.raises(DomainError, match=r"“户口簿”.*再附"):
        workshop.prepare(content, kind, "户口簿")


def test_a_pdf_with_a_password_is_refused(workshop: Workshop) -> None:
    target = BytesIO()
    canvas = Canvas(target, encrypt=StandardEncryption("secret"))
    canvas.drawString(72, 720, "locked")
    canvas.save()
    with pytest.raises(DomainError, match="加了密码"):
        workshop.prepare(target.getvalue(), PDF, "合同")


@pytest.mark.parametrize(
    ("content", "kind", "sheets"),
    [(pdf(2), PDF, 2), (jpeg(), JPEG, 1), (png(), PNG, 1), (tiff(3), TIFF, 3), (bmp(), BMP, 1)],
)
def test_every_page_of_a_checked_copy_bears_the_stamp(
    workshop: Workshop, content: bytes, kind: MediaKind, sheets: int
) -> None:
    texts = ["".join(text.split()) for text in page_texts(workshop.stamped(content, kind, STAMP))]
    assert len(texts) == sheets
    for text in texts:
        for words in WORDS:
            assert words in text


def test_the_stamp_hides_nothing_of_the_page(workshop: Workshop) -> None:
    """The whole picture stands above the stamp: a mark in its last row is still there."""
    picture = Image.new("RGB", (300, 424), "white")
    picture.paste("red", (0, 414, 300, 424))
    target = BytesIO()
    picture.save(target, "PNG")
    drawn = drawn_page(workshop.stamped(target.getvalue(), PNG, STAMP))
    red = [y for y in range(drawn.height) if is_red(drawn.getpixel((drawn.width // 2, y)))]
    stamp_top = drawn.height * (297 - 8 - 22) / 297
    assert red
    assert max(red) < stamp_top


def test_a_photo_that_lies_on_its_side_is_turned_upright(workshop: Workshop) -> None:
    upright = drawn_page(workshop.stamped(jpeg(60, 40, orientation=6), JPEG, STAMP))
    assert upright.height > upright.width
    lying = drawn_page(workshop.stamped(jpeg(60, 40), JPEG, STAMP))
    assert lying.width > lying.height


def test_a_very_long_item_name_still_fits_its_band(workshop: Workshop) -> None:
    long = Stamp(STAMP.centre, "事" * 80, STAMP.checker, STAMP.on)
    (text,) = page_texts(workshop.stamped(png(), PNG, long))
    assert "事" * 80 in "".join(text.split())


def test_a_large_photo_becomes_a_small_copy(workshop: Workshop) -> None:
    target = BytesIO()
    Image.effect_noise((4000, 3000), 80).convert("RGB").save(target, "JPEG", quality=90)
    copy = workshop.stamped(target.getvalue(), JPEG, STAMP)
    assert len(copy) < FILE_LIMIT / 4


def drawn_page(content: bytes) -> Image.Image:
    document = pypdfium2.PdfDocument(content)
    try:
        return document[0].render(scale=1).to_pil().convert("RGB").copy()
    finally:
        document.close()


def is_red(pixel: object) -> bool:
    assert isinstance(pixel, tuple)
    return bool(pixel[0] > 200 and pixel[1] < 80 and pixel[2] < 80)
