"""Do the evening seals hold? Their own chain, and every step of a case that they name."""

from collections.abc import Iterable, Iterator, Mapping

from windowdesk.domain.canonical import sha256
from windowdesk.domain.seal import FIRST_SEAL, ChainHead, Seal
from windowdesk.services.ledger_check import grouped, line_name
from windowdesk.services.ledger_port import LedgerEvent, LedgerSeal

Found = Iterator[tuple[str, str]]


class SealCheck:
    """Holds the ledger against the seals; every fault is a pair of what it is about and a text."""

    def __init__(self, rows: Iterable[LedgerSeal]) -> None:
        self.count = 0
        self._chain_faults: list[tuple[str, str]] = []
        self._awaited: dict[tuple[int, int], tuple[ChainHead, Seal]] = {}
        self._lines: dict[str, tuple[int, Seal]] = {}
        previous = FIRST_SEAL
        for row in rows:
            self.count += 1
            self._read(row, previous)
            previous = row.hash

    def chain_faults(self) -> Found:
        """Say which seals were changed, and where one is missing between two."""
        yield from self._chain_faults

    def step_fault(self, row: LedgerEvent) -> str:
        """Say what is wrong with a step that a seal names; empty if it is the one sealed."""
        awaited = self._awaited.pop((row.case_id, row.seq), None)
        if awaited is None or awaited[0].hash == row.hash:
            return ""
        return f"这一步和{_name(awaited[1])}时的不一样：后来被换过。"

    def missing_steps(self) -> Found:
        """Say which sealed steps were not met; to be asked after all steps were shown."""
        for head, seal in self._awaited.values():
            text = f"{_name(seal)}时办到第 {head.steps} 步，现在这一步没有了。"
            yield grouped(head.number), text

    def line_faults(self, last: Mapping[str, int]) -> Found:
        """Say which number lines stand before what was sealed."""
        for line, (sealed, seal) in self._lines.items():
            now = last.get(line, 0)
            if now < sealed:
                text = f"{_name(seal)}时取到第 {sealed} 号，现在只到第 {now} 号。"
                yield line_name(line), text

    def _read(self, row: LedgerSeal, previous: str) -> None:
        subject = f"第 {row.seq} 次日结"
        if row.seq != self.count or row.previous != previous:
            self._chain_faults.append((subject, "和上一次日结接不上：中间少了或者换过。"))
        if sha256(row.text) != row.hash:
            self._chain_faults.append((subject, "日结的记录被改过，和它的摘要对不上。"))
            return
        try:
            seal = Seal.from_text(row.text)
        except ValueError:
            self._chain_faults.append((subject, "日结的记录读不出来。"))
            return
        columns = (seal.seq, seal.day, seal.at, seal.login, seal.previous)
        if columns != (row.seq, row.day, row.at, row.login, row.previous):
            self._chain_faults.append((subject, "日结的各栏和记录的原文不一样。"))
        for head in seal.heads:
            self._awaited[head.case_id, head.steps] = (head, seal)
        self._lines.update({line: (last, seal) for line, last in seal.lines.items()})


def _name(seal: Seal) -> str:
    return f"{seal.day.isoformat()} 日结"
