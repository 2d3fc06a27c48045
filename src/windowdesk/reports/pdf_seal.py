"""Electronic seals on PDF files: PAdES baseline B by pyHanko, read back without network."""

import logging
from collections.abc import Sequence
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding, pkcs12
from pyhanko.keys import load_certs_from_pemder_data
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import signers
from pyhanko.sign.fields import SigSeedSubFilter
from pyhanko.sign.general import SigningError
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

from windowdesk.domain.errors import DomainError, EnvironmentProblem
from windowdesk.services.sealing_port import CertificateFacts, SealedFile, SealReading

_DIGEST = "sha256"
_FIELD = "WindowdeskSeal"
_CANNOT_READ = "读不出证书文件 {path}。核对设置里的位置，插好 U 盘再试。"
_WRONG = "证书口令不对，或者 {path} 不是 PKCS#12 证书（.p12、.pfx）。核对后再签。"
_OVER = "证书 {subject} 已在 {on:%Y年%m月%d日} 到期，不能再签。换新证书。"
# The library tells of every odd certificate as an error in the log; we say it in our own words.
logging.getLogger("pyhanko").setLevel(logging.CRITICAL)
logging.getLogger("pyhanko_certvalidator").setLevel(logging.CRITICAL)


class PdfSeal:
    """Signs and reads; see services.sealing_port."""

    def facts(self, certificate: Path, passphrase: str) -> CertificateFacts:
        """Read a certificate; DomainError if the passphrase is wrong or the file is none."""
        try:
            loaded = pkcs12.load_pkcs12(_content(certificate), passphrase.encode())
        except ValueError as problem:
            raise DomainError(_WRONG.format(path=certificate), "passphrase") from problem
        if loaded.cert is None or loaded.key is None:
            raise DomainError(_WRONG.format(path=certificate), "passphrase")
        found = loaded.cert.certificate
        return CertificateFacts(
            subject=_common_name(found.subject),
            issuer=_common_name(found.issuer),
            not_after=found.not_valid_after_utc,
            pem=found.public_bytes(Encoding.PEM).decode("ascii"),
        )

    def sign(self, pdf: bytes, certificate: Path, passphrase: str, reason: str) -> SealedFile:
        """Return the file with a signature over all of it; DomainError as ``facts``."""
        facts = self.facts(certificate, passphrase)
        if facts.not_after <= datetime.now(UTC):
            raise DomainError(_OVER.format(subject=facts.subject, on=facts.not_after), "passphrase")
        signer = signers.SimpleSigner.load_pkcs12(  # type: ignore[no-untyped-call]  # not typed
            str(certificate), passphrase=passphrase.encode()
        )
        if signer is None:
            raise DomainError(_WRONG.format(path=certificate), "passphrase")
        described = signers.PdfSignatureMetadata(
            field_name=_FIELD,
            md_algorithm=_DIGEST,
            subfilter=SigSeedSubFilter.PADES,
            reason=reason,
            name=facts.subject,
        )
        target = BytesIO()
        try:
            signers.sign_pdf(
                IncrementalPdfFileWriter(BytesIO(pdf)), described, signer=signer, output=target
            )
        except (PdfError, SigningError) as problem:
            raise EnvironmentProblem("这份文件签不上电子印章。重新导出再试。") from problem
        return SealedFile(target.getvalue(), facts.pem)

    def read(self, pdf: bytes, trusted: Sequence[str]) -> SealReading | None:
        """Read the last signature of a file; None if it bears none."""
        try:
            signatures = PdfFileReader(BytesIO(pdf)).embedded_signatures
            if not signatures:
                return None
            roots = [c for pem in trusted for c in load_certs_from_pemder_data(pem.encode())]
            context = ValidationContext(trust_roots=roots, allow_fetching=False)
            status = validate_pdf_signature(signatures[-1], context)
        except (PdfError, SignatureValidationError, ValueError, KeyError, TypeError, IndexError):
            return SealReading("", None, intact=False, trusted=False)
        whole = status.coverage is SignatureCoverageLevel.ENTIRE_FILE
        return SealReading(
            subject=str(status.signing_cert.subject.native.get("common_name", "")),
            at=status.signer_reported_dt,
            intact=status.intact and status.valid and whole,
            trusted=status.trusted,
        )


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as problem:
        raise EnvironmentProblem(_CANNOT_READ.format(path=path)) from problem


def _common_name(name: x509.Name) -> str:
    found = name.get_attributes_for_oid(x509.NameOID.COMMON_NAME)
    return str(found[0].value) if found else name.rfc4514_string()
