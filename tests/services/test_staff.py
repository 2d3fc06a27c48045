"""Accounts as an administrator manages them, and what becomes of a leaver's cases."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from tests.factories import PASSWORD
from tests.services.counter import Counter
from windowdesk.domain.centre import Account
from windowdesk.domain.duties import Role
from windowdesk.domain.errors import DomainError, NotPermitted
from windowdesk.domain.states import CaseState, Move
from windowdesk.services.spreadsheet_port import Sheet, SheetRow, SpoiledCell, sheet
from windowdesk.services.staff_table import (
    LineFault,
    StaffLine,
    lines_of,
    read_staff,
    roles_text,
)
from windowdesk.services.verification import Verification


def claimed(counter: Counter, count: int) -> tuple[int, ...]:
    cases = tuple(counter.accepted() for _ in range(count))
    for case_id in cases:
        counter.at("reviewer").approval.claim(case_id)
    return cases


def test_a_leavers_cases_go_to_his_successor_each_with_a_trace(counter: Counter) -> None:
    cases = claimed(counter, 3)
    counter.at("admin").staff.add(
        Account("next", "陆小林", frozenset((Role.REVIEWER,)), "民政办"), PASSWORD
    )
    report = counter.at("admin").staff.leave("reviewer", "next")
    assert (len(report.moved), report.kept) == (3, ())
    for case_id in cases:
        view = counter.at("approver").lookup.case(case_id)
        assert (view.case.holder, view.case.state) == ("next", CaseState.REVIEWING)
        last = view.events[-1]
        assert (last.move, last.actor.login) == (Move.HAND_OVER, "admin")
        assert last.cause == "段reviewer不再办理"
    with pytest.raises(DomainError, match="停用"):
        counter.new_session("reviewer")
    assert Verification(counter.at("supervisor").bench).run().is_clean


def test_without_a_successor_they_wait_in_the_queue_again(counter: Counter) -> None:
    (case_id,) = claimed(counter, 1)
    counter.at("admin").staff.leave("reviewer")
    view = counter.at("approver").lookup.case(case_id)
    assert (view.case.state, view.case.holder) == (CaseState.ASSIGNED, "")
    assert ("admin", "cases_handed_over", "reviewer → 待领：1 件") in counter.audited()


def test_what_the_successor_may_not_take_stays_and_is_named(counter: Counter) -> None:
    (case_id,) = claimed(counter, 1)
    report = counter.at("admin").staff.hand_over("reviewer", "farming")
    assert report.moved == ()
    (kept,) = report.kept
    assert kept.case_id == case_id
    assert kept.reason == "这件归民政办办。请民政办的人领。"
    assert counter.at("approver").lookup.case(case_id).case.holder == "reviewer"


@pytest.mark.parametrize(
    ("to", "sentence"),
    [("reviewer", "不能是他自己"), ("nobody", "没有 nobody 这个账号"), ("farming", "停用了")],
)
def test_nobody_is_let_go_with_a_successor_who_cannot_be_one(
    counter: Counter, to: str, sentence: str
) -> None:
    staff = counter.at("admin").staff
    staff.disable("farming")
    with pytest.raises(DomainError, match=sentence):
        staff.leave("reviewer", to)
    assert counter.at("admin").database.accounts.get("reviewer").active


def test_who_comes_back_is_let_in_again(counter: Counter) -> None:
    staff = counter.at("admin").staff
    staff.disable("clerk2")
    staff.enable("clerk2")
    assert counter.new_session("clerk2").account.login == "clerk2"


def test_a_new_duty_and_department_are_traced_with_what_they_were(counter: Counter) -> None:
    staff = counter.at("admin").staff
    clerk = counter.at("admin").database.accounts.get("clerk")
    staff.change(
        replace(clerk, roles=frozenset((Role.CLERK, Role.ISSUER)), department="社会事务办")
    )
    changed = counter.new_session("clerk").account
    assert (changed.roles, changed.department) == (
        {Role.CLERK, Role.ISSUER},
        "社会事务办",
    )
    assert counter.audited()[-1][2].endswith(" → 段clerk/clerk issuer/社会事务办/")


def test_the_last_administrator_stays_one(counter: Counter) -> None:
    staff = counter.at("admin").staff
    admin = counter.at("admin").account
    with pytest.raises(DomainError, match="最后一个系统管理员"):
        staff.change(replace(admin, roles=frozenset((Role.CLERK,))))


def test_a_reset_password_opens_its_own_change_and_is_on_the_slip(counter: Counter) -> None:
    slip = counter.at("admin").staff.fresh_password("clerk")
    account, database = counter.house.gate.log_in("clerk", slip.password)
    database.close()
    assert account.must_change_password
    assert len(slip.password) == 14
    assert not set(slip.password) & set("0O1lI")


@pytest.mark.parametrize("act", ["add_all", "change", "leave", "hand_over", "fresh_password"])
def test_only_an_administrator_manages_accounts(counter: Counter, act: str) -> None:
    staff = counter.at("approver").staff
    account = counter.at("approver").account
    given: dict[str, object] = {"add_all": (account,), "change": account}
    with pytest.raises(NotPermitted, match="系统管理员"):
        getattr(staff, act)(given.get(act, "clerk"))


def test_a_table_is_read_by_the_words_people_use() -> None:
    rows = (
        ("姓名", "工号", "岗位", "电话"),
        ("李文秀", "ＹＬ-0206", "综合窗口、出件", "0990-5550106"),
        ("", "", "", ""),
        ("段正刚", "yl-0401", "分管领导", ""),
    )
    lines, spoiled = lines_of(sheet("人员", rows))
    read = read_staff(lines)
    assert (read.faults, spoiled) == ((), ())
    assert [(one.login, roles_text(one.roles)) for one in read.accounts] == [
        ("yl-0206", "综合窗口人员、出件人员"),
        ("yl-0401", "分管领导"),
    ]
    assert all(one.must_change_password for one in read.accounts)


BAD: Sequence[tuple[StaffLine, str, str]] = (
    (StaffLine(2, "李文秀", "李文秀", "窗口"), "工号", "小写英文字母开头"),
    (StaffLine(2, "", "李文秀", "窗口"), "工号", "如 yl-0206"),
    (StaffLine(2, "admin", "李文秀", "窗口"), "工号", "已经有人用"),
    (StaffLine(2, "yl-1", "", "窗口"), "姓名", "还没有姓名"),
    (StaffLine(2, "yl-1", "李文秀", "领导"), "岗位", "没有“领导”这个岗位。能写的是：综合窗口人员"),
    (StaffLine(2, "yl-1", "李文秀", ""), "岗位", "至少写一个"),
    (StaffLine(2, "yl-1", "李文秀", "承办", "民证"), "部门", "没有“民证”。能写的是：民政"),
)


@pytest.mark.parametrize(("line", "column", "text"), BAD)
def test_a_bad_line_is_named_with_column_and_cure(line: StaffLine, column: str, text: str) -> None:
    (fault,) = read_staff((line,), ("admin",), ("民政",)).faults
    assert (fault.line, fault.column) == (2, column)
    assert text in fault.text
    assert fault.sentence.startswith(f"第 2 行“{column}”：")


def test_all_faults_of_a_table_come_at_once() -> None:
    lines = (StaffLine(2, "yl-1", "", ""), StaffLine(3, "yl-1", "李文秀", "窗口"))
    faults = read_staff(lines).faults
    assert [(fault.line, fault.column) for fault in faults] == [
        (2, "姓名"),
        (2, "岗位"),
        (3, "工号"),
    ]
    assert faults[-1] == LineFault(3, "工号", "yl-1 和第 2 行重复。换一个。")


def test_a_table_without_its_heads_says_which() -> None:
    with pytest.raises(DomainError, match="第一行缺“岗位”。第一行写：工号、姓名、岗位"):
        lines_of(sheet("人员", (("工号", "姓名"),)))


def test_a_cell_that_holds_no_text_is_named() -> None:
    head = SheetRow(1, ("工号", "姓名", "岗位"))
    spoiled = SheetRow(3, ("yl-1", SpoiledCell("是公式。", "写成文字。"), "窗口"))
    lines, faults = lines_of(Sheet("人员", (head, spoiled)))
    assert lines == ()
    assert faults == (LineFault(3, "姓名", "是公式。写成文字。"),)
