"""Conditions of special procedures, hearings, extension and inspection (domain.md §1.3, §1.5)."""

from datetime import date

from windowdesk.domain.event import Actor
from windowdesk.domain.guards import CaseFacts, MoveRequest, needs_reason
from windowdesk.domain.item_parts import SpecialProcedure
from windowdesk.domain.local_time import local_date, paper_date
from windowdesk.domain.review_turns import HearingNotice, ProcedurePlan, ProcedureRun

HEARING = "听证"
_PUBLICITY = "公示"
_PERMIT_LAW = "行政许可法"
_LONGEST_EXTENSION = 10  # working days, Permit Law art. 42 para 1
_LONGEST_JOINT_EXTENSION = 15  # art. 42 para 2: joint handling
_INSPECTORS = 2  # Permit Law art. 34 para 3


def states_procedure(case: CaseFacts, request: MoveRequest, _by: Actor) -> str:
    """Ask for a procedure of the item's own list, told whole, within its time (art. 45)."""
    plan = request.plan
    if not case.item.special_procedures:
        return "事项库里这个事项没有列特别程序。先在事项库写明哪一种、依据是什么。"
    if plan is None:
        return ""
    listed = next((p for p in case.item.special_procedures if p.name == plan.name), None)
    if listed is None:
        names = "、".join(p.name for p in case.item.special_procedures)
        return f"这个事项的特别程序只有：{names}。从里面选一种。"
    return _plan_fault(plan, listed) or _begin_fault(case, plan, request.today)


def _plan_fault(plan: ProcedurePlan, listed: SpecialProcedure) -> str:
    if not (plan.basis.strip() and plan.body.strip()):
        return "还没写清依据和实施机构。写明再启动。"
    # Article 45 does not name it: only a provision of the place can leave its time out.
    if _PUBLICITY in plan.name and _PERMIT_LAW in plan.basis:
        return "行政许可法第四十五条没有列公示。写明地方的规定，没有规定的，公示照常计时。"
    if plan.length.count <= 0:
        return "还没写要多少天。写明再启动。"
    if listed.longest is not None and not plan.length.is_within(listed.longest):
        return f"事项库写的{plan.name}最长{listed.longest.text}。改短，或者先改事项库。"
    return ""


def _begin_fault(case: CaseFacts, plan: ProcedurePlan, today: date | None) -> str:
    """Let a procedure begin between acceptance and today; earlier than today with a reason."""
    assert today is not None  # noqa: S101  a plan is always asked about on a day
    if plan.first_day > today:
        return "起始日在今天以后。程序开始的那天再启动，从那天起不计时。"
    if case.accepted_at is not None and plan.first_day < local_date(case.accepted_at):
        return f"起始日比受理还早。{paper_date(local_date(case.accepted_at))}受理，从那天以后写起。"
    if plan.first_day < today and not plan.reason.strip():
        return "起始日是以前的日子，到期日会变。写明为什么现在才补办，记进办件经过。"
    if any(run.is_open and run.plan.name == plan.name for run in case.turns.procedures):
        return f"{plan.name}正在进行，没有结束。不能再启动同一种。"
    return ""


def may_ask_procedure(case: CaseFacts, request: MoveRequest, by: Actor) -> str:
    """Allow one proposal at a time."""
    if case.turns.asked_procedure is not None:
        return "已经提请过特别程序，等审批人定。"
    return states_procedure(case, request, by)


def was_asked_procedure(case: CaseFacts, request: MoveRequest, by: Actor) -> str:
    """Decline only what was proposed, with a reason."""
    if case.turns.asked_procedure is None:
        return "没有人提请特别程序，不用答复。"
    return needs_reason(case, request, by)


def ends_last_procedure(case: CaseFacts, request: MoveRequest, _by: Actor) -> str:
    """Let the clock go on only with the end of the last procedure that runs."""
    if len(_open(case)) > 1:
        return "还有别的特别程序没结束。先办“结束一项特别程序”。"
    return _end_fault(case, request)


def ends_one_of_procedures(case: CaseFacts, request: MoveRequest, _by: Actor) -> str:
    """End one procedure while another one runs: the clock stays paused."""
    if len(_open(case)) <= 1:
        return "只剩这一项特别程序。办“恢复计时”。"
    return _end_fault(case, request)


def _end_fault(case: CaseFacts, request: MoveRequest) -> str:
    if request.today is None:
        return ""
    run = next((one for one in _open(case) if one.number == request.counterpart), None)
    if run is None:
        return "这项特别程序已经结束。按 F5 看最新的情况。"
    if not request.result_number.strip() and not _nobody_asked(case, run, request):
        return "还没写结果文书的文号。收到文书、写上文号再办。"
    return _last_day_fault(run, request.last_day, request.today)


def _last_day_fault(run: ProcedureRun, last: date | None, today: date) -> str:
    """Let a procedure end between its first day and today."""
    if last is None:
        return "还没写到哪天为止不计时。写明再恢复。"
    if last > today:
        return "截止日在今天以后。结束的那天再恢复计时。"
    if last < run.plan.first_day:
        return f"截止日比起始日（{paper_date(run.plan.first_day)}）还早。核对两个日期。"
    return ""


def _nobody_asked(case: CaseFacts, run: ProcedureRun, request: MoveRequest) -> bool:
    """Tell whether the days for a hearing ended without anybody who wanted one (art. 47)."""
    notice = hearing_of(case.turns.hearings, run)
    return notice is not None and notice.asked_on is None and request.lapsed


def hearing_of(hearings: tuple[HearingNotice, ...], run: ProcedureRun) -> HearingNotice | None:
    """Return the notice that a procedure began with, None for any other procedure."""
    return next((one for one in hearings if one.number == run.number), None)


def _open(case: CaseFacts) -> tuple[ProcedureRun, ...]:
    return tuple(run for run in case.turns.procedures if run.is_open)


def names_interested(case: CaseFacts, request: MoveRequest, _by: Actor) -> str:
    """Ask who is concerned and by what (Permit Law arts. 36, 47)."""
    if any(run.is_open and run.plan.name == HEARING for run in case.turns.procedures):
        return "已经告知过，听证程序还没结束。"
    if not request.staff:
        return "还没写利害关系人。写上姓名再告知。"
    if not request.reason.strip():
        return "还没写涉及什么重大利益。写明再告知。"
    return ""


def may_ask_hearing(case: CaseFacts, request: MoveRequest, _by: Actor) -> str:
    """Take a request for a hearing from a party that was told, within five days (art. 47)."""
    notice = open_hearing(case)
    if notice is None or notice.asked_on is not None:
        on = paper_date(notice.asked_on) if notice and notice.asked_on else ""
        return f"{on}已有人申请听证。" if on else "这件没有告知过听证权利。"
    if request.today is None:
        return ""
    if not request.counterpart.strip() or request.first_day is None:
        return "还没写谁、哪天申请的。照申请书写。"
    if not notice.told_on <= request.first_day <= request.today:
        return "申请日期不对：不早于告知那天，不晚于今天。照申请书写。"
    if request.lapsed:
        return "申请听证的五日已过。不组织听证的，告诉他，再恢复计时。"
    return ""


def may_call_hearing(case: CaseFacts, request: MoveRequest, by: Actor) -> str:
    """Call a hearing seven days ahead and within twenty days of the request (arts. 47, 48).

    ``gap_until`` is the earliest day, ``gap_until_latest`` the last one, ``staff`` who presides:
    never who reviews the case (art. 48 para 1 no. 3).
    """
    notice = open_hearing(case)
    if notice is None or notice.asked_on is None:
        return "还没有人申请听证。有人申请再通知。"
    if notice.call is not None:
        return f"已定{paper_date(notice.call.on)}听证。"
    if request.first_day is None or not request.counterpart.strip():
        return "还没写哪天、在哪里听证。写明再通知。"
    if by.name in request.staff:
        return "审查这件的人不能主持听证。换一个人主持。"
    return _hearing_day_fault(request, request.first_day)


def _hearing_day_fault(request: MoveRequest, on: date) -> str:
    if request.gap_until is not None and on < request.gap_until:
        return f"听证要提前七日通知，最早{paper_date(request.gap_until)}。改晚再通知。"
    if request.gap_until_latest is not None and on > request.gap_until_latest:
        return f"申请后二十日内要组织听证，最晚{paper_date(request.gap_until_latest)}。改早再通知。"
    return ""


def open_hearing(case: CaseFacts) -> HearingNotice | None:
    """Return the notice whose hearing is still waited for, None if there is none."""
    found = (hearing_of(case.turns.hearings, run) for run in case.turns.procedures if run.is_open)
    return next((one for one in found if one is not None), None)


def may_ask_extension(case: CaseFacts, request: MoveRequest, by: Actor) -> str:
    """Allow one proposal at a time, under the rules of the extension itself."""
    if case.turns.asked_extension is not None:
        return "已经提请过延期，等机关负责人批。"
    return _extension_fault(case, request, by)


def extends_once(case: CaseFacts, request: MoveRequest, by: Actor) -> str:
    """Allow one extension with reason and office of the one who allows it (Permit Law art. 42)."""
    fault = _extension_fault(case, request, by)
    return fault or ("" if request.office.strip() else "还没写批准人的职务。写明再批。")


def was_asked_extension(case: CaseFacts, request: MoveRequest, by: Actor) -> str:
    """Decline only what was asked for, with a reason."""
    if case.turns.asked_extension is None:
        return "没有人提请延期，不用答复。"
    return needs_reason(case, request, by)


def _extension_fault(case: CaseFacts, request: MoveRequest, by: Actor) -> str:
    if case.extended:
        return "这件已经延长过一次，不能再延长。在期限以前作出决定。"
    if request.lapsed:
        return "法定期限已过，不能再延长。尽快作出决定。"
    if request.joint and not case.item.joint_organs:
        return "这个事项没有联合办理的部门，不能按联合办理延长。最多延长 10 个工作日。"
    longest = _LONGEST_JOINT_EXTENSION if request.joint else _LONGEST_EXTENSION
    if not 0 < request.days <= longest:
        kind = "联合办理" if request.joint else ""
        return f"延长的天数不对。{kind}写 1 至 {longest} 个工作日。"
    return needs_reason(case, request, by)


def inspected_by_two(case: CaseFacts, request: MoveRequest, _by: Actor) -> str:
    """Ask for two staff on the spot, the place, what was found, and when (art. 34 para 3)."""
    if len({name.strip() for name in request.staff if name.strip()}) < _INSPECTORS:
        return "实地核查要两人以上。写上到场人员再记。"
    if not (request.counterpart.strip() and request.reason.strip()):
        return "还没写核查的地点和情况。写明看到什么再记。"
    if request.first_day is None or request.today is None:
        return "还没写哪天核查的。写明再记。"
    return _inspection_day_fault(case, request.first_day, request.today)


def _inspection_day_fault(case: CaseFacts, on: date, today: date) -> str:
    if on > today:
        return "核查日期在今天以后。去过再记。"
    if case.accepted_at is not None and on < local_date(case.accepted_at):
        return "核查日期比受理还早。核对日期。"
    return ""
