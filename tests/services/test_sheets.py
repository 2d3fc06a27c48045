"""Free sheets at the desk: checked, printed, seen, logged; and never a number."""

from dataclasses import replace

import pytest

from tests.factories import NOW
from tests.reports.reading import page_texts
from tests.services.counter import QUEUE, SITUATED, Counter
from windowdesk.domain.document import PrintState
from windowdesk.domain.errors import DomainError, EnvironmentProblem
from windowdesk.domain.facts import PaperFacts
from windowdesk.services.advice import advice_facts
from windowdesk.services.guide_facts import Printing, guide_facts
from windowdesk.services.house_sheets import TriedPrinter, password_facts, trial_facts
from windowdesk.services.press import PrinterChoice
from windowdesk.services.print_port import JobReport, JobState
from windowdesk.services.sheet_facts import SHEETS
from windowdesk.services.sheets import SheetJob, Sheets

DAY = SHEETS["day_sheet"].sample()


def sheets(counter: Counter) -> Sheets:
    return counter.at().sheets


def printed(counter: Counter) -> SheetJob:
    counter.tray.verdict = JobReport(JobState.WAITING)
    return sheets(counter).print_sheet("day_sheet", DAY)


def test_a_sheet_goes_to_the_printer_of_the_desk_and_its_end_is_seen(counter: Counter) -> None:
    job = printed(counter)
    assert (job.state, job.title, job.job) == (PrintState.SPOOLED, "日清表", "desk-1")
    assert sheets(counter).sweep() == ()
    counter.tray.verdict = JobReport(JobState.DONE)
    (done,) = sheets(counter).sweep()
    assert done.state is PrintState.DONE
    assert sheets(counter).jobs() == (done,)
    assert "日清表" in page_texts(counter.tray.sheets[0])[0]


def test_what_is_printed_is_what_is_shown(counter: Counter) -> None:
    shown = sheets(counter).render("day_sheet", DAY)
    printed(counter)
    assert counter.tray.sheets == [shown]


def test_a_printer_that_takes_nothing_is_told_and_tried_again(counter: Counter) -> None:
    counter.tray.broken = "打印机缺纸"
    job = sheets(counter).print_sheet("day_sheet", DAY)
    assert (job.state, job.reason) == (PrintState.NOT_PRINTED, "打印机缺纸")
    counter.tray.broken = ""
    assert sheets(counter).again(job.sheet_id).state is PrintState.SPOOLED
    assert len(sheets(counter).jobs()) == 1


def test_what_the_print_system_gave_up_is_told(counter: Counter) -> None:
    printed(counter)
    counter.tray.verdict = JobReport(JobState.FAILED, "打印机卡纸")
    (failed,) = sheets(counter).sweep()
    assert (failed.state, failed.reason) == (PrintState.NOT_PRINTED, "打印机卡纸")


def test_a_print_system_that_is_away_says_nothing_about_the_sheet(counter: Counter) -> None:
    printed(counter)
    counter.tray.away = "打印服务没有运行"
    (waiting,) = sheets(counter).sweep()
    assert (waiting.state, waiting.reason) == (PrintState.SPOOLED, "打印服务没有运行")


def test_a_sheet_that_never_came_out_is_set_back_and_called_off(counter: Counter) -> None:
    job = printed(counter)
    back = sheets(counter).not_printed(job.sheet_id)
    assert (back.state, back.reason) == (PrintState.NOT_PRINTED, "窗口说没打出来")
    again = sheets(counter).again(job.sheet_id)
    assert again.job == "desk-2"
    sheets(counter).again(job.sheet_id)
    assert counter.tray.cancelled == ["desk-2"]


def test_a_sheet_on_the_desk_is_settled_by_hand_once(counter: Counter) -> None:
    job = printed(counter)
    assert sheets(counter).came_out(job.sheet_id).state is PrintState.DONE
    with pytest.raises(DomainError, match="刚变了"):
        sheets(counter).came_out(job.sheet_id)


def test_a_desk_without_printer_says_so(counter: Counter) -> None:
    job = sheets(counter).print_sheet("day_sheet", DAY, printer=PrinterChoice())
    assert (job.state, job.reason) == (PrintState.NOT_PRINTED, "这个窗口没有打印机")


def test_a_sheet_that_is_not_known_any_more_is_refused(counter: Counter) -> None:
    with pytest.raises(DomainError, match="重新打一张"):
        sheets(counter).again(1)


def test_a_sheet_that_cannot_be_drawn_never_reaches_the_printer(counter: Counter) -> None:
    lacking = PaperFacts.of({**DAY.texts, "seal.by": "张\U0010fffd"}, DAY.rows)
    with pytest.raises(DomainError, match=r"U\+10FFFD"):
        sheets(counter).print_sheet("day_sheet", lacking)
    without = PaperFacts.of({**DAY.texts, "seal.hash": ""}, DAY.rows)
    with pytest.raises(DomainError, match="日清表缺“日结校验值”"):
        sheets(counter).print_sheet("day_sheet", without)
    assert (counter.tray.sheets, sheets(counter).jobs()) == ([], ())
    assert not [entry for entry in counter.audited() if entry[1] == "print_sheet"]


def test_printing_and_exporting_are_logged_and_no_number_is_taken(counter: Counter) -> None:
    printed(counter)
    sheets(counter).export("day_sheet", DAY)
    assert {("clerk", "print_sheet", "日清表"), ("clerk", "export_sheet", "日清表")} <= set(
        counter.audited()
    )
    assert (counter.count("document"), counter.count("number_line")) == (0, 0)


def test_passwords_are_in_no_log(counter: Counter) -> None:
    session = counter.at()
    pairs = [(session.account, "k7mw-3hqa-x9tn")]
    facts = password_facts(pairs, session.centre, NOW)
    sheets(counter).print_sheet("passwords", facts)
    (text,) = page_texts(counter.tray.sheets[0])
    assert "k7mw-3hqa-x9tn" in text
    assert session.account.name in text
    assert all("k7mw" not in "".join(entry) for entry in counter.audited())


def test_the_test_page_names_printer_tray_and_fonts(counter: Counter) -> None:
    session = counter.at()
    tried = TriedPrinter(QUEUE, "Tray2", ("受理通知书",))
    facts = trial_facts(tried, session.renderer, session.centre, "01", NOW)
    text = page_texts(sheets(counter).render("test_page", facts))[0]
    for word in (QUEUE, "Tray2", "受理通知书", "01号窗口", session.renderer.digest[:8]):
        assert word in text
    for role, face in session.renderer.faces():
        assert role in text
        assert "".join(face.split()) in text


def test_the_advice_holds_what_is_asked_in_the_situation_alone(counter: Counter) -> None:
    centre = counter.at().centre
    facts = advice_facts(
        SITUATED, ("new",), centre, at=NOW, clerk="段云萍", window="01", note="带笔"
    )
    text = page_texts(sheets(counter).render("advice", facts))[0]
    for word in ("选址意见", "新址建房", "共2项，其中必要材料2项", "带笔", "段云萍", centre.phone):
        assert word in text
    assert "原权属证书" not in text


def test_the_guide_holds_all_materials_and_says_when(counter: Counter) -> None:
    facts = guide_facts(SITUATED, counter.at().centre, Printing(NOW, "01", "段云萍"))
    text = "".join(page_texts(sheets(counter).render("guide", facts)))
    for word in ("选址意见", "原权属证书", "原址翻建", "新址建房", SITUATED.accept_basis):
        assert "".join(word.split()) in text


def test_sheets_of_a_demo_centre_bear_the_mark(counter: Counter) -> None:
    session = counter.at()
    with session.database.unit_of_work() as uow:
        uow.save_centre(replace(uow.centre(), demo=True))
        uow.commit()
    demo = counter.new_session("clerk").sheets
    assert "演示·无效" in page_texts(demo.render("day_sheet", DAY))[0]


def test_a_missing_template_is_an_environment_problem(counter: Counter) -> None:
    with counter.at().database.unit_of_work() as uow:
        uow.save_centre(replace(uow.centre(), paper_style="gone"))
        uow.commit()
    with pytest.raises(EnvironmentProblem, match=r"styles/gone\.toml"):
        counter.new_session("clerk").sheets.render("day_sheet", DAY)


@pytest.mark.parametrize("kind", SHEETS)
def test_every_sheet_is_drawn_through_the_session_in_both_forms(
    counter: Counter, kind: str
) -> None:
    sample = SHEETS[kind].sample()
    assert sheets(counter).render(kind, sample).startswith(b"%PDF")
    assert sheets(counter).docx(kind, sample).startswith(b"PK")
