"""Lives of cases that together issue a paper of every kind, told through the real services."""

from collections.abc import Callable, Mapping
from datetime import timedelta

from tests.services import (
    test_archive,
    test_commitments,
    test_custody,
    test_deferral,
    test_endings,
    test_outcome_papers,
    test_paper_requests,
    test_referral,
    test_review_turns,
)
from tests.services.bundle_visit import family_application
from tests.services.counter import IMMEDIATE, ITEMS, PERSON, Counter, counter_founding
from tests.services.turn_counter import COUNTY
from windowdesk.domain.case import Decision
from windowdesk.domain.requested_papers import PAPERS_ON_REQUEST
from windowdesk.domain.review_turns import Inspection
from windowdesk.persistence.founding import Founding
from windowdesk.services.endings import ChangeEntry
from windowdesk.services.hearings import HearingDate
from windowdesk.services.issuance import Letter

MAIL = Letter("1099000012345", "中国邮政", PERSON.name, PERSON.address, PERSON.phone)


def founding() -> Founding:
    """Return the usual centre with the items that some papers need."""
    return counter_founding((*ITEMS, COUNTY, test_paper_requests.PRICED))


def filed(counter: Counter) -> None:
    """Tell the long one: received, accepted, decided, handed over, fetched, filed."""
    case_id = test_archive.delivered(counter)
    closing = test_archive.filing(counter, case_id)
    counter.at(test_archive.ARCHIVIST).archive.archive(case_id, closing)


def mended(counter: Counter) -> None:
    """Correct a decision, then revoke it."""
    case_id = test_endings.delivered(counter)
    test_endings.corrected(counter, case_id)
    entry = ChangeEntry("申请人隐瞒收入", "《行政许可法》第六十九条", "已发补贴由民政办追回")
    counter.at("head").endings.revoke_decision(case_id, entry)


def turned(counter: Counter) -> None:
    """Inspect, pause for an expert, then prolong."""
    case_id = test_review_turns.reviewing(counter)
    today = test_review_turns.today(counter)
    seen = Inspection(("宁小雨", "代永康"), "白石村3组", "房屋空置", today, "")
    counter.at("reviewer").inspections.record(case_id, seen)
    begun = counter.at("approver").procedures.begin(case_id, test_review_turns.plan(counter))
    number = begun.papers[0].number
    counter.at("reviewer").procedures.end(case_id, number, today, "鉴〔2026〕3号")
    counter.at("head").extensions.allow(case_id, test_review_turns.WISH)


def heard(counter: Counter) -> None:
    """Tell everybody concerned, and call the hearing that one of them asks for."""
    case_id = test_review_turns.reviewing(counter)
    hearings = counter.at("reviewer").hearings
    hearings.notify(case_id, ("杨正明", "陆秀珍"), "滴水占用采光和排水")
    counter.pass_time(timedelta(minutes=1))
    today = test_review_turns.today(counter)
    counter.at("clerk").hearings.ask(case_id, "杨正明", today)
    counter.pass_time(timedelta(minutes=1))
    case = test_review_turns.case_of(counter, case_id)
    _earliest, latest = hearings.days_for(case, today)
    hearings.call(case_id, HearingDate(latest, "上午9时", "镇政府二楼", "段正刚"))


def denied(counter: Counter) -> None:
    """Deny, and send the denial by mail."""
    case_id = counter.accepted()
    counter.at("approver").approval.claim(case_id)
    no = Decision("不予批准", reason="不符合条件", basis="《办法》第六条")
    counter.at("approver").approval.deny(case_id, no)
    counter.at("issuer").issuance.make_ready(case_id)
    counter.at("issuer").issuance.send(case_id, MAIL)


def late(counter: Counter) -> None:
    """Accept with a material that comes later."""
    case_id = test_deferral.deferred(counter).case_id
    test_deferral.moments_later(counter)
    test_deferral.fill(counter, case_id, "户口簿")


def sent_up(counter: Counter) -> None:
    """Send a case to the county; it is withdrawn there."""
    case_id = counter.accepted(COUNTY)
    counter.at("approver").approval.claim(case_id)
    refer = counter.at("approver").referrals.refer_up
    refer(case_id, test_referral.ORGAN, "入户核查属实，拟同意")
    counter.at().outcomes.withdraw(case_id, "已入住养老机构", signed=True, returned=())


def asked_for(counter: Counter) -> None:
    """Issue every paper that is issued on request."""
    for kind in PAPERS_ON_REQUEST:
        if kind == "proxy_visit":
            continue
        case_id = test_paper_requests.prepared(counter, kind)
        test_paper_requests.issue(counter, case_id, kind)
    case_id = test_paper_requests.prepared(counter, "proxy_visit")
    test_paper_requests.issue(counter, case_id, "proxy_visit")


LIVES: Mapping[str, Callable[[Counter], object]] = {
    "filed": filed,
    "at once": lambda c: c.at().acceptance.receive_and_decide(
        c.application(IMMEDIATE), Decision("已登记")
    ),
    "supplemented": test_outcome_papers.wholly,
    "not required": test_outcome_papers.not_required,
    "elsewhere": test_outcome_papers.elsewhere,
    "withdrawn": test_outcome_papers.withdrawn,
    "ended": test_outcome_papers.ended,
    "denied": denied,
    "mended": mended,
    "turned": turned,
    "heard": heard,
    "late": late,
    "committed": lambda c: c.at().acceptance.receive_and_accept(test_commitments.promised(c)),
    "handed on": lambda c: test_custody.pass_on(c.at(), c.accepted()),
    "sent up": sent_up,
    "family": lambda c: c.at().bundles.accept(family_application(c)),
    "on request": asked_for,
}


def told(counter: Counter) -> Counter:
    """Tell all lives at one counter."""
    for life in LIVES.values():
        life(counter)
        counter.pass_time(timedelta(seconds=1))
    return counter
