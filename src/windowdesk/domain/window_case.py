"""The verbs of the window besides acceptance (domain.md §1.3, rows of S1 to S4)."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from types import MappingProxyType

from windowdesk.domain.case_record import Application
from windowdesk.domain.custody import (
    APPLICANT,
    at_hand,
    at_windows,
    move_out,
    originals_in_house,
    originals_of,
    remember,
    settle,
)
from windowdesk.domain.custody_records import Original
from windowdesk.domain.errors import DomainError
from windowdesk.domain.event import Actor
from windowdesk.domain.guards import MoveRequest
from windowdesk.domain.local_time import paper_date
from windowdesk.domain.materials import SETTLED, HandedIn, keeping_files
from windowdesk.domain.moving_case import MovingCase
from windowdesk.domain.outcomes import (
    REFUSAL_MOVE,
    CorrectionNotice,
    Departure,
    Refusal,
    SpotCorrection,
    SupplementReceived,
    visible_before,
)
from windowdesk.domain.party import Party
from windowdesk.domain.states import UNDECIDED_AFTER_ACCEPTANCE, CaseState, Move
from windowdesk.domain.turns import EndCause, Ending

ANSWERS = "answers."
# Fields of the applicant that may hold a slip of writing. Name and number say who applies: where
# they are wrong, the materials go back and the right person's are received.
CORRECTABLE: Mapping[str, Callable[[Party, str], tuple[str, Party]]] = MappingProxyType(
    {
        "applicant.phone": lambda who, now: (who.phone, replace(who, phone=now)),
        "applicant.address": lambda who, now: (who.address, replace(who, address=now)),
        "applicant.representative": lambda who, now: (
            who.representative,
            replace(who, representative=now),
        ),
    }
)
_SILENCE = "收件后五个工作日没有告知，自收到材料之日起即为受理（《行政许可法》第三十二条）。"
# Old answers beside new ones, with the applicant's initials in the same event.
_BEFORE, _AFTER, _INITIALS = "before:", "after:", "initials"


class WindowCase(MovingCase):
    """Refuse, ask for a supplement, take it, correct, give back, count silence as acceptance.

    ``silent`` says that the five working days for the notice have run out: then the case counts
    as accepted already, and nothing else can be said at the window any more.
    """

    def refuse(self, refusal: Refusal, *, silent: bool, by: Actor, at: datetime) -> None:
        """Refuse with reason, and with basis or competent organ as the kind of refusal asks."""
        request = MoveRequest(
            reason=refusal.reason, basis=refusal.basis, counterpart=refusal.organ, lapsed=silent
        )
        detail = {"organ": refusal.organ} if refusal.organ else {}
        self._move(REFUSAL_MOVE[refusal.kind], request, by, at, detail)
        self.outcomes = replace(self.outcomes, refusal=refusal)
        remember(self)
        if refusal.materials_returned:
            self._give_back({one.code for one in self._within_reach(by)}, at)

    def request_supplement(
        self, notice: CorrectionNotice, again_reason: str, *, silent: bool, by: Actor, at: datetime
    ) -> None:
        """Tell every gap at once; what an earlier notice could have told is marked as repeated."""
        known = self.outcomes
        again = visible_before(notice.gaps, known.notices, known.supplements)
        names = tuple(gap.name for gap in notice.gaps)
        request = MoveRequest(reason=again_reason, gaps=names, repeated=again, lapsed=silent)
        detail = {"gaps": "；".join(f"{gap.name}：{gap.fault}" for gap in notice.gaps)}
        if again:
            detail["repeated"] = "、".join(again)
        told = f"要补正 {len(names)} 项：{'、'.join(names)}。"
        if again_reason:
            told += f"再次告知的原因：{again_reason}"
        if notice.proof_reason:
            told += f"要取消清单里的证明，原因：{notice.proof_reason}"
        self._move(Move.REQUEST_SUPPLEMENT, request, by, at, detail, cause=told)
        notices = (*known.notices, replace(notice, repeated=again, again_reason=again_reason))
        self.outcomes = replace(known, notices=notices)

    def supplement(
        self, lines: Sequence[HandedIn], *, number: str, by: Actor, at: datetime
    ) -> bool:
        """Take what came in of what was asked for; tell whether nothing is open any more.

        ``lines`` bear the names of the gaps; ``number`` is that of the 补正材料收件凭证.
        """
        if self.state is not CaseState.AWAITING_SUPPLEMENT:
            self._move(Move.SUPPLEMENT_PARTLY, MoveRequest(), by, at)  # says what holds instead
        came = tuple(line for line in lines if line.state in SETTLED)
        names = tuple(line.name for line in came)
        wanted = [gap.name for gap in self.outcomes.still_open]
        strange = [name for name in names if name not in wanted]
        if strange:
            raise DomainError(f"告知书没有要这些：{'、'.join(strange)}。照告知书逐项核对。")
        if not names:
            raise DomainError("还没勾收到哪几项。勾上收到的再办。", "materials")
        left = [name for name in wanted if name not in names]
        move = Move.SUPPLEMENT_PARTLY if left else Move.SUPPLEMENT_COMPLETE
        told = f"收到：{'、'.join(names)}。" + (
            f"还缺：{'、'.join(left)}。" if left else "已收齐。"
        )
        request = MoveRequest(complete=not left)
        self._move(move, request, by, at, {"received": "、".join(names)}, cause=told)
        before = self.application.materials
        taken = SupplementReceived(at, number, names, not left, before)
        self.application = replace(self.application, materials=_merged(before, came))
        remember(self)
        settle(self, by, at)
        known = self.outcomes
        self.outcomes = replace(known, supplements=(*known.supplements, taken))
        return not left

    def accept_supplemented(self, *, by: Actor, at: datetime) -> None:
        """Accept as of the day on which the last of the supplement came in {L4}."""
        complete_at = self.outcomes.supplemented_at
        self._move(Move.ACCEPT_SUPPLEMENTED, MoveRequest(complete=complete_at is not None), by, at)
        self.accepted_at = complete_at
        self.accepter, self.accepter_name = by.login, self.signature_of(by)

    def start_correction(self, reason: str, *, silent: bool, by: Actor, at: datetime) -> None:
        """Let the applicant correct a slip at the desk; T5 keeps running."""
        request = MoveRequest(reason=reason, lapsed=silent)
        self._move(Move.START_CORRECTION, request, by, at)

    def finish_correction(
        self, corrections: Sequence[SpotCorrection], initials: str, *, by: Actor, at: datetime
    ) -> None:
        """Write what was corrected; before, after and the applicant's initials stay on record."""
        corrected = _corrected(self.application, corrections)
        detail = {_INITIALS: initials}
        for one in corrections:
            detail |= {f"{_BEFORE}{one.label}": one.before, f"{_AFTER}{one.label}": one.after}
        told = "；".join(f"{c.label}：{c.before or '空'} → {c.after or '空'}" for c in corrections)
        request = MoveRequest(signed=bool(initials.strip()))
        self._move(Move.FINISH_CORRECTION, request, by, at, detail, cause=told or "没有改动。")
        self.application = corrected

    def take_back(self, departure: Departure, *, signed: bool, by: Actor) -> None:
        """Give the materials back before acceptance; T5 stops."""
        codes = self._returned_codes(departure, by)
        self._depart(Move.TAKE_BACK, departure, MoveRequest(signed=signed), by)
        self._give_back(codes, departure.at)

    def withdraw(self, departure: Departure, *, signed: bool, by: Actor) -> None:
        """End an accepted case on the applicant's written wish, before the decision {L7}."""
        codes = self._returned_codes(departure, by)
        request = MoveRequest(reason=departure.reason, signed=signed)
        self._depart(Move.WITHDRAW, departure, request, by)
        self._give_back(codes, departure.at)

    def lapse_supplement(
        self, departure: Departure, *, today: date, by: Actor, basis: str = ""
    ) -> None:
        """End a case whose told period ran out; without a period there is nothing to run out."""
        notice = self.outcomes.notice
        lapsed = notice is not None and notice.until is not None and notice.until < today
        request = MoveRequest(reason=departure.reason, lapsed=lapsed)
        self._depart(
            Move.LAPSE_SUPPLEMENT,
            departure,
            request,
            by,
            cause=EndCause.SUPPLEMENT_LAPSED,
            basis=basis,
        )

    def remind_supplement(self, how: str, *, by: Actor, at: datetime) -> None:
        """Keep a case waiting whose told period ran out, and record how he was reminded."""
        self._move(Move.REMIND_SUPPLEMENT, MoveRequest(reason=how), by, at)

    def deem_accepted(self, due: date, *, lapsed: bool, by: Actor, at: datetime) -> None:
        """Record that silence made the case accepted on the day of receipt (art. 32 para 1 no. 4).

        ``due`` was the last day for the notice, ``by`` whose program found it; nobody accepted.
        """
        received = self.receipt_at.isoformat()
        detail = {"accepted_at": received, "notice_due": due.isoformat()}
        told = f"告知的最后一天是{paper_date(due)}。{_SILENCE}"
        self._move(Move.DEEM_ACCEPTED, MoveRequest(lapsed=lapsed), by, at, detail, cause=told)
        self.accepted_at = self.receipt_at
        self.outcomes = replace(self.outcomes, deemed_at=at)

    def replace_materials(
        self, materials: tuple[HandedIn, ...], *, by: Actor, at: datetime
    ) -> None:
        """Put the checked list in place of the received one, before acceptance."""
        if self.state is not CaseState.RECEIVED:
            raise DomainError("已经受理，材料清单不能再改。")
        self._require_same_list(materials)
        kept = keeping_files(materials, self.application.materials)
        self.application = replace(self.application, materials=kept)
        settle(self, by, at)

    def settle_materials(
        self, materials: tuple[HandedIn, ...], reason: str, *, by: Actor, at: datetime
    ) -> None:
        """Put the checked list in place where silence accepted a case that nobody had checked."""
        if self.outcomes.deemed_at is None or self.state not in UNDECIDED_AFTER_ACCEPTANCE:
            raise DomainError("只有视为受理、还没决定的件，能在受理后补核材料。")
        self._require_same_list(materials)
        self._move(Move.NOTE, MoveRequest(reason=reason), by, at)
        kept = keeping_files(materials, self.application.materials)
        self.application = replace(self.application, materials=kept)
        settle(self, by, at)

    def _require_same_list(self, materials: tuple[HandedIn, ...]) -> None:
        if _listed(materials) != _listed(self.application.materials):
            raise DomainError("材料清单变了。按 F5 取新的清单，再逐份核对。", "materials")

    def _depart(
        self,
        move: Move,
        departure: Departure,
        request: MoveRequest,
        by: Actor,
        *,
        cause: EndCause = EndCause.WITHDRAWN,
        basis: str = "",
    ) -> None:
        self._move(move, request, by, departure.at, cause=departure.reason)
        self.outcomes = replace(self.outcomes, departure=departure)
        ending = Ending(cause, departure.reason, "", departure.at, by.login, basis)
        self.turns = replace(self.turns, ending=ending)
        remember(self)
        self._let_go()

    def _within_reach(self, by: Actor) -> tuple[Original, ...]:
        """Return the originals that can be given back here: at hand or at a window."""
        self.turns = replace(self.turns, originals=originals_of(self))
        return (*at_hand(self.turns, by), *at_windows(self.turns))

    def _returned_codes(self, departure: Departure, by: Actor) -> frozenset[str]:
        """Return what goes back with a list; DomainError names an original that is elsewhere."""
        listed = {one.name for one in departure.returned if one.originals}
        ready = {one.code for one in self._within_reach(by)}
        held = [one for one in originals_in_house(self) if one.name in listed]
        away = next((one for one in held if one.code not in ready), None)
        if away is not None:
            raise DomainError(
                f"{away.name}在{away.holder_name}（{away.place}）手里，还没交回窗口。"
                "先接回来，或者从退还清单里去掉。",
                "returned",
            )
        return frozenset(one.code for one in held)

    def _give_back(self, codes: Collection[str], at: datetime) -> None:
        move_out(self, codes, APPLICANT, at, "")


def _listed(materials: Sequence[HandedIn]) -> list[tuple[str, str, bool]]:
    return sorted((m.code, m.name, m.required) for m in materials)


def _merged(materials: tuple[HandedIn, ...], came: Sequence[HandedIn]) -> tuple[HandedIn, ...]:
    """Put what came in at its place in the list; what is on no list goes to the end."""
    by_code = {line.code: line for line in came if line.code}
    kept = tuple(
        replace(by_code.pop(m.code), name=m.name, required=m.required) if m.code in by_code else m
        for m in materials
    )
    return (*kept, *(replace(line, required=False) for line in came if not line.code))


def _corrected(application: Application, corrections: Sequence[SpotCorrection]) -> Application:
    """Return the application with the corrections; DomainError if one does not fit it."""
    answers, applicant = dict(application.answers), application.applicant
    for one in corrections:
        key = one.field.removeprefix(ANSWERS)
        if one.field.startswith(ANSWERS) and key in answers:
            now, answers[key] = answers[key], one.after
        elif one.field in CORRECTABLE:
            now, applicant = CORRECTABLE[one.field](applicant, one.after)
        else:
            raise DomainError(
                f"“{one.label}”不能当场更正。姓名和证件号错了，退还材料重新收件。", one.field
            )
        if now != one.before:
            raise DomainError(f"“{one.label}”刚变过，现在是“{now}”。按 F5 重新核对。", one.field)
    return replace(application, answers=answers, applicant=applicant)
