"""Papers under the titles of another province: frozen with the template, everywhere the same."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from tests.reports.orders import CATALOGUE, CODES, order
from tests.reports.reading import page_texts
from windowdesk.assets import Assets
from windowdesk.domain.errors import EnvironmentProblem
from windowdesk.reports.catalogue import PaperRenderer, TomlTemplateCatalogue
from windowdesk.reports.style_file import in_style, load_style
from windowdesk.services.paper_styles import PaperStyle
from windowdesk.services.sheet_facts import SHEETS

STYLES = CATALOGUE.styles()
OTHERS = STYLES[1:]
USUAL = {code: CATALOGUE.get(code) for code in CODES}
_QUOTED = re.compile(r'"[^"]*"')


def names(style: PaperStyle) -> str:
    return style.code


def test_the_usual_style_comes_first_and_changes_nothing() -> None:
    assert [style.code for style in STYLES] == ["", "foshan", "zhaotong"]
    assert len({style.name for style in STYLES}) == len(STYLES)
    assert all(CATALOGUE.get(code, "") == USUAL[code] for code in CODES)


@pytest.mark.parametrize("style", OTHERS, ids=names)
def test_every_title_and_word_that_is_changed_is_one_of_ours(style: PaperStyle) -> None:
    titles = {template.title for template in USUAL.values()}
    assert style.titles.keys() <= titles
    for kind, words in style.words.items():
        for word in words:
            assert word in CATALOGUE.get(kind).text


@pytest.mark.parametrize("style", OTHERS, ids=names)
def test_no_paper_calls_itself_or_another_by_the_old_title(
    renderer: PaperRenderer, style: PaperStyle
) -> None:
    for code in CODES:
        template = CATALOGUE.get(code, style.code)
        assert template.title == style.title(USUAL[code].title)
        printed = "".join(_QUOTED.findall(template.text))
        # 不予受理通知书 holds the old 受理通知书 and is right.
        for new in style.titles.values():
            printed = printed.replace(new, "")
        assert not [old for old in style.titles if old in printed]
        assert template.number_pattern == USUAL[code].number_pattern
        drawn = renderer.pdf(replace(order(code), template_text=template.text))
        assert template.title in page_texts(drawn)[0]


@pytest.mark.parametrize("style", OTHERS, ids=names)
def test_a_changed_title_is_another_template_by_its_digest(style: PaperStyle) -> None:
    for code in CODES:
        changed = CATALOGUE.get(code, style.code).digest != USUAL[code].digest
        assert changed == (CATALOGUE.get(code, style.code).text != USUAL[code].text)
    assert CATALOGUE.get("acceptance", style.code).digest != USUAL["acceptance"].digest


@pytest.mark.parametrize("style", OTHERS, ids=names)
def test_sheets_load_under_every_style(style: PaperStyle) -> None:
    for code in SHEETS:
        assert CATALOGUE.sheet(code, style.code).code == code


def test_words_change_at_once_and_the_longest_first() -> None:
    style = PaperStyle("x", "某", {"甲书": "乙书", "乙书": "丙书", "大甲书": "大书"}, {})
    assert in_style("甲书、乙书、大甲书", style, "receipt") == "乙书、丙书、大书"


FAULTY = [
    ('name = "某"\ntitles = 1', "[titles]"),
    ('name = "某"\n[titles]\n"受理通知书" = 3', "[titles]"),
    ('name = "某"\n[titles]\n"受理通知书" = "受理\\"回执"', "[titles]"),
    ('name = "某"\n[word]\n', "不认识“word”"),
    ('name = "某"\nwords = "x"', "[words.receipt]"),
    ('name = "某"\n[words]\nreceipt = "x"', "[words.receipt]"),
    ('name = ""', "name"),
    ("name = ", "不是完整的 TOML"),
]


@pytest.mark.parametrize(("text", "told"), FAULTY)
def test_a_faulty_style_says_what_to_write(text: str, told: str) -> None:
    with pytest.raises(EnvironmentProblem) as problem:
        load_style("styles/x.toml", "x", text)
    assert "styles/x.toml" in problem.value.text
    assert told in problem.value.text


def test_a_centre_may_bring_a_style_of_its_own_and_a_lacking_one_is_named(tmp_path: Path) -> None:
    folder = tmp_path / "reports" / "styles"
    folder.mkdir(parents=True)
    (folder / "own.toml").write_text(
        'name = "本县"\n[titles]\n"受理通知书" = "受理告知单"\n', encoding="utf-8"
    )
    own = TomlTemplateCatalogue(Assets(tmp_path))
    assert "own" in [style.code for style in own.styles()]
    assert own.get("acceptance", "own").title == "受理告知单"
    with pytest.raises(EnvironmentProblem, match=r"styles/none\.toml"):
        own.get("acceptance", "none")
