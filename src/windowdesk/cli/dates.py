"""windowdesk correct-date: a date of a case that was written down wrong."""

import re
from datetime import time
from typing import Annotated

import typer

from windowdesk.cli.cases import case_id_of
from windowdesk.cli.chinese import Command
from windowdesk.cli.desk import CaseArgument, JsonFlag, desk_of
from windowdesk.cli.output import put, put_json
from windowdesk.domain.clock import DueProof
from windowdesk.domain.errors import DomainError
from windowdesk.domain.local_time import paper_date, paper_minute, read_day
from windowdesk.domain.turns import DateField
from windowdesk.services.date_correction import FIELD_LABEL, Foreseen, WantedDate

_TIME = re.compile(r"[\sT]+(\d{1,2}):(\d{2})$")


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("correct-date", cls=Command)(correct_date)


def correct_date(
    context: typer.Context,
    case: CaseArgument,
    reason: Annotated[str, typer.Option(help="为什么要更正")],
    evidence: Annotated[str, typer.Option(help="凭据：登记簿、收件凭证存根或别的证据")],
    received: Annotated[str, typer.Option(help='收件时间，如 "2026-11-18 10:30"')] = "",
    accepted: Annotated[str, typer.Option(help='受理时间，如 "2026-11-18 10:30"')] = "",
    only_look: Annotated[bool, typer.Option("--only-look", help="只看到期日怎么变，不存")] = False,
    as_json: JsonFlag = False,
) -> None:
    """更正收件或者受理的时间，重算到期日；两个到期日都留着。"""
    wanted = _wanted(received, accepted, reason, evidence)
    with desk_of(context).session() as session:
        case_id = case_id_of(session, case)
        foreseen = session.dates.foresee(case_id, wanted)
        if not only_look:
            session.dates.correct(case_id, wanted)
    correction = foreseen.correction
    if as_json:
        put_json(
            {
                "case": case,
                "field": correction.field,
                "before": correction.before,
                "after": correction.after,
                "due_before": correction.due_before,
                "due_after": correction.due_after,
                "late": foreseen.is_late,
                "stored": not only_look,
            }
        )
        return
    name, word = FIELD_LABEL[correction.field], "会改成" if only_look else "改成"
    put(f"{name}从 {paper_minute(correction.before)} {word} {paper_minute(correction.after)}。")
    put(_due_text(foreseen))
    if foreseen.note:
        put(foreseen.note)


def _due_text(foreseen: Foreseen) -> str:
    late = "，更正后是超期的" if foreseen.is_late else ""
    return f"{foreseen.name}从 {_day(foreseen.before)} 变成 {_day(foreseen.after)}{late}。"


def _day(proof: DueProof | None) -> str:
    return paper_date(proof.due) if proof else "没有"


def _wanted(received: str, accepted: str, reason: str, evidence: str) -> WantedDate:
    if bool(received.strip()) == bool(accepted.strip()):
        raise DomainError("写 --received 或者 --accepted，一次更正一个。", "field")
    which = DateField.RECEIVED if received.strip() else DateField.ACCEPTED
    typed = (received or accepted).strip()
    return WantedDate(which, read_day(typed), _time(typed), reason, evidence)


def _time(typed: str) -> time | None:
    found = _TIME.search(typed)
    if found is None:
        return None
    try:
        return time(int(found[1]), int(found[2]))
    except ValueError as error:
        raise DomainError(f"“{typed}”里的时间不对。照 10:30 的样子写。", "at") from error
