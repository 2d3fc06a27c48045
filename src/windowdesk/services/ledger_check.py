"""Does a stored row say what was hashed? Comparisons of single rows, for verification.

Each comparison names the columns that differ, in the words of people.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import datetime

from windowdesk.domain.canonical import sha256
from windowdesk.domain.case import Case
from windowdesk.domain.document import Document
from windowdesk.domain.errors import DomainError
from windowdesk.domain.event import BODY_KEY, CaseEvent
from windowdesk.domain.numbers import PAPER_TITLE, BundleNumber, CaseNumber, case_line
from windowdesk.domain.states import CaseState
from windowdesk.services.ledger_port import LedgerCase, LedgerDocument, LedgerEvent

_MOST_SERIALS_NAMED = 5

_Compared = Iterable[tuple[str, object, object]]


def event_fault(row: LedgerEvent, department: str | None) -> str:
    """Say what is wrong with an event in itself; empty if it holds.

    ``department`` is that of its case, None if there is no such case.
    """
    if sha256(row.text) != row.hash:
        return "这一步的记录被改过，和它的摘要对不上。"
    try:
        event = CaseEvent.from_text(row.text)
    except ValueError:
        return "这一步的记录读不出来。"
    compared = [
        ("办件", row.case_id, event.case_id),
        ("第几步", row.seq, event.seq),
        ("动作", row.move, event.move),
        ("经办人", row.actor, event.actor.login),
        ("窗口", row.window, event.actor.window),
        ("时间", row.at, event.at),
        ("原来的状态", row.source, event.source or ""),
        ("新的状态", row.target, event.target),
        ("上一步的摘要", row.previous, event.previous),
        ("科室", row.department, row.department if department is None else department),
    ]
    return _named(compared, "这一步的{columns}和记录的原文不一样。")


def case_fault(row: LedgerCase, first: CaseEvent, last: CaseEvent, last_hash: str) -> str:
    """Say which columns of a case its first and last event contradict; empty if they agree."""
    told = first.detail
    compared = [
        ("办件编号", row.number, told.get("number")),
        ("事项", f"{row.item_id}@{row.item_version}", told.get("item")),
        ("申请人", row.applicant_name, told.get("applicant")),
        ("收件时间", row.received_at, _received_at(first)),
        ("收件人", row.received_by, first.actor.login),
        ("窗口", row.window, first.actor.window),
        ("步数", row.event_count, last.seq),
        ("最后一步的摘要", row.head, last_hash),
        ("状态", row.state, last.target),
        ("最后办理时间", row.last_at, last.at),
        ("暂停计时", row.clock_paused, last.target is CaseState.SUSPENDED),
        ("申请和决定的内容", sha256(row.body), last.detail.get(BODY_KEY)),
    ]
    return _named(compared, "办件的{columns}和经过对不上：少了步骤，或者被改过。")


def _received_at(first: CaseEvent) -> datetime:
    """Return when a case was received: at its first step, or earlier if it was entered later."""
    told = first.detail.get("received_at")
    return datetime.fromisoformat(told) if told else first.at


def void_fault(case: Case, void: Collection[str]) -> str:
    """Say where the void papers of a case are not those that its reversals name."""
    if set(case.outcomes.void_papers) == set(void):
        return ""
    return "作废的文书和经过里收回的对不上。"


def read_back_fault(row: LedgerCase, case: Case) -> str:
    """Say what the columns of a case repeat wrongly of its own content; empty if they agree."""
    applicant = case.application.applicant
    compared = [
        ("申请人内部号", str(row.party_id), applicant.id),
        ("证件号码", row.id_masked, applicant.id_number.masked),
        ("村组", row.village, applicant.village),
        ("事项名称", row.item_name, case.item.shown_name),
        ("办件类型", row.service_type, case.item.service_type),
        ("受理时间", row.accepted_at, case.accepted_at),
        ("决定时间", row.decided_at, case.decided_at),
        ("取件码", row.pickup_code, case.pickup_code),
        ("一件事编号", row.bundle, case.turns.bundle),
    ]
    return _named(compared, "办件的{columns}和申请的内容对不上。")


def document_fault(row: LedgerDocument, bound: str | None, department: str | None) -> str:
    """Say what is wrong with a paper; ``bound`` is the digest that its case's events name."""
    digest = document_of(row).digest
    if bound is None:
        return "办件经过里没有这份文书：文号或所属办件被改过，或者不是本中心出的。"
    if digest != bound:
        return "文书被改过，和办件经过里的摘要对不上。"
    compared = [
        ("摘要", row.digest, bound),
        ("科室", row.department, row.department if department is None else department),
    ]
    return _named(compared, "文书的{columns}被改过。")


def document_of(row: LedgerDocument) -> Document:
    """Return the paper of a row, to take its digest again."""
    return Document(
        document_id=row.document_id,
        case_id=row.case_id,
        centre=row.centre,
        kind=row.kind,
        title=row.title,
        number=row.number,
        line=row.line,
        serial=row.serial,
        template_version=row.template_version,
        template_digest=row.template_digest,
        facts_text=row.facts_text,
        issued_at=row.issued_at,
        signer=row.signer,
        window=row.window,
        copies=row.copies,
        watermark=row.watermark,
        code=row.code,
    )


def place_of(number: str) -> tuple[str, int] | None:
    """Return line and serial of a case number; None if it is no number of a day."""
    try:
        read = CaseNumber(number)
        return case_line(read.division, read.day), read.serial
    except (DomainError, ValueError):
        return None


def bundle_places(numbers: Collection[str]) -> Iterator[tuple[str, int]]:
    """Return line and serial of the numbers of bundles, each once; what is none is left out."""
    for number in set(numbers):
        with suppress(DomainError):
            read = BundleNumber(number)
            yield read.line, read.serial


def line_faults(first: int, last: int, used: Sequence[int]) -> Iterator[str]:
    """Say which serials of a number line are missing, strange or used twice."""
    counted = Counter(used)
    missing = [serial for serial in range(first, last + 1) if serial not in counted]
    strange = sorted(serial for serial in counted if not first <= serial <= last)
    twice = sorted(serial for serial, count in counted.items() if count > 1)
    for serials, text in (
        (missing, "号取过，对应的办件或文书没有了："),
        (strange, "号没有取过却在用："),
        (twice, "号用了两次："),
    ):
        if serials:
            named = "、".join(str(s) for s in serials[:_MOST_SERIALS_NAMED])
            more = f" 等 {len(serials)} 个" if len(serials) > _MOST_SERIALS_NAMED else ""
            yield f"{text}第 {named} 号{more}。"


def line_name(line: str) -> str:
    """Name a number line as people do."""
    match line.split("|"):
        case ["case", division, day]:
            return f"办件编号 {division} {day}"
        case ["bundle", division, day]:
            return f"一件事编号 {division} {day}"
        case ["paper", organ, kind, year]:
            return f"{organ} {PAPER_TITLE.get(kind, kind)}〔{year}〕"
    return line


def grouped(number: str) -> str:
    """Write a case number as papers show it; what is none stays as it is."""
    try:
        return CaseNumber(number).grouped
    except DomainError:
        return number


def _named(compared: _Compared, sentence: str) -> str:
    differing = [f"“{label}”" for label, stored, told in compared if stored != told]
    return sentence.format(columns="、".join(differing)) if differing else ""
