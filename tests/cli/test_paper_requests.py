"""windowdesk document kinds, form, issue."""

from tests.cli.applications import write
from tests.cli.shell import Shell

REGISTER = {
    "反映渠道": "窗口",
    "反映内容": "三次来问没有答复",
    "诉求": "书面说明",
    "受理范围": "属于",
    "原因类别": "很难办",
    "问题类型": "线下办事",
    "复杂程度": "一般",
    "处理方式": "转办",
    "办结期限": "2026-11-25",
}


def case(shell: Shell) -> str:
    file = write(shell.data.parent / "application.toml")
    return str(shell.done("receive", file, "--accept", "--json").one["case"])


def answers(**others: str) -> list[str]:
    told = REGISTER | others
    return [part for name, text in told.items() for part in ("--set", f"{name}={text}")]


def test_kinds_form_and_issue(shell: Shell) -> None:
    number = case(shell)
    assert "缴费通知书" in shell.done("document", "kinds").out
    listed = shell.done("document", "kinds", number).out
    assert "“办不成事”登记表" in listed
    assert "缴费通知书" not in listed
    form = shell.done("document", "form", number, "办不成事登记表").out
    assert "原因类别" in form
    assert "办不了、很难办、不给办" in form
    issued = shell.done("document", "issue", number, "unresolved", *answers(), "--json").one
    papers = issued["papers"]
    assert isinstance(papers, list)
    assert [paper["kind"] for paper in papers] == ["unresolved"]
    assert "转办单" in shell.done("document", "kinds", number).out
    shell.done("document", "issue", number, "转办单", "--set", "办理要求=书面告知")
    assert "转办单" in shell.done("document", "list", number).out


def test_what_is_wrong_is_told_in_chinese(shell: Shell) -> None:
    number = case(shell)
    assert "能另出的有" in shell.refused("document", "issue", number, "受理通知书")
    assert "还没选反映渠道" in shell.refused("document", "issue", number, "unresolved")
    wrong = ("document", "issue", number, "unresolved", "--set")
    assert "要写成 名称=内容" in shell.refused(*wrong, "反映内容")
    assert "要填的有：反映渠道" in shell.refused(*wrong, "谁=我")
    bad = answers(办结期限="下周")
    assert "办结期限：“下周”不是日期" in shell.refused(
        "document", "issue", number, "unresolved", *bad
    )
    assert "只有综合窗口人员" in shell.refused(
        "document", "issue", number, "unresolved", *answers(), user="reviewer"
    )
