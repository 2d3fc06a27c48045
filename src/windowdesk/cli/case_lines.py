"""How commands show cases and the receipts of acts."""

from collections.abc import Sequence

from windowdesk.cli.output import put, put_json, put_table
from windowdesk.domain.clock import LightReading, short_date
from windowdesk.domain.local_time import local_date
from windowdesk.domain.numbers import CaseNumber
from windowdesk.domain.states import STATE_LABEL
from windowdesk.services.acting import ActReceipt
from windowdesk.services.lights import light_of
from windowdesk.services.session import Session
from windowdesk.services.worklists import CaseRow


def put_receipt(receipt: ActReceipt, *, as_json: bool) -> None:
    """Print what an act left behind."""
    if as_json:
        put_json(
            {
                "case": receipt.number,
                "state": receipt.state,
                "at": receipt.at,
                "due": receipt.due_on,
                "papers": [
                    {"id": p.document_id, "kind": p.kind, "number": p.number, "copies": p.copies}
                    for p in receipt.papers
                ],
                "void": receipt.void,
            }
        )
        return
    due = f"，{short_date(receipt.due_on)}到期" if receipt.due_on else ""
    put(f"{CaseNumber(receipt.number).grouped}  {STATE_LABEL[receipt.state]}{due}")
    for paper in receipt.papers:
        put(f"  {paper.title}  {paper.number}")
    for number in receipt.void:
        put(f"  作废  {number}")


def put_rows(rows: Sequence[CaseRow], session: Session, *, as_json: bool) -> None:
    """Print a list of cases with their lights."""
    with session.database.reading() as uow:
        today = local_date(uow.now())

    def light(row: CaseRow) -> LightReading:
        return light_of(row, today, session.calendar)

    if as_json:
        for row in rows:
            put_json(
                {
                    "case": row.number,
                    "state": row.state,
                    "item": row.item_name,
                    "applicant": row.applicant_name,
                    "id_masked": row.id_masked,
                    "department": row.department,
                    "due": row.due_on,
                    "light": light(row).light,
                    "received_at": row.received_at,
                    "holder": row.holder,
                }
            )
        return
    if not rows:
        put("没有符合的办件。")
        return
    put_table(
        ("时限", "办件编号", "申请人", "事项", "情况", "承办"),
        (
            (
                light(row).word,
                CaseNumber(row.number).grouped,
                row.applicant_name,
                row.item_name,
                STATE_LABEL[row.state],
                row.holder_name,
            )
            for row in rows
        ),
    )
