"""windowdesk calendar and correct-date, as an administrator and a head run them."""

from pathlib import Path

import pytest

from tests.cli.shell import Shell

NOTICE = """国务院办公厅关于2027年
部分节假日安排的通知
国办发明电〔2026〕9号
各省、自治区、直辖市人民政府，国务院各部委、各直属机构：
一、元旦：1月1日（周五）至3日（周日）放假，共3天。
二、春节：2月5日（农历腊月二十九、周五）至11日（农历正月初六、周四）放假调休，共7天。2月14日（周日）上班。
三、清明节：4月3日（周六）至5日（周一）放假，共3天。
四、劳动节：5月1日（周六）至5日（周三）放假调休，共5天。5月8日（周六）上班。
五、端午节：6月9日（周三）放假，共1天。
六、中秋节：9月15日（周三）放假，共1天。
七、国庆节：10月1日（周五）至7日（周四）放假调休，共7天。9月26日（周日）、10月9日（周六）上班。
"""


@pytest.fixture
def notice(tmp_path: Path) -> Path:
    path = tmp_path / "2027.txt"
    path.write_bytes(NOTICE.encode("gb18030"))
    return path


def test_a_notice_is_read_back_stored_and_shown(shell: Shell, notice: Path) -> None:
    looked = shell.done("calendar", "import", str(notice), "--only-look", user="admin").out
    assert "第 6 行　春节：2月5日至2月11日放假 7 天，2月14日周日上班" in looked
    assert "存好了" not in looked
    out = shell.done("calendar", "import", str(notice), user="admin").out
    assert "存好了：2027 年第 1 版，国务院办公厅关于2027年部分节假日安排的通知" in out
    years = shell.done("calendar", "list", "--json", user="admin").lines
    assert [(one["year"], one["version"]) for one in years][:2] == [(2027, 1), (2026, 1)]
    shown = shell.done("calendar", "show", "2027", user="admin").out
    assert "2027-02-14  周日  上班" in shown
    assert "在办 0 件，日期都不变。" in shell.done("calendar", "redate", user="admin").out


def test_a_year_that_nobody_announced_says_so(shell: Shell) -> None:
    assert (
        "2027 年还没公布，暂按周末推算。"
        in shell.done("calendar", "show", "2027", user="admin").out
    )
    assert "还没公布" in shell.done("calendar", "list", user="admin").out


@pytest.mark.parametrize(
    ("before", "after", "sentence"),
    [
        ("（周五）至3日", "（周四）至3日", "第 5 行：2027年1月1日是周五，写的是周四。"),
        ("共3天。\n二", "共4天。\n二", "第 5 行：写着共 4 天，数出来是 3 天。"),
        ("2月14日（周日）", "2月30日", "第 6 行：没有 2月30日 这一天。"),
        ("2月14日（周日）", "2月15日（周一）", "第 6 行：2月15日是周一，本来就上班。"),
        ("五、端午节：6月9日（周三）放假，共1天。\n", "", "没看到端午。把通知贴全。"),
        (
            "六、中秋节：9月15日（周三）放假，共1天。",
            "六、中秋节：安排另行通知。",
            "看不出哪几天放假",
        ),
        ("六、中秋节：9月15日（周三）放假", "9月15日（周三）放假", "前面没有“一、元旦：”"),
    ],
)
def test_a_notice_that_cannot_stand_is_told_by_its_line(
    shell: Shell, notice: Path, before: str, after: str, sentence: str
) -> None:
    assert before in NOTICE
    notice.write_text(NOTICE.replace(before, after), encoding="utf-8")
    assert sentence in shell.refused("calendar", "import", str(notice), user="admin")
    assert "还没公布" in shell.done("calendar", "show", "2027", user="admin").out
