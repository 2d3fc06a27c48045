"""Templates: what is shipped is right, and what is wrong is told with the place and the cure."""

import re
from pathlib import Path

import pytest

from tests.reports.orders import CATALOGUE, CODES
from windowdesk.assets import Assets
from windowdesk.domain.errors import EnvironmentProblem
from windowdesk.reports.catalogue import TomlTemplateCatalogue
from windowdesk.reports.template_loader import load_template
from windowdesk.services.facts import FACTS, ROW_FACTS
from windowdesk.services.sheet_facts import SHEETS

GOOD = """
code = "x"
kind_code = "09"
title = "某通知书"
version = 1
paper = "notice"
number = "{organ.short}某〔{year}〕{serial}号"
copies = ["申请人", "案卷"]
[[block]]
kind = "title"
text = "某通知书"
[[block]]
kind = "fields"
widths = [30, 126]
rows = [["事项", "{item.name}"]]
[[block]]
kind = "paragraph"
style = "copies"
text = "一式两份：一份交申请人，一份存入案卷。"
"""


# What stands in codes and numbers of papers that lie in files: never another, never twice.
KINDS = {
    "receipt": ("01", "收"),
    "acceptance": ("02", "受"),
    "immediate": ("03", "即"),
    "approval": ("04", "准"),
    "denial": ("05", "不准"),
    "pickup": ("06", "取"),
    "delivery_receipt": ("07", "送"),
    "not_required": ("08", "不受"),
    "refusal": ("09", "不予受"),
    "correction": ("10", "补"),
    "supplement_receipt": ("11", "补收"),
    "materials_returned": ("12", "退"),
    "withdrawal": ("13", "撤"),
    "termination": ("14", "终"),
    "special_procedure": ("21", "特"),
    "procedure_record": ("22", "特审"),
    "interested_party": ("23", "利"),
    "hearing": ("24", "听告"),
    "hearing_call": ("25", "听通"),
    "extension_approval": ("26", "延审"),
    "extension": ("27", "延"),
    "inspection": ("28", "核"),
    "deferred_promise": ("31", "容承"),
    "deferred_acceptance": ("32", "容"),
    "gap_receipt": ("33", "容补"),
    "commitment": ("34", "诺"),
    "handover": ("41", "交"),
    "referral_opinion": ("43", "审报"),
    "referral": ("44", "报"),
    "bundle": ("51", "联"),
    "mailing": ("61", "邮"),
    "issue_handover": ("62", "出"),
    "decision_correction": ("63", "更"),
    "decision_revocation": ("64", "撤决"),
    "flow_sheet": ("65", "程"),
    "file_cover": ("66", "卷"),
    "file_contents": ("67", "目"),
    "file_remarks": ("68", "备"),
    "county_notice": ("69", "函"),
    "proxy_authorisation": ("71", "代"),
    "proxy_acceptance": ("72", "代受"),
    "proxy_progress": ("73", "代告"),
    "proxy_end": ("74", "代结"),
    "proxy_visit": ("75", "访"),
    "unresolved": ("76", "办"),
    "transfer": ("77", "转"),
    "urging": ("78", "督"),
    "reply": ("79", "答"),
    "payment": ("80", "缴"),
}


def test_every_paper_has_its_kind_code_and_word_of_number() -> None:
    found = {code: CATALOGUE.get(code) for code in CODES}
    assert {
        code: (one.kind_code, one.number_pattern.split("}")[1].split("〔")[0])
        for code, one in found.items()
    } == KINDS
    for part in (0, 1):
        assert len({kind[part] for kind in KINDS.values()}) == len(KINDS)


def test_a_good_template_loads() -> None:
    assert load_template("x.toml", GOOD).copies == ("申请人", "案卷")


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("{item.name}", "{item.nam}", "没有叫 {item.nam} 的占位符"),
        ("{item.name}", "{item.name", "有单独的“{”"),
        ("{item.name}", "**{item.name}", "没有成对"),
        ("{item.name}", "{}", "写法不对"),
        ("[30, 126]", "[30, 120]", "加起来是 150 毫米，要正好 156"),
        ('[["事项", "{item.name}"]]', '[["事项"]]', "一个栏目一个内容"),
        ('"{item.name}"]]', '{ tik = "{issue_by}" }]]', "tick（勾选）"),
        ('kind = "fields"', 'kind = "field"', "不认识 kind = “field”"),
        ("widths", "width", "不认识“width”"),
        ('paper = "notice"', 'paper = "letter"', '"notice"、"form"'),
        ('kind_code = "09"', 'kind_code = "9"', "kind_code"),
        ("version = 1", "version = 0", "大于 0 的数"),
        ("〔{year}〕", "", "三个占位符一个不少"),
        ("两份", "三份", "一式两份"),
        ("存入案卷", "存档", "没有写“案卷”那一份"),
        ('[[block]]\nkind = "title"\ntext = "某通知书"\n', "", "要有一个标题"),
        ('code = "x"', "code = ", "不是完整的 TOML"),
        ('kind = "fields"', 'kind = "fields"\nwhen = "never"', "“when”里没有叫 never"),
    ],
)  # fmt: skip
def test_a_faulty_template_says_where_and_what_to_write(old: str, new: str, told: str) -> None:
    assert old in GOOD
    with pytest.raises(EnvironmentProblem) as problem:
        load_template("x.toml", GOOD.replace(old, new))
    assert "x.toml" in problem.value.text
    assert told in problem.value.text


def test_a_centre_may_replace_a_template_and_a_lacking_one_is_named(tmp_path: Path) -> None:
    (tmp_path / "reports").mkdir()
    (tmp_path / "reports" / "x.toml").write_text(GOOD, encoding="utf-8")
    own = TomlTemplateCatalogue(Assets(tmp_path))
    assert own.get("x").title == "某通知书"
    assert "x" in own.codes()
    with pytest.raises(EnvironmentProblem, match=r"none\.toml"):
        own.get("none")


def test_a_template_in_the_wrong_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "reports").mkdir()
    (tmp_path / "reports" / "y.toml").write_text(GOOD, encoding="utf-8")
    with pytest.raises(EnvironmentProblem, match="要与文件名相同"):
        TomlTemplateCatalogue(Assets(tmp_path)).get("y")


def test_the_guide_for_templates_names_every_placeholder() -> None:
    guide = Assets().path("reports", "README.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`([a-z][a-z0-9_.]*)`", guide))
    assert {fact.name for fact in FACTS} <= named
    assert {fact.name for facts in ROW_FACTS.values() for fact in facts} <= named
    for kind in SHEETS.values():
        columns = {fact.name for facts in kind.rows.values() for fact in facts}
        assert {kind.code, *kind.rows, *(fact.name for fact in kind.facts), *columns} <= named
