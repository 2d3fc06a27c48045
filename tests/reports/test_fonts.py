"""The chain of fonts: order, fallback, widths, the growing cache."""

from io import BytesIO
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from tests.reports.orders import order
from windowdesk.domain.errors import EnvironmentProblem
from windowdesk.reports.catalogue import PaperRenderer
from windowdesk.reports.fonts import Fonts, Role, code_point


@pytest.fixture
def bare(tmp_path: Path) -> Fonts:
    """Return the fonts of a machine that has no Chinese font of its own."""
    return Fonts(tmp_path / "cache", {}, folders=())


def test_a_bare_machine_has_a_serif_and_a_sans(bare: Fonts) -> None:
    assert bare.family(Role.BODY) == "Noto Serif SC"
    assert bare.family(Role.LABEL) == "Noto Sans SC"


def test_all_figures_are_equally_wide_and_two_dashes_join(bare: Fonts) -> None:
    for role in Role:
        assert len({bare.advance(role, figure) for figure in "0123456789"}) == 1
        assert bare.advance(role, "—") == 1.0
        assert bare.advance(role, "·") == 0.5


def test_the_cache_holds_what_was_asked_for_and_grows(bare: Fonts, tmp_path: Path) -> None:
    face = bare.face(Role.BODY, "中")
    face.paper_font_name("中华")
    (file,) = (tmp_path / "cache").iterdir()
    before = set(TTFont(BytesIO(file.read_bytes())).getBestCmap())
    face.paper_font_name("人民")
    after = TTFont(BytesIO(file.read_bytes()))
    assert before == set(map(ord, "中华"))
    assert set(after.getBestCmap()) == set(map(ord, "中华人民"))
    assert "glyf" in after


def test_a_damaged_cache_is_made_again(tmp_path: Path) -> None:
    Fonts(tmp_path, {}, folders=()).face(Role.BODY, "中").paper_font_name("中")
    (file,) = tmp_path.iterdir()
    file.write_bytes(file.read_bytes()[:100])
    name = Fonts(tmp_path, {}, folders=()).face(Role.BODY, "中").paper_font_name("中")
    assert name
    assert len(file.read_bytes()) > 100


def test_a_known_file_on_the_system_comes_before_the_package(tmp_path: Path) -> None:
    package = Fonts(tmp_path, {}, folders=()).face(Role.LABEL, "中")
    folder = tmp_path / "fonts"
    folder.mkdir()
    package.paper_font_name("中华人民")
    (made,) = (p for p in tmp_path.iterdir() if p.suffix == ".ttf")
    (folder / "SimFang.ttf").write_bytes(made.read_bytes())
    fonts = Fonts(tmp_path / "cache", {}, folders=(folder,))
    assert fonts.face(Role.BODY, "中") is not fonts.face(Role.BODY, "国")
    assert fonts.family(Role.BODY) == "Noto Sans SC"


def test_the_centre_may_choose_a_font_and_a_lost_one_is_named(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentProblem, match=r"正文用的字体“nosuch\.ttf”"):
        PaperRenderer(tmp_path, {"body": "nosuch.ttf"})


def test_another_choice_of_fonts_gives_another_digest(tmp_path: Path) -> None:
    plain = PaperRenderer(tmp_path)
    chosen = PaperRenderer(tmp_path, {"body": "NotoSansSC-Regular.otf"})
    assert plain.digest != chosen.digest
    assert chosen.pdf(order("pickup")) != plain.pdf(order("pickup"))


def test_code_points_are_written_as_code_tables_write_them() -> None:
    assert code_point("𬱖") == "U+2CC56"
    assert code_point("A") == "U+0041"
