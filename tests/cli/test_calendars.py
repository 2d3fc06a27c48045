"""windowdesk calendar and correct-date, as an administrator and a head run them."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.cli.shell import Shell
from tests.cli.test_cases import receive
from windowdesk.domain.local_time import local_date, paper_date

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
    versions = {one["year"]: one["version"] for one in years}
    assert (versions[2027], versions[2026]) == (1, 1)
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


def test_a_due_date_says_both_legs_and_that_it_re_adds(shell: Shell) -> None:
    """Natural days end on Saturday, 3 October, roll on to the 8th; then ten working days."""
    words = ("due", "2026-09-13", "20", "--unit", "calendar", "--extend", "10", "--proof")
    out = shell.done(*words).out
    assert out.startswith("2026-10-21 周三\n")
    assert "原届满日10月8日，延长 10 个工作日。" in out
    assert "2026-10-21  周三  延      10" in out
    assert "逐日加过，对得上。" in out
    answer = shell.done(*words, "--json").one
    assert (answer["due"], answer["re_adds"]) == ("2026-10-21", True)
    assert shell.done("due", "2026-03-31", "1", "--unit", "month").out.startswith("2026-04-30")


def test_who_is_named_is_told_by_the_calendar_of_the_centre(shell: Shell, notice: Path) -> None:
    assert "暂定" in shell.done("due", "2026-12-30", "5", user="admin").out
    shell.done("calendar", "import", str(notice), user="admin")
    out = shell.done("due", "2026-12-30", "5", user="admin").out
    assert out.startswith("2027-01-07 周四\n")


def test_a_wrong_date_is_put_right_by_command(shell: Shell) -> None:
    case = receive(shell)
    day = local_date(datetime.now(UTC)) - timedelta(days=4)
    asked = ("correct-date", case, "--received", f"{day} 10:30", "--reason", "写错")
    looked = shell.done(*asked, "--evidence", "登记簿", "--only-look", user="head").out
    assert f"会改成 {paper_date(day)}10时30分。" in looked
    stored = shell.done(*asked, "--evidence", "登记簿", "--json", user="head").one
    assert (stored["field"], stored["stored"]) == ("received", True)
    assert str(stored["due_after"]) < str(stored["due_before"])
    assert "和原来一样" in shell.refused(*asked, "--evidence", "登记簿", user="head")
    assert "还没写凭据" in shell.refused(*asked, "--evidence", " ", user="head")
    assert "只有机关负责人" in shell.refused(*asked, "--evidence", "登记簿")
    neither = ("correct-date", case, "--reason", "a", "--evidence", "b")
    assert "一次更正一个" in shell.refused(*neither, user="head")
