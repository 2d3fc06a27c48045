"""Facts of the centre: shown, changed with a trace of each, and what papers still lack."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

from windowdesk.domain.centre import Centre
from windowdesk.domain.centre_rules import CENTRE_FACTS, FACT_OF, CentreFact, require_sound
from windowdesk.domain.duties import Act
from windowdesk.domain.errors import ConcurrentChange, DomainError
from windowdesk.domain.ids import new_id
from windowdesk.domain.local_time import local_date
from windowdesk.domain.numbers import document_line
from windowdesk.services.acting import Bench
from windowdesk.services.paper_port import TemplateCatalogue
from windowdesk.services.ports import AuditEntry, UnitOfWork

_CHANGED = "中心的资料刚被别人改过。按 F5 看最新的，再改一次。"
_OTHER_LABELS = {
    "windows": "窗口",
    "departments": "科室",
    "further_organs": "其他机关",
    "local_days": "本地放假",
    "escalation": "超期提醒",
    "paper_style": "文书样式",
    "prints_receipt_too": "收件同时受理时打不打接收凭证",
    "prints_flow_sheet": "分办时打不打办件流程单",
}


@dataclass(frozen=True)
class Lack:
    """A fact that is not filled in, with the titles of the papers that cannot be issued."""

    fact: CentreFact
    papers: tuple[str, ...]


@dataclass(frozen=True)
class PaperLine:
    """A number line of this year: the next number is ``following``; ``used`` ones are given out."""

    organ_short: str
    kind: str
    title: str
    first: int
    following: int

    @property
    def used(self) -> int:
        """How many numbers were given out."""
        return self.following - self.first


def lacks_of(centre: Centre, templates: TemplateCatalogue) -> tuple[Lack, ...]:
    """Return what papers state and the centre has not filled in.

    A fact that only stands in a paper where it is there stops nothing and is no lack.
    """
    return tuple(_lacks(centre, templates))


def _lacks(centre: Centre, templates: TemplateCatalogue) -> Iterator[Lack]:
    texts = {code: templates.get(code, centre.paper_style) for code in templates.codes()}
    for fact in CENTRE_FACTS:
        if not fact.placeholders or str(getattr(centre, fact.field)).strip():
            continue
        asked = re.compile(r"\{(" + "|".join(map(re.escape, fact.placeholders)) + r")\}")
        papers = tuple(one.title for one in texts.values() if asked.search(one.text))
        if papers:
            yield Lack(fact, papers)


class CentreFacts:
    """What an administrator does with the facts of the centre."""

    def __init__(self, bench: Bench) -> None:
        self._bench = bench

    def now(self) -> Centre:
        """Return the facts as they stand."""
        with self._bench.database.reading() as uow:
            return uow.centre()

    def lacks(self) -> tuple[Lack, ...]:
        """Return what papers state and is not filled in."""
        return lacks_of(self.now(), self._bench.templates)

    def change(self, seen: Centre, wanted: Centre) -> Centre:
        """Store changed facts; papers take them from now on, issued ones keep theirs.

        ``seen`` is what the screen showed: ConcurrentChange if somebody else has changed it since.
        DomainError names the first fault. The code of the town and its being a demo never change.
        """
        self._bench.account.require(Act.MANAGE_CENTRE)
        if (wanted.code, wanted.demo) != (seen.code, seen.demo):
            raise DomainError("区划代码进了每个办件编号，不能改。", "code")
        require_sound(wanted)
        with self._bench.database.unit_of_work() as uow:
            if uow.centre() != seen:
                raise ConcurrentChange(_CHANGED)
            if wanted == seen:
                return seen
            uow.save_centre(wanted)
            self._trace(uow, seen, wanted)
            uow.commit()
        return wanted

    def lines(self) -> tuple[PaperLine, ...]:
        """Return the number lines of this year, organ by organ, kind by kind."""
        self._bench.account.require(Act.MANAGE_CENTRE)
        with self._bench.database.reading() as uow:
            centre, year = uow.centre(), local_date(uow.now()).year
        known = {line.line: line for line in self._bench.database.ledger.lines()}
        found = []
        for organ in centre.organs:
            for kind in self._bench.templates.codes():
                line = known.get(document_line(organ.short, kind, year))
                title = self._bench.templates.get(kind, centre.paper_style).title
                first, last = (line.first, line.last) if line else (1, 0)
                found.append(PaperLine(organ.short, kind, title, first, last + 1))
        return tuple(found)

    def start_line(self, organ_short: str, kind: str, serial: int) -> None:
        """Let an unused line of this year begin at ``serial``; DomainError if it was used."""
        self._bench.account.require(Act.MANAGE_CENTRE)
        kinds = self._bench.templates.codes()
        if kind not in kinds:
            raise DomainError(f"没有“{kind}”这种文书。能写的：{'、'.join(kinds)}。", "kind")
        with self._bench.database.unit_of_work() as uow:
            centre, at = uow.centre(), uow.now()
            if organ_short not in {organ.short for organ in centre.organs}:
                raise DomainError(
                    f"本中心没有代字“{organ_short}”的机关。照中心资料里的代字写。", "organ"
                )
            uow.numbers.start_at(document_line(organ_short, kind, local_date(at).year), serial)
            self._log(uow, "line_started", f"{organ_short} {kind} {serial}")
            uow.commit()

    def _trace(self, uow: UnitOfWork, seen: Centre, wanted: Centre) -> None:
        for label, before, after in changes(seen, wanted):
            self._log(uow, "centre_changed", f"{label}：{before} → {after}")

    def _log(self, uow: UnitOfWork, act: str, subject: str) -> None:
        at = uow.now()
        uow.audit(AuditEntry(new_id(at), at, self._bench.account.login, act, subject))


def changes(before: Centre, after: Centre) -> Iterator[tuple[str, str, str]]:
    """Return label, old and new value of every fact that differs."""
    for one in fields(Centre):
        old, new = getattr(before, one.name), getattr(after, one.name)
        if old != new:
            fact = FACT_OF.get(one.name)
            label = fact.label if fact else _OTHER_LABELS.get(one.name, one.name)
            yield label, _words(old), _words(new)


def with_values(centre: Centre, values: Mapping[str, str]) -> Centre:
    """Return the centre with other texts; DomainError names a field that is none."""
    unknown = [name for name in values if name not in FACT_OF]
    if unknown:
        known = "、".join(FACT_OF)
        raise DomainError(f"没有“{unknown[0]}”这一项。能写的是：{known}。", unknown[0])
    texts: dict[str, Any] = {name: value.strip() for name, value in values.items()}
    return replace(centre, **texts)


def _words(value: object) -> str:
    if isinstance(value, tuple):
        return "、".join(_words(one) for one in value) or "（空）"
    if isinstance(value, bool):
        return "是" if value else "否"
    if hasattr(value, "__dataclass_fields__"):
        return " ".join(_words(part) for part in vars(value).values() if part)
    return str(value) or "（空）"
