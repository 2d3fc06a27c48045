"""Template and facts: what is empty, what is chosen, what is refused."""

from itertools import pairwise

import pytest

from tests.reports.orders import CATALOGUE, facts, number_of
from windowdesk.domain.errors import DomainError
from windowdesk.domain.facts import PaperFacts
from windowdesk.reports.compose import compose
from windowdesk.reports.inline import Box, Run, words_of
from windowdesk.reports.parts import Fields, Listing, Paper, Prose
from windowdesk.reports.template_loader import load_template


def paper(code: str, given: PaperFacts) -> Paper:
    template = load_template(code, CATALOGUE.get(code).text)
    return compose(template, given, number_of(code))


def labels(found: Paper) -> list[str]:
    return [
        words_of(field.content)
        for part in found.parts
        if isinstance(part, Fields)
        for row in part.rows
        for field in row
        if field.is_label and isinstance(field.content, tuple)
    ]


def test_an_empty_optional_fact_drops_label_and_value_together() -> None:
    full = labels(paper("acceptance", facts()))
    bare = labels(paper("acceptance", facts({"pauses_foreseen": "", "promised_limit": ""})))
    assert set(full) - set(bare) == {"不计入期限", "承诺期限"}


def test_what_is_left_of_a_row_takes_its_whole_width() -> None:
    found = paper("acceptance", facts({"promised_limit": ""}))
    fields = next(part for part in found.parts if isinstance(part, Fields))
    assert all(sum(field.width_mm for field in row) == 156 for row in fields.rows)


@pytest.mark.parametrize("name", ["item.accept_basis", "applicant.name", "signed_on"])
def test_a_needed_fact_that_is_empty_stops_the_paper_by_its_label(name: str) -> None:
    with pytest.raises(DomainError, match="受理通知书缺“") as problem:
        paper("acceptance", facts({name: " "}))
    assert problem.value.field == name


def test_exactly_the_frozen_choice_is_ticked() -> None:
    found = paper("acceptance", facts({"issue_by": "邮寄"}))
    fields = next(part for part in found.parts if isinstance(part, Fields))
    lines = [f.content for row in fields.rows for f in row if isinstance(f.content, tuple)]
    (ticks,) = [line for text in lines for line in text if any(isinstance(x, Box) for x in line)]
    pairs = list(pairwise(ticks))
    assert [b.text for a, b in pairs if isinstance(a, Box) and a.ticked and isinstance(b, Run)] == [
        "邮寄"
    ]


def test_a_choice_that_the_paper_does_not_offer_is_refused() -> None:
    with pytest.raises(DomainError, match="没有“托梦”"):
        paper("acceptance", facts({"issue_by": "托梦"}))


def test_marks_inside_a_fact_are_text() -> None:
    found = paper("acceptance", facts({"item.name": "甲_乙_**丙**{x}"}))
    prose = next(part for part in found.parts if isinstance(part, Prose))
    assert "甲_乙_**丙**{x}" in words_of(prose.text)


def test_the_list_is_left_out_where_there_are_no_rows() -> None:
    with_rows = paper("acceptance", facts())
    without = paper("acceptance", facts(rows={"materials": ()}))
    assert any(isinstance(part, Listing) for part in with_rows.parts)
    assert not any(isinstance(part, Listing) for part in without.parts)


def test_a_line_whose_optional_fact_is_empty_is_left_out() -> None:
    found = paper("receipt", facts({"notice_due": ""}))
    words = [words_of(part.text) for part in found.parts if isinstance(part, Prose)]
    assert not any("补正告知截止日" in text for text in words)
    assert any("不代表受理" in text for text in words)


def test_a_silent_fact_that_is_empty_leaves_the_rest_of_its_row() -> None:
    found = paper("receipt", facts({"agent.relation": ""}))
    assert "代办人" in labels(found)


def composed(blocks: str, texts: dict[str, str] | None = None) -> Paper:
    text = CATALOGUE.get("correction").text.split("[[block]]")[0]
    title = '[[block]]\nkind = "title"\ntext = "某"\n'
    template = load_template("x.toml", text + title + blocks)
    return compose(template, facts(texts), "云岭便补〔2026〕1号")


def test_a_dash_closes_what_must_stay_empty() -> None:
    blocks = '[[block]]\nkind = "paragraph"\ntext = "依据{situation|—}办"'
    empty = composed(blocks, {"situation": ""})
    (prose,) = (part for part in empty.parts if isinstance(part, Prose))
    assert words_of(prose.text) == "依据—办"
    (prose,) = (part for part in composed(blocks).parts if isinstance(part, Prose))
    assert words_of(prose.text) == "依据原址翻建办"


def test_boxes_in_a_list_are_ticked_row_by_row() -> None:
    (listing,) = (
        part for part in paper("supplement_receipt", facts()).parts if isinstance(part, Listing)
    )
    ticked = [
        [box.ticked for line in row[3] for box in line if isinstance(box, Box)]
        for row in listing.grid.rows
    ]
    assert ticked == [[True, False], [False, True], [True, False], [False, True]]


def test_rows_of_fields_are_repeated_for_each_row_of_a_list() -> None:
    blocks = (
        '[[block]]\nkind = "fields"\ntitle = "材料"\neach = "returned"\nwidths = [56, 100]\n'
        'rows = [["{name}", "{pages?}页，{case.short}"]]'
    )
    (fields,) = (part for part in composed(blocks).parts if isinstance(part, Fields))
    assert fields.title == "材料"
    assert len(fields.rows) == 4
    assert words_of(fields.rows[0][1].content) == "1页，1120-00137"  # type: ignore[arg-type]
