import itertools
import re

import pytest
from PySide6.QtGui import QColor, QFontInfo, QFontMetrics
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from windowdesk.assets import Assets
from windowdesk.ui.buttons import ButtonKind, ChipRow, Choice, KeyButton, Segments
from windowdesk.ui.theme import SCALES, Theme, ThemeName

GROUNDS = ("surface", "canvas")
TEXT_PAIRS = [
    *itertools.product(("ink", "ink_2", "ink_3"), ("surface", "canvas", "sunken", "accent_soft")),
    *itertools.product(("ink_off",), ("surface", "canvas", "sunken")),
    *itertools.product(("accent",), ("surface", "canvas", "accent_soft")),
    *(("on_accent", ground) for ground in ("accent", "accent_hi", "accent_lo")),
    *((tone, f"{tone}_soft") for tone in ("red", "amber", "green", "grey", "blue")),
    *((tone, "surface") for tone in ("red", "amber", "green", "grey", "blue")),
    ("rail_ink", "rail"),
    ("rail_ink", "rail_hi"),
    ("rail_on", "rail_hi"),
    ("surface", "red"),
]
SIGN_PAIRS = [
    *itertools.product(("line_strong",), GROUNDS),
    *itertools.product(("amber_fill",), ("surface", "accent_soft")),
    ("accent_mid", "surface"),
    ("focus", "surface"),
    ("focus", "canvas"),
    ("focus_on", "accent"),
]


def _luminance(theme: Theme, token: str) -> float:
    colour = theme.colour(token)
    parts = [
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4
        for part in (colour.redF(), colour.greenF(), colour.blueF())
    ]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def ratio(theme: Theme, first: str, second: str) -> float:
    low, high = sorted((_luminance(theme, first), _luminance(theme, second)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("name", ["light", "contrast"])
@pytest.mark.parametrize(("ink", "ground"), TEXT_PAIRS)
def test_text_stands_out_by_at_least_four_and_a_half(
    name: ThemeName, ink: str, ground: str
) -> None:
    assert ratio(Theme(Assets(), name), ink, ground) >= 4.5


@pytest.mark.parametrize("name", ["light", "contrast"])
@pytest.mark.parametrize(("sign", "ground"), SIGN_PAIRS)
def test_signs_and_borders_stand_out_by_at_least_three(
    name: ThemeName, sign: str, ground: str
) -> None:
    assert ratio(Theme(Assets(), name), sign, ground) >= 3.0


def test_ratios_written_in_the_look_are_those_of_the_file() -> None:
    theme = Theme(Assets())
    assert round(ratio(theme, "ink", "surface"), 1) == 16.6
    assert round(ratio(theme, "accent", "surface"), 1) == 7.9
    assert round(ratio(theme, "red", "red_soft"), 1) == 5.7


@pytest.mark.parametrize("name", ["light", "contrast"])
@pytest.mark.parametrize("scale", SCALES)
def test_style_sheet_has_no_notation_left(name: ThemeName, scale: float) -> None:
    sheet = re.sub(r"/\*.*?\*/", "", Theme(Assets(), name, scale).sheet(), flags=re.DOTALL)
    assert "@" not in sheet
    assert not re.search(r"\d+u\b", sheet)
    sizes = [int(px) for px in re.findall(r"font-size: (\d+)px", sheet)]
    assert min(sizes) >= 13 * scale - 0.5


def test_both_themes_name_the_same_tokens(theme: Theme) -> None:
    assert theme._tokens["light"].keys() == theme._tokens["contrast"].keys()


def test_every_icon_can_be_drawn_in_a_colour(theme: Theme) -> None:
    names = [n.split("/")[1][:-4] for n in Assets().names("ui", "icons/*.svg")]
    assert len(names) > 30
    for name in names:
        assert not theme.pixmap(name, 20, "accent").isNull()


def test_icons_are_kept_until_the_theme_changes(theme: Theme) -> None:
    first = theme.pixmap("print", 20, "ink").cacheKey()
    assert theme.pixmap("print", 20, "ink").cacheKey() == first
    theme.set_name("contrast")
    assert theme.pixmap("print", 20, "ink").cacheKey() != first


def test_f12_goes_round_the_sizes_and_tells_of_each(theme: Theme, qtbot: QtBot) -> None:
    seen = []
    theme.changed.connect(lambda: seen.append(theme.scale))
    for _ in SCALES:
        theme.cycle_scale()
    assert seen == [1.25, 1.5, 1.75, 2.0, 1.0]


def test_measures_and_type_follow_the_scale(theme: Theme) -> None:
    theme.set_scale(1.5)
    assert theme.u(13) == 20
    assert QApplication.font().pixelSize() == 22
    theme.set_scale(9)
    assert theme.scale == 2.0


def test_chinese_and_rare_characters_have_a_font(theme: Theme) -> None:
    assert QFontInfo(theme.font()).family() in theme.font().families()
    metrics = QFontMetrics(theme.font(15))
    assert metrics.horizontalAdvance("镇") > 0


def _colours(widget: QWidget) -> set[str]:
    """Return every colour that is drawn, as #rrggbb."""
    image = widget.grab().toImage()
    at = itertools.product(range(image.width()), range(image.height()))
    return {image.pixelColor(x, y).name() for x, y in at}


def _is_lively(name: str) -> bool:
    """Whether a colour is more than a tinge of grey."""
    colour = QColor(name)
    parts = (colour.red(), colour.green(), colour.blue())
    return max(parts) - min(parts) > 40


@pytest.mark.parametrize("name", ["light", "contrast"])
@pytest.mark.parametrize("kind", list(ButtonKind))
def test_a_button_that_is_off_shows_no_colour(
    theme: Theme, qtbot: QtBot, name: ThemeName, kind: ButtonKind
) -> None:
    theme.set_name(name)
    button = KeyButton(theme, "不予", "F7", kind, "approve")
    qtbot.addWidget(button)
    button.setEnabled(False)
    colours = _colours(button)
    assert theme.colour("ink_off").name() in colours
    assert not [colour for colour in colours if _is_lively(colour)]


@pytest.mark.parametrize("name", ["light", "contrast"])
@pytest.mark.parametrize("row", [ChipRow, Segments])
def test_a_choice_that_is_off_shows_no_colour_but_what_is_chosen(
    theme: Theme, qtbot: QtBot, name: ThemeName, row: type[ChipRow | Segments]
) -> None:
    theme.set_name(name)
    choice = row(theme)
    qtbot.addWidget(choice)
    choice.set_choices([Choice("yes", "准予"), Choice("no", "不予")])
    choice.set_value("yes")
    choice.setEnabled(False)
    assert not [colour for colour in _colours(choice) if _is_lively(colour)]
    on, off = (part for part in choice.children() if isinstance(part, QWidget))
    dark = theme.colour("ink_off").name()
    assert on.grab().toImage().pixelColor(0, on.height() // 2).name() == dark
    assert off.grab().toImage().pixelColor(off.width() - 1, off.height() // 2).name() != dark
