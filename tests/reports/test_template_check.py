"""Complaint i22: a spoiled template is found when it is saved, never at the window."""

from pathlib import Path

import pytest

from tests.reports.orders import CATALOGUE
from windowdesk.assets import Assets
from windowdesk.reports.catalogue import PaperRenderer
from windowdesk.reports.template_check import TemplateCheck

SPOILED = [
    ("{applicant.name}", "{applicant.nam}", "没有叫 {applicant.nam} 的占位符"),
    ("**", "*", "没有成对"),
    ("widths = [38, 44, 24, 50]", "widths = [38, 44, 24, 60]", "要正好 156"),
    ('kind = "title"', 'kind = "letterhead"', "不认识 kind = “letterhead”"),
    ('seal = "行政审批专用章"', 'picture = "head.png"', "不认识“picture”"),
    ("一式两份", "一式三份", "一式两份"),
    ('time = "minute"', 'time = "hour"', "要从"),
    ("[[block]]", "[[block", "不是完整的 TOML"),
]


def check(renderer: PaperRenderer, overlay: Path | None = None) -> TemplateCheck:
    return TemplateCheck(Assets(overlay), renderer)


def saved(tmp_path: Path, text: str, name: str = "acceptance.toml", folder: str = "") -> Path:
    path = tmp_path / "reports" / folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_every_shipped_template_is_drawn_under_every_style(renderer: PaperRenderer) -> None:
    assert check(renderer).everything() == ()


@pytest.mark.parametrize(("old", "new", "told"), SPOILED)
def test_i22_a_spoiled_template_is_named_with_what_to_write(
    renderer: PaperRenderer, tmp_path: Path, old: str, new: str, told: str
) -> None:
    good = CATALOGUE.get("acceptance").text
    assert old in good
    path = saved(tmp_path, good.replace(old, new, 1))
    (problem,) = check(renderer).files([path])
    assert problem.file == "acceptance.toml"
    assert told in problem.text


def test_i22_a_template_that_reads_well_but_fits_on_no_page_ends_in_a_sentence(
    renderer: PaperRenderer, tmp_path: Path
) -> None:
    text = CATALOGUE.get("delivery_receipt").text.replace("hand = 25", "hand = 400")
    (problem,) = check(renderer).files([saved(tmp_path, text, "delivery_receipt.toml")])
    assert "太长，一页放不下" in problem.text


def test_i22_a_template_of_the_centre_is_tried_as_it_is_used(
    renderer: PaperRenderer, tmp_path: Path
) -> None:
    text = CATALOGUE.get("receipt").text.replace("{total}", "{totals}")
    saved(tmp_path, text, "receipt.toml")
    problems = check(renderer, tmp_path).everything()
    assert {problem.file for problem in problems} == {"receipt"}
    assert all("没有叫 {totals} 的占位符" in problem.text for problem in problems)


@pytest.mark.parametrize(
    ("folder", "name", "text", "told"),
    [
        ("styles", "own.toml", 'name = "本县"\n[title]', "不认识“title”"),
        ("sheets", "menu.toml", 'code = "menu"', "没有叫 menu 的单子"),
        ("sheets", "advice.toml", 'code = "advice"', "缺“title”"),
    ],
)
def test_styles_and_sheets_are_tried_too(  # noqa: PLR0917  one row of the table
    renderer: PaperRenderer, tmp_path: Path, folder: str, name: str, text: str, told: str
) -> None:
    (problem,) = check(renderer).files([saved(tmp_path, text, name, folder)])
    assert told in problem.text


def test_a_spoiled_style_is_told_before_papers_are_tried_under_it(
    renderer: PaperRenderer, tmp_path: Path
) -> None:
    saved(tmp_path, 'name = ""', "own.toml", "styles")
    (problem,) = check(renderer, tmp_path).everything()
    assert problem.file == "own.toml"


@pytest.mark.parametrize("content", [None, b"\xff\xfe\x00"])
def test_a_file_that_cannot_be_read_is_named(
    renderer: PaperRenderer, tmp_path: Path, content: bytes | None
) -> None:
    path = tmp_path / "acceptance.toml"
    if content is not None:
        path.write_bytes(content)
    (problem,) = check(renderer).files([path])
    assert "acceptance.toml 读不出" in problem.text
