"""What the reference asks of an act of review, referral, issue, custody, and of a date."""

from collections.abc import Mapping

from tests.domain.lives.allowed_window import nothing_open
from tests.domain.lives.asked import (
    BACK,
    DECIDERS,
    MONTH,
    Asked,
    Condition,
    corrected,
    of_the_unit,
    slip_for,
    within_reach,
)
from tests.domain.lives.days import day_of
from tests.domain.lives.model import Model
from tests.domain.lives.rows import PEOPLE


def _claim(_m: Model, one: Asked) -> bool:
    return of_the_unit(one.who)


def _take_over(m: Model, one: Asked) -> bool:
    free = m.held_by(one.now) in {"", one.who}
    return of_the_unit(one.who) and (free or one.how == "reason")


def _hand_over(m: Model, one: Asked) -> bool:
    if one.how in {"queue", "no reason"}:
        return one.how == "queue"
    reviews = {"REV", *DECIDERS} & set(PEOPLE[one.how][0].split())
    return bool(reviews) and of_the_unit(one.how)


def _open(m: Model, one: Asked) -> bool:
    return m.proposer != one.who


def _pull_back(m: Model, one: Asked) -> bool:
    return m.proposer == one.who and not m.opened


def _notify(m: Model, one: Asked) -> bool:
    return one.good and m.open_hearing is None


def _ask_hearing(m: Model, one: Asked) -> bool:
    told = m.open_hearing
    if told is None or told.asked_on is not None or one.how != "today":
        return False
    today = day_of(one.now)
    return today <= m.hearing_days(today)[0]


def _call_hearing(m: Model, one: Asked) -> bool:
    told = m.open_hearing
    if told is None or told.asked_on is None or told.called:
        return False
    _, first, last = m.hearing_days(day_of(one.now))
    return first <= last and one.how in {"first", "last"}


def _procedure(m: Model, one: Asked) -> bool:
    if not m.kind.procedures or m.accepted_at is None:
        return False
    if one.how == "back":
        return day_of(m.accepted_at) <= day_of(one.now) - BACK and not _runs(m, "鉴定")
    return one.how in {"鉴定", "公示"} and not _runs(m, one.how)


def _runs(m: Model, name: str) -> bool:
    return any(run.name == name for run in m.running)


def _ask_procedure(m: Model, one: Asked) -> bool:
    return not m.asked_procedure and one.how in {"鉴定", "公示"} and _procedure(m, one)


def _decline_procedure(m: Model, one: Asked) -> bool:
    return one.good and bool(m.asked_procedure)


def _end_procedure(m: Model, one: Asked) -> bool:
    if not m.running:
        return False
    if one.how == "no result":
        newest, today = m.running[-1], day_of(one.now)
        told = m.open_hearing
        nobody = told is not None and told.number == newest.number and told.asked_on is None
        return nobody and today > m.hearing_days(today)[0]
    return one.how in {"newest", "oldest"}


def _extension(m: Model, one: Asked) -> bool:
    law = m.law_due(day_of(one.now))
    if m.extension or law is None or law < day_of(one.now):
        return False
    return one.how in {"10", "3"} or (one.how == "15 joint" and m.kind.joint)


def _ask_extension(m: Model, one: Asked) -> bool:
    return not m.asked_extension and _extension(m, one)


def _decline_extension(m: Model, one: Asked) -> bool:
    return one.good and m.asked_extension


def _waits_for(m: Model, department: str) -> bool:
    return any(asked == department for asked, _ in m.opinions)


def _ask_opinion(m: Model, one: Asked) -> bool:
    return one.how in {"民政", "村建"} and not _waits_for(m, one.how)


def _give_opinion(m: Model, one: Asked) -> bool:
    asked = dict(m.opinions).get(one.how)
    return asked not in {None, one.who} and PEOPLE[one.who][1] in {"", one.how}


def _drop_opinion(m: Model, one: Asked) -> bool:
    return _waits_for(m, one.how)


def _propose(m: Model, one: Asked) -> bool:
    return one.good and not m.opinions


def _refer(m: Model, one: Asked) -> bool:
    held = m.held_by(one.now)
    mine = m.code == "S5" or held in {"", one.who}
    return one.good and mine and m.kind.county and m.missing <= m.open_gaps and nothing_open(m)


def _county(_m: Model, one: Asked) -> bool:
    return one.how in {"with originals", "without originals"}


def _county_returned(_m: Model, one: Asked) -> bool:
    return one.how in {"with originals", "wants more"}


def _mail(m: Model, one: Asked) -> bool:
    return one.good and not m.letter


def _not_collected(m: Model, one: Asked) -> bool:
    return one.how == ("returned" if m.letter else "good")


def _deliver(m: Model, one: Asked) -> bool:
    if one.how == "mail":
        return bool(m.letter)
    if m.letter:
        return False
    if one.how == "public":
        assert m.decided_at is not None
        return m.not_fetched and day_of(one.now) - MONTH >= day_of(m.decided_at)
    return one.how in {"direct", "electronic", "left"}


def _rate(m: Model, one: Asked) -> bool:
    return not m.rated and one.how in {"5", "1"}


def _archive(m: Model, one: Asked) -> bool:
    return one.good and not any(slip.is_open for slip in m.slips)


def _change(m: Model, one: Asked) -> bool:
    return one.good and not (m.denied or m.revoked or m.county_decided)


def _correct(m: Model, one: Asked) -> bool:
    if one.how in {"same", "future", "no evidence", "no reason"}:
        return False
    after = corrected(m, one)
    if after > one.now:
        return False
    if one.how.startswith("accepted"):
        if m.accepted_at is None or m.deemed or after < m.received_at:
            return False
    elif m.accepted_at is not None and not m.deemed:
        return after <= m.accepted_at
    return m.decided_at is None or after <= m.decided_at


def _take(m: Model, one: Asked) -> bool:
    slip = slip_for(m, one.how)
    if slip is None or not slip.is_open or one.how == "no reason":
        return False
    if slip.named:
        return slip.to == one.who
    return slip.giver != one.who and slip.to == PEOPLE[one.who][2]


def _call_back(m: Model, one: Asked) -> bool:
    slip = slip_for(m, one.how)
    return slip is not None and slip.is_open and slip.giver == one.who


def _pass(m: Model, one: Asked) -> bool:
    return one.how not in {"others'", one.who} and bool(m.at_hand(one.who))


def _send(m: Model, one: Asked) -> bool:
    return one.how in {"all", "one"} and bool(m.at_hand(one.who))


def _return(m: Model, one: Asked) -> bool:
    ready = [code for code in m.custody if within_reach(m, code, one.who)]
    return one.how in {"all", "one"} and bool(ready)


def _back(m: Model, one: Asked) -> bool:
    out = [code for code, where in m.custody.items() if where.startswith("/")]
    return one.how == "all" and bool(out)


IN_REVIEW: Mapping[str, Condition] = {
    "claim": _claim,
    "take_over": _take_over,
    "hand_over": _hand_over,
    "open": _open,
    "pull_back": _pull_back,
    "notify_interested": _notify,
    "ask_hearing": _ask_hearing,
    "call_hearing": _call_hearing,
    "ask_procedure": _ask_procedure,
    "decline_procedure": _decline_procedure,
    "suspend": _procedure,
    "end_procedure": _end_procedure,
    "ask_extension": _ask_extension,
    "decline_extension": _decline_extension,
    "extend": _extension,
    "ask_opinion": _ask_opinion,
    "give_opinion": _give_opinion,
    "drop_opinion": _drop_opinion,
    "propose": _propose,
    "refer_up": _refer,
    "county_yes": _county,
    "county_no": _county,
    "county_returned": _county_returned,
    "send_by_mail": _mail,
    "not_collected": _not_collected,
    "deliver": _deliver,
    "rate": _rate,
    "archive": _archive,
    "correct_decision": _change,
    "revoke_decision": _change,
    "correct_date": _correct,
    "pass_originals": _pass,
    "take_originals": _take,
    "refuse_originals": _take,
    "call_back_originals": _call_back,
    "return_originals": _return,
    "send_originals": _send,
    "originals_back": _back,
}
