import pytest

from tests.pictures import bmp, jpeg, packed, pdf, png, tiff
from windowdesk.domain import media
from windowdesk.domain.errors import DomainError
from windowdesk.domain.media import kind_of, kind_with

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (pdf(), media.PDF),
        (b"a line of a scanner\n" + pdf(), media.PDF),
        (jpeg(), media.JPEG),
        (png(), media.PNG),
        (tiff(), media.TIFF),
        (bmp(), media.BMP),
        (packed("OFD.xml", "Doc_0/Document.xml"), media.OFD),
        (packed("[Content_Types].xml", "word/document.xml"), media.DOCX),
        (packed("xl/workbook.xml"), media.XLSX),
        (OLE + "WordDocument".encode("utf-16-le"), media.DOC),
        (OLE + "Workbook".encode("utf-16-le"), media.XLS),
    ],
)
def test_a_file_is_what_its_content_says(content: bytes, kind: media.MediaKind) -> None:
    assert kind_of(content, "harmless.exe") == kind
    assert kind_with(kind.code) == kind


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"MZ\x90\x00", "能运行的程序"),
        (b"\x7fELF\x02", "能运行的程序"),
        (b"#!/bin/sh\n", "能运行的程序"),
        (b"MZ %PDF-1.7", "能运行的程序"),
        (packed("a.jpg", "b.jpg"), "压缩包"),
        (b"Rar!\x1a\x07", "压缩包"),
        (packed("word/document.xml", "word/vbaProject.bin"), "带宏"),
        (OLE + "WordDocument _VBA_PROJECT".encode("utf-16-le"), "带宏"),
        (OLE + b"an installer", "认不出"),
        (b"\x00\x00\x00\x18ftypheic", "兼容性最佳"),
        (b"\x00\x00\x00\x18ftypmp42", "录像"),
        (b"RIFF\x00\x00\x00\x00WEBP", "JPEG 或 PNG"),
        (b"<html>", "认不出"),
        (b"PK\x03\x04 cut off", "认不出"),
        (b"", "空的"),
    ],
)
def test_what_is_not_taken_is_said_in_one_sentence(content: bytes, sentence: str) -> None:
    with pytest.raises(DomainError, match=sentence) as refused:
        kind_of(content, "户口簿.jpg")
    assert refused.value.text.startswith("“户口簿.jpg”没附上：")
    assert refused.value.field == "file"


def test_only_pictures_and_pdf_are_shown_in_the_program() -> None:
    assert [kind.label for kind in media.KINDS if kind.is_shown] == [
        "PDF",
        "JPEG 图片",
        "PNG 图片",
        "TIFF 图片",
        "BMP 图片",
    ]
