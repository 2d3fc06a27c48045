"""Free sheets on paper: every word, no number, codes only where they are tried out."""

import re
from pathlib import Path

import pytest

from tests.reports.orders import CATALOGUE, LONG_NAME
from tests.reports.reading import codes, fonts, page_texts, squeezed
from tests.reports.sheets import NO_CASE, many, sheet_order
from windowdesk.assets import Assets
from windowdesk.domain.codes import code_text
from windowdesk.domain.errors import DomainError, EnvironmentProblem
from windowdesk.reports.catalogue import PaperRenderer, TomlTemplateCatalogue
from windowdesk.services.sheet_facts import SHEETS

CODES = tuple(SHEETS)
_SLOT = re.compile(r"\{([a-z][a-z0-9_.]*)[?|}]")


def printed(code: str) -> list[str]:
    """Return every text that the sheet must hold, by the names in its template."""
    sample = SHEETS[code].sample()
    text = CATALOGUE.sheet(code).text
    blocks = text.split("[[block]]", 1)[1]
    found = [sample.texts[name] for name in _SLOT.findall(blocks) if name in sample.texts]
    for each in re.findall(r'each = "(\w+)"', blocks):
        found += [value for row in sample.rows[each] for value in row.values()]
    return [squeezed(value) for value in found if value]


@pytest.mark.parametrize("code", CODES)
def test_every_word_of_the_sample_is_on_the_sheet(renderer: PaperRenderer, code: str) -> None:
    whole = "".join(page_texts(renderer.pdf(sheet_order(code))))
    for word in printed(code):
        assert word in whole
    assert CATALOGUE.sheet(code).title in whole


@pytest.mark.parametrize("code", CODES)
def test_every_sheet_is_drawn_as_docx_and_twice_the_same(
    renderer: PaperRenderer, code: str
) -> None:
    assert renderer.docx(sheet_order(code)) == renderer.docx(sheet_order(code))
    assert renderer.pdf(sheet_order(code)) == renderer.pdf(sheet_order(code))


@pytest.mark.parametrize("code", CODES)
def test_all_fonts_of_a_sheet_are_embedded(renderer: PaperRenderer, code: str) -> None:
    for font in fonts(renderer.pdf(sheet_order(code, watermark="演示·无效"))):
        assert "/FontFile2" in font["/FontDescriptor"].get_object()  # type: ignore[operator]


@pytest.mark.parametrize("code", CODES)
def test_a_sheet_bears_no_number_and_codes_on_the_test_page_alone(
    renderer: PaperRenderer, code: str
) -> None:
    assert CATALOGUE.sheet(code).number_pattern == ""
    first, *later = codes(renderer.pdf(sheet_order(code)))
    # A slip bears the codes of the paper that it stands for; without one, its bars alone.
    tried = {"test_page": {NO_CASE, code_text("00", NO_CASE)}, "receipt_slip": {NO_CASE}}
    assert first == tried.get(code, set())
    assert not any(later)


def test_no_paper_of_a_case_takes_the_code_of_the_test_page() -> None:
    assert "00" not in {CATALOGUE.get(code).kind_code for code in CATALOGUE.codes()}


def test_sheets_and_styles_are_no_papers_of_a_case() -> None:
    assert not set(CATALOGUE.codes()) & set(CODES)
    assert all("/" not in code for code in CATALOGUE.codes())


def test_a_guide_of_many_pages_names_its_item_on_each(renderer: PaperRenderer) -> None:
    rows = {**many("guide", "materials", 40), **many("guide", "questions", 40)}
    texts = page_texts(renderer.pdf(sheet_order("guide", rows=rows)))
    assert len(texts) > 3
    assert all("办事指南（续）农村宅基地和建房（规划许可）审批" in text for text in texts[1:])
    assert all(f"第{n}页共{len(texts)}页" in text for n, text in enumerate(texts, 1))
    listed = [text for text in texts if "39" in text or "40" in text]
    assert listed


def test_what_an_item_does_not_say_leaves_no_empty_part(renderer: PaperRenderer) -> None:
    lists = SHEETS["guide"].rows
    empty = {name: () for name in lists if name not in {"identity", "time"}}
    text = "".join(page_texts(renderer.pdf(sheet_order("guide", rows=empty))))
    assert "名称和编码" in text
    for title in ("权力", "特别程序", "申请材料", "收费", "常见问题"):
        assert title not in text


def test_forty_people_get_a_whole_slip_each(renderer: PaperRenderer) -> None:
    rows = many("passwords", "people", 40)
    texts = page_texts(renderer.pdf(sheet_order("passwords", rows=rows)))
    assert [text.count("临时密码") for text in texts].count(0) == 0
    # Each slip says it twice, the title once.
    assert sum(text.count("头一次登录：输入工号和临时密码") for text in texts) == 40
    for text in texts:
        assert text.count("工号") >= text.count("岗位")
    assert "".join(texts).count(LONG_NAME) == 13


def test_a_rare_character_is_on_the_test_page_or_refused_by_name(renderer: PaperRenderer) -> None:
    if renderer.lacking("𬱖"):
        with pytest.raises(DomainError, match=r"U\+2CC56"):
            renderer.pdf(sheet_order("test_page"))
    else:
        assert "𬱖" in "".join(page_texts(renderer.pdf(sheet_order("test_page"))))


def test_the_rulers_are_as_long_as_they_say(renderer: PaperRenderer) -> None:
    (text,) = page_texts(renderer.pdf(sheet_order("test_page")))
    assert "102030405060708090100110120130140150" in text


FAULTY = [
    ("{item.name}", "{item.nam}", "没有叫 {item.nam} 的占位符"),
    ("{name}", "{seal.hash}", "没有叫 {seal.hash} 的占位符"),
    ('each = "materials"', 'each = "people"', "没有叫 people 的清单，可用的有 materials"),
    ('paper = "form"', 'paper = "form"\nnumber = "{organ.short}告〔{year}〕{serial}号"', "number"),
    ("version = 1", "version = 0", "version"),
]


@pytest.mark.parametrize(("old", "new", "told"), FAULTY)
def test_a_faulty_sheet_says_what_to_write(tmp_path: Path, old: str, new: str, told: str) -> None:
    good = CATALOGUE.sheet("advice").text
    assert old in good
    folder = tmp_path / "reports" / "sheets"
    folder.mkdir(parents=True)
    (folder / "advice.toml").write_text(good.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(EnvironmentProblem) as problem:
        TomlTemplateCatalogue(Assets(tmp_path)).sheet("advice")
    assert "advice.toml" in problem.value.text
    assert told in problem.value.text


def test_a_ruler_wider_than_the_sheet_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "reports" / "sheets"
    folder.mkdir(parents=True)
    text = CATALOGUE.sheet("test_page").text.replace("width = 150", "width = 170")
    (folder / "test_page.toml").write_text(text, encoding="utf-8")
    with pytest.raises(EnvironmentProblem, match="width 最多 156 毫米"):
        TomlTemplateCatalogue(Assets(tmp_path)).sheet("test_page")
