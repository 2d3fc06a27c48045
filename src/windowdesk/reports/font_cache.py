"""One font of the chain: its widths, and the small TrueType copy that goes into papers.

Whatever the source is (TrueType, one face of a collection, CFF), the copy holds TrueType outlines
of the characters met so far, kept in a file that grows. Every field that does not depend on a
glyph is taken from the source, so that a paper has the same bytes before and after it grew.
"""

import hashlib
import mmap
import os
import re
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import cached_property
from io import BytesIO
from pathlib import Path
from typing import Protocol
from uuid import uuid4

from fontTools.fontBuilder import FontBuilder
from fontTools.misc.transform import Transform
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.pens.transformPen import TransformPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont, TTLibError, newTable
from fontTools.ttLib.tables._g_l_y_f import Glyph
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.pdfdoc import PDFDocument, PDFStream
from reportlab.pdfbase.ttfonts import TTFont as SubsettingFont

# Part of the file name: a new way of converting never meets an old file.
_CONVERSION = 1
# The largest distance, in thousandths of an em, between a cubic outline and its quadratic copy.
_CURVE_ERROR = 1.0
_NOTDEF = ".notdef"
_FIGURES = "0123456789"
# Interpunct: half an em in names, as on printed forms; the sans of the package has a whole em.
_INTERPUNCT = "·"
_DASH = "—"


# A line of a character map whose Unicode needs more than four hex digits.
_WIDE_MAPPING = re.compile(r"(?m)^(<[0-9A-F]+>) <([0-9A-F]{5,6})>$")


class PaperFont(SubsettingFont):
    """A font in a paper; characters beyond U+FFFF can be copied back out of it.

    reportlab writes their code points as they are; a PDF wants pairs of surrogates.
    """

    def register(self) -> None:
        """Make the font known to canvases under its own name.

        reportlab takes two fonts of one face name for the same one and would draw with the first,
        which may lack characters: so each is registered as a face of its own.
        """
        with self._own_face_name():
            pdfmetrics.registerFont(self)

    def forget(self) -> None:
        """Take the font back."""
        with self._own_face_name():
            self.unregister()

    @contextmanager
    def _own_face_name(self) -> Iterator[None]:
        name = self.face.name
        self.face.name = self.fontName.encode()
        try:
            yield
        finally:
            self.face.name = name

    def addObjects(self, doc: PDFDocument) -> None:  # noqa: N802  reportlab's name
        """Add the font's objects and mend its maps to Unicode."""
        super().addObjects(doc)
        for name, item in doc.idToObject.items():
            if name.startswith("toUnicodeCMap:") and isinstance(item, PDFStream):
                item.content = _WIDE_MAPPING.sub(_with_surrogates, str(item.content))


def _with_surrogates(found: re.Match[str]) -> str:
    pair = chr(int(found[2], 16)).encode("utf-16-be").hex().upper()
    return f"{found[1]} <{pair}>"


class Drawable(Protocol):
    """A glyph of the source that can be drawn with a pen."""

    def draw(self, pen: DecomposingRecordingPen) -> None:
        """Draw the outline with ``pen``."""
        ...


class FontFile:
    """A face in a font file: ``face`` counts from 0 inside a collection."""

    def __init__(self, path: Path, face: int, cache_dir: Path) -> None:
        self._path = path
        self._face = face
        self._cache_dir = cache_dir
        self._paper_font: PaperFont | None = None
        self._held: frozenset[str] = frozenset()
        self._advances: dict[str, float] = {}

    @cached_property
    def digest(self) -> str:
        """SHA-256 in hex of the file, with the face."""
        with self._path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest() + f":{self._face}"

    def has(self, char: str) -> bool:
        """Whether the face draws ``char``."""
        return ord(char) in self._glyph_of

    def advance(self, char: str) -> float:
        """Return the width of ``char`` in em, as the paper copy has it."""
        known = self._advances.get(char)
        if known is None:
            known = self._advances[char] = self._advance_units(char) / self._units
        return known

    def paper_font_name(self, chars: Iterable[str]) -> str:
        """Return the name under which reportlab finds a font that holds all ``chars``."""
        wanted = frozenset(chars)
        if self._paper_font is None or not wanted <= self._held:
            self._load(wanted)
        return str(self._paper_font.fontName) if self._paper_font else ""

    @property
    def family(self) -> str:
        """The family name that the face gives itself."""
        return self._source["name"].getDebugName(1) or self._path.stem

    @cached_property
    def _source(self) -> TTFont:
        # Mapped, not read: a wide font has 30 MB of which a paper needs a few pages.
        with self._path.open("rb") as file:
            mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        return TTFont(mapped, fontNumber=self._face, lazy=True, recalcTimestamp=False)

    @cached_property
    def _glyph_of(self) -> dict[int, str]:
        return dict(self._source.getBestCmap())

    @cached_property
    def _glyph_set(self) -> Mapping[str, Drawable]:
        glyphs: Mapping[str, Drawable] = self._source.getGlyphSet()
        return glyphs

    @cached_property
    def _units(self) -> int:
        return int(self._source["head"].unitsPerEm)

    @cached_property
    def _cache_file(self) -> Path:
        key = hashlib.sha256(f"{self.digest}/{_CONVERSION}".encode()).hexdigest()[:16]
        return self._cache_dir / f"{self._path.stem}-{key}.ttf"

    def _natural_units(self, char: str) -> int:
        return int(self._source["hmtx"][self._glyph_of[ord(char)]][0])

    def _advance_units(self, char: str) -> int:
        # The 1 of some faces is narrower than the other figures: columns and dates would wobble.
        if char in _FIGURES:
            return self._natural_units("0") if self.has("0") else self._natural_units(char)
        if char == _INTERPUNCT:
            return self._units // 2
        if char == _DASH:
            return self._units
        return self._natural_units(char)

    def _load(self, wanted: frozenset[str]) -> None:
        font = self._read_cache()
        held = frozenset(map(chr, font.getBestCmap())) if font is not None else frozenset[str]()
        if font is None or not wanted <= held:
            data = self._grow(font, wanted | held)
            self._write_cache(data)
            held = wanted | held
        else:
            data = self._cache_file.read_bytes()
        if self._paper_font is not None:
            self._paper_font.forget()
        # Two renderers in one process never share or take away each other's fonts.
        name = f"{self._cache_file.stem}-{uuid4().hex}"
        self._paper_font = PaperFont(name, BytesIO(data), asciiReadable=False, shapable=False)
        self._paper_font.register()
        self._held = held

    def _read_cache(self) -> TTFont | None:
        try:
            # Lazy: the outlines that it holds are copied as bytes, not taken apart.
            return TTFont(BytesIO(self._cache_file.read_bytes()), lazy=True)
        except (OSError, TTLibError):
            # Missing, cut off or damaged: it is made again from the source.
            return None

    def _write_cache(self, data: bytes) -> None:
        self._cache_dir.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=self._cache_dir, suffix=".part")
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(temporary).replace(self._cache_file)

    def _grow(self, old: TTFont | None, chars: frozenset[str]) -> bytes:
        names = {char: f"u{ord(char):05X}" for char in sorted(chars)}
        glyphs: dict[str, Glyph] = {}
        metrics: dict[str, tuple[int, int]] = {}
        old_names = old.getBestCmap() if old is not None else {}
        for char, name in names.items():
            kept = old_names.get(ord(char))
            if old is not None and kept is not None:
                # The bytes as they are: asking the table itself would take the outline apart.
                glyphs[name] = old["glyf"].glyphs[kept]
                metrics[name] = old["hmtx"][kept]
            else:
                glyphs[name] = self._outline(char)
        glyphs[_NOTDEF] = Glyph()
        return self._build(names, glyphs, metrics)

    def _build(
        self,
        names: dict[str, str],
        glyphs: dict[str, Glyph],
        metrics: dict[str, tuple[int, int]],
    ) -> bytes:
        builder = FontBuilder(self._units, isTTF=True)
        builder.setupGlyphOrder([_NOTDEF, *names.values()])
        builder.setupCharacterMap({ord(char): name for char, name in names.items()})
        outlines = newTable("glyf")
        outlines.glyphs, outlines.glyphOrder = glyphs, [_NOTDEF, *names.values()]
        # One padding for every size of file, so that a glyph's bytes never change.
        outlines.padding = 4
        builder.font["loca"], builder.font["glyf"] = newTable("loca"), outlines
        builder.setupMaxp()
        for char, name in names.items():
            if name not in metrics:
                glyphs[name].recalcBounds(outlines)
                metrics[name] = (self._advance_units(char), glyphs[name].xMin)
        metrics[_NOTDEF] = (self._units, 0)
        builder.setupHorizontalMetrics(metrics)
        source = self._source
        builder.setupHorizontalHeader(ascent=source["hhea"].ascent, descent=source["hhea"].descent)
        ps_name = source["name"].getDebugName(6) or self._path.stem
        builder.setupNameTable(
            {"familyName": self.family, "styleName": "Regular", "psName": ps_name}, mac=False
        )
        builder.setupOS2(
            sTypoAscender=source["hhea"].ascent,
            sTypoDescender=source["hhea"].descent,
            usWeightClass=400,
            fsType=source["OS/2"].fsType,
        )
        builder.setupPost(keepGlyphNames=False)
        return self._with_fixed_fields(builder.font)

    def _with_fixed_fields(self, font: TTFont) -> bytes:
        font.recalcBBoxes = False
        font.recalcTimestamp = False
        own, head = font["head"], self._source["head"]
        for field in ("xMin", "yMin", "xMax", "yMax", "created", "modified"):
            setattr(own, field, getattr(head, field))
        hhea, source = font["hhea"], self._source["hhea"]
        for field in (
            "advanceWidthMax", "minLeftSideBearing", "minRightSideBearing", "xMaxExtent",
        ):  # fmt: skip
            setattr(hhea, field, getattr(source, field))
        maxp = font["maxp"]
        # Upper bounds that hold for every Han glyph; a viewer reserves memory by them.
        maxp.maxPoints, maxp.maxContours = 2000, 200
        maxp.maxCompositePoints = maxp.maxCompositeContours = 0
        os2 = font["OS/2"]
        os2.usFirstCharIndex, os2.usLastCharIndex = 0x20, 0xFFFF
        os2.xAvgCharWidth = self._units
        out = BytesIO()
        font.save(out)
        return out.getvalue()

    def _outline(self, char: str) -> Glyph:
        name = self._glyph_of[ord(char)]
        recording = DecomposingRecordingPen(self._glyph_set)
        self._glyph_set[name].draw(recording)
        target = TTGlyphPen(None)
        cubic = "glyf" not in self._source
        error = _CURVE_ERROR * self._units / 1000
        pen = Cu2QuPen(target, error, reverse_direction=True) if cubic else target
        recording.replay(TransformPen(pen, self._fitted(char)))
        return target.glyph()

    def _fitted(self, char: str) -> Transform:
        """Return how the outline moves into its new width: dashes grow, the rest is centred."""
        natural, fixed = self._natural_units(char), self._advance_units(char)
        if char == _DASH:
            return Transform(fixed / natural, 0, 0, 1, 0, 0)
        return Transform(1, 0, 0, 1, (fixed - natural) / 2, 0)
