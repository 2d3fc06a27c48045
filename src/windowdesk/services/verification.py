"""windowdesk verify: recompute every hash, number and due date, and name what does not hold.

Nothing is taken from the program's word: events are read back from the text that was hashed, papers
and columns are compared with the events, numbers are counted, due dates are walked again.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from windowdesk.domain.calendar import WorkCalendar
from windowdesk.domain.canonical import sha256
from windowdesk.domain.case_clocks import running_proof
from windowdesk.domain.duties import Act
from windowdesk.domain.errors import DomainError, EnvironmentProblem
from windowdesk.domain.event import FILE_KEY, FIRST_LINK, PAPER_KEY, CaseEvent, voided_by
from windowdesk.domain.local_time import local_date
from windowdesk.services.acting import Bench
from windowdesk.services.admission_check import admission_faults
from windowdesk.services.attachment_check import file_faults
from windowdesk.services.derived_check import DerivedCheck
from windowdesk.services.ledger_check import (
    bundle_places,
    case_fault,
    document_fault,
    event_fault,
    grouped,
    line_faults,
    line_name,
    place_of,
    read_back_fault,
    void_fault,
)
from windowdesk.services.ledger_port import LedgerCase, LedgerEvent
from windowdesk.services.seal_check import SealCheck

_TORN = "数据库文件有坏页。马上停用，用备份恢复。"
_EVERY_PAPER = 2**31 - 1


@dataclass(frozen=True)
class Fault:
    """Something that does not hold. ``subject`` names it as people do: a number, a file."""

    kind: str
    subject: str
    text: str


@dataclass(frozen=True)
class Report:
    """What was looked at and what was found; ``void`` of the papers are those taken back."""

    cases: int
    events: int
    papers: int
    files: int
    unrendered: int
    faults: tuple[Fault, ...]
    seals: int = 0
    void: int = 0

    @property
    def is_clean(self) -> bool:
        """Tell whether everything held."""
        return not self.faults


@dataclass
class _Story:
    """What the events of one case say: its first and last step, and the papers they name.

    A step that was spoiled says nothing.
    """

    length: int = 0
    hash: str = FIRST_LINK
    first: CaseEvent | None = None
    last: CaseEvent | None = None
    papers: dict[str, str] = field(default_factory=dict)
    attached: dict[str, str] = field(default_factory=dict)
    void: set[str] = field(default_factory=set)

    def add(self, row: LedgerEvent) -> None:
        self.length, self.hash, self.last = row.seq, row.hash, None
        if sha256(row.text) != row.hash:
            return
        try:
            event = CaseEvent.from_text(row.text)
        except ValueError:
            return
        if event.seq == 1:
            self.first = event
        self.last = event
        self.void |= voided_by(event)
        for key, value in event.detail.items():
            if key.startswith(PAPER_KEY):
                self.papers[key.removeprefix(PAPER_KEY)] = value
            if key.startswith(FILE_KEY):
                self.attached[key.removeprefix(FILE_KEY)] = value


@dataclass
class _Seen:
    """What the passes over the ledger gathered."""

    cases: dict[int, LedgerCase]
    seals: SealCheck
    stories: dict[int, _Story] = field(default_factory=dict)
    templates: set[str] = field(default_factory=set)
    items: dict[tuple[str, int], str] = field(default_factory=dict)
    events: int = 0
    files: int = 0
    papers: int = 0
    unrendered: int = 0

    def name_of(self, case_id: int) -> str:
        """Return the number that the first event tells, as it stands on paper; else the column."""
        story, case = self.stories.get(case_id), self.cases.get(case_id)
        told = story.first.detail.get("number") if story and story.first else None
        number = told or (case.number if case else None)
        return grouped(number) if number else f"内部号 {case_id}"

    def department_of(self, case_id: int) -> str | None:
        case = self.cases.get(case_id)
        return case.department if case else None


class Verification:
    """Goes over the whole ledger of a centre."""

    def __init__(self, bench: Bench) -> None:
        self._bench = bench
        self._ledger = bench.database.ledger

    def run(self) -> Report:
        """Recompute everything; the order of faults is that of the passes.

        Desks may go on working meanwhile: an act between two passes looks like a fault, so what
        was found is looked at once more and only what stays is told.
        """
        self._bench.account.require(Act.VERIFY)
        report = self._look()
        if report.is_clean:
            return report
        again = self._look()
        return replace(again, faults=tuple(f for f in again.faults if f in report.faults))

    def _look(self) -> Report:
        # Seals first: what is sealed meanwhile names steps that are met later in any case.
        seals = SealCheck(self._ledger.seals())
        seen = _Seen({c.case_id: c for c in self._ledger.cases()}, seals)
        faults = [
            *(Fault("page", line, _TORN) for line in self._ledger.torn_pages()),
            *self._stored_texts(seen),
            *self._admissions(),
            *self._chains(seen),
            *self._columns(seen),
            *self._papers(seen),
            *self._files(seen),
            *self._attachments(seen),
            *self._lines(seen),
            *self._seals(seen),
            *self._contents(seen),
        ]
        return Report(
            len(seen.cases),
            seen.events,
            seen.papers,
            seen.files,
            seen.unrendered,
            tuple(faults),
            seen.seals.count,
            sum(len(story.void) for story in seen.stories.values()),
        )

    def _stored_texts(self, seen: _Seen) -> Iterator[Fault]:
        for template in self._ledger.templates():
            seen.templates.add(template.digest)
            if sha256(template.text) != template.digest:
                yield Fault("template", template.digest[:12], "存下的文书模板被改过。")
        for item in self._ledger.items():
            seen.items[item.item_id, item.version] = item.digest
            if sha256(item.text) != item.digest:
                subject = f"{item.item_id} 第 {item.version} 版"
                yield Fault("item", subject, "存下的事项版本被改过。")

    def _admissions(self) -> Iterator[Fault]:
        for subject, text in admission_faults(self._ledger):
            yield Fault("admission", subject, text)

    def _chains(self, seen: _Seen) -> Iterator[Fault]:
        for row in self._ledger.events():
            seen.events += 1
            story = seen.stories.setdefault(row.case_id, _Story())
            faults = [
                event_fault(row, seen.department_of(row.case_id)),
                _link_fault(row, story),
                "" if row.case_id in seen.cases else "经过还在，办件没有了。",
                seen.seals.step_fault(row),
            ]
            story.add(row)
            subject = f"{seen.name_of(row.case_id)} 第 {row.seq} 步"
            yield from (Fault("event", subject, fault) for fault in faults if fault)

    @staticmethod
    def _columns(seen: _Seen) -> Iterator[Fault]:
        for case in seen.cases.values():
            subject = seen.name_of(case.case_id)
            story = seen.stories.get(case.case_id, _Story())
            if not story.length:
                yield Fault("case", subject, "办件还在，经过没有了。")
            if story.first is None or story.last is None:
                continue  # what is wrong with that step was told, and it proves nothing
            fault = case_fault(case, story.first, story.last, story.hash)
            if fault:
                yield Fault("case", subject, fault)
            digest = seen.items.get((case.item_id, case.item_version))
            if digest != story.first.detail.get("item_digest"):
                text = f"受理时的事项版本被换过（{case.item_id} 第 {case.item_version} 版）。"
                yield Fault("item", subject, text)

    def _papers(self, seen: _Seen) -> Iterator[Fault]:
        present: dict[int, set[str]] = defaultdict(set)
        for row in self._ledger.documents():
            seen.papers += 1
            present[row.case_id].add(row.number)
            story = seen.stories.get(row.case_id, _Story())
            bound = story.papers.get(row.number)
            fault = document_fault(row, bound, seen.department_of(row.case_id))
            if fault:
                yield Fault("document", row.number, fault)
            if row.template_digest not in seen.templates:
                yield Fault("template", row.number, "这份文书当时的模板没有了。")
        for case_id, story in seen.stories.items():
            for number in sorted(set(story.papers) - present[case_id]):
                text = f"经过里有这份文书，库里没有（办件 {seen.name_of(case_id)}）。"
                yield Fault("document_missing", number, text)

    def _files(self, seen: _Seen) -> Iterator[Fault]:
        numbers = {row.document_id: row.number for row in self._ledger.documents()}
        with self._bench.database.reading() as uow:
            waiting = {paper.document_id for paper in uow.papers.unrendered(_EVERY_PAPER)}
        rendered = set()
        for file in self._ledger.files():
            seen.files += 1
            rendered.add(file.document_id)
            number = numbers.get(file.document_id, f"内部号 {file.document_id}")
            if sha256(file.pdf) != file.sha256:
                yield Fault("file", number, "存档的 PDF 被改过，和存档时的摘要对不上。")
            if file.document_id not in numbers:
                yield Fault("document_missing", number, "存档的 PDF 还在，文书记录没有了。")
        for document_id in sorted(numbers.keys() - rendered - waiting):
            yield Fault("file", numbers[document_id], "存档的 PDF 没有了。")
        seen.unrendered = len(numbers.keys() - rendered)

    def _attachments(self, seen: _Seen) -> Iterator[Fault]:
        bound = {case_id: story.attached for case_id, story in seen.stories.items()}
        for subject, text in file_faults(self._ledger, bound, seen.name_of, seen.department_of):
            yield Fault("attachment", subject, text)

    def _lines(self, seen: _Seen) -> Iterator[Fault]:
        used: dict[str, list[int]] = defaultdict(list)
        for case in seen.cases.values():
            place = place_of(case.number)
            if place is None:
                yield Fault("number", case.number, "办件编号不是 24 位数字，或者日期不对。")
                continue
            line, serial = place
            used[line].append(serial)
        for line, serial in bundle_places({case.bundle for case in seen.cases.values()}):
            used[line].append(serial)
        for row in self._ledger.documents():
            used[row.line].append(row.serial)
        for gap in self._ledger.gaps():
            used[gap.line].extend(range(gap.first, gap.last + 1))
        known = {line.line: (line.first, line.last) for line in self._ledger.lines()}
        for line in sorted(known.keys() | used.keys()):
            first, last = known.get(line, (1, 0))
            for text in line_faults(first, last, used.get(line, [])):
                yield Fault("number", line_name(line), text)

    def _seals(self, seen: _Seen) -> Iterator[Fault]:
        last = {line.line: line.last for line in self._ledger.lines()}
        found = (
            *seen.seals.chain_faults(),
            *seen.seals.missing_steps(),
            *seen.seals.line_faults(last),
        )
        yield from (Fault("seal", subject, text) for subject, text in found)

    def _calendar(self) -> WorkCalendar:
        """Return the centre's days off as they are now, or as they were at login.

        Where the newest moment is spoiled nothing can be opened; the pass over events names it.
        """
        try:
            with self._bench.database.reading() as uow:
                return uow.centre().calendar(self._bench.calendar)
        except ValueError:
            return self._bench.calendar

    def _contents(self, seen: _Seen) -> Iterator[Fault]:
        """Read every case as the desks do, and walk its due date again."""
        calendar, derived = self._calendar(), DerivedCheck(self._ledger)
        for row in seen.cases.values():
            subject = seen.name_of(row.case_id)
            try:
                with self._bench.database.reading() as uow:
                    case = uow.cases.get(row.case_id)
            except (DomainError, EnvironmentProblem, ValueError, KeyError, TypeError):
                yield Fault("case", subject, "办件的内容读不出来。")
                continue
            void = seen.stories.get(row.case_id, _Story()).void
            for fault in (read_back_fault(row, case), void_fault(case, void)):
                if fault:
                    yield Fault("case", subject, fault)
            yield from (Fault("derived", subject, text) for text in derived.faults(case, calendar))
            proof = running_proof(case, calendar, local_date(row.last_at))
            due = proof.due if proof else None
            if due != row.due_on:
                text = f"存的应办结日是 {row.due_on or '无'}，重新推算是 {due or '无'}。"
                yield Fault("due", subject, text)
            if row.provisional != (proof is not None and proof.provisional):
                yield Fault("due", subject, "应办结日是不是暂定，和重新推算的不一样。")


def _link_fault(row: LedgerEvent, story: _Story) -> str:
    """Say where the chain of a case breaks before an event; empty if it goes on."""
    if row.seq != story.length + 1:
        return f"前面少了第 {story.length + 1} 步。"
    if row.previous != story.hash:
        return "和上一步接不上：中间被换过。"
    return ""
