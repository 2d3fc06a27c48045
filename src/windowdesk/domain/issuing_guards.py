"""Conditions of everything between the decision and the archive (domain.md §2.5); see guards.py."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from windowdesk.domain.event import Actor
from windowdesk.domain.guards import CaseFacts, MoveRequest, needs_reason
from windowdesk.domain.issuing import IN_PERSON, DeliveryMode, MailOutcome, Service
from windowdesk.domain.local_time import local_date, paper_date
from windowdesk.domain.party import AgentKind

# Civil Procedure Law art. 95, by analogy.
LEAST_PUBLIC_DAYS = 30
_LEAST_WAYBILL = 6
# They act by law, no paper of the applicant gives them the right.
_BY_LAW = frozenset((AgentKind.REPRESENTATIVE, AgentKind.GUARDIAN))
_BEST, _WORST = 5, 1


def may_be_sent(case: CaseFacts, request: MoveRequest, _by: Actor) -> str:
    """Ask for everything that finds a letter again, and that no other one is under way."""
    mailing = request.mailing
    if mailing is None or not mailing.carrier.strip():
        return "还没写承运单位。写上再寄。"
    if len(mailing.waybill.strip()) < _LEAST_WAYBILL:
        return "邮寄单号不对。照面单抄全。"
    if not (mailing.addressee.strip() and mailing.address.strip()):
        return "还没写收件人和地址。写全再寄。"
    open_one = mail_under_way(case)
    if open_one:
        return f"这件已经寄出（{open_one}），还在途。退回来了先登记退件。"
    return ""


def mail_under_way(case: CaseFacts) -> str:
    """Return the number of the letter that is under way, '' if none is."""
    waiting = (m for m in case.turns.mailings if m.outcome is MailOutcome.UNDER_WAY)
    return next((one.waybill for one in waiting), "")


def was_not_collected(case: CaseFacts, request: MoveRequest, by: Actor) -> str:
    """Ask how the applicant was told again; a letter that came back must have been sent."""
    under_way = mail_under_way(case)
    if request.counterpart and request.counterpart != under_way:
        return f"没有寄出过 {request.counterpart}。照邮寄登记单核对单号。"
    if under_way and not request.counterpart:
        return f"这件寄出了（{under_way}），还在途。送到了办送达，退回了登记退件。"
    if not request.mode.strip():
        return "还没写怎么再通知的。写明电话、短信或书面再记。"
    return needs_reason(case, request, by)


def served(case: CaseFacts, request: MoveRequest, _by: Actor) -> str:
    """Ask what every way of serving needs, and what its own way needs besides."""
    service = request.service
    if service is None:
        return "还没选送达方式。选好再送达。"
    if not service.receiver.strip():
        return "还没写谁收的。写上收件人再送达。"
    if service.mode in IN_PERSON and not request.identity_checked:
        return "还没核对收件人证件。核对后再送达。"
    if service.mode is not DeliveryMode.MAIL and mail_under_way(case):
        return f"这件寄出了（{mail_under_way(case)}），还在途。按邮寄送达，或者先登记退件。"
    return _day_fault(case, request, service) or _CONDITIONS[service.mode](case, service)


def _day_fault(case: CaseFacts, request: MoveRequest, service: Service) -> str:
    if request.first_day is not None and service.on > request.first_day:
        return f"送达日期{paper_date(service.on)}还没到。到了那天再办。"
    begun = local_date(case.decided_at) if case.decided_at else None
    if begun is not None and service.on < begun:
        return f"送达日期比决定（{paper_date(begun)}）还早。照回执核对日期。"
    return ""


def _in_own_hand(case: CaseFacts, service: Service) -> str:
    """Ask what a substitute is to the addressee: an adult of his household, a mail room."""
    party = case.application.applicant
    if service.receiver in {party.name, party.representative} or service.relation.strip():
        return ""
    return "收件人不是本人。写明与受送达人的关系再送达。"


def _by_agent(case: CaseFacts, service: Service) -> str:
    """Ask for the authorisation on file {L17}."""
    agent = case.application.agent
    on_file = (
        agent is not None
        and agent.name == service.receiver
        and (agent.kind in _BY_LAW or bool(agent.authority_number.strip()))
    )
    if not (on_file or service.authority.strip()):
        return "没有代领人的委托书。写上委托书编号或者落款日期，委托书附卷。"
    return "" if service.relation.strip() else "还没写代领人与受送达人的关系。写明再送达。"


def _electronically(_case: CaseFacts, service: Service) -> str:
    """Ask for the recorded consent {L18}; arrival in the addressee's system counts."""
    if not service.consent.strip():
        return "电子送达要申请人同意。写上送达地址确认书的编号或者日期。"
    return "" if service.address.strip() else "还没写电子送达到哪里。照送达地址确认书写。"


def _by_mail(case: CaseFacts, service: Service) -> str:
    """Ask for the letter that was sent; the day on its receipt counts {L6}, {L17}."""
    letter = next((m for m in case.turns.mailings if m.outcome is MailOutcome.UNDER_WAY), None)
    if letter is None:
        return "这件还没寄出。先登记寄出，收到回执再办送达。"
    if service.waybill != letter.waybill:
        return f"单号和寄出的不一样，寄出的是 {letter.waybill}。照回执核对。"
    if service.on < letter.sent_on:
        return f"回执日期比寄出（{paper_date(letter.sent_on)}）还早。照回执核对日期。"
    return ""


def _left_behind(_case: CaseFacts, service: Service) -> str:
    """Ask why it was refused and who saw it {L17}."""
    if not service.refusal.strip():
        return "还没写拒收的事由。写明再办留置送达。"
    return "" if service.witness.strip() else "留置送达要有见证人。写上姓名，请他在回证上签名。"


def _in_public(case: CaseFacts, service: Service) -> str:
    """Allow a public notice as the last resort, when its days are over {F11b}."""
    if not case.turns.uncollected:
        return "别的方式都送不到才公告。先登记未领或者退件。"
    if service.posted_on is None or service.days < LEAST_PUBLIC_DAYS:
        return f"公告不少于 {LEAST_PUBLIC_DAYS} 日。写上公告日期和天数。"
    if case.decided_at is not None and service.posted_on < local_date(case.decided_at):
        return "公告日期比决定还早。照公告核对日期。"
    if (service.on - service.posted_on).days < service.days:
        return "公告期还没满。满期那天算送达。"
    return ""


_CONDITIONS: Mapping[DeliveryMode, Callable[[CaseFacts, Service], str]] = MappingProxyType(
    {
        DeliveryMode.DIRECT: _in_own_hand,
        DeliveryMode.BY_AGENT: _by_agent,
        DeliveryMode.ELECTRONIC: _electronically,
        DeliveryMode.MAIL: _by_mail,
        DeliveryMode.LEFT: _left_behind,
        DeliveryMode.PUBLIC: _in_public,
    }
)


def rated_once(case: CaseFacts, request: MoveRequest, _by: Actor) -> str:
    """Take one rating a service, 5 to 1 (GB/T 39734)."""
    if case.rated:
        return "这件已经评价过，一件只评一次。"
    return "" if _WORST <= request.days <= _BEST else "还没选满意程度。从 5 到 1 选一个。"
