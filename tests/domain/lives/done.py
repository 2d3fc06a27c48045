"""What an act writes into the notebook: columns To, Document and Clock of domain.md §1.3."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

from tests.domain.lives.asked import BACK, Asked, corrected, slip_for, within_reach
from tests.domain.lives.days import DAY, day_of
from tests.domain.lives.kinds import COUNTY, NAMES, ORIGINALS, STATION
from tests.domain.lives.model import Deferral, Hearing, Model, Pause, Promise, Slip
from tests.domain.lives.rows import BY_THE_HOLDER, LETS_GO, PEOPLE, ROWS
from tests.domain.lives.typed import (
    asked_names,
    gap_until,
    named_codes,
    pass_codes,
    receiver,
    supplied_names,
)

Effect = Callable[[Model, Asked], None]
CODE_OF = {name: code for code, name in NAMES.items()}


def done(m: Model, one: Asked) -> None:
    """Write a legal act down."""
    if one.act == "reverse":
        _reversed(m, one)
        return
    row = ROWS[one.act, m.code]
    if one.how == "brought":
        _bring(m, one)
    by_hand = one.act in BY_THE_HOLDER or (one.act == "refer_up" and m.code == "S7")
    if by_hand and m.holder not in {"", one.who}:
        m.events += 1  # that somebody else's claim had run out stands in the story
    m.before = m.page()
    m.events += 1
    m.papers += row.papers
    if m.held_by(one.now) == one.who:
        m.holds(one.who, one.now)
    m.code = row.target
    EFFECTS.get(one.act, _nothing)(m, one)
    if one.act in LETS_GO:
        m.lets_go()
    elif one.act in BY_THE_HOLDER or one.act in {"claim", "take_over", "pull_back"}:
        m.holds(one.who, one.now)
    m.last_act, m.last_by, m.last_at = one.act, one.who, one.now


def _reversed(m: Model, one: Asked) -> None:
    """Everything is as on the page before; its papers are void."""
    page, events, papers = m.before, m.events, m.papers
    assert page is not None
    void = m.void + papers - page.papers
    for name, value in vars(page).items():
        setattr(m, name, value)
    m.events, m.papers, m.void, m.before = events + 1, papers, void, None
    m.last_act, m.last_by, m.last_at = "reverse", one.who, one.now
    m.lets_go()
    reviews = {"REV", "APR", "HED"} & one.duties
    if m.code in {"S7", "S7p"} and reviews:
        m.holds(one.who, one.now)


def _nothing(_m: Model, _one: Asked) -> None:
    """Change nothing but the state."""


def _bring(m: Model, one: Asked) -> None:
    came = tuple(sorted(m.missing & set(ORIGINALS)))
    m.missing = frozenset()
    m.comes_in(came, one.who)


def _accepted(m: Model, one: Asked) -> None:
    m.accepted_at, m.accepter = one.now, one.who


def _refused(m: Model, one: Asked) -> None:
    if one.how == "returned":
        m.moves(tuple(c for c in m.custody if within_reach(m, c, one.who)), "/申请人")


def _told(m: Model, one: Asked) -> None:
    m.asked_for, m.supplied_at = asked_names(m, one.how), None
    m.told_until = day_of(one.now) + BACK if one.how == "all until" else None


def _supplied(m: Model, one: Asked) -> None:
    names = supplied_names(m, one.how)
    came = {CODE_OF[name] for name in names if name in CODE_OF}
    m.asked_for = tuple(name for name in m.asked_for if name not in names)
    m.missing -= came
    m.comes_in(tuple(sorted(came & set(ORIGINALS))), one.who)
    m.supplied_at = None if m.asked_for else one.now


def _after_supplement(m: Model, one: Asked) -> None:
    m.accepted_at, m.accepter = m.supplied_at, one.who


def _deferred(m: Model, one: Asked) -> None:
    until = gap_until(m, one)
    assert until is not None
    m.deferral = Deferral(m.missing, until)
    _accepted(m, one)


def _deemed(m: Model, _one: Asked) -> None:
    m.accepted_at, m.deemed = m.received_at, True


def _left(m: Model, one: Asked) -> None:
    if one.how == "all":
        m.moves(m.in_house(), "/申请人")


def _handed_over(m: Model, one: Asked) -> None:
    if one.how == "queue":
        m.code = "S6" if m.code == "S7" else m.code
        m.lets_go()
    else:
        m.holds(one.how, one.now)


def _opened(m: Model, _one: Asked) -> None:
    m.opened = True


def _begins(m: Model, one: Asked, name: str) -> None:
    first = day_of(one.now) - (BACK if one.how == "back" else timedelta(0))
    m.pauses = (*m.pauses, Pause(name, first, one.number))
    if m.asked_procedure == name:
        m.asked_procedure = ""


def _suspended(m: Model, one: Asked) -> None:
    _begins(m, one, "公示" if one.how == "公示" else "鉴定")


def _notified(m: Model, one: Asked) -> None:
    _begins(m, one, "听证")
    m.hearing = Hearing(one.number, day_of(one.now))


def _hearing_asked(m: Model, one: Asked) -> None:
    assert m.hearing is not None
    m.hearing = replace(m.hearing, asked_on=day_of(one.now))


def _hearing_called(m: Model, _one: Asked) -> None:
    assert m.hearing is not None
    m.hearing = replace(m.hearing, called=True)


def _procedure_asked(m: Model, one: Asked) -> None:
    m.asked_procedure = one.how


def _procedure_declined(m: Model, _one: Asked) -> None:
    m.asked_procedure = ""


def _ended(m: Model, one: Asked) -> None:
    run = m.running[0 if one.how == "oldest" else -1]
    over = replace(run, last=day_of(one.now))
    m.pauses = tuple(over if each == run else each for each in m.pauses)
    m.code = "S8" if m.running else "S7"


def _asked_extension(m: Model, _one: Asked) -> None:
    m.asked_extension = True


def _declined_extension(m: Model, _one: Asked) -> None:
    m.asked_extension = False


def _extended(m: Model, one: Asked) -> None:
    m.extension, m.asked_extension = int(one.how.split()[0]), False


def _opinion_asked(m: Model, one: Asked) -> None:
    m.opinions = (*m.opinions, (one.how, one.who))


def _opinion_settled(m: Model, one: Asked) -> None:
    m.opinions = tuple(each for each in m.opinions if each[0] != one.how)


def _proposed(m: Model, one: Asked) -> None:
    m.proposer, m.opened = one.who, False


def _yes(m: Model, one: Asked) -> None:
    m.decided_at = one.now


def _no(m: Model, one: Asked) -> None:
    m.decided_at, m.denied = one.now, True


def _sent_up(m: Model, one: Asked) -> None:
    m.sent_at, m.review_ended = one.now, day_of(one.now)
    m.moves(m.at_hand(one.who), f"/{COUNTY}")


def _originals_back(m: Model, one: Asked) -> None:
    if one.how == "with originals":
        there = tuple(c for c, where in m.custody.items() if where == f"/{COUNTY}")
        m.moves(there, one.who)


def _county_decided(m: Model, one: Asked) -> None:
    begins = datetime.combine(day_of(one.now), time(), UTC) - timedelta(hours=8)
    assert m.sent_at is not None
    m.decided_at, m.county_decided = max(begins, m.sent_at), True
    m.denied = one.act == "county_no"
    _originals_back(m, one)


def _county_returned(m: Model, one: Asked) -> None:
    assert m.sent_at is not None
    sent, back = day_of(m.sent_at), day_of(one.now)
    m.away = (*m.away, (sent + DAY, back)) if back > sent else m.away
    m.review_ended = None
    _originals_back(m, one)


def _filled(m: Model, one: Asked) -> None:
    came = named_codes(m, one.how)
    assert m.deferral is not None
    m.deferral = replace(m.deferral, open=m.deferral.open - set(came))
    m.missing -= set(came)
    m.comes_in(came, one.who)
    if m.code == "S5q" and not m.deferral.open:
        m.code = "S5"


def _gap_moved(m: Model, _one: Asked) -> None:
    assert m.deferral is not None
    m.deferral = replace(m.deferral, until=m.deferral.until + 5 * DAY)


def _waived(m: Model, _one: Asked) -> None:
    assert m.deferral is not None
    m.deferral = replace(m.deferral, waived=True)


def _committed(m: Model, _one: Asked) -> None:
    m.unpromised, m.promised, m.promises = False, True, (Promise(),)


def _checked(m: Model, one: Asked) -> None:
    m.promises = (Promise(is_true=one.how == "true"),)


def _ruled(m: Model, _one: Asked) -> None:
    m.promises = (replace(m.promises[0], ruled=True),)


def _sent(m: Model, one: Asked) -> None:
    m.letter = one.number


def _not_fetched(m: Model, _one: Asked) -> None:
    m.letter, m.not_fetched = "", True


def _delivered(m: Model, _one: Asked) -> None:
    m.letter, m.handed = "", True


def _rated(m: Model, _one: Asked) -> None:
    m.rated = True


def _filed(m: Model, _one: Asked) -> None:
    m.moves(m.in_house(), "/档案室")


def _put_right(m: Model, one: Asked) -> None:
    m.changed_at, m.handed, m.not_fetched = one.now, False, False
    m.revoked = m.revoked or one.act == "revoke_decision"


def _date_corrected(m: Model, one: Asked) -> None:
    after = corrected(m, one)
    if one.how.startswith("accepted"):
        m.accepted_at = after
        return
    m.received_at = after
    m.accepted_at = after if m.deemed else m.accepted_at


def _redated(m: Model, _one: Asked) -> None:
    m.version = m.published


def _passed(m: Model, one: Asked) -> None:
    to = receiver(one.how)
    slip = Slip(one.number, pass_codes(m, one), one.who, to, named=to in PEOPLE)
    m.slips = (*m.slips, slip)


def _closed(m: Model, one: Asked) -> None:
    slip = slip_for(m, one.how)
    assert slip is not None
    shut = replace(slip, is_open=False)
    m.slips = tuple(shut if each is slip else each for each in m.slips)
    if one.act == "take_originals":
        m.moves(slip.codes, one.who)


def _returned(m: Model, one: Asked) -> None:
    _out(m, one, "/申请人")


def _sent_out(m: Model, one: Asked) -> None:
    _out(m, one, f"/{STATION}")


def _out(m: Model, one: Asked, where: str) -> None:
    m.moves(pass_codes(m, one), where)


def _came_back(m: Model, one: Asked) -> None:
    out = tuple(code for code, where in m.custody.items() if where.startswith("/"))
    m.moves(out, one.who)


EFFECTS: dict[str, Effect] = {
    "not_required": _refused,
    "not_competent": _refused,
    "refuse": _refused,
    "request_supplement": _told,
    "accept": _accepted,
    "accept_deficient": _deferred,
    "deem_accepted": _deemed,
    "supply": _supplied,
    "accept_supplemented": _after_supplement,
    "take_back": _left,
    "hand_over": _handed_over,
    "open": _opened,
    "notify_interested": _notified,
    "ask_hearing": _hearing_asked,
    "call_hearing": _hearing_called,
    "ask_procedure": _procedure_asked,
    "decline_procedure": _procedure_declined,
    "suspend": _suspended,
    "end_procedure": _ended,
    "ask_extension": _asked_extension,
    "decline_extension": _declined_extension,
    "extend": _extended,
    "ask_opinion": _opinion_asked,
    "give_opinion": _opinion_settled,
    "drop_opinion": _opinion_settled,
    "propose": _proposed,
    "approve": _yes,
    "deny": _no,
    "decide_at_once": _yes,
    "refer_up": _sent_up,
    "county_yes": _county_decided,
    "county_no": _county_decided,
    "county_returned": _county_returned,
    "fill_gap": _filled,
    "extend_gap": _gap_moved,
    "waive_gap": _waived,
    "commit": _committed,
    "check_commitment": _checked,
    "rule_on_commitment": _ruled,
    "withdraw": _left,
    "send_by_mail": _sent,
    "not_collected": _not_fetched,
    "deliver": _delivered,
    "rate": _rated,
    "archive": _filed,
    "correct_decision": _put_right,
    "revoke_decision": _put_right,
    "settle_materials": _bring,
    "correct_date": _date_corrected,
    "redate": _redated,
    "pass_originals": _passed,
    "take_originals": _closed,
    "refuse_originals": _closed,
    "call_back_originals": _closed,
    "return_originals": _returned,
    "send_originals": _sent_out,
    "originals_back": _came_back,
}
