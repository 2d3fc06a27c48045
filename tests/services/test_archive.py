"""The archive: a computed checklist, pages through the file, and its four papers."""


from tests.services.counter import PERSON, Counter
from windowdesk.domain.case import Decision
from windowdesk.domain.states import CaseState
from windowdesk.services.acting import ActReceipt
from windowdesk.services.archive import Filing
from windowdesk.services.issuance import Delivery, DeliveryMode

ARCHIVIST = "archivist"


def print_all(counter: Counter, receipt: ActReceipt, login: str = "clerk") -> None:
    """Print the papers of an act and see the sheets come out."""
    press = counter.at(login).press
    for paper in receipt.papers:
        press.bytes_of_record(paper.document_id)
        if paper.print_id is not None:
            press.ask_after(press.print_job(paper.print_id))


def delivered(counter: Counter) -> int:
    """Return a case that went all the way, with every paper printed."""
    receipt = counter.at().acceptance.receive_and_accept(counter.application())
    print_all(counter, receipt)
    case_id = receipt.case_id
    counter.at("approver").approval.claim(case_id)
    decision = Decision("准予发放补贴", certificate="云残字第17号")
    print_all(counter, counter.at("approver").approval.approve(case_id, decision), "approver")
    print_all(counter, counter.at("issuer").issuance.make_ready(case_id), "issuer")
    handed = Delivery(DeliveryMode.DIRECT, PERSON.name, identity_checked=True)
    print_all(counter, counter.at("issuer").issuance.deliver(case_id, handed), "issuer")
    return case_id


def filing(counter: Counter, case_id: int, **more: object) -> Filing:
    view = counter.at(ARCHIVIST).archive.file_of(case_id)
    by_hand = tuple(line.name for line in view.checks if line.by_hand)
    usual = {"retention": "永久", "checked_by": "许绍文", "ticked": by_hand, "fonds": "0322"}
    return Filing(**{**usual, **more})  # type: ignore[arg-type]  fields by name


def test_a_delivered_case_is_filed_with_cover_list_remarks_and_its_whole_way(
    counter: Counter,
) -> None:
    case_id = delivered(counter)
    view = counter.at(ARCHIVIST).archive.file_of(case_id)
    assert view.faults == ()
    receipt = counter.at(ARCHIVIST).archive.archive(case_id, filing(counter, case_id))
    assert receipt.state is CaseState.ARCHIVED
    kinds = [p.kind for p in receipt.papers]
    assert kinds == ["flow_sheet", "file_cover", "file_contents", "file_remarks"]
    closing = counter.at().lookup.case(case_id).case.turns.closing
    assert closing is not None
    cover = counter.paper(receipt, "file_cover")
    for fact in ("行政审批案卷", "云溪镇人民政府", PERSON.name, "云溪准〔2026〕1号", "永　久",
                 f"{closing.pieces}件", f"共{closing.pages}页", "0322"):  # fmt: skip
        assert fact.replace("　", "") in cover.replace("　", "")
    contents = counter.paper(receipt, "file_contents")
    for piece in view.pieces:
        assert piece.title.replace(" ", "") in contents
        assert piece.page_text in contents
    assert "办件流程单" in contents
    remarks = counter.paper(receipt, "file_remarks")
    assert f"本卷共{closing.pieces}件{closing.pages}页" in remarks
