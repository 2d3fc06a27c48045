"""用印: papers that wait for a seal, the register, and electronic seals."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path

from windowdesk.domain.calendar import ONE_DAY
from windowdesk.domain.document import Document
from windowdesk.domain.duties import Act
from windowdesk.domain.errors import DomainError
from windowdesk.domain.ids import new_id
from windowdesk.domain.local_time import SHANGHAI
from windowdesk.domain.sealing import Sealing, SealKind, require_sealable
from windowdesk.services.acting import Bench, organ_of
from windowdesk.services.ports import UnitOfWork
from windowdesk.services.press import Press
from windowdesk.services.sealing_port import CertificateFacts, ElectronicSeal, SealedFile

_MOST = 2000
_REMEMBERED = timedelta(days=60)
_NO_CERTIFICATE = "还没装电子印章的证书。在系统里选好证书文件（.p12）再签。"


@dataclass(frozen=True)
class SealablePaper:
    """A paper with a place for a seal, and its uses so far; ``void``: it was taken back."""

    document: Document
    applicant: str
    item: str
    seal: str
    sealings: tuple[Sealing, ...]
    void: bool

    @property
    def waits(self) -> bool:
        """Tell whether it is still to be sealed."""
        return not self.void and not self.sealings


@dataclass(frozen=True)
class _Use:
    """What is said of a use of the seal; ``certificate`` is the subject of an electronic one."""

    kind: SealKind
    approver: str
    note: str
    certificate: str = ""


class Sealings:
    """Seals of one logged-in account. ``certificate`` is this machine's PKCS#12 file or None."""

    def __init__(
        self, bench: Bench, press: Press, maker: ElectronicSeal, certificate: Path | None
    ) -> None:
        self._bench = bench
        self._press = press
        self._maker = maker
        self._certificate = certificate

    @property
    def has_certificate(self) -> bool:
        """Tell whether this machine can seal electronically."""
        return self._certificate is not None

    def use_certificate(self, certificate: Path | None) -> None:
        """Seal with another PKCS#12 file from now on; None: with none."""
        self._certificate = certificate

    def last_approver(self) -> str:
        """Return who allowed the last use that this account recorded; '' if it was long ago."""
        self._bench.account.require(Act.SEE_CASES)
        with self._bench.database.reading() as uow:
            now = uow.now()
            found = uow.sealings.between(now - _REMEMBERED, now + ONE_DAY)
        own = (one.approver for one in reversed(found) if one.login == self._bench.account.login)
        return next(own, "")

    def papers(self, first: date, last: date) -> tuple[SealablePaper, ...]:
        """Return the papers of some days that have a place for a seal, oldest first."""
        self._bench.account.require(Act.SEE_CASES)
        begin, end = _span(first, last)
        with self._bench.database.reading() as uow:
            issued = uow.papers.issued_between(begin, end, _MOST)
            return tuple(self._sealable(uow, issued))

    def register(self, first: date, last: date) -> tuple[Sealing, ...]:
        """Return the uses of seals on some days, oldest first."""
        self._bench.account.require(Act.SEE_CASES)
        begin, end = _span(first, last)
        with self._bench.database.reading() as uow:
            return uow.sealings.between(begin, end)

    def record(
        self, document_ids: Sequence[int], approver: str, note: str = ""
    ) -> tuple[Sealing, ...]:
        """Record that the seal was put onto these papers by hand; all of them or none."""
        self._bench.account.require(Act.SEAL_PAPER)
        _require_some(document_ids)
        use = _Use(SealKind.INK, approver, note)
        with self._bench.database.unit_of_work() as uow:
            # One moment, so that each needs a place of its own among the identities.
            made = tuple(
                self._made(uow, number, use, place) for place, number in enumerate(document_ids)
            )
            for one in made:
                uow.sealings.add(one)
            uow.commit()
        return made

    def certificate(self, passphrase: str, path: Path | None = None) -> CertificateFacts:
        """Return what the certificate of this machine says, or that at ``path``."""
        return self._maker.facts(path or self._required(), passphrase)

    def sign(
        self, document_ids: Sequence[int], passphrase: str, approver: str, note: str = ""
    ) -> tuple[Sealing, ...]:
        """Seal these papers electronically; each is stored as soon as it is signed.

        The archived bytes stay as they are; the signed file is kept beside them.
        """
        self._bench.account.require(Act.SEAL_PAPER)
        _require_some(document_ids)
        facts = self._maker.facts(self._required(), passphrase)
        use = _Use(SealKind.ELECTRONIC, approver, note, facts.subject)
        return tuple(self._signed(number, passphrase, use) for number in document_ids)

    def file(self, document_id: int) -> SealedFile:
        """Return the newest electronically sealed file of a paper; DomainError if there is none."""
        self._bench.account.require(Act.EXPORT_PAPER)
        with self._bench.database.reading() as uow:
            found = uow.sealings.file(document_id)
        if found is None:
            raise DomainError("这份文书还没有电子印章。先签，再导出。")
        return found

    def _signed(self, document_id: int, passphrase: str, use: _Use) -> Sealing:
        with self._bench.database.reading() as uow:
            planned = self._made(uow, document_id, use)
        pdf = self._press.bytes_of_record(document_id)
        file = self._maker.sign(pdf, self._required(), passphrase, planned.seal)
        with self._bench.database.unit_of_work() as uow:
            # Asked again: the paper may have been taken back while it was signed.
            one = self._made(uow, document_id, use)
            uow.sealings.add(one, file)
            uow.commit()
        return one

    def _made(self, uow: UnitOfWork, document_id: int, use: _Use, place: int = 0) -> Sealing:
        document = uow.papers.get(document_id)
        case = uow.cases.get(document.case_id)
        seal = self._seal_of(document)
        void = document.number in case.outcomes.void_papers
        require_sealable(document, seal, void=void, approver=use.approver)
        at = uow.now()
        organ = organ_of(uow.centre(), case.item)
        return Sealing(
            sealing_id=new_id(at) + place,
            case_id=case.case_id,
            document_id=document_id,
            number=document.number,
            kind=use.kind,
            seal=organ.seal or f"{organ.name}{seal}",
            copies=document.copies,
            approver=use.approver.strip(),
            login=self._bench.account.login,
            person=self._bench.account.name,
            at=at,
            note=use.note.strip(),
            certificate=use.certificate,
        )

    def _sealable(self, uow: UnitOfWork, issued: Sequence[Document]) -> Iterator[SealablePaper]:
        for document in issued:
            seal = self._seal_of(document)
            if not seal:
                continue
            case = uow.cases.get(document.case_id)
            yield SealablePaper(
                document=document,
                applicant=case.application.applicant.name,
                item=case.item.name,
                seal=seal,
                sealings=uow.sealings.of_document(document.document_id),
                void=document.number in case.outcomes.void_papers,
            )

    def _seal_of(self, document: Document) -> str:
        """Return the seal that a paper has a place for: a kind keeps it through all versions."""
        return self._bench.templates.get(document.kind).seal

    def _required(self) -> Path:
        if self._certificate is None:
            raise DomainError(_NO_CERTIFICATE, "passphrase")
        return self._certificate


def _require_some(document_ids: Sequence[int]) -> None:
    if not document_ids:
        raise DomainError("还没选文书。选好要盖章的文书再登记。")


def _span(first: date, last: date) -> tuple[datetime, datetime]:
    if last < first:
        raise DomainError("止日比起日早。核对日期。", "last")
    return (
        datetime.combine(first, time(), SHANGHAI),
        datetime.combine(last, time(), SHANGHAI) + ONE_DAY,
    )
