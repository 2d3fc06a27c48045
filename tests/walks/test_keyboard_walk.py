"""One application from the ID number to the signed receipt, by the keyboard alone.

The real program on a real database, with a print system of its own; the code that calls the case
up at the issuing desk is read back from the printed paper.
"""

from contextlib import closing
from dataclasses import replace

import pytest

from tests.devices.print_system import CaptureQueue, Printed, PrintSystem
from tests.reports.reading import codes, page_texts
from tests.walks.conftest import QUEUE, OpenSeat
from tests.walks.counter_acts import accept_subsidy
from tests.walks.program import ALT, CTRL, KEY, Centre, Program
from windowdesk.app.compose import build_house, log_in
from windowdesk.domain.codes import read_code
from windowdesk.domain.paper_code import is_signed_code
from windowdesk.domain.states import CaseState
from windowdesk.services.verification import Verification
from windowdesk.tools.demo_centre import ADMIN, APPROVER, CLERK, DEMO_PASSWORD, ISSUER
from windowdesk.tools.demo_people import VILLAGERS

# What a clerk presses for a known person, from the empty desk to the printed paper.
MOST_KEYS = 100
OPINION = "经审查，申请人持一级残疾人证，材料齐全，符合规定条件，准予发放。"


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def centre(
    request: pytest.FixtureRequest, print_system: PrintSystem, queue: CaptureQueue
) -> Centre:
    found: Centre = request.getfixturevalue(f"{request.param}_centre")
    printing = replace(found.settings, printer=QUEUE, print_server=print_system.server)
    return replace(found, settings=printing)


@pytest.mark.cups
def test_a_case_goes_from_the_visitor_to_the_signed_receipt(
    seats: OpenSeat, centre: Centre, queue: CaptureQueue
) -> None:
    clerk = seats(centre, "counter", "02")
    clerk.log_in(CLERK)
    clerk.until_at("证件号码")
    accept_subsidy(clerk, VILLAGERS[0], known=False)
    clerk.keys = 0
    accept_subsidy(clerk, VILLAGERS[0], known=True)
    pressed = clerk.keys
    notice = _printed(clerk, queue, 2)
    assert pressed <= MOST_KEYS
    clerk.until(lambda: "已打" in clerk.acceptance.pane.done.acts[0].state)
    clerk.close()
    text = "".join(page_texts(notice.pdf))
    assert "受理通知书" in text
    assert VILLAGERS[0].name in text
    code = next(code for page in codes(notice.pdf) for code in page if is_signed_code(code))

    _decide(seats(centre, "office", ""), queue, read_code(code)[1])
    _issue(seats(centre, "issue", "05"), queue, code)
    _look_at_the_whole_case(seats(centre, "search", "02"), code)
    _compare_with_archive(centre, queue)


def _decide(approver: Program, queue: CaptureQueue, number: str) -> None:
    """Find the case in the queue, claim it, write an opinion, approve."""
    approver.log_in(APPROVER)
    desk = approver.approval
    approver.until(lambda: _shown_number(approver) != "")
    while _shown_number(approver) != number:
        _go_down(approver)
    approver.press(KEY.Key_F9)
    approver.until(lambda: _shown_state(approver) is CaseState.REVIEWING)
    approver.write(OPINION)
    assert desk.opinion.opinion.value() == OPINION
    approver.press(KEY.Key_F9)
    decision = _printed(approver, queue, 3)
    text = "".join(page_texts(decision.pdf))
    assert "准予" in text
    assert OPINION.rstrip("。") in text
    approver.close()


def _issue(issuer: Program, queue: CaptureQueue, code: str) -> None:
    """Scan the paper of the visitor, tell him; scan it again and hand over."""
    issuer.log_in(ISSUER)
    desk = issuer.issue
    issuer.scan(code)
    issuer.until(desk.act_button.hasFocus)
    assert desk.detail.name.text() == VILLAGERS[0].name
    issuer.press(KEY.Key_F9)
    pickup = _printed(issuer, queue, 5)
    assert "取件" in page_texts(pickup.pdf)[0]
    issuer.press(KEY.Key_F2)
    # The same text within two seconds counts once: the pickup notice is another text.
    other = next(c for page in codes(pickup.pdf) for c in page if is_signed_code(c))
    issuer.scan(other)

    issuer.until(lambda: issuer.where().startswith("收件人证件"))
    issuer.press(KEY.Key_H, ALT)
    issuer.press(KEY.Key_F9)
    receipt = _printed(issuer, queue, 6)
    assert "送达回证" in page_texts(receipt.pdf)[0]
    issuer.close()


def _look_at_the_whole_case(clerk: Program, code: str) -> None:
    """Scan the paper at another desk: the case is offered, its page tells all of it."""
    clerk.log_in(CLERK)
    clerk.until_at("证件号码")
    clerk.scan(code)
    clerk.until(lambda: "扫到办件" in clerk.banner_titles)
    clerk.press(KEY.Key_O, CTRL)
    page = clerk.case_page
    clerk.until(lambda: page.view is not None and bool(page.story.entries))
    told = " ".join(f"{entry}" for entry in page.story.entries)
    for word in ("受理", "准予", "送达"):
        assert word in told
    clerk.close()


def _compare_with_archive(centre: Centre, queue: CaptureQueue) -> None:
    """Every printed paper is the archived one, and ``verify`` finds nothing."""
    house = build_house(centre.seat("audit", ""))
    with closing(log_in(house, ADMIN, DEMO_PASSWORD)) as session:
        report = Verification(session.bench).run()
        assert report.faults == ()
        assert report.unrendered == 0
        with session.database.reading() as uow:
            for printed in queue.printed():
                number, *_print_id = printed.title.split()
                document = uow.papers.by_number(number)
                assert session.press.bytes_of_record(document.document_id) == printed.pdf


def _printed(program: Program, queue: CaptureQueue, papers: int) -> Printed:
    """Wait until so many papers came out, and return the last one."""
    program.until(lambda: len(queue.printed()) == papers)
    return queue.printed()[-1]


def _go_down(approver: Program) -> None:
    before = _shown_number(approver)
    approver.press(KEY.Key_Down)
    approver.until(lambda: _shown_number(approver) != before)


def _shown_number(approver: Program) -> str:
    view = approver.approval.case.view
    return view.case.number.digits if view is not None else ""


def _shown_state(approver: Program) -> CaseState | None:
    view = approver.approval.case.view
    return view.case.state if view is not None else None
