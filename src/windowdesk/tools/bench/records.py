"""What proving a paper costs: signed code and file, QR, evidence, and the lists about it."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from functools import partial
from itertools import count, islice
from pathlib import Path
from tempfile import TemporaryDirectory

from windowdesk.app.compose import log_in
from windowdesk.reports.codes import qr_code
from windowdesk.services.acting import ActReceipt
from windowdesk.services.paper_keys import code_of
from windowdesk.services.signed_files import signed_file
from windowdesk.tools.bench.ground import Ground
from windowdesk.tools.bench.measure import Line, absolute, at_most, in_turns, seconds_of
from windowdesk.tools.demo_centre import DEMO_PASSWORD, ISSUER

_ROUNDS, _LIST_ROUNDS = 60, 20
# So many cases are accepted first: the papers of a day for the ledger.
_DAY = 40
# Of a signature of the bare library: two are made, one over a digest and one over the whole file.
_SIGNED_MOST = 4.0
# Per paper: a QR is half of what drawing by hand takes (budgets of papers), evidence only copies.
_QR_MOST_MS, _EVIDENCE_MOST_MS = 12.0, 25.0
_CUSTODY_MOST_MS, _LEDGER_MOST_MS = 50.0, 2.0


def records(ground: Ground) -> Iterator[Line]:
    """Measure proofs, evidence and registers on an SQLite file."""
    accept = ground.clerk.acceptance.receive_and_accept
    *_, receipt = (accept(one) for one in islice(ground.applications(), _DAY))
    press = ground.approver.press
    pdfs = [press.bytes_of_record(paper.document_id) for paper in receipt.papers]
    with ground.clerk.database.reading() as uow:
        key = uow.keys.signing()
        papers = uow.papers.of_case(receipt.case_id)
        number = uow.cases.get(receipt.case_id).number
    paper, pdf = papers[-1], pdfs[-1]

    def signed() -> None:
        # The digest is remembered by a record: each paper has one of its own.
        fresh = replace(paper)
        code = code_of(fresh, "02", number, key)
        signed_file(pdf, code.text, key)

    times = in_turns(signed, lambda: key.sign(pdf), _ROUNDS)
    yield at_most("一份文书的签名码和签名文件", times, _SIGNED_MOST, "裸跑签一次")
    # What was drawn once is remembered: no two papers have the same code.
    codes = (f"{int(paper.code) - n:0{len(paper.code)}d}" for n in count())
    taken = seconds_of(lambda: qr_code(next(codes)), _ROUNDS)
    yield absolute("一份文书的二维码", taken, _QR_MOST_MS, "ms")
    yield _evidence(ground, receipt)
    custody = ground.clerk.custody
    yield absolute(
        f"原件清单，{len(custody.all())} 份",
        seconds_of(custody.all, _LIST_ROUNDS),
        _CUSTODY_MOST_MS,
        "ms",
    )
    yield _ledger(ground)


def _evidence(ground: Ground, receipt: ActReceipt) -> Line:
    many = len(receipt.papers)
    with TemporaryDirectory() as folder:
        names = (Path(folder) / f"{n}.zip" for n in count())
        archivist = log_in(ground.house, ISSUER, DEMO_PASSWORD, "")
        write = archivist.evidence.write
        taken = seconds_of(lambda: write(receipt.case_id, next(names), "量一量快慢"), _LIST_ROUNDS)
        archivist.close()
    return absolute(f"证据包，每份文书，{many} 份", _each(taken, many), _EVIDENCE_MOST_MS, "ms")


def _ledger(ground: Ground) -> Line:
    today = ground.clerk.lookup.today()
    ledger = ground.clerk.paper_ledger
    page = partial(ledger.page, today - timedelta(days=30), today)
    many = max(1, len(page().rows))
    taken = seconds_of(page, _LIST_ROUNDS)
    return absolute(f"文书台账，每份，{many} 份", _each(taken, many), _LEDGER_MOST_MS, "ms")


def _each(seconds: Sequence[float], many: int) -> list[float]:
    return [one / many for one in seconds]
