"""From the decision to the archive: take over, tell, send, serve, rate, file (domain.md §1.3)."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, time

from windowdesk.domain.custody import move_out, originals_in_house
from windowdesk.domain.errors import DomainError
from windowdesk.domain.event import Actor
from windowdesk.domain.guards import MoveRequest
from windowdesk.domain.issuing import (
    DeliveryMode,
    Mailing,
    MailOutcome,
    ResultHandover,
    Service,
    Uncollected,
)
from windowdesk.domain.issuing_guards import mail_under_way
from windowdesk.domain.local_time import SHANGHAI, local_date
from windowdesk.domain.moving_case import MovingCase
from windowdesk.domain.states import Move
from windowdesk.domain.turns import Closing, Rating

_NOON = time(12)
_IN_ARCHIVE = "档案室"


class IssuedCase(MovingCase):
    """The verbs of the issuing desk and of the archive."""

    def make_ready(
        self, *, by: Actor, at: datetime, pickup_code: str, handover: ResultHandover | None = None
    ) -> None:
        """Take the result over at the issuing desk."""
        self._move(Move.MAKE_READY, MoveRequest(), by, at)
        self.pickup_code = pickup_code
        self.turns = replace(self.turns, handover=handover)

    def notify_pickup(self, how: str, *, by: Actor, at: datetime) -> None:
        """Record that the applicant was told to collect."""
        self._move(Move.NOTIFY_PICKUP, MoveRequest(reason=how), by, at)

    def send_by_mail(self, mailing: Mailing, *, by: Actor) -> None:
        """Record a letter with its waybill; T10 runs until it arrives."""
        told = f"{mailing.carrier} {mailing.waybill}"
        request = MoveRequest(mailing=mailing)
        self._move(
            Move.SEND_BY_MAIL, request, by, mailing.at, {"waybill": mailing.waybill}, cause=told
        )
        self.turns = replace(self.turns, mailings=(*self.turns.mailings, mailing))

    def not_collected(self, entry: Uncollected, *, by: Actor) -> None:
        """Record that nobody came, or that the letter came back, and how he was told again."""
        request = MoveRequest(reason=entry.reason, counterpart=entry.waybill, mode=entry.told)
        detail = {"told": entry.told} | ({"waybill": entry.waybill} if entry.waybill else {})
        self._move(Move.NOT_COLLECTED, request, by, entry.at, detail)
        if entry.waybill:
            self._settle_letter(
                MailOutcome.RETURNED, Service(DeliveryMode.MAIL, "", local_date(entry.at))
            )
        self.turns = replace(self.turns, uncollected=(*self.turns.uncollected, entry))

    def deliver(
        self,
        *,
        mode: str,
        receiver: str,
        identity_checked: bool,
        note: str,
        by: Actor,
        at: datetime,
        service: Service | None = None,
    ) -> None:
        """Serve the result; the delivery clock ends on the day that counts (domain.md §2.5).

        ``service`` holds what the way of serving asks for besides; without it the result was
        served today into a hand.
        """
        today = local_date(at)
        done = service or Service(_mode(mode), receiver, today, note=note)
        request = MoveRequest(
            counterpart=receiver,
            identity_checked=identity_checked,
            reason=note,
            first_day=today,
            service=done,
        )
        self._move(Move.DELIVER, request, by, at, _told(done))
        if done.mode is DeliveryMode.MAIL:
            self._settle_letter(MailOutcome.ARRIVED, done)
        self.delivered_at = self._moment_of(done, at)
        self.handed_over = True
        self.turns = replace(self.turns, services=(*self.turns.services, done))

    def rate(self, rating: Rating, *, by: Actor) -> None:
        """Take what the applicant thinks; it changes nothing else and blocks nothing."""
        request = MoveRequest(days=rating.score, reason=rating.words)
        told = {"score": str(rating.score), "channel": rating.channel}
        self._move(Move.RATE, request, by, rating.at, told)
        self.turns = replace(self.turns, rating=rating)

    def archive(self, closing: Closing, *, complete: bool, by: Actor) -> None:
        """Close the file; ``complete`` says that every line of the checklist holds."""
        told = {
            "retention": closing.retention,
            "pages": str(closing.pages),
            "pieces": str(closing.pieces),
        }
        request = MoveRequest(complete=complete, reason=closing.remarks)
        self._move(Move.ARCHIVE, request, by, closing.at, told)
        self.turns = replace(self.turns, closing=closing)
        kept = [one.code for one in originals_in_house(self)]
        move_out(self, kept, _IN_ARCHIVE, closing.at, "")
        self._let_go()

    def _settle_letter(self, outcome: MailOutcome, service: Service) -> None:
        waybill = mail_under_way(self)
        self.turns = replace(
            self.turns,
            mailings=tuple(
                replace(m, outcome=outcome, settled_on=service.on, signer=service.receiver)
                if m.waybill == waybill and m.outcome is MailOutcome.UNDER_WAY
                else m
                for m in self.turns.mailings
            ),
        )

    def _moment_of(self, service: Service, at: datetime) -> datetime:
        """Return when it was served: now, or at noon of an earlier day that counts."""
        if service.on == local_date(at):
            return at
        noon = datetime.combine(service.on, _NOON, SHANGHAI).astimezone(at.tzinfo)
        return max(noon, self.decided_at or noon)


def _mode(text: str) -> DeliveryMode:
    try:
        return DeliveryMode(text)
    except ValueError as error:
        raise DomainError("没有这种送达方式。从列出的几种里选一种。", "mode") from error


def _told(service: Service) -> Mapping[str, str]:
    """Return what the event keeps of how it was served."""
    told = {
        "mode": service.mode.value,
        "receiver": service.receiver,
        "on": service.on.isoformat(),
        "relation": service.relation,
        "authority": service.authority,
        "waybill": service.waybill,
        "consent": service.consent,
        "witness": service.witness,
    }
    return {name: text for name, text in told.items() if text}
