"""办件流程单: printed when a case is assigned (where paper travels), on demand, and at the end."""

from windowdesk.domain.states import CaseState, Move
from windowdesk.domain.transitions import papers_for
from windowdesk.services.acting import ActReceipt, Bench, CaseAct
from windowdesk.services.endings import decision_number
from windowdesk.services.flow_facts import flow_rows, flow_texts

(FLOW_SHEET,) = papers_for(CaseState.ACCEPTED, Move.ASSIGN)
_PRINTED = "打印办件流程单"


class FlowSheets:
    """Prints how far a case has come."""

    def __init__(self, bench: Bench) -> None:
        self._bench = bench

    def issue(self, case_id: int, seen_version: int | None = None) -> ActReceipt:
        """Issue the sheet as the case stands; the story of the case says so."""

        def act(doing: CaseAct) -> None:
            doing.case.note(_PRINTED, by=doing.actor, at=doing.at)
            issue_flow_sheet(doing)

        return self._bench.act_on(case_id, act, (FLOW_SHEET,), seen_version)


def papers_of_assignment(bench: Bench) -> tuple[str, ...]:
    """Return what an assignment issues: the sheet where the centre lets it travel, else nothing."""
    with bench.database.reading() as uow:
        return (FLOW_SHEET,) if uow.centre().prints_flow_sheet else ()


def issue_flow_sheet(doing: CaseAct, *, printed: bool = True) -> None:
    """Issue the sheet with every node up to now, those of this act too."""
    case = doing.case
    stored = doing.uow.cases.last_events(case.case_id, case.event_count)
    calendar = doing.centre.calendar(doing.bench.calendar)
    doing.issue(
        FLOW_SHEET,
        printed=printed,
        extra=flow_texts(case, decision_number(doing)),
        rows=flow_rows(case, (*stored, *case.new_events), calendar),
    )
