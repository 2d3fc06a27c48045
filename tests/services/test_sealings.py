"""用印: only issued papers with a place for a seal, every use with who allowed it."""

from datetime import timedelta
from pathlib import Path

import pytest

from tests.certificates import PASSPHRASE, SUBJECT, certificate
from tests.services.counter import Counter
from windowdesk.domain.errors import DomainError, EnvironmentProblem, NotPermitted
from windowdesk.domain.sealing import SealKind
from windowdesk.reports.code_reader import codes_on
from windowdesk.reports.pdf_seal import PdfSeal
from windowdesk.services.acting import ActReceipt
from windowdesk.services.own_keys import own_key_file
from windowdesk.services.paper_proof import PaperProver, ProofVerdict
from windowdesk.services.sealings import Sealings
from windowdesk.services.signed_files import signature_of


def accepted(counter: Counter) -> ActReceipt:
    return counter.at().acceptance.receive_and_accept(counter.application())


def document_of(receipt: ActReceipt, kind: str) -> int:
    return next(p.document_id for p in receipt.papers if p.kind == kind)


def electronic(counter: Counter, path: Path) -> Sealings:
    session = counter.at()
    return Sealings(session.bench, session.press, PdfSeal(), path)


@pytest.fixture
def p12(tmp_path: Path) -> Path:
    return certificate(tmp_path / "seal.p12")


def test_papers_with_a_place_for_a_seal_wait_for_it(counter: Counter) -> None:
    receipt, today = accepted(counter), counter.at().lookup.today()
    (paper,) = counter.at().sealings.papers(today, today)
    assert (paper.document.kind, paper.waits) == ("acceptance", True)
    made = counter.at().sealings.record([paper.document.document_id], "许绍文", "盖两份")
    assert [one.kind for one in made] == [SealKind.INK]
    (after,) = counter.at().sealings.papers(today, today)
    assert not after.waits
    (entry,) = counter.at().sealings.register(today, today)
    assert (entry.number, entry.approver, entry.copies, entry.note) == (
        receipt.papers[-1].number,
        "许绍文",
        2,
        "盖两份",
    )
    assert entry.seal.endswith("行政审批专用章")
    assert (
        counter.at().sealings.register(today - timedelta(days=1), today - timedelta(days=1)) == ()
    )


def test_what_may_not_be_sealed_is_refused_and_nothing_is_recorded(counter: Counter) -> None:
    receipt, own = accepted(counter), counter.at().sealings
    paper, slip = document_of(receipt, "acceptance"), document_of(receipt, "receipt")
    with pytest.raises(DomainError, match="谁批准"):
        own.record([paper], " ")
    with pytest.raises(DomainError, match="没有盖章的地方"):
        own.record([paper, slip], "许绍文")
    with pytest.raises(DomainError, match="还没选文书"):
        own.record([], "许绍文")
    with pytest.raises(NotPermitted):
        counter.at("admin").sealings.record([paper], "许绍文")
    counter.at().outcomes.reverse(receipt.case_id, "受理错了事项")
    with pytest.raises(DomainError, match="已作废"):
        own.record([paper], "许绍文")
    assert counter.count("sealing") == 0


def test_an_electronic_seal_is_proved_elsewhere(counter: Counter, p12: Path) -> None:
    receipt = accepted(counter)
    paper, own = document_of(receipt, "acceptance"), electronic(counter, p12)
    assert own.certificate(PASSPHRASE).subject == SUBJECT
    (made,) = own.sign([paper], PASSPHRASE, "许绍文")
    assert (made.kind, made.certificate) == (SealKind.ELECTRONIC, SUBJECT)
    sealed = own.file(paper).pdf
    archived = counter.at().press.bytes_of_record(paper)
    assert sealed.startswith(archived)
    prover = PaperProver([own_key_file(counter.at().bench)], codes_on, PdfSeal())
    proof = prover.of_bytes(sealed)
    assert (proof.verdict, dict(proof.lines)["电子印章"]) == (ProofVerdict.GENUINE, SUBJECT)
    assert "电子印章" not in dict(prover.of_bytes(archived).lines)


def test_a_sealed_file_that_was_changed_is_seen(
    counter: Counter, p12: Path, tmp_path: Path
) -> None:
    paper, own = document_of(accepted(counter), "acceptance"), electronic(counter, p12)
    own.sign([paper], PASSPHRASE, "许绍文")
    sealed = own.file(paper).pdf
    prover = PaperProver([own_key_file(counter.at().bench)], codes_on, PdfSeal())
    archived = len(counter.at().press.bytes_of_record(paper))
    for place in (100, archived // 2, archived + 200, len(sealed) - 40):
        spoiled = sealed[:place] + bytes((sealed[place] ^ 1,)) + sealed[place + 1 :]
        assert prover.of_bytes(spoiled).verdict is not ProofVerdict.GENUINE, place
    strange = certificate(tmp_path / "strange.p12", subject="别人的章")
    signature = signature_of(sealed)
    assert signature is not None
    forged = PdfSeal().sign(sealed[: -len(signature.after)], strange, PASSPHRASE, "章")
    assert prover.of_bytes(forged.pdf).verdict is ProofVerdict.ALTERED


def test_certificates_that_cannot_be_used_are_said_so(
    counter: Counter, p12: Path, tmp_path: Path
) -> None:
    paper = document_of(accepted(counter), "acceptance")
    with pytest.raises(DomainError, match="口令不对"):
        electronic(counter, p12).sign([paper], "wrong", "许绍文")
    over = certificate(tmp_path / "over.p12", days=-1)
    with pytest.raises(DomainError, match="到期"):
        electronic(counter, over).sign([paper], PASSPHRASE, "许绍文")
    with pytest.raises(EnvironmentProblem, match="读不出证书"):
        electronic(counter, tmp_path / "away.p12").sign([paper], PASSPHRASE, "许绍文")
    with pytest.raises(DomainError, match="还没装电子印章"):
        counter.at().sealings.sign([paper], PASSPHRASE, "许绍文")
    with pytest.raises(DomainError, match="还没有电子印章"):
        counter.at().sealings.file(paper)
    assert counter.count("sealing") == 0
