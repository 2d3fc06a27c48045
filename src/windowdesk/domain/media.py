"""What a file is, told by its content and never by its name; and which files are taken."""

import zipfile
from dataclasses import dataclass
from io import BytesIO

from windowdesk.domain.errors import DomainError

_HEAD = 1024
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = b"PK\x03\x04"
_MACROS = "_VBA_PROJECT".encode("utf-16-le")
_FIELD = "file"


@dataclass(frozen=True)
class MediaKind:
    """A kind of file that is taken. ``code`` is its media type; the first suffix is the usual one.

    ``is_shown`` tells whether the program itself can show it; the others are kept and exported.
    """

    code: str
    label: str
    suffixes: tuple[str, ...]
    is_shown: bool = False


PDF = MediaKind("application/pdf", "PDF", (".pdf",), is_shown=True)
JPEG = MediaKind("image/jpeg", "JPEG 图片", (".jpg", ".jpeg", ".jpe", ".jfif"), is_shown=True)
PNG = MediaKind("image/png", "PNG 图片", (".png",), is_shown=True)
TIFF = MediaKind("image/tiff", "TIFF 图片", (".tif", ".tiff"), is_shown=True)
BMP = MediaKind("image/bmp", "BMP 图片", (".bmp", ".dib"), is_shown=True)
OFD = MediaKind("application/ofd", "OFD 版式文件", (".ofd",))
DOCX = MediaKind(
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "Word 文件",
    (".docx",),
)
XLSX = MediaKind(
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "Excel 文件", (".xlsx",)
)
DOC = MediaKind("application/msword", "旧版 Word 文件", (".doc", ".wps"))
XLS = MediaKind("application/vnd.ms-excel", "旧版 Excel 文件", (".xls", ".et"))

KINDS: tuple[MediaKind, ...] = (PDF, JPEG, PNG, TIFF, BMP, OFD, DOCX, XLSX, DOC, XLS)
_BY_CODE = {kind.code: kind for kind in KINDS}

_SIGNATURES: tuple[tuple[bytes, MediaKind], ...] = (
    (b"%PDF-", PDF),
    (b"\xff\xd8\xff", JPEG),
    (b"\x89PNG\r\n\x1a\n", PNG),
    (b"II*\x00", TIFF),
    (b"MM\x00*", TIFF),
    (b"BM", BMP),
)
# Names of entries that tell what a ZIP really is.
_ZIP_ENTRIES: tuple[tuple[str, MediaKind], ...] = (
    ("OFD.xml", OFD),
    ("word/document.xml", DOCX),
    ("xl/workbook.xml", XLSX),
)
_OLE_STREAMS: tuple[tuple[str, MediaKind], ...] = (
    ("WordDocument", DOC),
    ("Workbook", XLS),
    ("Book", XLS),
)
_PROGRAM = "它是能运行的程序，不收。要的是材料的照片、扫描件或 PDF。"
_ARCHIVE = "它是压缩包，不收。先解开，再一份一份附上。"
# Where the mark stands in the file, the mark, and what is said of it.
_REFUSED: tuple[tuple[int, bytes, str], ...] = (
    (0, b"MZ", _PROGRAM),
    (0, b"\x7fELF", _PROGRAM),
    (0, b"#!", _PROGRAM),
    (0, b"\xca\xfe\xba\xbe", _PROGRAM),
    (0, b"\xcf\xfa\xed\xfe", _PROGRAM),
    (0, b"Rar!", _ARCHIVE),
    (0, b"7z\xbc\xaf\x27\x1c", _ARCHIVE),
    (0, b"\x1f\x8b", _ARCHIVE),
    (4, b"ftyphei", "它是 HEIC 照片，这里看不了。在手机相机设置里选“兼容性最佳”，重拍一张。"),
    (4, b"ftypmif", "它是 HEIC 照片，这里看不了。在手机相机设置里选“兼容性最佳”，重拍一张。"),
    (4, b"ftyp", "它是录像，不收。要的是材料的照片、扫描件或 PDF。"),
    (0, b"RIFF", "它是网上的图片或录像格式，不收。另存成 JPEG 或 PNG 再附。"),
    (0, b"GIF8", "它是 GIF 动图，不收。另存成 JPEG 或 PNG 再附。"),
)
_UNKNOWN = (
    "认不出它是什么文件，不收。能附的：PDF、照片和扫描图（JPEG、PNG、TIFF、BMP）、"
    "OFD、Word、Excel。"
)
_EMPTY = "它是空的。看看是不是没扫完、没存完，再附一次。"
_WITH_MACROS = "它带宏，可能会自己运行，不收。另存成 PDF 再附。"


def kind_of(content: bytes, name: str) -> MediaKind:
    """Return what ``content`` is; DomainError says why a file is not taken and what to do."""
    kind, refusal = _found(content)
    if kind is None:
        raise DomainError(f"“{name}”没附上：{refusal}", _FIELD)
    return kind


def kind_with(code: str) -> MediaKind | None:
    """Return the kind with a media type; None for one that this program does not know."""
    return _BY_CODE.get(code)


def _found(content: bytes) -> tuple[MediaKind | None, str]:
    if not content:
        return None, _EMPTY
    for signature, kind in _SIGNATURES:
        if content.startswith(signature):
            return kind, ""
    if content.startswith(_ZIP):
        return _in_zip(content)
    if content.startswith(_OLE):
        return _in_ole(content)
    for at, mark, refusal in _REFUSED:
        if content.startswith(mark, at):
            return None, refusal
    # Some programs write a line of their own before the head of a PDF.
    return (PDF, "") if b"%PDF-" in content[:_HEAD] else (None, _UNKNOWN)


def _in_zip(content: bytes) -> tuple[MediaKind | None, str]:
    try:
        with zipfile.ZipFile(BytesIO(content)) as packed:
            names = set(packed.namelist())
    except (zipfile.BadZipFile, ValueError, OSError):
        return None, _UNKNOWN
    if any(name.endswith("vbaProject.bin") for name in names):
        return None, _WITH_MACROS
    for entry, kind in _ZIP_ENTRIES:
        if entry in names:
            return kind, ""
    return None, _ARCHIVE


def _in_ole(content: bytes) -> tuple[MediaKind | None, str]:
    if _MACROS in content:
        return None, _WITH_MACROS
    for stream, kind in _OLE_STREAMS:
        if stream.encode("utf-16-le") in content:
            return kind, ""
    return None, _UNKNOWN
