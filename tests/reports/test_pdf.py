"""The paper of record: every word, every code, every font; the same bytes; clear refusals."""

import re
from dataclasses import replace
from datetime import datetime
from io import BytesIO
from pathlib import Path

import pypdf
import pytest

from tests.reports.orders import (
    CATALOGUE,
    CODES,
    DIGITS,
    LONG_NAME,
    SIGNED,
    materials,
    number_of,
    order,
)
from tests.reports.reading import codes, fonts, page_texts, squeezed
from windowdesk.domain.codes import code_text
from windowdesk.domain.errors import DomainError
from windowdesk.reports.catalogue import PaperRenderer
from windowdesk.services.facts import sample_facts
from windowdesk.services.paper_asks import BETWEEN

_SLOT = re.compile(r"\{([a-z][a-z0-9_.]*)[?|}]")
_MANY = re.compile(r"ticks = \"\{([a-z][a-z0-9_.]*)\}")
# The lists of a file are bound into it and found by its cover, which bears its bars.
NO_CODES, BARS_ALONE, UNNUMBERED = {"file_contents"}, {"file_cover"}, {"file_contents"}


def printed_facts(code: str) -> list[str]:
    """Return every text that the paper must hold, by the names in its template."""
    sample = sample_facts()
    text = CATALOGUE.get(code).text
    blocks = text.split("[[block]]", 1)[1]
    ticked = {name: sample.texts[name] for name in _MANY.findall(blocks)}
    names = [name for name in _SLOT.findall(blocks) if name in sample.texts]
    found = [sample.texts[name] for name in names if name not in ticked]
    found += [choice for chosen in ticked.values() for choice in chosen.split(BETWEEN)]
    for each in re.findall(r'each = "(\w+)"', blocks):
        found += [value for row in sample.rows[each] for value in row.values()]
    number = [] if code in UNNUMBERED else [number_of(code)]
    return [squeezed(value) for value in found if value] + number


@pytest.mark.parametrize("code", CODES)
def test_every_fact_is_in_the_text_of_every_copy(renderer: PaperRenderer, code: str) -> None:
    texts = page_texts(renderer.pdf(order(code)))
    copies = CATALOGUE.get(code).copies
    pages = len(texts) // len(copies)
    for n in range(len(copies)):
        whole = "".join(texts[n * pages : (n + 1) * pages])
        number = number_of(code)
        for fact in printed_facts(code):
            assert fact.replace(sample_facts().texts["number"], number) in whole or fact in whole


@pytest.mark.parametrize("code", CODES)
def test_all_fonts_are_embedded(renderer: PaperRenderer, code: str) -> None:
    found = list(fonts(renderer.pdf(order(code, watermark="演示·无效"))))
    assert found
    for font in found:
        assert "/FontFile2" in font["/FontDescriptor"].get_object()  # type: ignore[operator]


@pytest.mark.parametrize("code", CODES)
def test_the_codes_of_a_paper_are_read_from_black_and_white(
    renderer: PaperRenderer, code: str
) -> None:
    template = CATALOGUE.get(code)
    pages = codes(renderer.pdf(order(code, watermark="演示·无效")))
    per_copy, both = len(pages) // len(template.copies), {DIGITS, SIGNED}
    for n, found in enumerate(pages):
        expected = set() if code in NO_CODES else {DIGITS} if code in BARS_ALONE else both
        assert found == (expected if n % per_copy == 0 else set())


def test_a_paper_from_before_the_key_keeps_its_plain_code(renderer: PaperRenderer) -> None:
    (found, *_) = codes(renderer.pdf(replace(order("acceptance"), code="")))
    kind = CATALOGUE.get("acceptance").kind_code
    assert found == {DIGITS, code_text(kind, DIGITS)}


def test_the_same_order_gives_the_same_bytes_even_after_the_cache_grew(tmp_path: Path) -> None:
    one = PaperRenderer(tmp_path / "one")
    first = one.pdf(order("pickup"))
    one.pdf(order("pickup", {"applicant.name": "龘靐齉爩鱻麤"}))
    assert one.pdf(order("pickup")) == first
    assert PaperRenderer(tmp_path / "two").pdf(order("pickup")) == first
    assert one.digest == PaperRenderer(tmp_path / "two").digest


def test_the_file_bears_the_moment_of_issue(renderer: PaperRenderer) -> None:
    reader = pypdf.PdfReader(BytesIO(renderer.pdf(order("pickup"))))
    assert reader.metadata is not None
    created = reader.metadata.creation_date
    assert created is not None
    assert created.replace(tzinfo=None) == datetime(2026, 11, 20, 10, 42)  # noqa: DTZ001


def test_each_copy_names_its_owner_and_its_pages(renderer: PaperRenderer) -> None:
    texts = page_texts(renderer.pdf(order("acceptance", rows={"materials": materials(12)})))
    assert len(texts) == 4
    assert [("第一联申请人" in t, "第二联案卷" in t) for t in texts] == [
        (True, False), (True, False), (False, True), (False, True),
    ]  # fmt: skip
    assert ["第1页共2页" in t for t in texts] == [True, False, True, False]
    assert "受理通知书（续）" in texts[1]


def test_a_receipt_of_twelve_materials_keeps_one_sheet_with_its_stub(
    renderer: PaperRenderer,
) -> None:
    (text,) = page_texts(renderer.pdf(order("receipt")))
    assert "申请材料接收凭证（存根）" in text
    assert text.count(number_of("receipt")) == 3
    assert "存根联中心留存" in text
    assert "不代表受理" in text


def test_forty_materials_repeat_the_head_and_end_with_two_rows(renderer: PaperRenderer) -> None:
    texts = page_texts(renderer.pdf(order("acceptance", rows={"materials": materials(40)})))
    copy = texts[: len(texts) // 2]
    assert len(copy) == 3
    assert all("序号材料名称原件" in text for text in copy)
    assert "39申请人居民身份证" in copy[-1]
    assert "合计" in copy[-1]
    assert "青岫县云岭镇人民政府" in copy[-1]


def test_forty_materials_leave_the_stub_whole_on_the_last_page(renderer: PaperRenderer) -> None:
    texts = page_texts(renderer.pdf(order("receipt", rows={"materials": materials(40)})))
    assert [("（存根）" in text) for text in texts] == [False] * (len(texts) - 1) + [True]


def test_a_name_of_twenty_characters_stays_whole(renderer: PaperRenderer) -> None:
    naming = [code for code in CODES if "applicant.name" in CATALOGUE.get(code).names]
    assert len(naming) > len(CODES) / 2
    for code in naming:
        assert LONG_NAME in "".join(page_texts(renderer.pdf(order(code))))


def test_the_watermark_is_on_every_page_and_the_words_remain(renderer: PaperRenderer) -> None:
    texts = page_texts(
        renderer.pdf(order("acceptance", rows={"materials": materials(12)}, watermark="演示·无效"))
    )
    assert all("演示·无效" in text for text in texts)
    assert LONG_NAME in texts[0]


@pytest.mark.parametrize("name", ["陆𬱖明", "𠮷田", "龘靐"])
def test_a_rare_character_is_drawn_or_refused_by_name(renderer: PaperRenderer, name: str) -> None:
    lacking = renderer.lacking(name)
    if lacking:
        with pytest.raises(DomainError, match=re.escape(f"U+{ord(lacking[0]):04X}")):
            renderer.pdf(order("pickup", {"applicant.name": name}))
    else:
        (text,) = page_texts(renderer.pdf(order("pickup", {"applicant.name": name})))
        assert name in text


def test_a_character_that_no_font_has_stops_the_paper(renderer: PaperRenderer) -> None:
    assert renderer.lacking("张\U0010fffd三\U0010fffd") == ("\U0010fffd",)
    with pytest.raises(DomainError, match=r"U\+10FFFD"):
        renderer.pdf(order("denial", {"applicant.name": "张\U0010fffd"}))
    with pytest.raises(DomainError, match=r"U\+0007"):
        renderer.pdf(order("denial", {"applicant.name": "张\u0007三"}))


@pytest.mark.parametrize(
    ("code", "name"), [("denial", "decision.reason"), ("approval", "decision.content")]
)
def test_a_field_of_ten_thousand_characters_runs_over_clean_pages(
    renderer: PaperRenderer, code: str, name: str
) -> None:
    words = "拟建房屋占用永久基本农田，" * 769
    texts = page_texts(renderer.pdf(order(code, {name: words})))
    copy = texts[: len(texts) // 2]
    body = "".join(copy)
    assert body.count("屋") == 769
    assert len(copy) < 25


def test_a_paper_without_end_is_refused(renderer: PaperRenderer) -> None:
    with pytest.raises(DomainError, match="超过了40页"):
        renderer.pdf(order("denial", {"decision.reason": "字" * 40_000}))


def test_ten_thousand_ascii_signs_in_a_cell_do_not_hang(renderer: PaperRenderer) -> None:
    texts = page_texts(renderer.pdf(order("approval", {"decision.content": "x" * 10_000})))
    assert "".join(texts).count("x") >= 20_000
