"""实地核查: what two staff or more found on the spot, with a record to sign (art. 34 para 3)."""

from dataclasses import replace

from windowdesk.domain.review_turns import Inspection
from windowdesk.domain.states import CaseState, Move
from windowdesk.domain.transitions import papers_for
from windowdesk.services.acting import ActReceipt, Bench, CaseAct
from windowdesk.services.window_steps import acceptance_number
from windowdesk.services.wording import short, statement

(_RECORD,) = papers_for(CaseState.REVIEWING, Move.INSPECT)


class Inspections:
    """``seen_version`` is what the screen showed."""

    def __init__(self, bench: Bench) -> None:
        self._bench = bench

    def record(
        self, case_id: int, inspection: Inspection, *, seen_version: int | None = None
    ) -> ActReceipt:
        """Put down an inspection and issue the 核查笔录; its number is set here."""
        read = replace(
            inspection,
            staff=tuple(short(name, "staff") for name in inspection.staff),
            place=short(inspection.place, "place"),
            found=statement(inspection.found, "found"),
        )

        def act(doing: CaseAct) -> None:
            written = replace(read, number=doing.number_of(_RECORD))
            doing.case.inspect(written, by=doing.actor, at=doing.at)
            doing.issue(_RECORD, extra=acceptance_number(doing))

        return self._bench.act_on(case_id, act, (_RECORD,), seen_version)
