"""The statements of the lists, compiled once per dialect. Each leans on an index.

Pages go by key. Ranges of due dates are always given, wide open if nobody filters, so that a light
is not a statement of its own.
"""

from collections.abc import Mapping

from sqlalchemy import (
    ColumnElement,
    Select,
    TextClause,
    and_,
    bindparam,
    distinct,
    func,
    literal_column,
    or_,
    select,
    tuple_,
)

from windowdesk.persistence.dialect import SqlDialect
from windowdesk.persistence.seen import seen, seen_or_called
from windowdesk.persistence.statements import ANY_WINDOW, Ready, ready
from windowdesk.persistence.tables import (
    HAS_CODE,
    IN_BUNDLE,
    IS_OPEN,
    IS_PAUSED,
    IS_UNCLAIMED,
    IS_UNPRINTED,
    NO_DUE,
    case_,
    case_event,
    case_key,
    document,
    document_file,
    party,
    party_key,
    print_job,
)
from windowdesk.services.worklists import MOST_COUNTED, Queue

SHOWN = tuple(
    case_.c[name]
    for name in (
        "case_id",
        "number",
        "state",
        "item_name",
        "service_type",
        "applicant_name",
        "id_masked",
        "village",
        "department",
        "due_on",
        "received_at",
        "holder",
        "holder_name",
        "claimed_until",
        "accepter_name",
        "provisional",
        "accepted_at",
        "decided_at",
        "service_window",
        "amber_on",
        "statutory_on",
        "step_due_on",
    )
)
_DECISIONS = ("approve", "deny", "decide_at_once", "county_approved", "county_denied")
_MINE = case_.c.centre == bindparam("centre")

QueueKind = tuple[Queue, bool, bool]


class ListStatements:
    """All statements of the read side."""

    def __init__(self, dialect: SqlDialect) -> None:
        self._dialect = dialect
        self.queue: Mapping[QueueKind, Ready] = {
            (queue, by_department, paused): self._ready(
                f"queue {queue}", _page(queue, by_department=by_department, paused=paused)
            )
            for queue in Queue
            for by_department in (False, True)
            for paused in (False, True)
        }
        self.counts: Mapping[tuple[Queue, bool], Ready] = {
            (queue, by_department): self._ready(
                f"counts {queue}", _counts(queue, by_department=by_department)
            )
            for queue in Queue
            for by_department in (False, True)
        }
        self._cases()
        self._finding()
        self._acts()
        self._of_one_case()
        self._parties()

    def _ready(self, name: str, clause: Select[*tuple[object, ...]]) -> Ready:
        return ready(name, clause, self._dialect)

    def _cases(self) -> None:
        self.row = self._ready(
            "row of case",
            select(*SHOWN).where(case_.c.case_id == bindparam("case_id"), seen_or_called(case_)),
        )
        self.by_number = self._ready(
            "case by number",
            select(*SHOWN).where(case_.c.number == bindparam("number"), seen_or_called(case_)),
        )
        self.bundle = self._ready(
            "cases of bundle",
            select(*SHOWN)
            .where(_MINE, IN_BUNDLE, case_.c.bundle == bindparam("bundle"), seen(case_))
            .order_by(case_.c.case_id),
        )
        self.recent = self._ready(
            "recent",
            select(*SHOWN)
            .where(case_.c.received_by == bindparam("login"), seen(case_))
            .order_by(case_.c.case_id.desc())
            .limit(bindparam("most")),
        )

    def _finding(self) -> None:
        seq = case_key.c.seq
        own = (
            case_key.c.centre == bindparam("centre"),
            seq < bindparam("before"),
            seen(case_key),
        )
        key = case_key.c.key
        exact = select(seq).where(*own, key == bindparam("low"))
        ranged = select(seq).distinct().where(*own, _between(key))
        self.find_exact = self._ready("find exact", _found(exact))
        self.find_range = self._ready("find range", _found(ranged))
        by_paper = (
            select(document.c.case_id.label("seq"))
            .distinct()
            .where(
                document.c.centre == bindparam("centre"),
                document.c.case_id < bindparam("before"),
                _between(document.c.number),
                seen(document),
            )
        )
        self.find_paper = self._ready("find paper", _found(by_paper))
        by_code = select(case_.c.case_id.label("seq")).where(
            _MINE,
            HAS_CODE,
            case_.c.pickup_code == bindparam("low"),
            case_.c.case_id < bindparam("before"),
            seen(case_),
        )
        self.find_code = self._ready("find code", _found(by_code))

    def _acts(self) -> None:
        self.deemed = self._ready(
            "deemed",
            select(*SHOWN)
            .join(case_event, case_event.c.case_id == case_.c.case_id)
            .where(
                _MINE,
                case_event.c.at >= bindparam("begin"),
                case_event.c.move == literal_column("'deem_accepted'"),
                seen(case_),
            )
            .order_by(case_event.c.at.desc(), case_.c.case_id.desc()),
        )
        decided = select(func.count(distinct(case_event.c.case_id))).where(
            case_event.c.actor == bindparam("login"),
            case_event.c.at >= bindparam("since"),
            seen(case_event),
            case_event.c.move.in_([literal_column(f"'{move}'") for move in _DECISIONS]),
        )
        self.decided = self._ready("decided today", decided)

    def _of_one_case(self) -> None:
        self.events = self._ready(
            "events",
            select(case_event.c.text)
            .where(case_event.c.case_id == bindparam("case_id"), seen_or_called(case_event))
            .order_by(case_event.c.seq),
        )
        self.body = self._ready(
            "body of case",
            select(case_.c.body, case_.c.head).where(
                case_.c.case_id == bindparam("case_id"), seen_or_called(case_)
            ),
        )
        self.papers = self._ready(
            "papers of case",
            select(document)
            .where(document.c.case_id == bindparam("case_id"), seen_or_called(document))
            .order_by(document.c.document_id),
        )
        self.archived = self._ready(
            "archived paper",
            select(document_file).where(
                document_file.c.document_id == bindparam("document_id"),
                seen_or_called(document_file),
            ),
        )
        shown = (
            select(print_job, document.c.title, document.c.number, case_.c.applicant_name)
            .join(document, document.c.document_id == print_job.c.document_id)
            .join(case_, case_.c.case_id == print_job.c.case_id)
        )
        self.prints = self._ready(
            "prints",
            shown.where(
                print_job.c.case_id == bindparam("case_id"), seen_or_called(print_job)
            ).order_by(print_job.c.print_id.desc()),
        )
        window = bindparam("service_window", type_=print_job.c.service_window.type)
        self.unprinted = self._ready(
            "unprinted",
            shown.where(
                print_job.c.centre == bindparam("centre"),
                IS_UNPRINTED,
                seen(print_job),
                or_(
                    window == literal_column(f"'{ANY_WINDOW}'"),
                    print_job.c.service_window == window,
                ),
            ).order_by(print_job.c.print_id),
        )

    def _parties(self) -> None:
        own = party_key.c.centre == bindparam("centre")
        key = party_key.c.key
        exact = select(party_key.c.seq).where(own, key == bindparam("low"))
        ranged = select(party_key.c.seq).distinct().where(own, _between(key))
        self.parties_exact = self._ready("parties exact", _likely(exact))
        self.parties_range = self._ready("parties range", _likely(ranged))


def _between(key: ColumnElement[str]) -> ColumnElement[bool]:
    return and_(key >= bindparam("low"), key < bindparam("high"))


def _in_queue(queue: Queue, *, by_department: bool) -> list[ColumnElement[bool] | TextClause]:
    """Say in the words of the partial indexes which cases lie in a queue."""
    if queue is Queue.UNCLAIMED:
        chosen: list[ColumnElement[bool] | TextClause] = [_MINE, IS_UNCLAIMED]
    else:
        desk = case_.c.desk == literal_column(f"'{queue.value}'")
        chosen = [_MINE, IS_OPEN, desk]
    chosen.append(seen(case_))
    if by_department:
        chosen.append(case_.c.department == bindparam("department"))
    return chosen


def _page(queue: Queue, *, by_department: bool, paused: bool) -> Select[*tuple[object, ...]]:
    page = (
        select(*SHOWN)
        .where(
            *_in_queue(queue, by_department=by_department),
            tuple_(case_.c.due_on, case_.c.case_id)
            > tuple_(
                bindparam("after_due", type_=case_.c.due_on.type),
                bindparam("after_id", type_=case_.c.case_id.type),
            ),
            case_.c.due_on <= bindparam("until"),
            case_.c.amber_on >= bindparam("amber_from"),
            case_.c.amber_on <= bindparam("amber_until"),
        )
        .order_by(case_.c.due_on, case_.c.case_id)
        .limit(bindparam("most"))
    )
    if paused:
        return page.where(IS_PAUSED)
    running = or_(bindparam("any_clock", type_=case_.c.clock_paused.type), ~case_.c.clock_paused)
    return page.where(running)


def _counts(queue: Queue, *, by_department: bool) -> Select[*tuple[object, ...]]:
    chosen = _in_queue(queue, by_department=by_department)
    runs = ~case_.c.clock_paused
    due, amber_on = case_.c.due_on, case_.c.amber_on
    lights: Mapping[str, tuple[ColumnElement[bool] | TextClause, ...]] = {
        # Always true: the bound keeps SQLite on the index.
        "total": (due <= literal_column(f"'{NO_DUE.isoformat()}'"),),
        "red": (runs, due < bindparam("today")),
        "amber": (runs, due >= bindparam("today"), amber_on <= bindparam("today")),
        "green": (runs, due >= bindparam("today"), amber_on > bindparam("today")),
        "due_today": (runs, due == bindparam("today")),
        "due_next": (runs, due > bindparam("today"), due <= bindparam("soon")),
    }
    columns: list[ColumnElement[int]] = []
    if queue is Queue.REVIEW:
        lights = {**lights, "grey": (IS_PAUSED,)}
    else:
        columns.append(literal_column("0").label("grey"))  # nothing else is ever paused
    for light, also in lights.items():
        some: Select[*tuple[object, ...]] = (
            select(literal_column("1")).select_from(case_).where(*chosen, *also)
        )
        counted = select(func.count()).select_from(some.limit(MOST_COUNTED).subquery())
        columns.append(counted.scalar_subquery().label(light))
    return select(*columns)


def _found(matches: Select[*tuple[int]]) -> Select[*tuple[object, ...]]:
    """Return the newest cases among the matching keys."""
    newest = matches.order_by(matches.selected_columns[0].desc()).limit(bindparam("most"))
    found = newest.subquery("found")
    return (
        select(*SHOWN).join(found, found.c.seq == case_.c.case_id).order_by(case_.c.case_id.desc())
    )


def _likely(matches: Select[*tuple[int]]) -> Select[*tuple[object, ...]]:
    """Return known parties, the last met first, with the number of their cases."""
    newest = matches.order_by(party_key.c.seq.desc()).limit(bindparam("most")).subquery("found")
    cases = (
        select(func.count())
        .select_from(case_)
        .where(case_.c.party_id == party.c.party_id, seen(case_))
        .scalar_subquery()
    )
    return (
        select(
            party.c.party_id, party.c.name, party.c.id_masked, party.c.village, cases.label("cases")
        )
        .join(newest, newest.c.seq == party.c.party_id)
        .order_by(party.c.party_id.desc())
    )
