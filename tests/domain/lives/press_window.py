"""How the acts at the window are done to a case of the program."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta

from tests.domain.builders import NO, YES
from tests.domain.lives.asked import BACK
from tests.domain.lives.days import DAY, day_of
from tests.domain.lives.desk import Desk
from tests.domain.lives.done import CODE_OF
from tests.domain.lives.kinds import NAMES, PROOF
from tests.domain.lives.people import line
from tests.domain.lives.typed import asked_names, gap_until, named_codes, supplied_names
from windowdesk.domain.case_clocks import is_silent, notice_proof, promised_limit
from windowdesk.domain.clock import due_on
from windowdesk.domain.commitments import (
    Commitment,
    CommitmentCheck,
    FalseCommitmentRuling,
    PromisedProof,
)
from windowdesk.domain.deferred_case import DeferralRequest
from windowdesk.domain.gap_rules import USUAL_GAP_RULE, latest_gap_day
from windowdesk.domain.materials import MaterialState
from windowdesk.domain.outcomes import (
    CorrectionNotice,
    Departure,
    Gap,
    Refusal,
    RefusalKind,
    ReturnedMaterial,
)
from windowdesk.domain.turns import DeferredAcceptance, EndCause, Ending, LateMaterial

Press = Callable[[Desk], object]


def _silent(d: Desk) -> bool:
    return is_silent(d.case, d.calendar, day_of(d.at))


def refuse(kind: RefusalKind) -> Press:
    def press(d: Desk) -> None:
        refusal = Refusal(
            kind,
            d.unless("no reason", "不归本镇管"),
            basis=d.unless("no basis", "《行政许可法》第三十二条"),
            organ=d.unless("no organ", "青岫县林业和草原局"),
            materials_returned=d.how == "returned",
        )
        d.case.refuse(refusal, silent=_silent(d), by=d.by, at=d.at)

    return press


def _start(d: Desk) -> None:
    why = d.unless("no reason", "电话写错")
    d.case.start_correction(why, silent=_silent(d), by=d.by, at=d.at)


def _finish(d: Desk) -> None:
    d.case.finish_correction((), d.unless("unsigned", "段"), by=d.by, at=d.at)


def _request(d: Desk) -> None:
    names = asked_names(d.model, d.how)
    gaps = tuple(Gap(CODE_OF.get(name, ""), name, "没有交") for name in names)
    until = day_of(d.at) + BACK if d.how == "all until" else None
    notice = CorrectionNotice(gaps, until, "", "", d.at, d.number)
    d.case.request_supplement(notice, "头一次漏了", silent=_silent(d), by=d.by, at=d.at)


def _accept(d: Desk) -> None:
    if d.how == "brought":
        d.case.replace_materials(_whole(d), by=d.by, at=d.at)
    d.case.accept(by=d.by, at=d.at, silent=_silent(d))


def _whole(d: Desk) -> tuple[object, ...]:
    missing = MaterialState.MISSING
    return tuple(line(m.code) if m.state is missing else m for m in d.case.application.materials)


def _settle(d: Desk) -> None:
    d.case.settle_materials(_whole(d), "补核", by=d.by, at=d.at)


def _defer(d: Desk) -> None:
    codes = sorted(d.model.missing)
    if d.how == "one more":
        codes = [*codes, PROOF]
    late = tuple(LateMaterial(code, NAMES[code], "没有交") for code in codes)
    until, today = gap_until(d.model, d.one), day_of(d.at)
    request = DeferralRequest(
        late,
        d.unless("no reason", "在县城"),
        until,
        "信用中国",
        good_standing=d.how != "no credit",
        signed=d.how != "unsigned",
    )
    assert until is not None
    contract = DeferredAcceptance(late, request.reason, until, "信用中国", "承1", "容1", d.at)
    promised = due_on(today, promised_limit(d.case.item), d.calendar)
    latest = latest_gap_day(d.case.item, today, promised, USUAL_GAP_RULE, d.calendar)
    d.case.accept_deficient(request, contract, latest, by=d.by, at=d.at, silent=_silent(d))


def _deem(d: Desk) -> None:
    day = notice_proof(d.case, d.calendar).due
    d.case.deem_accepted(day, lapsed=_silent(d), by=d.by, at=d.at)


def _supply(d: Desk) -> None:
    names = supplied_names(d.model, d.how)
    lines = tuple(line(CODE_OF.get(name, ""), name) for name in names)
    d.case.supplement(lines, number=d.number, by=d.by, at=d.at)


def _lapse(d: Desk) -> None:
    departure = Departure(d.unless("no reason", "逾期未补正"), (), d.at)
    d.case.lapse_supplement(departure, today=day_of(d.at), by=d.by)


def _departure(d: Desk) -> Departure:
    back = tuple(ReturnedMaterial(NAMES[c], originals=1) for c in d.model.in_house())
    return Departure(d.unless("no reason", "不办了"), back if d.how == "all" else (), d.at)


def _take_back(d: Desk) -> None:
    d.case.take_back(_departure(d), signed=d.how != "unsigned", by=d.by)


def _withdraw(d: Desk) -> None:
    d.case.withdraw(_departure(d), signed=d.how != "unsigned", by=d.by)


CAUSES = {
    "no proof": EndCause.DECEASED,
    "withdrawn": EndCause.WITHDRAWN,
    "organisation": EndCause.ORGANISATION_ENDED,
    "other": EndCause.OTHER,
    "no basis": EndCause.OTHER,
    "gap": EndCause.GAP_LAPSED,
}


def _ending(d: Desk) -> Ending:
    return Ending(
        CAUSES.get(d.how, EndCause.DECEASED),
        "不能再办",
        d.unless("no proof", "户口注销证明"),
        d.at,
        d.by.login,
        d.unless("no basis", "《办法》第九条"),
    )


def _end_early(d: Desk) -> None:
    d.case.end_before_acceptance(_ending(d), Departure("不能再办", (), d.at), by=d.by)


def _terminate(d: Desk) -> None:
    d.case.terminate(_ending(d), Departure("不能再办", (), d.at), by=d.by)


def _fill(d: Desk) -> None:
    lines = [line(code) for code in named_codes(d.model, d.how)]
    lines = [line("M01")] if d.how == "strange" else lines
    d.case.fill_gap(lines, number=d.number, today=day_of(d.at), by=d.by, at=d.at)


def _extend_gap(d: Desk) -> None:
    known = d.model.deferral
    last = known.until if known else day_of(d.at)
    until = last if d.how == "not later" else last + 5 * DAY
    allowed = {"himself": d.by.login, "nobody": ""}.get(d.how, "镇长本人")
    d.case.extend_gap(until, d.unless("no reason", "山洪断路"), allowed, by=d.by, at=d.at)


def _lapse_gap(d: Desk) -> None:
    departure = Departure(d.unless("no reason", "逾期未补齐"), (), d.at)
    d.case.lapse_gap(departure, "《办法》", today=day_of(d.at), by=d.by)


def _commit(d: Desk) -> None:
    names = d.case.uncommitted
    proofs = tuple(PromisedProof(CODE_OF[name], name, "住在本镇") for name in names)
    commitment = Commitment(proofs, d.number, d.at, day_of(d.at) + timedelta(days=20))
    d.case.commit(commitment, by=d.by, at=d.at)


def _check(d: Desk) -> None:
    check = CommitmentCheck(
        is_true=d.how == "true",
        how=d.unless("no place", "派出所"),
        found=d.unless("nothing found", "已核"),
        at=d.at,
        by=d.by.login,
        by_name=d.by.name,
    )
    d.case.check_commitment(check, by=d.by)


def _rule(d: Desk) -> None:
    why = d.unless("no reason", "不予批准")
    ruling = FalseCommitmentRuling(why, "", d.at, d.by.login, d.by.name)
    d.case.rule_on_commitment(ruling, by=d.by)


def _at_once(d: Desk) -> None:
    decision = replace(YES, content=d.unless("no content", YES.content))
    d.case.decide_at_once(decision, by=d.by, at=d.at)


def _exception(d: Desk) -> str:
    return {"exception": "镇长本人", "self-exception": d.by.login}.get(d.how, "")


def _approve(d: Desk) -> None:
    decision = replace(YES, content=d.unless("no content", YES.content))
    d.case.approve(decision, by=d.by, at=d.at, exception_by=_exception(d))


def _deny(d: Desk) -> None:
    decision = replace(
        NO, reason=d.unless("no reason", NO.reason), basis=d.unless("no basis", NO.basis)
    )
    d.case.deny(decision, by=d.by, at=d.at, exception_by=_exception(d))


WINDOW: Mapping[str, Press] = {
    "not_required": refuse(RefusalKind.NOT_REQUIRED),
    "not_competent": refuse(RefusalKind.NOT_COMPETENT),
    "refuse": refuse(RefusalKind.OTHER),
    "start_correction": _start,
    "finish_correction": _finish,
    "request_supplement": _request,
    "accept": _accept,
    "accept_deficient": _defer,
    "deem_accepted": _deem,
    "supply": _supply,
    "accept_supplemented": lambda d: d.case.accept_supplemented(by=d.by, at=d.at),
    "lapse_supplement": _lapse,
    "remind_supplement": lambda d: d.case.remind_supplement(
        d.unless("no reason", "电话"), by=d.by, at=d.at
    ),
    "take_back": _take_back,
    "withdraw": _withdraw,
    "end_before_acceptance": _end_early,
    "terminate": _terminate,
    "settle_materials": _settle,
    "fill_gap": _fill,
    "extend_gap": _extend_gap,
    "remind_gap": lambda d: d.case.remind_gap(d.unless("no words", "电话"), by=d.by, at=d.at),
    "waive_gap": lambda d: d.case.waive_gap(d.unless("no reason", "情况紧急"), by=d.by, at=d.at),
    "lapse_gap": _lapse_gap,
    "commit": _commit,
    "check_commitment": _check,
    "rule_on_commitment": _rule,
    "decide_at_once": _at_once,
    "approve": _approve,
    "deny": _deny,
}
