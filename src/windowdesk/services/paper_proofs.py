"""核验文书 at a desk: a proof, and for an own paper what the own database knows of it."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from windowdesk.domain.document import Document
from windowdesk.domain.duties import Act
from windowdesk.domain.errors import DomainError
from windowdesk.domain.local_time import paper_minute
from windowdesk.domain.paper_code import DIGEST_HEX
from windowdesk.services.acting import Bench
from windowdesk.services.key_file import KeyFile
from windowdesk.services.own_keys import own_key_file
from windowdesk.services.paper_keys import key_named
from windowdesk.services.paper_proof import (
    SERIAL_LINE,
    CodeReader,
    PaperProof,
    PaperProver,
    ProofVerdict,
)
from windowdesk.services.sealing_port import ElectronicSeal
from windowdesk.services.trusted_keys import TrustedKeys
from windowdesk.services.worklists import CaseRow

CODE, FILE = "code", "file"
"""The fields that a fault belongs to."""

_CODE_SIGNS = re.compile(r"[0-9\s-]*")
_LARGEST = 64 * 1024 * 1024
_TOO_LARGE = "这个文件超过 64 MB。换一个小的：重扫成 300 点，或者只要有码的那一页。"
_NOT_SEEN = "这件归别的科室，作废没有查。换看全中心的账号再查一次"
_NO_RECORD = "本中心的库里没有这份。保留纸，报上级核查"
_NO_RECORD_YET = "本机的库里没有这件"


@dataclass(frozen=True)
class ProvedPaper:
    """A proof. ``case`` and ``document`` are the own record of it, where it can be seen here.

    ``remark`` says as of when it is known whether the paper is void.
    """

    proof: PaperProof
    case: CaseRow | None = None
    document: Document | None = None
    remark: str = ""

    @property
    def lines(self) -> tuple[tuple[str, str], ...]:
        """What is to be held against the paper: label and value."""
        found = self.proof.lines
        if self.document is not None:
            # The whole number stands in the record.
            found = tuple(line for line in found if line[0] != SERIAL_LINE)
        return (*found, *self._record()) if found else ()

    def _record(self) -> Iterator[tuple[str, str]]:
        if self.document is not None:
            yield "文号", self.document.number
            yield "出文时间", paper_minute(self.document.issued_at)
        if self.case is not None:
            yield "申请人", self.case.applicant_name
            yield "事项", self.case.item_name
        if self.remark:
            yield "作废情况", self.remark


class PaperProofs:
    """Proves papers with the own key and those that this machine trusts."""

    def __init__(
        self, bench: Bench, trusted: TrustedKeys, read_codes: CodeReader, seals: ElectronicSeal
    ) -> None:
        self._bench = bench
        self._read_codes = read_codes
        self._seals = seals
        self.trusted = trusted

    @property
    def is_allowed(self) -> bool:
        """Tell whether the account proves papers: it needs the own record."""
        return self._bench.account.may(Act.SEE_CASES)

    def of_text(self, text: str) -> ProvedPaper:
        """Prove the digits of a code; DomainError at ``code`` if they are none."""
        own, prover = self._prover()
        return self._known(own, prover.of_text(text))

    def of_typed(self, text: str) -> ProvedPaper:
        """Prove what was typed, pasted or scanned: the digits of a code, or where a file lies."""
        plain = text.strip()
        if _CODE_SIGNS.fullmatch(unicodedata.normalize("NFKC", plain)):
            return self.of_text(plain)
        return self.of_file(Path(plain).expanduser())

    def of_file(self, path: Path) -> ProvedPaper:
        """Prove a PDF, a photo or a scan; DomainError at ``file``."""
        content = _content(path)
        own, prover = self._prover()
        return self._known(own, prover.of_bytes(content))

    def _prover(self) -> tuple[KeyFile, PaperProver]:
        own = own_key_file(self._bench)
        return own, PaperProver([own, *self.trusted.all()], self._read_codes, self._seals)

    def _known(self, own: KeyFile, proof: PaperProof) -> ProvedPaper:
        code = proof.code
        if code is None or not proof.lines:
            return ProvedPaper(proof)
        if key_named(code.key, own.keys) is None:
            return ProvedPaper(proof, remark=self._as_of(code.key))
        case = self._bench.database.lists.by_number(code.digits)
        if case is None:
            return ProvedPaper(proof, remark=self._unseen(proof))
        with self._bench.database.reading() as uow:
            papers = uow.papers.of_case(case.case_id)
        here = (p for p in papers if p.bare_digest[:DIGEST_HEX] == code.digest)
        document = next(here, None)
        return ProvedPaper(proof, case, document, "" if document else _NO_RECORD)

    def _unseen(self, proof: PaperProof) -> str:
        """Say why nothing is known here of a paper that the own key signed."""
        if proof.verdict is not ProofVerdict.GENUINE:
            return ""
        return _NOT_SEEN if self._bench.account.department else _NO_RECORD_YET

    def _as_of(self, key: str) -> str:
        known = (one for one in self.trusted.all() if key_named(key, one.keys) is not None)
        file = next(known, None)
        if file is None:
            return ""
        return f"公钥文件是 {paper_minute(file.as_of)} 导出的，以后作废的查不到"


def _content(path: Path) -> bytes:
    try:
        if not path.is_file():
            raise DomainError(f"没有“{path.name}”这个文件。看位置写得对不对。", FILE)
        if path.stat().st_size > _LARGEST:
            raise DomainError(_TOO_LARGE, FILE)
        return path.read_bytes()
    except OSError as error:
        raise DomainError(
            f"“{path.name}”读不出来（{error.strerror}）。看 U 盘还在不在。", FILE
        ) from error
