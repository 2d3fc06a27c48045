"""Commands of the review: procedures, hearings, the extension, inspections."""

from datetime import date, timedelta

from tests.cli.applications import write
from tests.cli.shell import Answer, Shell
from tests.services.counter import SITUATED

BODY = ("--body", "县质安站")


def reviewing(shell: Shell) -> str:
    """Return the number of a case in review whose item lists special procedures."""
    file = write(shell.data.parent / "application.toml", item=SITUATED.item_id, situations=["old"])
    number = str(shell.done("receive", file, "--accept", "--json").one["case"])
    shell.done("claim", number, user="reviewer")
    return number


def kinds(answer: Answer) -> list[str]:
    papers = answer["papers"]
    assert isinstance(papers, list)
    return [paper["kind"] for paper in papers]


def test_a_procedure_is_asked_for_begun_and_ended(shell: Shell) -> None:
    number = reviewing(shell)
    asks = ("procedure", "ask", number, "鉴定", *BODY, "--days")
    assert "最长15个工作日" in shell.refused(*asks, "16", user="reviewer")
    assert "只有：鉴定、公示" in shell.refused(
        "procedure", "ask", number, "拍卖", *BODY, "--days", "5", user="reviewer"
    )
    asked = shell.done(*asks, "10", "--json", user="reviewer").one
    assert (asked["state"], kinds(asked)) == ("reviewing", [])
    assert "只有分管领导" in shell.refused(
        "procedure", "begin", number, "鉴定", *BODY, "--days", "10", user="reviewer"
    )
    begun = shell.done(
        "procedure", "begin", number, "鉴定", *BODY, "--days", "10", "--json", user="approver"
    ).one
    assert (begun["state"], kinds(begun)) == ("suspended", ["special_procedure"])
    assert "文号" in shell.refused("procedure", "end", number, user="reviewer")
    ended = shell.done("procedure", "end", number, "鉴3号", "--json", user="reviewer").one
    assert (ended["state"], kinds(ended)) == ("reviewing", ["procedure_record"])
    assert "没有正在进行" in shell.refused("procedure", "end", number, "鉴3号", user="reviewer")


def test_a_proposal_is_declined(shell: Shell) -> None:
    number = reviewing(shell)
    assert "没有人提请" in shell.refused("procedure", "decline", number, "不必", user="approver")
    shell.done("procedure", "ask", number, "公示", *BODY, "--days", "7", user="reviewer")
    shell.done("procedure", "decline", number, "不必", user="approver")
    shell.done("extension", "ask", number, "四至有争议", user="reviewer")
    declined = shell.done("extension", "decline", number, "抓紧办", "--json", user="head").one
    assert (declined["state"], kinds(declined)) == ("reviewing", [])


def test_an_extension_is_asked_for_and_allowed_once(shell: Shell) -> None:
    number = reviewing(shell)
    wish = ("extension", "ask", number, "四至有争议", "--days")
    assert "1 至 10" in shell.refused(*wish, "15", user="reviewer")
    shell.done(*wish, "15", "--joint", user="reviewer")
    allows = ("extension", "allow", number, "四至有争议", "--days", "15", "--joint")
    assert "只有机关负责人" in shell.refused(*allows, user="approver")
    done = shell.done(*allows, "--office", "镇长", "--json", user="head").one
    assert kinds(done) == ["extension_approval", "extension"]
    assert "延长过一次" in shell.refused(*allows, user="head")


def test_a_hearing_is_told_asked_for_and_called(shell: Shell) -> None:
    number = reviewing(shell)
    tells = ("hearing", "notify", number, "杨正明", "陆秀珍")
    assert "重大利益" in shell.refused(*tells, user="reviewer")
    told = shell.done(*tells, "--matter", "采光", "--json", user="reviewer").one
    assert (told["state"], kinds(told)) == ("suspended", ["interested_party", "hearing"])
    shell.done("hearing", "ask", number, "杨正明")
    place = ("--hour", "上午9时", "--place", "镇政府", "--chair", "段正刚")
    soon, late = (str(date.today() + timedelta(days=n)) for n in (1, 20))  # noqa: DTZ011 - as typed
    call = ("hearing", "call", number, *place, "--on")
    assert "提前七日" in shell.refused(*call, soon, user="reviewer")
    assert kinds(shell.done(*call, late, "--json", user="reviewer").one) == ["hearing_call"]


def test_an_inspection_names_two_and_takes_the_place_from_the_application(shell: Shell) -> None:
    number = reviewing(shell)
    seen = ("inspect", number, "房屋空置", "--staff", "宁小雨")
    assert "两人以上" in shell.refused(*seen, user="reviewer")
    done = shell.done(*seen, "--staff", "代永康", "--json", user="reviewer").one
    assert kinds(done) == ["inspection"]
