"""The look of the program: fonts, colours, style sheet and icons, from the files in ``ui/``.

One ``Theme`` is built by the composition root and handed to every widget. It can change at run
time (type size, high contrast); then ``changed`` is emitted and every widget measures itself again.
"""

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Final, Literal

from pylopdf_fonts_zh_cn import sans_path, serif_path
from PySide6.QtCore import QByteArray, QObject, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QFontMetrics,
    QIcon,
    QPainter,
    QPalette,
    QPixmap,
)
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication, QStyleFactory

from windowdesk.assets import Assets

ThemeName = Literal["light", "contrast"]

SCALES: Final = (1.0, 1.25, 1.5, 1.75, 2.0)
"""The steps of F12; type never goes below its size at 100 %."""

# Chinese sans that a system may bring, best first (look.md, section 10).
_SYSTEM_SANS: Final = (
    "Microsoft YaHei UI",
    "PingFang SC",
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Source Han Sans SC",
    "WenQuanYi Micro Hei",
)
_SYSTEM_SERIF: Final = ("SimSun", "Songti SC", "Noto Serif CJK SC", "Source Han Serif SC")
# Families with characters that only names use; Qt asks them after the first one, per character.
_RARE: Final = (
    "SimSun-ExtB",
    "BabelStone Han",
    "Plangothic P1",
    "Plangothic P2",
    "HanaMinA",
    "HanaMinB",
    "AR PL UMing CN",
)
_PALETTE: Final[Mapping[QPalette.ColorRole, str]] = {
    QPalette.ColorRole.PlaceholderText: "ink_3",
    QPalette.ColorRole.Text: "ink",
    QPalette.ColorRole.WindowText: "ink",
    QPalette.ColorRole.ButtonText: "ink",
    QPalette.ColorRole.Window: "canvas",
    QPalette.ColorRole.Base: "surface",
    QPalette.ColorRole.Button: "surface",
    QPalette.ColorRole.Highlight: "accent_soft",
    QPalette.ColorRole.HighlightedText: "ink",
    QPalette.ColorRole.Link: "accent",
    QPalette.ColorRole.LinkVisited: "accent",
    QPalette.ColorRole.ToolTipBase: "ink",
    QPalette.ColorRole.ToolTipText: "surface",
}
_TOKEN: Final = re.compile(r"@([a-z][a-z0-9_]*)")
_LENGTH: Final = re.compile(r"(\d+(?:\.\d+)?)u\b")


class Theme(QObject):
    """Colours, measures, fonts and icons of the theme in use.

    ``scale`` is the size of type and measures, 1.0 to 2.0. Nothing reaches the application before
    ``apply``; after that every change of name or scale is applied at once.
    """

    changed = Signal()

    def __init__(self, assets: Assets, name: ThemeName = "light", scale: float = 1.0) -> None:
        super().__init__()
        self._assets = assets
        self._name: ThemeName = name
        self._scale = scale
        self._app: QApplication | None = None
        text = assets.path("ui", "tokens.toml").read_text(encoding="utf-8")
        self._tokens: Mapping[str, Mapping[str, str]] = tomllib.loads(text)
        self._sheet = assets.path("ui", "theme.qss").read_text(encoding="utf-8")
        self._sans: tuple[str, ...] = ()
        self._serif: tuple[str, ...] = ()
        self._pixmaps: dict[tuple[str, int, str], QPixmap] = {}
        # A page of a list asks for its fonts and their measures some hundred times.
        self._fonts: dict[tuple[int, bool, bool], QFont] = {}
        self._metrics: dict[tuple[int, bool], QFontMetrics] = {}

    @property
    def name(self) -> ThemeName:
        """The colour set in use."""
        return self._name

    @property
    def scale(self) -> float:
        """The size of type and measures; 1.0 is 100 %."""
        return self._scale

    def apply(self, app: QApplication) -> None:
        """Dress the application: style, palette, font, then the style sheet."""
        self._app = app
        app.setStyle(QStyleFactory.create("Fusion"))
        self._dress()

    def set_name(self, name: ThemeName) -> None:
        """Change the colours."""
        if name != self._name:
            self._name = name
            self._dress()

    def set_scale(self, scale: float) -> None:
        """Change the size of type; bounded to the steps that were looked at (100-200 %)."""
        bounded = min(max(scale, SCALES[0]), SCALES[-1])
        if bounded != self._scale:
            self._scale = bounded
            self._dress()

    def cycle_scale(self) -> None:
        """F12: the next larger type, from the largest back to the smallest."""
        larger = [step for step in SCALES if step > self._scale + 0.01]
        self.set_scale(larger[0] if larger else SCALES[0])

    def u(self, px: float) -> int:
        """Return ``px`` at 100 % in pixels of the scale in use."""
        return round(px * self._scale)

    def colour(self, token: str) -> QColor:
        """Return the colour of a token of tokens.toml."""
        return QColor(self._tokens[self._name][token])

    def token(self, name: str) -> str:
        """Return a token as it stands in the file, for rich text."""
        return self._tokens[self._name][name]

    def font(self, px: int = 15, *, strong: bool = False, serif: bool = False) -> QFont:
        """Return the font at ``px`` (at 100 %). ``strong`` is for names and answers only."""
        known = self._fonts.get((px, strong, serif))
        if known is None:
            known = self._fonts[px, strong, serif] = self._made_font(px, strong=strong, serif=serif)
        return QFont(known)

    def metrics(self, px: int = 15, *, strong: bool = False) -> QFontMetrics:
        """Return the measures of ``font(px)``."""
        known = self._metrics.get((px, strong))
        if known is None:
            made = QFontMetrics(self.font(px, strong=strong))
            known = self._metrics[px, strong] = made
        return known

    def pixmap(self, name: str, size: int, colour: str = "ink_2") -> QPixmap:
        """Return the icon ``name`` of ``size`` px (at 100 %) in the colour of a token; cached."""
        key = (name, size, colour)
        found = self._pixmaps.get(key)
        if found is None:
            found = self._pixmaps[key] = self._draw_icon(name, self.u(size), self.token(colour))
        return found

    def icon(self, name: str, size: int, colour: str = "ink", off: str = "ink_off") -> QIcon:
        """Return an icon for a button: ``colour`` when it can be pressed, ``off`` when not."""
        icon = QIcon(self.pixmap(name, size, colour))
        icon.addPixmap(self.pixmap(name, size, off), QIcon.Mode.Disabled)
        return icon

    def sheet(self) -> str:
        """Return theme.qss with its colours, icon paths and lengths filled in."""
        tokens = self._tokens[self._name]
        icons = self._assets.path("ui", "icons").as_posix()
        text = self._sheet.replace("@icons", icons)
        text = _TOKEN.sub(lambda m: tokens.get(m[1], m[0]), text)
        return _LENGTH.sub(lambda m: f"{self.u(float(m[1]))}px", text)

    def _dress(self) -> None:
        for kept in (self._pixmaps, self._fonts, self._metrics):
            kept.clear()
        if self._app is None:
            return
        palette = self._app.palette()
        for role, token in _PALETTE.items():
            palette.setColor(role, self.colour(token))
        self._app.setPalette(palette)
        self._app.setFont(self.font())
        self._app.setStyleSheet(self.sheet())
        self.changed.emit()

    def _made_font(self, px: int, *, strong: bool, serif: bool) -> QFont:
        font = QFont(list(self._families(serif=serif)))
        font.setPixelSize(self.u(px))
        font.setWeight(QFont.Weight.DemiBold if strong else QFont.Weight.Normal)
        if QApplication.platformName() == "offscreen":
            font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        return font

    def _families(self, *, serif: bool) -> tuple[str, ...]:
        # A packed font is read whole and kept in memory: the serif only once a paper is shown.
        if serif:
            self._serif = self._serif or _chain(_SYSTEM_SERIF, serif_path())
            return self._serif
        self._sans = self._sans or _chain(_SYSTEM_SANS, sans_path())
        return self._sans

    def _draw_icon(self, name: str, size: int, colour: str) -> QPixmap:
        path = self._assets.path("ui", f"icons/{name}.svg")
        svg = path.read_text(encoding="utf-8").replace("currentColor", colour)
        ratio = self._app.devicePixelRatio() if self._app is not None else 1.0
        pixmap = QPixmap(round(size * ratio), round(size * ratio))
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        QSvgRenderer(QByteArray(svg.encode())).render(painter, QRectF(0, 0, size, size))
        painter.end()
        return pixmap


def _chain(wanted: tuple[str, ...], packed: Path) -> tuple[str, ...]:
    known = frozenset(QFontDatabase.families())
    rare = (name for name in _RARE if name in known)
    return (*_first_known(wanted, known, str(packed)), *rare)


def _first_known(
    wanted: tuple[str, ...], known: frozenset[str], packed_path: str
) -> tuple[str, ...]:
    """Return the first wanted family that the system has, else the packed one, loaded now."""
    for name in wanted:
        if name in known:
            return (name,)
    number = QFontDatabase.addApplicationFont(packed_path)
    return tuple(QFontDatabase.applicationFontFamilies(number))
