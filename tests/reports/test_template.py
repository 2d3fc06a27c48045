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


def test_every_paper_has_its_kind_code_and_word_of_number() -> None:
    found = {code: CATALOGUE.get(code) for code in CODES}
    assert {template.kind_code: code for code, template in found.items()} == {
        "01": "receipt",
        "02": "acceptance",
        "03": "immediate",
        "04": "approval",
        "05": "denial",
        "06": "pickup",
        "07": "delivery_receipt",
        "08": "not_required",
        "09": "refusal",
        "10": "correction",
        "11": "supplement_receipt",
        "12": "materials_returned",
        "13": "withdrawal",
        "14": "termination",
        "21": "special_procedure",
        "22": "procedure_record",
        "23": "interested_party",
        "24": "hearing",
        "25": "hearing_call",
        "26": "extension_approval",
        "27": "extension",
        "28": "inspection",
        "31": "deferred_promise",
        "32": "deferred_acceptance",
        "33": "gap_receipt",
        "34": "commitment",
        "41": "handover",
        "43": "referral_opinion",
        "44": "referral",
        "61": "mailing",
        "62": "issue_handover",
        "63": "decision_correction",
        "64": "decision_revocation",
        "65": "flow_sheet",
        "66": "file_cover",
        "67": "file_contents",
        "68": "file_remarks",
        "69": "county_notice",
    }
    words = [template.number_pattern.split("}")[1].split("〔")[0] for template in found.values()]
    expected = "收 受 即 准 不准 取 送 不受 不予受 补 补收 退 撤 终 交 "
    expected += "特 特审 利 听告 听通 延审 延 核"
    expected += " 容承 容 容补 诺"
    expected += " 邮 出 更 撤决 程 卷 目 备 函"
    expected += " 审报 报"
    assert sorted(words) == sorted(expected.split())


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
