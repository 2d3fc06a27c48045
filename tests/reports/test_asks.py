"""What a template asks for is checked as a whole; several ticks and groups are what they say."""

import pytest

from tests.reports.orders import CATALOGUE, facts
from windowdesk.domain.errors import DomainError, EnvironmentProblem
from windowdesk.domain.requested_papers import PAPERS_ON_REQUEST
from windowdesk.reports.compose import compose
from windowdesk.reports.inline import Box
from windowdesk.reports.parts import Fields
from windowdesk.reports.template_loader import load_template
from windowdesk.services.facts import FACTS
from windowdesk.services.paper_asks import AskedFact, AskKind
from windowdesk.services.request_facts import ASKED_NAMES

REPLY = CATALOGUE.get("reply").text
SAMPLES = {fact.name: fact.sample for fact in FACTS}


@pytest.mark.parametrize("kind", PAPERS_ON_REQUEST)
def test_every_paper_on_request_asks_and_its_samples_are_answers(kind: str) -> None:
    asks = CATALOGUE.get(kind).asks
    assert asks
    for ask in asks:
        sample = SAMPLES[ask.fact]
        assert (ask.read(sample) == sample) if sample else not ask.required


def test_what_may_be_typed_is_typed_somewhere_and_nothing_else_is() -> None:
    asked = {ask.fact for kind in PAPERS_ON_REQUEST for ask in CATALOGUE.get(kind).asks}
    assert asked == ASKED_NAMES
    assert not any(
        CATALOGUE.get(code).asks for code in CATALOGUE.codes() if code not in PAPERS_ON_REQUEST
    )


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('fact = "reply.text"', 'fact = "applicant.name"', "applicant.name 不能让人填"),
        ('fact = "reply.text"', 'fact = "reply.result"', "前面已经要填过"),
        ('fact = "reply.text"', 'fact = "visit.words"', "没有地方印"),
        ('kind = "text"', 'kind = "prose"', '"line"、"text"'),
        ("required = true", 'required = "yes"', "required = true"),
        ('default = "clerk.name"', 'default = "clerk.nam"', "没有叫 clerk.nam"),
        ('label = "处理情况"', "", "缺“label”"),
        ('label = "处理情况"', 'lable = "处理情况"', "不认识“lable”"),
        ('kind = "text"', 'kind = "line"\nof = ["是"]', "只有 kind"),
        ('kind = "choice"', 'kind = "ticks"', "写成 ticks"),
        ('of = ["已办成", "部分办成"', 'of = ["办好了", "部分办成"', "可以选“办好了”"),
        ('code = "reply"', 'code = "receipt"', "只有另出的文书"),
    ],
)  # fmt: skip
def test_a_faulty_ask_says_where_and_what_to_write(old: str, new: str, told: str) -> None:
    assert old in REPLY
    with pytest.raises(EnvironmentProblem) as problem:
        load_template("reply.toml", REPLY.replace(old, new, 1))
    assert "reply.toml" in problem.value.text
    assert told in problem.value.text


def boxes(kind: str, name: str, chosen: str) -> list[bool]:
    """Return which boxes are ticked in the row that a fact decides."""
    template = load_template(f"{kind}.toml", CATALOGUE.get(kind).text)
    paper = compose(template, facts({name: chosen}), "1号")
    fields = [part for part in paper.parts if isinstance(part, Fields) and part.title]
    contents = [one.content for part in fields for row in part.rows for one in row]
    lines = [line for text in contents if isinstance(text, tuple) for line in text]
    return [piece.ticked for line in lines for piece in line if isinstance(piece, Box)]


@pytest.mark.parametrize(
    ("chosen", "ticked"),
    [
        ("递交申请材料", [True, False, False, False, False, False]),
        ("代缴规费、递交申请材料", [True, False, False, False, True, False]),
        ("其他", [False, False, False, False, False, True]),
        ("", [False] * 6),
    ],
)
def test_exactly_what_was_chosen_is_ticked(chosen: str, ticked: list[bool]) -> None:
    assert boxes("proxy_authorisation", "proxy.powers", chosen) == ticked


def test_a_choice_without_a_box_is_refused() -> None:
    with pytest.raises(DomainError, match="没有“画押”"):
        boxes("proxy_authorisation", "proxy.powers", "递交申请材料、画押")


def test_groups_that_follow_one_another_are_one_table() -> None:
    template = load_template("unresolved.toml", CATALOGUE.get("unresolved").text)
    parts = compose(template, facts(), "1号").parts
    (table,) = (part for part in parts if isinstance(part, Fields))
    assert [group.label for group in table.groups] == ["登记", "研判", "办理", "反馈"]
    assert sum(group.rows for group in table.groups) == len(table.rows)
    assert all(round(sum(field.width_mm for field in row), 2) == 148 for row in table.rows)


@pytest.mark.parametrize(
    ("kind", "typed", "read"),
    [
        (AskKind.DAY, "20261125", "2026年11月25日"),
        (AskKind.DAY, "2026-1-5", "2026年1月5日"),
        (AskKind.MONEY, "1,280.5", "1280.50元"),
        (AskKind.LINE, " 甲 ", "甲"),
        (AskKind.TEXT, "一\n二", "一\n二"),
        (AskKind.TICKS, "乙、甲", "甲、乙"),
        (AskKind.CHOICE, "甲", "甲"),
        (AskKind.LINE, "", ""),
    ],
)
def test_what_is_typed_stands_as_papers_write_it(kind: AskKind, typed: str, read: str) -> None:
    options = ("甲", "乙") if kind in {AskKind.TICKS, AskKind.CHOICE} else ()
    assert AskedFact("reply.text", "处理情况", kind, options=options).read(typed) == read
