"""The 日清表: what a day held and its seal, as facts of a sheet that is signed and kept."""

from collections.abc import Iterator

from windowdesk.domain.centre import Account, Centre
from windowdesk.domain.facts import PaperFacts, Row
from windowdesk.domain.local_time import paper_date, paper_minute
from windowdesk.domain.seal import Seal
from windowdesk.domain.states import MOVE_LABEL, Move
from windowdesk.services.day_close import DayOfWork
from windowdesk.services.seal_port import PaperRun
from windowdesk.services.sheet_facts import house_texts

# What a day is counted by, in the order of a case's life.
COUNTED = (
    Move.RECEIVE,
    Move.ACCEPT,
    Move.ACCEPT_SUPPLEMENTED,
    Move.DEEM_ACCEPTED,
    Move.REQUEST_SUPPLEMENT,
    Move.SUPPLEMENT_PARTLY,
    Move.NOT_REQUIRED,
    Move.NOT_COMPETENT,
    Move.REFUSE,
    Move.TAKE_BACK,
    Move.WITHDRAW,
    Move.DECIDE_AT_ONCE,
    Move.APPROVE,
    Move.DENY,
    Move.TERMINATE,
    Move.DELIVER,
    Move.REVERSE,
)
_GROUP = 8


def counted(day: DayOfWork) -> Iterator[tuple[str, int]]:
    """Yield what the day did and how often, what did not happen left out."""
    for move in COUNTED:
        if many := day.count(move):
            yield MOVE_LABEL[move], many


def day_sheet_facts(
    day: DayOfWork,
    seal: Seal,
    before: Seal | None,
    centre: Centre,
    by: Account,
    *,
    window: str = "",
    note: str = "",
) -> PaperFacts:
    """Return the facts of the sheet of a sealed day.

    ``before`` is the seal that ``seal`` is chained to, None for the first one.
    """
    rows = {
        "outcomes": tuple({"name": name, "count": str(many)} for name, many in counted(day)),
        "numbers": tuple(_run(run) for run in day.papers),
    }
    return PaperFacts.of(
        {
            **house_texts(centre, window, seal.at, by.name),
            "day": paper_date(day.day),
            "papers.issued": str(day.issued),
            "papers.cancelled": str(day.void),
            "papers.unprinted": str(day.unprinted),
            "papers.unrendered": str(day.unrendered),
            "cases.overdue": str(day.overdue),
            "cases.due_next": str(day.due_soon),
            "seal.number": str(seal.seq),
            "seal.at": paper_minute(seal.at),
            "seal.by": by.name,
            "seal.cases": str(seal.counts.cases),
            "seal.chains": str(len(seal.heads)),
            "seal.hash": grouped_hash(seal.hash),
            "seal.before": _before(before),
            "day.note": note,
        },
        rows,
    )


def grouped_hash(digest: str) -> str:
    """Return a digest in groups of eight, to be compared by eye."""
    return " ".join(digest[start : start + _GROUP] for start in range(0, len(digest), _GROUP))


def _run(run: PaperRun) -> Row:
    return {
        "title": run.title,
        "count": str(run.count),
        "first": run.first_number,
        "last": run.last_number,
        "cancelled": "、".join(run.void),
    }


def _before(seal: Seal | None) -> str:
    if seal is None:
        return ""
    short = seal.hash[:_GROUP]
    return f"第{seal.seq}号，{paper_date(seal.day)}，校验值{short}"
