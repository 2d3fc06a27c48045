"""Is this paper from the centre? Asked with a file, a photo or the digits of the code alone.

The signature answers without a database and without network; where the centre's own database is at
hand, its record is asked as well (services/paper_check.py).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from windowdesk.domain.errors import DomainError
from windowdesk.domain.numbers import CaseNumber
from windowdesk.domain.paper_code import PaperCode, SignedCode, is_signed_code, read_signed_code
from windowdesk.services.key_file import KeyFile
from windowdesk.services.paper_keys import PublicKey, key_named
from windowdesk.services.sealing_port import ElectronicSeal
from windowdesk.services.signed_files import signature_of

SERIAL_LINE = "年份和序号"
_PDF = b"%PDF"
CodeReader = Callable[[bytes], Sequence[str]]


class ProofVerdict(StrEnum):
    """What can be said of a paper."""

    GENUINE = "genuine"
    ALTERED = "altered"
    CANCELLED = "cancelled"
    UNKNOWN = "unknown"


class ProofSource(StrEnum):
    """What was looked at."""

    FILE = "file"
    PICTURE = "picture"
    CODE = "code"


PROOF_LABEL = {
    (ProofVerdict.GENUINE, ProofSource.FILE): "真：文件和出文时一字不差。",
    (ProofVerdict.GENUINE, ProofSource.PICTURE): "真：码是中心签的。纸上的字照下面逐项对。",
    (ProofVerdict.GENUINE, ProofSource.CODE): "真：码是中心签的。纸上的字照下面逐项对。",
    (ProofVerdict.ALTERED, ProofSource.FILE): "被改过：文件和出文时不一样。不能用。",
    (ProofVerdict.ALTERED, ProofSource.PICTURE): "被改过：码里的内容和签名对不上。不能用。",
    (ProofVerdict.ALTERED, ProofSource.CODE): "被改过：码里的内容和签名对不上。不能用。",
}
CANCELLED_LABEL = "已作废：是中心出的，后来收回了。不能用。"
UNKNOWN_LABEL = "认不出：没有出证中心的公钥，或者不是这个系统出的。先装上那个中心的公钥文件再查。"


@dataclass(frozen=True)
class PaperProof:
    """A verdict, and what the code says of the paper; ``code`` is None where none was found.

    ``centre`` and ``title`` are empty where the key is not known. ``seal`` tells of an electronic
    seal that holds; empty where there is none.
    """

    verdict: ProofVerdict
    source: ProofSource
    code: PaperCode | None = None
    centre: str = ""
    title: str = ""
    seal: str = ""

    @property
    def sentence(self) -> str:
        """The verdict in words."""
        if self.verdict is ProofVerdict.CANCELLED:
            return CANCELLED_LABEL
        return PROOF_LABEL.get((self.verdict, self.source), UNKNOWN_LABEL)

    @property
    def lines(self) -> tuple[tuple[str, str], ...]:
        """What the code says, to be held against the paper: label and value."""
        if self.code is None or self.verdict in {ProofVerdict.ALTERED, ProofVerdict.UNKNOWN}:
            return ()
        return (
            ("出文机关", self.centre),
            ("文书", self.title),
            (SERIAL_LINE, f"〔{self.code.year}〕{self.code.serial}号"),
            ("办件编号", CaseNumber(self.code.digits).grouped),
            *((("电子印章", self.seal),) if self.seal else ()),
        )


class PaperProver:
    """Proves papers with the key files of centres; the first that knows the key answers."""

    def __init__(
        self, files: Sequence[KeyFile], read_codes: CodeReader, seals: ElectronicSeal
    ) -> None:
        self._files = files
        self._read_codes = read_codes
        self._seals = seals

    def of_text(self, text: str) -> PaperProof:
        """Prove the digits of a code; DomainError if they are none."""
        return self._judged(read_signed_code(text), ProofSource.CODE)

    def of_bytes(self, content: bytes) -> PaperProof:
        """Prove a PDF as it was exported, or a scan or photo of the paper.

        DomainError if the file is neither, or no code can be read on it.
        """
        if content.startswith(_PDF):
            signature = signature_of(content)
            if signature is not None:
                return self._of_file(content)
        return self._of_picture(content)

    def _of_file(self, content: bytes) -> PaperProof:
        signature = signature_of(content)
        assert signature is not None  # noqa: S101  asked by the caller
        try:
            signed = read_signed_code(signature.code)
        except DomainError:
            return PaperProof(ProofVerdict.ALTERED, ProofSource.FILE)
        proof = self._judged(signed, ProofSource.FILE)
        if proof.verdict in {ProofVerdict.UNKNOWN, ProofVerdict.ALTERED}:
            return proof
        file, key = self._known(signed.code.key)
        if file is None or key is None or not signature.holds(key):
            return PaperProof(ProofVerdict.ALTERED, ProofSource.FILE, signed.code)
        if not signature.after:
            return proof
        # Only an electronic seal may stand behind the archived bytes, and it covers all of them.
        seal = self._seals.read(content, file.certificates)
        if seal is None or not (seal.intact and seal.trusted):
            return PaperProof(ProofVerdict.ALTERED, ProofSource.FILE, signed.code)
        return replace(proof, seal=seal.subject)

    def _of_picture(self, content: bytes) -> PaperProof:
        found = [text for text in self._read_codes(content) if is_signed_code(text)]
        if not found:
            raise DomainError(
                "图上没读到文书的二维码。拍正、拍清右上角的码，再查；或者用扫码枪扫。", "file"
            )
        proofs = [self._judged(read_signed_code(text), ProofSource.PICTURE) for text in found]
        # Pages of several papers on one scan: the worst is told.
        return max(proofs, key=lambda proof: _GRAVITY.index(proof.verdict))

    def _judged(self, signed: SignedCode, source: ProofSource) -> PaperProof:
        file, key = self._known(signed.code.key)
        if file is None or key is None:
            return PaperProof(ProofVerdict.UNKNOWN, source, signed.code)
        if not key.holds(signed.signature, signed.code.payload()):
            return PaperProof(ProofVerdict.ALTERED, source, signed.code)
        void = signed.code.digest in file.void
        verdict = ProofVerdict.CANCELLED if void else ProofVerdict.GENUINE
        title = file.titles.get(signed.code.kind_code, "")
        return PaperProof(verdict, source, signed.code, file.name, title)

    def _known(self, name: str) -> tuple[KeyFile | None, PublicKey | None]:
        for file in self._files:
            key = key_named(name, file.keys)
            if key is not None:
                return file, key
        return None, None


_GRAVITY = (
    ProofVerdict.GENUINE,
    ProofVerdict.UNKNOWN,
    ProofVerdict.CANCELLED,
    ProofVerdict.ALTERED,
)
