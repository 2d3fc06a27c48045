"""Is this paper ours? Asked far from the centre, with its key file and nothing else."""

import random
from dataclasses import replace
from io import BytesIO

import pypdfium2
import pytest
from PIL import Image, ImageFilter

from tests.services.counter import Counter
from windowdesk.domain.errors import DomainError
from windowdesk.domain.paper_code import SignedCode, read_signed_code
from windowdesk.reports.code_reader import codes_on
from windowdesk.reports.pdf_seal import PdfSeal
from windowdesk.services.acting import IssuedPaper
from windowdesk.services.key_file import read_key_file
from windowdesk.services.own_keys import export_key_file, own_key_file, renew_key
from windowdesk.services.paper_proof import (
    CANCELLED_LABEL,
    UNKNOWN_LABEL,
    PaperProver,
    ProofSource,
    ProofVerdict,
)
from windowdesk.services.signed_files import signature_of

SCANNER_DPI, PHONE_DPI = 203, 170


def notice(counter: Counter) -> IssuedPaper:
    return counter.at().acceptance.receive_and_accept(counter.application()).papers[-1]


def elsewhere(counter: Counter) -> PaperProver:
    """Return what another house has: the file that was given to it, read there."""
    text = export_key_file(counter.at().bench)
    return PaperProver([read_key_file(text, "given")], codes_on, PdfSeal())


def archived(counter: Counter, paper: IssuedPaper) -> bytes:
    return counter.at().press.bytes_of_record(paper.document_id)


def page_of(pdf: bytes, dpi: int) -> Image.Image:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return document[0].render(scale=dpi / 72, grayscale=True).to_pil().copy()
    finally:
        document.close()


def saved(picture: Image.Image, kind: str) -> bytes:
    target = BytesIO()
    picture.save(target, kind, quality=60) if kind == "JPEG" else picture.save(target, kind)
    return target.getvalue()


def scan(pdf: bytes) -> bytes:
    """Black and white at the resolution of a label printer, as the worst scanner gives it."""
    picture = page_of(pdf, SCANNER_DPI).point(lambda level: 255 if level > 128 else 0)
    return saved(picture.convert("1"), "PNG")


def photo(pdf: bytes) -> bytes:
    """Take a photo with a phone: whole sheet, held askew, soft, grey, compressed."""
    page = page_of(pdf, PHONE_DPI)
    desk = Image.new("L", (page.width + 300, page.height + 300), 90)
    desk.paste(page.point(lambda level: 40 + level * 170 // 255), (150, 150))
    turned = desk.rotate(4, resample=Image.Resampling.BICUBIC, fillcolor=90)
    return saved(turned.filter(ImageFilter.GaussianBlur(0.8)), "JPEG")


def test_a_file_a_scan_a_photo_and_the_typed_digits_are_genuine(counter: Counter) -> None:
    paper = notice(counter)
    pdf, prover = archived(counter, paper), elsewhere(counter)
    signature = signature_of(pdf)
    assert signature is not None
    proofs = {
        ProofSource.FILE: prover.of_bytes(pdf),
        ProofSource.PICTURE: prover.of_bytes(scan(pdf)),
        ProofSource.CODE: prover.of_text(signature.code),
    }
    for source, proof in proofs.items():
        assert (proof.verdict, proof.source) == (ProofVerdict.GENUINE, source)
        assert proof.sentence.startswith("真")
        told = dict(proof.lines)
        assert told["文书"] == paper.title
        assert told["年份和序号"] == f"〔2026〕{paper.number.split('〕')[1]}"
        assert told["出文机关"] == counter.at().centre.name
    assert prover.of_bytes(photo(pdf)) == proofs[ProofSource.PICTURE]


def test_any_flipped_byte_of_a_file_is_seen(counter: Counter) -> None:
    pdf, prover = archived(counter, notice(counter)), elsewhere(counter)
    chosen = random.Random(5).sample(range(len(pdf)), 200)
    for place in (0, 5, len(pdf) - 1, *chosen):
        spoiled = pdf[:place] + bytes((pdf[place] ^ 1,)) + pdf[place + 1 :]
        try:
            verdict = prover.of_bytes(spoiled).verdict
        except DomainError:
            continue  # no paper at all any more, and said so
        signature = signature_of(spoiled)
        if signature is None:
            # The signing line itself was hit: what is left is a picture of the paper.
            assert verdict in {ProofVerdict.GENUINE, ProofVerdict.ALTERED}
            assert prover.of_bytes(spoiled).source is ProofSource.PICTURE
        else:
            assert verdict in {ProofVerdict.ALTERED, ProofVerdict.UNKNOWN}


@pytest.mark.parametrize("more", [b" ", b"\n%%EOF\n", b"%WD2 1 2\n"])
def test_what_is_added_behind_a_file_is_seen(counter: Counter, more: bytes) -> None:
    pdf, prover = archived(counter, notice(counter)), elsewhere(counter)
    assert prover.of_bytes(pdf + more).verdict is ProofVerdict.ALTERED


@pytest.mark.parametrize(
    "change",
    [{"serial": 7}, {"digits": "990322103022026112000138"}, {"kind_code": "12"}, {"year": 2027}],
)
def test_a_code_typed_again_with_another_number_is_refused(
    counter: Counter, change: dict[str, object]
) -> None:
    pdf, prover = archived(counter, notice(counter)), elsewhere(counter)
    signature = signature_of(pdf)
    assert signature is not None
    signed = read_signed_code(signature.code)
    forged = SignedCode(
        replace(signed.code, **change),  # type: ignore[arg-type]  # any field at all
        signed.signature,
    )
    proof = prover.of_text(forged.text)
    assert proof.verdict is ProofVerdict.ALTERED
    assert proof.lines == ()


def test_the_code_of_one_paper_on_another_file_is_seen(counter: Counter) -> None:
    first, second = notice(counter), notice(counter)
    prover = elsewhere(counter)
    one, other = archived(counter, first), archived(counter, second)
    line = other[other.rindex(b"%WD2 ") :]
    assert prover.of_bytes(one[: one.rindex(b"%WD2 ")] + line).verdict is ProofVerdict.ALTERED


def test_a_paper_that_was_taken_back_is_cancelled(counter: Counter) -> None:
    accepted = counter.at().acceptance.receive_and_accept(counter.application())
    pdf = archived(counter, accepted.papers[-1])
    before = elsewhere(counter)
    counter.at().outcomes.reverse(accepted.case_id, "受理错了事项")
    after = elsewhere(counter)
    # The file of before the act knows nothing of it; it says as of when it was made.
    assert before.of_bytes(pdf).verdict is ProofVerdict.GENUINE
    proof = after.of_bytes(pdf)
    assert (proof.verdict, proof.sentence) == (ProofVerdict.CANCELLED, CANCELLED_LABEL)


def test_a_paper_of_a_centre_that_nobody_knows_is_unknown(counter: Counter) -> None:
    pdf = archived(counter, notice(counter))
    proof = PaperProver([], codes_on, PdfSeal()).of_bytes(pdf)
    assert (proof.verdict, proof.sentence) == (ProofVerdict.UNKNOWN, UNKNOWN_LABEL)
    assert proof.lines == ()


def test_a_picture_without_a_code_is_said_to_be_one(counter: Counter) -> None:
    prover = elsewhere(counter)
    blank = saved(Image.new("L", (800, 600), 255), "PNG")
    with pytest.raises(DomainError, match="没读到文书的二维码"):
        prover.of_bytes(blank)
    with pytest.raises(DomainError, match="打不开"):
        prover.of_bytes(b"no picture")


def test_old_papers_stay_provable_after_the_key_was_renewed(counter: Counter) -> None:
    old = archived(counter, notice(counter))
    key = renew_key(counter.at("admin").bench)
    new = archived(counter, notice(counter))
    assert key in own_key_file(counter.at().bench).keys
    prover = elsewhere(counter)
    assert prover.of_bytes(old).verdict is ProofVerdict.GENUINE
    assert prover.of_bytes(new).verdict is ProofVerdict.GENUINE


def test_a_changed_key_file_is_refused(counter: Counter) -> None:
    text = export_key_file(counter.at().bench)
    name = counter.at().centre.name
    for spoiled in (text.replace(name, "别处中心"), text[:-20], "{}", "", text.replace("=", "", 1)):
        with pytest.raises(DomainError, match="公钥文件"):
            read_key_file(spoiled, "given")


def test_what_was_archived_before_there_was_a_key_still_fits_its_digest(counter: Counter) -> None:
    paper = notice(counter)
    with counter.at().database.reading() as uow:
        document = uow.papers.get(paper.document_id)
    plain = replace(document, code="")
    assert plain.digest == plain.bare_digest == document.bare_digest
    assert document.digest != document.bare_digest
