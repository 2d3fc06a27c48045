"""The working copy: the same words, faces for East Asia, no white of Word's own."""

import zipfile
from io import BytesIO

import pytest
from docx import Document
from docx.oxml.ns import qn

from tests.reports.orders import CODES, number_of, order
from tests.reports.reading import squeezed
from tests.reports.test_pdf import printed_facts
from windowdesk.domain.errors import DomainError
from windowdesk.reports.catalogue import PaperRenderer
from windowdesk.services.facts import sample_facts


def words(data: bytes) -> str:
    document = Document(BytesIO(data))
    return squeezed("".join(t.text or "" for t in document.element.iter(qn("w:t"))))


@pytest.mark.parametrize("code", CODES)
def test_every_fact_is_in_the_working_copy(renderer: PaperRenderer, code: str) -> None:
    text = words(renderer.docx(order(code)))
    for fact in printed_facts(code):
        number = sample_facts().texts["number"]
        assert fact in text or fact.replace(number, number_of(code)) in text


@pytest.mark.parametrize("code", CODES)
def test_every_run_names_its_east_asian_face(renderer: PaperRenderer, code: str) -> None:
    document = Document(BytesIO(renderer.docx(order(code))))
    faces = [run.find(qn("w:rPr")) for run in document.element.iter(qn("w:r"))]
    texts = [run for run in document.element.iter(qn("w:r")) if run.find(qn("w:t")) is not None]
    named = [face for face in faces if face is not None and face.find(qn("w:rFonts")) is not None]
    assert len(named) >= len(texts)
    for face in named:
        fonts = face.find(qn("w:rFonts"))
        assert fonts.get(qn("w:eastAsia"))
        assert fonts.get(qn("w:hint")) == "eastAsia"
        assert face.find(qn("w:lang")).get(qn("w:eastAsia")) == "zh-CN"


def test_word_adds_no_white_and_breaks_lines_by_chinese_rules(renderer: PaperRenderer) -> None:
    data = zipfile.ZipFile(BytesIO(renderer.docx(order("acceptance"))))
    styles = data.read("word/styles.xml").decode()
    for switch in ('autoSpaceDE w:val="0"', 'autoSpaceDN w:val="0"', 'kinsoku w:val="1"'):
        assert switch in styles


def test_lists_repeat_their_head_and_rows_are_whole(renderer: PaperRenderer) -> None:
    document = Document(BytesIO(renderer.docx(order("receipt"))))
    rows = list(document.element.iter(qn("w:tr")))
    assert all(row.find(f".//{qn('w:cantSplit')}") is not None for row in rows)
    assert len(list(document.element.iter(qn("w:tblHeader")))) == 1


def test_the_same_order_gives_the_same_bytes(renderer: PaperRenderer) -> None:
    assert renderer.docx(order("receipt")) == renderer.docx(order("receipt"))


def test_a_rare_character_stands_in_a_run_with_a_face_that_has_it(renderer: PaperRenderer) -> None:
    document = Document(BytesIO(renderer.docx(order("receipt"))))
    runs = [r for r in document.element.iter(qn("w:r")) if "𬱖" in (r.findtext(qn("w:t")) or "")]
    assert runs
    for run in runs:
        assert run.findtext(qn("w:t")) == "𬱖"
        assert run.find(qn("w:rPr")).find(qn("w:rFonts")).get(qn("w:eastAsia")) != "仿宋"


def test_a_character_that_no_font_has_stops_the_copy_too(renderer: PaperRenderer) -> None:
    with pytest.raises(DomainError, match=r"U\+10FFFD"):
        renderer.docx(order("denial", {"applicant.name": "张\U0010fffd"}))
