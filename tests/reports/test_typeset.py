"""The line breaker: rules of Chinese lines, and nothing lost."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from windowdesk.reports.inline import Blank, Box, Run
from windowdesk.reports.typeset import (
    MAX_SPREAD_EM,
    NO_END,
    NO_START,
    SetLine,
    Setting,
    natural_width,
    set_lines,
)

SIZE = 10.0


def em(text: str, strong: bool) -> float:
    """Measure as most faces do: half an em for ASCII and the interpunct, else one."""
    return sum(0.5 if char.isascii() or char == "·" else 1.0 for char in text)


def broken(text: str, ems: float, indent: float = 0.0, justified: bool = False) -> list[str]:
    return [line.text for line in lines_of(text, ems, indent, justified)]


def lines_of(
    text: str, ems: float, indent: float = 0.0, justified: bool = False
) -> tuple[SetLine, ...]:
    setting = Setting(ems * SIZE, SIZE, indent * SIZE, justified)
    return set_lines((Run(text),), setting, em)


@pytest.mark.parametrize(
    ("text", "ems", "lines"),
    [
        ("申请材料齐全。", 6, ["申请材料", "齐全。"]),
        ("申请材料齐全，符合", 6.5, ["申请材料齐全，", "符合"]),
        ("本机关（便民）决定", 4, ["本机关", "（便民）", "决定"]),
        ("规划许可（见附件）。", 6, ["规划许可（见", "附件）。"]),
        ("阿依古丽·买买提", 4, ["阿依古", "丽·买", "买提"]),
        ("编号990322103-02见附件", 7, ["编号", "990322103-02见", "附件"]),
        ("自11月20日起算起", 4, ["自11月", "20日起", "算起"]),
        ("不足7日（10月2日）", 3.6, ["不足7日", "（10月", "2日）"]),
        ("依据《土地管理法》、《城乡规划法》办", 16, ["依据《土地管理法》、《城乡规划", "法》办"]),
        ("村民 委员 会意见", 4, ["村民 委", "员 会", "意见"]),
        ("", 4, [""]),
    ],
)  # fmt: skip
def test_lines_end_where_a_typesetter_would_end_them(
    text: str, ems: float, lines: list[str]
) -> None:
    assert broken(text, ems) == lines


def test_a_run_wider_than_the_line_is_cut_and_only_then() -> None:
    assert broken("见" + "9" * 20 + "号", 5) == ["见99999999", "9999999999", "99号"]


def test_neighbouring_signs_share_their_white() -> None:
    assert natural_width((Run("（《"),), SIZE, em) == 1.5 * SIZE
    assert natural_width((Run("》）。"),), SIZE, em) == 2 * SIZE


def test_an_opening_sign_stands_flush_at_the_head_of_a_line() -> None:
    second = lines_of("规划许可证件（见附件）", 7)[1]
    assert second.text.startswith("（")
    assert second.atoms[0].x == -0.5 * SIZE


def test_a_closing_sign_gives_its_white_half_to_the_margin() -> None:
    assert broken("申请材料齐全，符合", 6.5)[0].endswith("，")


def test_one_character_never_stands_alone_on_the_last_line() -> None:
    assert broken("受托人有效身份证件", 8) == ["受托人有效身份", "证件"]


def test_a_justified_line_ends_at_the_margin_and_the_last_one_does_not() -> None:
    first, second = lines_of("经审查你提出的申请符合法定条件和标准。", 10.4, justified=True)
    assert first.width == pytest.approx(10.4 * SIZE)
    assert all(atom.after <= MAX_SPREAD_EM * SIZE for atom in first.atoms)
    assert second.width == pytest.approx(natural_width((Run(second.text),), SIZE, em))


def test_a_line_with_too_much_white_is_left_ragged() -> None:
    first = lines_of("编号" + "9" * 30 + "号件", 16, justified=True)[0]
    assert first.text == "编号"
    assert first.width == 2 * SIZE


def test_a_document_number_stays_whole_while_the_line_stays_even() -> None:
    text = "你提出的申请本机关予以受理受理通知书云〔2026〕118号"
    for width, last in ((24, "〔2026〕118号"), (25, "118号")):
        assert broken(text, width, justified=True)[1] == last
        assert broken(text, width)[1] == "〔2026〕118号"


def test_a_box_never_parts_from_its_words() -> None:
    line = (Box(ticked=True), Run("窗口自取"), Run("　"), Box(ticked=False), Run("邮寄（单号"),
            Blank(10), Run("）"))  # fmt: skip
    found = set_lines(line, Setting(10 * SIZE, SIZE), em)
    assert [one.text for one in found] == ["窗口自取", "邮寄（单号）"]


SIGNS = "".join(sorted(NO_START | NO_END))
TEXTS = st.lists(
    st.one_of(
        st.text("一二三年月日号中华人民·", min_size=1, max_size=6),
        st.sampled_from(sorted(NO_START | NO_END)),
        st.from_regex(r"[A-Za-z0-9./:-]{1,12}", fullmatch=True),
        st.sampled_from(["　", " "]),
    ),
    max_size=40,
).map("".join)


@settings(max_examples=150, deadline=None)
@given(TEXTS, st.floats(2, 30), st.booleans())
def test_no_text_is_lost_whatever_the_width(text: str, ems: float, justified: bool) -> None:
    lines = broken(text, ems, indent=min(2.0, ems / 2), justified=justified)
    assert "".join("".join(lines).split()) == "".join(text.split())


CALM = st.lists(
    st.one_of(
        st.text("一二三中华人民", min_size=2, max_size=8),
        st.tuples(
            st.text("甲乙丙丁", min_size=1, max_size=3), st.sampled_from("，。、；：！？）》·")
        ).map("".join),
        st.tuples(
            st.sampled_from("（《“"), st.text("甲乙丙丁", min_size=1, max_size=3)
        ).map("".join),
        st.from_regex(r"[0-9]{1,8}[年月日号]", fullmatch=True),
    ),
    min_size=1,
    max_size=40,
).map("".join)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(CALM, st.floats(12, 30), st.booleans())
def test_no_line_begins_or_ends_with_the_wrong_sign(text: str, ems: float, justified: bool) -> None:
    lines = broken(text, ems, justified=justified)
    assert not any(line[0] in NO_START for line in lines[1:])
    assert not any(line[-1] in NO_END for line in lines[:-1])


@settings(max_examples=100, deadline=None)
@given(CALM, st.from_regex(r"[A-Z0-9-]{6,18}", fullmatch=True), st.integers(12, 30))
def test_a_run_of_ascii_is_never_cut(text: str, run: str, ems: int) -> None:
    assert any(run in line for line in broken(text + "证" + run + "号" + text, ems))


@settings(max_examples=100, deadline=None)
@given(CALM, st.floats(12, 30))
def test_no_ink_stands_outside_the_line(text: str, ems: float) -> None:
    for line in lines_of(text, ems, justified=True):
        assert line.width <= ems * SIZE + 0.01
