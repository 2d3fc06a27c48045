"""Files of cases, on both databases."""

import sqlite3
from contextlib import closing

import pytest

from tests.pictures import GPS_TEXT, jpeg, packed, pdf, png
from tests.reports.reading import page_texts
from tests.services.counter import (
    PROMISE,
    Counter,
)
from windowdesk.domain import attachment as rules
from windowdesk.domain.attachment import Grade
from windowdesk.domain.canonical import sha256
from windowdesk.domain.case import Decision
from windowdesk.domain.duties import Role
from windowdesk.domain.errors import DomainError, EnvironmentProblem, NotPermitted
from windowdesk.domain.event import FILE_KEY
from windowdesk.domain.states import Move
from windowdesk.services.attachments import Attached
from windowdesk.services.issuance import Delivery, DeliveryMode
from windowdesk.services.verification import Verification


@pytest.fixture
def counter(either: Counter) -> Counter:
    return either


def attach(counter: Counter, case_id: int, content: bytes, name: str = "图.jpg") -> Attached:
    return counter.at().attachments.attach(case_id, content, name)


def first_material() -> str:
    return PROMISE.materials[0].code


def files_on_record(counter: Counter, case_id: int, material: str) -> int:
    listed = counter.at().lookup.case(case_id).case.application.materials
    return next(m.files for m in listed if m.code == material)


def faults(counter: Counter) -> tuple[str, ...]:
    return tuple(f.text for f in Verification(counter.at(Role.HEAD.value).bench).run().faults)


def test_a_file_comes_back_as_it_was_attached(counter: Counter) -> None:
    case_id, content = counter.accepted(), pdf(3)
    session = counter.at()
    done = session.attachments.attach(case_id, content, "申请表.pdf", first_material())
    row, read = session.attachments.read(done.attachment.attachment_id)
    assert (read, row.pages, row.grade) == (content, 3, Grade.UPLOADED)
    assert (row.login, row.window, row.material) == ("clerk", "01", first_material())
    assert done.is_new
    assert done.twin == ""
    assert [one.original for one in session.attachments.of_case(case_id)] == [row]


def test_the_chain_names_the_file_its_name_and_its_digest(counter: Counter) -> None:
    case_id = counter.accepted()
    row = attach(counter, case_id, png(), "户口簿.png").attachment
    event = counter.at().lookup.case(case_id).events[-1]
    assert event.move is Move.ATTACH
    assert event.detail[f"{FILE_KEY}{row.attachment_id}"] == row.digest
    assert (event.detail["name"], event.detail["sha256"]) == ("户口簿.png", row.sha256)
    assert faults(counter) == ()


def test_place_and_device_are_taken_out_of_a_photo(counter: Counter) -> None:
    row = attach(counter, counter.accepted(), jpeg()).attachment
    _row, stored = counter.at().attachments.read(row.attachment_id)
    assert GPS_TEXT not in stored
    assert b"Phone of somebody" not in stored
    assert row.sha256 == sha256(stored)


def test_the_same_bytes_are_stored_once_in_a_centre(counter: Counter) -> None:
    first, second = counter.accepted(), counter.accepted()
    one = attach(counter, first, png(), "一.png").attachment
    two = attach(counter, second, png(), "二.png").attachment
    assert one.sha256 == two.sha256
    with counter.at("supervisor").database.reading():
        ledger = counter.at("supervisor").database.ledger
        assert [file.sha256 for file in ledger.attachment_files()] == [one.sha256]


def test_asking_again_for_the_same_file_adds_nothing(counter: Counter) -> None:
    """An answer that was lost on the way is asked for again (pitfalls.md i3, i5)."""
    case_id = counter.accepted()
    first = attach(counter, case_id, png())
    again = attach(counter, case_id, png())
    assert not again.is_new
    assert again.attachment == first.attachment
    assert len(counter.at().attachments.of_case(case_id)) == 1


def test_the_same_bytes_for_another_material_are_said(counter: Counter) -> None:
    case_id = counter.accepted()
    attach(counter, case_id, png(), "一.png")
    done = counter.at().attachments.attach(case_id, png(), "二.png", first_material())
    assert done.is_new
    assert done.twin == "一.png"


def test_counts_of_a_material_follow_its_files(counter: Counter) -> None:
    case_id, material = counter.accepted(), first_material()
    attachments = counter.at().attachments
    first = attachments.attach(case_id, png(), "一.png", material).attachment
    attachments.attach(case_id, pdf(), "二.pdf", material)
    assert files_on_record(counter, case_id, material) == 2
    attachments.grade(first.attachment_id, Grade.VOID)
    assert files_on_record(counter, case_id, material) == 1
    assert faults(counter) == ()


def test_a_checked_copy_bears_the_stamp_and_the_unstamped_one_stays(counter: Counter) -> None:
    case_id = counter.accepted()
    content = pdf(2)
    original = attach(counter, case_id, content, "户口簿.pdf").attachment
    attachments = counter.at().attachments
    stamped = attachments.check(original.attachment_id)
    row, copy = attachments.read(stamped.attachment_id)
    assert (row.grade, row.derived_from, row.pages) == (
        Grade.CHECKED,
        original.attachment_id,
        2,
    )
    assert row.name == "户口簿（已核原件）.pdf"
    for page in page_texts(copy):
        text = "".join(page.split())
        assert f"此件经与原件核对无误，仅供办理“{PROMISE.name}”使用" in text
        assert f"核对人：{counter.at().account.name}2026年11月" in text
    assert attachments.read(original.attachment_id)[1] == content
    (one,) = attachments.of_case(case_id)
    assert (one.original, one.stamped, one.grade) == (original, stamped, Grade.CHECKED)
    assert faults(counter) == ()


def test_what_was_checked_is_not_checked_twice(counter: Counter) -> None:
    original = attach(counter, counter.accepted(), png(), "图.png").attachment
    attachments = counter.at().attachments
    attachments.check(original.attachment_id)
    with pytest.raises(DomainError, match="已经是B 级 已核原件"):
        attachments.check(original.attachment_id)


def test_what_is_no_picture_takes_no_stamp(counter: Counter) -> None:
    content = packed("word/document.xml")
    row = attach(counter, counter.accepted(), content, "表.docx").attachment
    with pytest.raises(DomainError, match="盖不了核对章"):
        counter.at().attachments.check(row.attachment_id)


def test_a_void_file_cannot_be_checked(counter: Counter) -> None:
    row = attach(counter, counter.accepted(), png(), "图.png").attachment
    attachments = counter.at().attachments
    attachments.grade(row.attachment_id, Grade.VOID)
    with pytest.raises(DomainError, match="已经作废"):
        attachments.check(row.attachment_id)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [(b"MZ program", "能运行的程序"), (b"%PDF-1.7 cut off", "打不开"), (jpeg()[:200], "打不开")],
)
def test_what_cannot_be_taken_leaves_no_trace(
    counter: Counter, content: bytes, sentence: str
) -> None:
    case_id = counter.accepted()
    before = counter.at().lookup.case(case_id).events
    with pytest.raises(DomainError, match=sentence):
        attach(counter, case_id, content)
    assert counter.at().lookup.case(case_id).events == before


def test_a_file_that_is_too_large_is_refused(
    counter: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    case_id = counter.accepted()
    monkeypatch.setattr(rules, "FILE_LIMIT", 50)
    with pytest.raises(DomainError, match="一个文件最多"):
        attach(counter, case_id, png())


def test_a_case_that_is_full_takes_no_more(
    counter: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    case_id = counter.accepted()
    attach(counter, case_id, png(), "一.png")
    monkeypatch.setattr(rules, "CASE_LIMIT", len(png()) + 10)
    with pytest.raises(DomainError, match="一件最多附"):
        attach(counter, case_id, pdf(), "二.pdf")
    assert len(counter.at().attachments.of_case(case_id)) == 1


def test_an_unknown_material_is_named(counter: Counter) -> None:
    with pytest.raises(DomainError, match="没有材料“nothing”"):
        counter.at().attachments.attach(counter.accepted(), png(), "一.png", "nothing")


def test_after_delivery_nothing_is_attached(counter: Counter) -> None:
    case_id = delivered(counter)
    with pytest.raises(DomainError, match="不能附电子件"):
        attach(counter, case_id, png())


def test_who_has_no_duty_with_cases_attaches_nothing(counter: Counter) -> None:
    case_id = counter.accepted()
    with pytest.raises((NotPermitted, EnvironmentProblem)):
        counter.at(Role.ADMIN.value).attachments.attach(case_id, png(), "一.png")


@pytest.mark.parametrize("either", ["sqlite"], indirect=True)
def test_an_export_is_logged(counter: Counter) -> None:
    row = attach(counter, counter.accepted(), png(), "户口簿.png").attachment
    _row, content = counter.at().attachments.export(row.attachment_id)
    assert content == png()
    login, act, subject = counter.audited()[-1]
    assert (login, act) == ("clerk", "export_attachment")
    assert subject.endswith("户口簿.png")


@pytest.mark.parametrize("either", ["sqlite"], indirect=True)
def test_bytes_changed_past_the_program_are_not_shown(counter: Counter) -> None:
    row = attach(counter, counter.accepted(), png(), "户口簿.png").attachment
    assert counter.desks.path is not None
    with closing(sqlite3.connect(counter.desks.path)) as connection, connection:
        connection.execute("DROP TRIGGER attachment_file_keeps")
        connection.execute("UPDATE attachment_file SET content = ?", (png(31),))
    with pytest.raises(EnvironmentProblem, match="windowdesk verify"):
        counter.at().attachments.read(row.attachment_id)
    assert faults(counter) == ("电子件的文件被改过，和附上时的摘要对不上。",)


def delivered(counter: Counter) -> int:
    """Return a case that went through the whole house."""
    case_id = counter.accepted()
    approver, issuer = counter.at(Role.APPROVER.value), counter.at(Role.ISSUER.value)
    approver.approval.claim(case_id)
    approver.approval.approve(case_id, Decision("准予发放补贴"))
    issuer.issuance.make_ready(case_id)
    issuer.issuance.deliver(
        case_id, Delivery(mode=DeliveryMode.DIRECT, receiver="段玉兰", identity_checked=True)
    )
    return case_id
