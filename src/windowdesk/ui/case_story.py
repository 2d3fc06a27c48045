"""The story of a case: its events as lines, newest first, and what comes next on top of them."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from windowdesk.domain.attachment import Grade
from windowdesk.domain.clock import short_date
from windowdesk.domain.document import Document
from windowdesk.domain.event import CaseEvent
from windowdesk.domain.local_time import clock_time, local_date
from windowdesk.domain.material_gaps import counted
from windowdesk.domain.states import (
    ACCEPTED_STATES,
    BEFORE_ACCEPTANCE,
    MOVE_LABEL,
    STATE_LABEL,
    UNDECIDED_AFTER_ACCEPTANCE,
    CaseState,
    Move,
)
from windowdesk.services.lookup import CaseView
from windowdesk.ui.case_words import holder_of, materials_words, moment_words, slash_day
from windowdesk.ui.date_words import date_event_words
from windowdesk.ui.stages import Stage
from windowdesk.ui.story import Moment, StoryEntry

PAPER_MARK = "paper:"
"""What stands before the number of a paper in the detail of the event that issued it."""
_MOMENTS: Mapping[Move, Moment] = MappingProxyType(
    {
        Move.SUSPEND: Moment.PAUSED,
        Move.NOTIFY_INTERESTED: Moment.PAUSED,
        Move.RESUME: Moment.RESUMED,
    }
)
# What was done with a file, where it was not simply attached.
_OF_GRADE: Mapping[str, str] = MappingProxyType(
    {Grade.CHECKED.value: "核过电子件原件", Grade.VOID.value: "电子件作废"}
)
_WITH_RESULT = frozenset((CaseState.APPROVED, CaseState.DENIED, CaseState.READY))
_OVER = frozenset((CaseState.DELIVERED, CaseState.ARCHIVED))


def story_of(view: CaseView, login: str) -> tuple[StoryEntry, ...]:
    """Return the lines of the story; ``login`` is whose desk shows it."""
    papers = {paper.number: paper for paper in view.papers}
    past = [_past(view, event, papers) for event in reversed(view.events)]
    return (*_coming(view), *_present(view, login), *past)


def stages_of(view: CaseView) -> tuple[tuple[Stage, ...], int]:
    """Return the stages of a case and the index of the one that is being done."""
    case = view.case
    first = {event.move: event.at for event in reversed(view.events)}
    taken = first.get(Move.CLAIM) or first.get(Move.TAKE_OVER)
    stages = [
        Stage("收件", slash_day(case.received_at)),
        Stage("受理", slash_day(case.accepted_at)),
        Stage("领办", slash_day(taken)),
        Stage("拟办", slash_day(first.get(Move.PROPOSE))),
        Stage("决定", slash_day(case.decided_at)),
        Stage("出件", slash_day(case.delivered_at)),
    ]
    current = _stage_number(case.state)
    if case.decided_at is not None:
        # Stages that were never gone through are not shown as done.
        gone = [stage for stage in stages[2:4] if not stage.on]
        stages = [stage for stage in stages if stage not in gone]
        current -= len(gone)
    return tuple(stages), current


def _stage_number(state: CaseState) -> int:
    if state in BEFORE_ACCEPTANCE:
        return 1
    if state in ACCEPTED_STATES or state is CaseState.ASSIGNED:
        return 2
    if state in {CaseState.REVIEWING, CaseState.SUSPENDED}:
        return 3
    if state in {CaseState.PROPOSED, CaseState.REFERRED_UP}:
        return 4
    return 5 if state in _WITH_RESULT else 6


def _coming(view: CaseView) -> tuple[StoryEntry, ...]:
    due = short_date(view.running.due) if view.running else ""
    state = view.case.state
    if state in UNDECIDED_AFTER_ACCEPTANCE:
        title, detail = "决定", f"应在 {due}前决定，随后 10 个工作日内送达"
    elif state in BEFORE_ACCEPTANCE:
        title, detail = "受理，或一次告知补正", f"应在 {due}前告知，过了视为受理"
    elif state in _WITH_RESULT:
        title, detail = "送达", f"应在 {due}前送达"
    else:
        return ()
    return (StoryEntry(due, "", title, detail, Moment.NEXT),)


def _present(view: CaseView, login: str) -> tuple[StoryEntry, ...]:
    state = view.case.state
    if state in _OVER or view.running is None:
        return ()
    detail = ""
    if state in UNDECIDED_AFTER_ACCEPTANCE:
        detail = holder_of(view.case, view.now, login).text
    elif state is CaseState.READY:
        detail = "等申请人来领"
    return (StoryEntry("今天", "", STATE_LABEL[state], detail, Moment.NOW),)


def _past(view: CaseView, event: CaseEvent, papers: Mapping[str, Document]) -> StoryEntry:
    numbers = [key.removeprefix(PAPER_MARK) for key in event.detail if key.startswith(PAPER_MARK)]
    paper = next((papers[number] for number in numbers if number in papers), None)
    return StoryEntry(
        day=short_date(local_date(event.at)),
        time=clock_time(event.at),
        title=_title(event),
        detail="，".join(part for part in (_who(event), _what(view, event)) if part),
        moment=_MOMENTS.get(event.move, Moment.DONE),
        paper=paper.title if paper else "",
        key=str(paper.document_id) if paper else "",
    )


def _title(event: CaseEvent) -> str:
    grade = event.detail.get("grade", "") if event.move is Move.ATTACH else ""
    return _OF_GRADE.get(grade, MOVE_LABEL[event.move])


def _who(event: CaseEvent) -> str:
    window = f"，{event.actor.window} 号窗口" if event.actor.window else ""
    return f"{event.signature}{window}"


def _what(view: CaseView, event: CaseEvent) -> str:
    says = _SAYS.get(event.move)
    return says(view, event) if says else event.cause


def _received(view: CaseView, _event: CaseEvent) -> str:
    return f"材料 {materials_words(counted(view.case.item, view.case.application.materials))}"


def _assigned(view: CaseView, event: CaseEvent) -> str:
    return f"分到{event.detail.get('department') or view.case.department}"


def _entered(view: CaseView, event: CaseEvent) -> str:
    return f"真正收件 {moment_words(view.case.received_at)}，{event.cause}"


# What an event says besides who did it, where that is not its cause.
_SAYS: Mapping[Move, Callable[[CaseView, CaseEvent], str]] = MappingProxyType(
    {
        Move.RECEIVE: _received,
        Move.ATTACH: lambda _view, event: event.detail.get("name", ""),
        Move.ASSIGN: _assigned,
        Move.ENTER_RUNNING: _entered,
        Move.DELIVER: lambda _view, event: (
            f"{event.detail.get('mode', '')}，{event.detail.get('receiver', '')} 收"
        ),
        Move.CORRECT_DATE: lambda _view, event: date_event_words(event),
        Move.REDATE: lambda _view, event: date_event_words(event),
    }
)
