"""How a case comes to every state through the real services, on either database."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from tests.factories import make_item
from tests.services.counter import LENIENT, PERSON, SITUATED, Counter, counter_founding
from windowdesk.domain.case import Application, Case, Decision
from windowdesk.domain.deferred_case import DeferralRequest
from windowdesk.domain.item import Item
from windowdesk.domain.item_kinds import AcceptanceMode, DecidedLevel, ServiceType
from windowdesk.domain.limits import LimitUnit, TimeLimit
from windowdesk.domain.outcomes import Gap, Refusal, RefusalKind, SupplementRequest
from windowdesk.domain.referred_case import CountyDecision
from windowdesk.domain.review_turns import ProcedurePlan
from windowdesk.domain.states import CaseState
from windowdesk.domain.turns import DateField, LateMaterial
from windowdesk.persistence.founding import Founding
from windowdesk.services.acting import CaseAct
from windowdesk.services.date_correction import WantedDate
from windowdesk.services.entry import with_missing, with_promised
from windowdesk.services.issuance import Delivery, DeliveryMode
from windowdesk.services.referral import county_decision

S = CaseState
Way = Callable[[Counter], int]
ORGAN = "青岫县民政局"
# Late materials, a commitment, special procedures, joint handling: one item that has it all.
WHOLE = replace(
    LENIENT,
    item_id="whole",
    code="CODE-whole",
    name="特困人员救助供养",
    special_procedures=SITUATED.special_procedures,
    joint_organs=("自然资源所",),
)
COUNTY = replace(
    WHOLE,
    item_id="whole-county",
    code="CODE-whole-county",
    name="特困人员认定",
    decided_level=DecidedLevel.COUNTY,
    decide_organ=ORGAN,
)
AT_ONCE = replace(
    make_item("at-once"),
    name="生育登记",
    short_name="",
    service_type=ServiceType.IMMEDIATE,
    promised_limit=TimeLimit(0, LimitUnit.WORKDAY),
)
RECEIVED_ONLY = replace(
    WHOLE,
    item_id="separate",
    code="CODE-separate",
    name="农村宅基地申请",
    acceptance_mode=AcceptanceMode.SEPARATE,
)
NEVER_LAPSES = replace(
    WHOLE, item_id="waits", code="CODE-waits", name="老年优待证", lapse_ends=False
)
CARD = LateMaterial("card", "户口簿", "没有交")
YES = Decision("准予救助供养")
NO = Decision("不予批准", reason="不符合条件", basis="《办法》第六条")
SERVED = Delivery(DeliveryMode.DIRECT, PERSON.name, identity_checked=True)
RESULT = "青民决〔2026〕31号"


def row_founding() -> Founding:
    """Return the usual centre with the items of the rows."""
    return counter_founding((WHOLE, COUNTY, AT_ONCE, RECEIVED_ONLY, NEVER_LAPSES))


def moment(desk: Counter) -> None:
    """Keep two acts apart; the clock of a server goes on by itself."""
    if desk.desks.clock is not None:
        desk.pass_time(timedelta(seconds=1))


def case_of(desk: Counter, case_id: int) -> Case:
    return desk.at("head").lookup.case(case_id).case


def entry(desk: Counter, item: Item = WHOLE, *missing: str, promised: bool = False) -> Application:
    """Return an application, complete but for ``missing``."""
    whole = desk.application(item)
    materials = with_missing(whole.materials, frozenset(missing))
    if promised:
        materials = with_promised(item, materials, frozenset(("home",)))
    return replace(whole, materials=materials)


def received(desk: Counter, item: Item = WHOLE, *missing: str) -> int:
    return desk.at().acceptance.receive(entry(desk, item, *missing)).case_id


def silent(desk: Counter, *missing: str) -> int:
    """Return a received case whose five days are over, as a corrected date of receipt says."""
    case_id = received(desk, WHOLE, *missing)
    moment(desk)
    long_ago(desk, case_id)
    return case_id


def long_ago(desk: Counter, case_id: int) -> None:
    """Let a case have been received twenty days ago."""
    head = desk.at("head")
    day = head.lookup.today() - timedelta(days=20)
    head.dates.correct(case_id, WantedDate(DateField.RECEIVED, day, None, "写错了", "登记簿"))


def correcting(desk: Counter) -> int:
    case_id = received(desk)
    desk.at().outcomes.start_correction(case_id, "电话写错")
    return case_id


def waiting(desk: Counter, item: Item = WHOLE) -> int:
    """Return a case that was told of two gaps."""
    gaps = (Gap("card", "户口簿", "没有交"), Gap("form", "申请表", "没有签字"))
    request = SupplementRequest(gaps, desk.at().lookup.today() + timedelta(days=5))
    lacking = entry(desk, item, "card", "form")
    return desk.at().outcomes.receive_and_request_supplement(lacking, request).case_id


def run_out(desk: Counter, case_id: int) -> int:
    """Let the told period, or that of late materials, be over since yesterday."""

    def turn_back(doing: CaseAct) -> None:
        case, yesterday = doing.case, doing.today - timedelta(days=1)
        case.note("期限已过", by=doing.actor, at=doing.at)
        if case.turns.deferral is not None:
            over = replace(case.turns.deferral, until=yesterday)
            case.turns = replace(case.turns, deferral=over)
        notices = tuple(replace(one, until=yesterday) for one in case.outcomes.notices)
        case.outcomes = replace(case.outcomes, notices=notices)

    moment(desk)
    desk.at().bench.act_on(case_id, turn_back)
    return case_id


def accepted(desk: Counter, item: Item = WHOLE) -> int:
    return desk.at().acceptance.receive_and_accept(entry(desk, item)).case_id


def promised(desk: Counter) -> int:
    """Return an accepted case with a commitment in the place of a proof."""
    return desk.at().acceptance.receive_and_accept(entry(desk, promised=True)).case_id


def asked(desk: Counter, *late: LateMaterial) -> DeferralRequest:
    """Return what a deferral asks for, until the last day that may be promised."""
    own = desk.at()
    latest = own.deferral.ground(entry(desk), own.lookup.today()).latest.on
    return DeferralRequest(
        late or (CARD,), "在县城亲属处", latest, "信用中国", good_standing=True, signed=True
    )


def deferred(desk: Counter, item: Item = WHOLE) -> int:
    lacking = entry(desk, item, "card")
    return desk.at().deferral.receive_and_defer(lacking, asked(desk)).case_id


def deemed(desk: Counter) -> int:
    case_id = silent(desk)
    desk.at().silence.sweep()
    return case_id


def refused(desk: Counter, state: CaseState) -> int:
    """Return a case that ended at the window."""
    case_id = received(desk)
    moment(desk)
    desk.at().outcomes.refuse(case_id, REFUSALS[state])
    return case_id


def plan(desk: Counter, name: str = "鉴定", days: int = 10) -> ProcedurePlan:
    basis = {one.name: one.basis for one in WHOLE.special_procedures}.get(name, "《办法》")
    length = TimeLimit(days, LimitUnit.WORKDAY)
    return ProcedurePlan(name, basis, "县质安站", desk.at().lookup.today(), length, "墙体开裂")


def county_says(desk: Counter, *, approved: bool = True, **more: object) -> CountyDecision:
    usual: dict[str, object] = {
        "number": RESULT,
        "decided_on": desk.at().lookup.today(),
        "content": "认定为特困人员" if approved else "不予认定",
        "reason": "" if approved else "收入超过标准",
        "received": True,
        "originals_back": True,
    }
    return county_decision(approved=approved, **(usual | more))  # type: ignore[arg-type]  fields by name


def _then(before: Callable[..., int], act: Callable[[Counter, int], object]) -> Callable[..., int]:
    def way(desk: Counter, *more: Item) -> int:
        case_id = before(desk, *more)
        moment(desk)
        act(desk, case_id)
        return case_id

    return way


assigned = _then(accepted, lambda d, c: d.at("approver").approval.assign(c))
reviewing = _then(assigned, lambda d, c: d.at("reviewer").approval.claim(c))
proposed = _then(reviewing, lambda d, c: d.at("reviewer").approval.propose(c, "拟同意"))
suspended = _then(reviewing, lambda d, c: d.at("approver").procedures.begin(c, plan(d)))
gap_assigned = _then(deferred, lambda d, c: d.at("approver").approval.assign(c))
gap_reviewing = _then(gap_assigned, lambda d, c: d.at("reviewer").approval.claim(c))
gap_proposed = _then(gap_reviewing, lambda d, c: d.at("reviewer").approval.propose(c, "拟同意"))
gap_suspended = _then(gap_reviewing, lambda d, c: d.at("approver").procedures.begin(c, plan(d)))
approved = _then(proposed, lambda d, c: d.at("approver").approval.approve(c, YES))
denied = _then(proposed, lambda d, c: d.at("approver").approval.deny(c, NO))
ready = _then(approved, lambda d, c: d.at("issuer").issuance.make_ready(c))
delivered = _then(ready, lambda d, c: d.at("issuer").issuance.deliver(c, SERVED))


def county_reviewing(desk: Counter) -> int:
    return reviewing(desk, COUNTY)


def referred(desk: Counter) -> int:
    case_id = accepted(desk, COUNTY)
    moment(desk)
    desk.at().referrals.refer_up(case_id, ORGAN, "入户核查属实，拟同意")
    return case_id


def gap_referred(desk: Counter) -> int:
    """Return a case at the county whose late material the head let go on without."""
    case_id = deferred(desk, COUNTY)
    desk.at("approver").approval.assign(case_id)
    desk.at("approver").approval.claim(case_id)
    desk.at("head").deferral.waive(case_id, "情况紧急")
    moment(desk)
    desk.at("approver").referrals.refer_up(case_id, ORGAN, "拟同意")
    return case_id


REFUSALS: dict[CaseState, Refusal] = {
    S.NOT_REQUIRED: Refusal(RefusalKind.NOT_REQUIRED, "已随养老金发放"),
    S.NOT_COMPETENT: Refusal(RefusalKind.NOT_COMPETENT, "由县级审批", organ="青岫县林业和草原局"),
    S.REFUSED: Refusal(RefusalKind.OTHER, "在限制申请期内", "《行政许可法》第七十八条"),
}
AFTER_ACCEPTANCE: dict[CaseState, Way] = {
    S.ACCEPTED: accepted,
    S.ACCEPTED_DEFICIENT: deferred,
    S.DEEMED_ACCEPTED: deemed,
    S.ASSIGNED: assigned,
    S.REVIEWING: reviewing,
    S.PROPOSED: proposed,
    S.SUSPENDED: suspended,
}
WITH_GAP: dict[CaseState, Way] = {
    S.ACCEPTED_DEFICIENT: deferred,
    S.ASSIGNED: gap_assigned,
    S.REVIEWING: gap_reviewing,
    S.PROPOSED: gap_proposed,
    S.SUSPENDED: gap_suspended,
}
