"""Files of an application that is being typed (pitfalls.md i5)."""

from dataclasses import replace
from pathlib import Path

import pytest

from tests.factories import NOW
from tests.pictures import GPS_TEXT, jpeg, pdf, png
from tests.services.counter import (
    PERSON,
    PROMISE,
    Counter,
)
from windowdesk.domain import attachment as rules
from windowdesk.domain.attachment import Grade
from windowdesk.domain.case import Application
from windowdesk.domain.duties import Role
from windowdesk.domain.errors import DomainError, EnvironmentProblem
from windowdesk.domain.event import FILE_KEY
from windowdesk.domain.states import Move
from windowdesk.services.drafts import Draft
from windowdesk.services.enclosures import Kept
from windowdesk.services.verification import Verification

DRAFT = "application-8f00b204e9800998"
FILES = {"一.png": png(11), "二.pdf": pdf(2), "三.jpg": jpeg(), "四.png": png(14)}


@pytest.fixture
def counter(either: Counter) -> Counter:
    return either


def keep(counter: Counter, content: bytes, name: str, material: str = "") -> Kept:
    return counter.at().enclosures.attach(DRAFT, content, name, material=material, at=NOW)


def first_material() -> str:
    return PROMISE.materials[0].code


def application(counter: Counter) -> Application:
    plain = counter.application(PROMISE, PERSON)
    return replace(plain, enclosed=counter.at().enclosures.enclosed(DRAFT))


def names_beside_the_draft(counter: Counter) -> list[str]:
    return [one.name for one in counter.at().enclosures.of_draft(DRAFT)]


def faults(counter: Counter) -> tuple[object, ...]:
    return Verification(counter.at(Role.HEAD.value).bench).run().faults


def test_i5_no_attachment_vanishes_when_the_database_goes_away_in_between(
    counter: Counter,
) -> None:
    """The database breaks before every single write of the act; nothing is lost, nothing twice."""
    for name, content in FILES.items():
        keep(counter, content, name)
    session, steps = counter.at(), counter.desks.steps
    entered = application(counter)
    before = len(steps.seen)
    session.acceptance.receive_and_accept(counter.application(PROMISE, PERSON))
    assert len(steps.seen) > before
    broken = 0
    done = None
    while done is None:
        fall = Fall(broken)
        steps.hook = fall
        try:
            done = session.acceptance.receive_and_accept(entered)
        except EnvironmentProblem:
            assert names_beside_the_draft(counter) == list(FILES)
            broken += 1
        finally:
            steps.hook = lambda _name: None
    assert broken > len(FILES)
    filed = session.attachments.of_case(done.case_id)
    assert [one.original.name for one in filed] == list(FILES)
    for one in filed:
        session.attachments.read(one.original.attachment_id)
    assert faults(counter) == ()


class Fall:
    """Lets the database vanish before write number ``at``, counted from 0."""

    def __init__(self, at: int) -> None:
        self._left = at

    def __call__(self, name: str) -> None:
        if name == "after commit":
            return
        if self._left == 0:
            raise EnvironmentProblem("连不上中心的数据库，这次没有存。")
        self._left -= 1


def test_files_come_into_the_case_with_the_event_that_received_it(counter: Counter) -> None:
    keep(counter, png(), "户口簿.png", first_material())
    keep(counter, pdf(), "说明.pdf")
    session = counter.at()
    case_id = session.acceptance.receive(application(counter)).case_id
    view = session.lookup.case(case_id)
    (event,) = view.events
    assert event.move is Move.RECEIVE
    filed = session.attachments.of_case(case_id)
    assert [(one.original.name, one.original.material) for one in filed] == [
        ("户口簿.png", first_material()),
        ("说明.pdf", ""),
    ]
    for one in filed:
        row = one.original
        assert event.detail[f"{FILE_KEY}{row.attachment_id}"] == row.digest
    files = {m.code: m.files for m in view.case.application.materials}
    assert files[first_material()] == 1
    assert faults(counter) == ()


def test_the_paper_counts_the_electronic_copies(counter: Counter) -> None:
    keep(counter, png(11), "一.png", first_material())
    keep(counter, png(12), "二.png", first_material())
    receipt = counter.at().acceptance.receive(application(counter))
    with counter.at().database.reading() as uow:
        facts = uow.papers.get(receipt.papers[0].document_id).facts_text
    assert '"files":"2"' in facts


def test_what_was_kept_is_there_after_a_crash_and_gone_with_the_draft(counter: Counter) -> None:
    keep(counter, png(), "户口簿.png")
    later = counter.new_session("clerk")
    (file,) = later.enclosures.of_draft(DRAFT)
    assert later.enclosures.read(DRAFT, file.file_id) == png()
    later.drafts.save(Draft(DRAFT, "clerk", "01", NOW, {"item": PROMISE.item_id}))
    later.drafts.remove(DRAFT)
    assert counter.at().enclosures.of_draft(DRAFT) == ()


def test_a_file_taken_off_the_draft_does_not_come_into_the_case(counter: Counter) -> None:
    wrong = keep(counter, png(11), "别人的.png")
    keep(counter, png(12), "本人的.png")
    counter.at().enclosures.remove(DRAFT, wrong.file.file_id)
    assert names_beside_the_draft(counter) == ["本人的.png"]


def test_what_another_situation_asked_for_goes_with_the_whole_case(counter: Counter) -> None:
    keep(counter, png(), "选址意见.png", "plot")
    case_id = counter.at().acceptance.receive(application(counter)).case_id
    (one,) = counter.at().attachments.of_case(case_id)
    assert one.original.material == ""


def test_the_same_bytes_are_kept_once_for_a_material_and_said_for_another(
    counter: Counter,
) -> None:
    first = keep(counter, png(), "一.png", first_material())
    again = keep(counter, png(), "一（2）.png", first_material())
    other = keep(counter, png(), "二.png")
    assert (first.is_new, again.is_new, other.is_new) == (True, False, True)
    assert (again.twin, other.twin) == ("一.png", "一.png")
    assert names_beside_the_draft(counter) == ["一.png", "二.png"]


def test_limits_and_kinds_hold_before_there_is_a_case(
    counter: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(DomainError, match="能运行的程序"):
        keep(counter, b"MZ", "一.exe")
    keep(counter, png(), "一.png")
    monkeypatch.setattr(rules, "CASE_LIMIT", len(png()) + 10)
    with pytest.raises(DomainError, match="一件最多附"):
        keep(counter, pdf(), "二.pdf")
    assert names_beside_the_draft(counter) == ["一.png"]


@pytest.mark.parametrize("either", ["sqlite"], indirect=True)
def test_nobody_else_reads_the_files_beside_a_draft(counter: Counter, tmp_path: Path) -> None:
    keep(counter, pdf(1, "secret words"), "段桂兰的证明.pdf")
    photo = keep(counter, jpeg(), "一.jpg").file
    lying = [path for path in tmp_path.glob("drafts/**/*") if path.is_file()]
    assert len(lying) == 5
    for path in lying:
        assert path.stat().st_mode & 0o077 == 0
        assert b"PDF" not in path.read_bytes()
        assert "段桂兰" not in path.name
    assert GPS_TEXT not in counter.at().enclosures.read(DRAFT, photo.file_id)


@pytest.mark.parametrize("either", ["sqlite"], indirect=True)
@pytest.mark.parametrize("spoil", [b"", b"garbage"])
def test_a_file_that_was_spoiled_beside_the_draft_stops_the_act_and_loses_nothing(
    counter: Counter, tmp_path: Path, spoil: bytes
) -> None:
    keep(counter, png(), "一.png")
    entered = application(counter)
    (path,) = tmp_path.glob("drafts/files/*/*.content")
    path.write_bytes(spoil)
    cases = counter.count("case_")
    with pytest.raises(EnvironmentProblem, match="没有受理，填的都还在"):
        counter.at().acceptance.receive(entered)
    assert counter.count("case_") == cases


@pytest.mark.parametrize("either", ["sqlite"], indirect=True)
def test_what_was_half_written_when_the_program_died_is_not_listed(
    counter: Counter, tmp_path: Path
) -> None:
    keep(counter, png(), "一.png")
    (listed,) = tmp_path.glob("drafts/files/*/*.listed")
    (listed.parent / "9.content").write_bytes(b"half")
    (listed.parent / "9.listed.new").write_bytes(b"half")
    assert names_beside_the_draft(counter) == ["一.png"]


def test_the_grade_goes_with_the_file(counter: Counter) -> None:
    session = counter.at()
    session.enclosures.attach(DRAFT, png(), "承诺.png", material="", at=NOW, grade=Grade.DECLARED)
    case_id = session.acceptance.receive(application(counter)).case_id
    assert [one.grade for one in session.attachments.of_case(case_id)] == [Grade.DECLARED]
