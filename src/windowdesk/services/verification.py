"""windowdesk verify: recompute every hash, number and due date, and name what does not hold.

Nothing is taken from the program's word: events are read back from the text that was hashed, papers
and columns are compared with the events, numbers are counted, due dates are walked again.
"""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from windowdesk.domain.case_clocks import running_proof
from windowdesk.domain.document import Document
from windowdesk.domain.errors import DomainError
from windowdesk.domain.event import FIRST_LINK, CaseEvent
from windowdesk.domain.local_time import local_date
from windowdesk.domain.numbers import CaseNumber, case_line
from windowdesk.services.acting import Bench
from windowdesk.services.ledger_port import LedgerCase, LedgerDocument, LedgerEvent
from windowdesk.services.paper_check import PAPER_KEY

_MOST_SERIALS_NAMED = 5


@dataclass(frozen=True)
class Fault:
    """Something that does not hold. ``subject`` names it as people do: a number, a file."""

    kind: str
    subject: str
    text: str


@dataclass(frozen=True)
class Report:
    """What was looked at and what was found."""

    cases: int
    events: int
    papers: int
    files: int
    unrendered: int
    faults: tuple[Fault, ...]

    @property
    def is_clean(self) -> bool:
        """Tell whether everything held."""
        return not self.faults


@dataclass
class _Seen:
    """What the passes over the ledger gathered."""

    cases: dict[int, LedgerCase]
    heads: dict[int, tuple[int, str, str]]
    bound: dict[int, dict[str, str]]
    events: int = 0
    files: int = 0
    papers: int = 0
    unrendered: int = 0

    def name_of(self, case_id: int) -> str:
        case = self.cases.get(case_id)
        return _grouped(case.number) if case else f"内部号 {case_id}"


class Verification:
    """Goes over the whole ledger of a centre."""

    def __init__(self, bench: Bench) -> None:
        self._bench = bench
        self._ledger = bench.database.ledger

    def run(self) -> Report:
        """Recompute everything; the order of faults is that of the passes."""
        seen = _Seen({c.case_id: c for c in self._ledger.cases()}, {}, {})
        faults = [
            *self._chains(seen),
            *self._columns(seen),
            *self._papers(seen),
            *self._files(seen),
            *self._lines(seen),
            *self._stored_texts(),
            *self._due_dates(seen),
        ]
        return Report(
            len(seen.cases), seen.events, seen.papers, seen.files, seen.unrendered, tuple(faults)
        )

    def _chains(self, seen: _Seen) -> Iterator[Fault]:
        expected: dict[int, tuple[int, str]] = {}
        for row in self._ledger.events():
            seen.events += 1
            seq, previous = expected.get(row.case_id, (1, FIRST_LINK))
            fault = _broken(row, seq, previous)
            subject = f"{seen.name_of(row.case_id)} 第 {row.seq} 步"
            if fault:
                yield Fault("event", subject, fault)
            elif row.case_id not in seen.cases:
                yield Fault("case_missing", subject, "经过还在，办件没有了。")
            expected[row.case_id] = (row.seq + 1, row.hash)
            seen.heads[row.case_id] = (row.seq, row.hash, row.target)
            self._gather(row, seen)

    @staticmethod
    def _gather(row: LedgerEvent, seen: _Seen) -> None:
        try:
            detail = CaseEvent.from_text(row.text).detail
        except (ValueError, KeyError, TypeError):
            return
        bound = seen.bound.setdefault(row.case_id, {})
        for key, value in detail.items():
            if key.startswith(PAPER_KEY):
                bound[key.removeprefix(PAPER_KEY)] = value

    @staticmethod
    def _columns(seen: _Seen) -> Iterator[Fault]:
        for case in seen.cases.values():
            count, head, state = seen.heads.get(case.case_id, (0, FIRST_LINK, ""))
            if (case.event_count, case.head, case.state) != (count, head, state):
                text = "办件的情况和经过对不上：少了步骤，或者改过状态。"
                yield Fault("case", _grouped(case.number), text)

    def _papers(self, seen: _Seen) -> Iterator[Fault]:
        present: dict[int, set[str]] = defaultdict(set)
        for row in self._ledger.documents():
            seen.papers += 1
            present[row.case_id].add(row.number)
            digest = _document(row).digest
            bound = seen.bound.get(row.case_id, {}).get(row.number)
            if digest != row.digest or digest != bound:
                yield Fault("document", row.number, "文书被改过，和办件经过里的摘要对不上。")
        for case_id, numbers in seen.bound.items():
            for number in sorted(set(numbers) - present[case_id]):
                text = f"经过里有这份文书，库里没有（办件 {seen.name_of(case_id)}）。"
                yield Fault("document_missing", number, text)

    def _files(self, seen: _Seen) -> Iterator[Fault]:
        numbers = {row.document_id: row.number for row in self._ledger.documents()}
        rendered = set()
        for file in self._ledger.files():
            seen.files += 1
            rendered.add(file.document_id)
            number = numbers.get(file.document_id, f"内部号 {file.document_id}")
            if hashlib.sha256(file.pdf).hexdigest() != file.sha256:
                yield Fault("file", number, "存档的 PDF 被改过，和存档时的摘要对不上。")
            elif file.document_id not in numbers:
                yield Fault("document_missing", number, "存档的 PDF 还在，文书记录没有了。")
        seen.unrendered = len(numbers.keys() - rendered)

    def _lines(self, seen: _Seen) -> Iterator[Fault]:
        used: dict[str, list[int]] = defaultdict(list)
        for case in seen.cases.values():
            try:
                number = CaseNumber(case.number)
            except DomainError:
                yield Fault("number", case.number, "办件编号不是 24 位数字。")
                continue
            day = datetime.strptime(number.digits[11:19], "%Y%m%d").replace(tzinfo=UTC).date()
            used[case_line(number.digits[:9], day)].append(int(number.digits[19:]))
        for row in self._ledger.documents():
            used[row.line].append(row.serial)
        known = {line.line: (line.first, line.last) for line in self._ledger.lines()}
        for line in sorted(known.keys() | used.keys()):
            first, last = known.get(line, (1, 0))
            yield from _line_faults(line, first, last, sorted(used.get(line, [])))

    def _stored_texts(self) -> Iterator[Fault]:
        for template in self._ledger.templates():
            if hashlib.sha256(template.text.encode()).hexdigest() != template.digest:
                yield Fault("template", template.digest[:12], "存下的文书模板被改过。")
        for item in self._ledger.items():
            if hashlib.sha256(item.text.encode()).hexdigest() != item.digest:
                subject = f"{item.item_id} 第 {item.version} 版"
                yield Fault("item", subject, "存下的事项版本被改过。")

    def _due_dates(self, seen: _Seen) -> Iterator[Fault]:
        for row in seen.cases.values():
            try:
                with self._bench.database.reading() as uow:
                    case = uow.cases.get(row.case_id)
            except (DomainError, ValueError, KeyError, TypeError):
                yield Fault("case", _grouped(row.number), "办件的内容读不出来。")
                continue
            proof = running_proof(case, self._bench.calendar, local_date(row.last_at))
            due = proof.due if proof else None
            if due != row.due_on:
                text = f"存的应办结日是 {row.due_on or '无'}，重新推算是 {due or '无'}。"
                yield Fault("due", _grouped(row.number), text)


def _broken(row: LedgerEvent, seq: int, previous: str) -> str:
    """Say what is wrong with a stored event; empty if it holds."""
    if hashlib.sha256(row.text.encode()).hexdigest() != row.hash:
        return "这一步的记录被改过，和它的摘要对不上。"
    if row.seq != seq:
        return f"前面少了第 {seq} 步。"
    if row.previous != previous:
        return "和上一步接不上：中间被换过。"
    try:
        event = CaseEvent.from_text(row.text)
    except (ValueError, KeyError, TypeError):
        return "这一步的记录读不出来。"
    stored = (
        row.case_id,
        row.seq,
        row.move,
        row.actor,
        row.window,
        row.source,
        row.target,
        row.previous,
    )
    hashed = (
        event.case_id,
        event.seq,
        event.move.value,
        event.actor.login,
        event.actor.window,
        event.source.value if event.source else "",
        event.target.value,
        event.previous,
    )
    same_time = abs(row.at - event.at) < timedelta(microseconds=1)
    return "" if stored == hashed and same_time else "这一步的栏目和记录的原文不一样。"


def _document(row: LedgerDocument) -> Document:
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
    )


def _line_faults(line: str, first: int, last: int, used: list[int]) -> Iterator[Fault]:
    expected = set(range(first, last + 1))
    missing = sorted(expected - set(used))
    strange = sorted(set(used) - expected)
    twice = sorted(serial for serial, count in Counter(used).items() if count > 1)
    subject = _line_name(line)
    for serials, text in (
        (missing, "号取过，对应的办件或文书没有了："),
        (strange, "号没有取过却在用："),
        (twice, "号用了两次："),
    ):
        if serials:
            named = "、".join(str(s) for s in serials[:_MOST_SERIALS_NAMED])
            more = f" 等 {len(serials)} 个" if len(serials) > _MOST_SERIALS_NAMED else ""
            yield Fault("number", subject, f"{text}第 {named} 号{more}。")


def _line_name(line: str) -> str:
    kind, *parts = line.split("|")
    if kind == "case":
        return f"办件编号 {parts[0]} {parts[1]}"
    return f"{parts[0]} {parts[1]} 〔{parts[2]}〕"


def _grouped(number: str) -> str:
    try:
        return CaseNumber(number).grouped
    except DomainError:
        return number
