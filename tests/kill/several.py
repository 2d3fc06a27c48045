"""Acts that issue or print several papers at once, each on a centre that is ready for it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from tests.kill.day import Morning, make_application
from tests.kill.stage import REVIEWER
from windowdesk.domain.case import Decision
from windowdesk.domain.deferred_case import DeferralRequest
from windowdesk.services.archive import Filing
from windowdesk.services.entry import ApplicationEntry, all_present, with_missing
from windowdesk.services.issuance import Delivery, DeliveryMode
from windowdesk.tools.demo_centre import ADMIN, APPROVER, CLERK, ISSUER
from windowdesk.tools.demo_people import VILLAGERS
from windowdesk.tools.demo_story import SUBSIDY

Play = Callable[[Morning], None]
_PERSON = VILLAGERS[0]
_LATE = "户口簿"
_BATCH = 3


@dataclass(frozen=True)
class Several:
    """``before`` makes the centre ready, ``act`` is hindered; it prints ``papers`` sheets."""

    before: Play
    act: Play
    papers: int


def print_the_receipt_too(morning: Morning) -> None:
    """Let acceptances print all of their papers."""
    with morning.at(ADMIN).database.unit_of_work() as uow:
        uow.save_centre(replace(uow.centre(), prints_receipt_too=True))
        uow.commit()


def defer(morning: Morning) -> None:
    """Accept with late materials: 凭证, 容缺受理通知书 and what the applicant promises."""
    clerk = morning.at(CLERK)
    whole = make_application(clerk, SUBSIDY)
    late = frozenset(m.code for m in whole.materials if m.name == _LATE)
    lacking = replace(whole, materials=with_missing(whole.materials, late))
    ground = clerk.deferral.ground(lacking, clerk.lookup.today())
    asked = DeferralRequest(
        ground.materials,
        "户口簿在县城亲属处",
        ground.latest.on,
        "信用中国查询，未列入",
        good_standing=True,
        signed=True,
    )
    receipt = morning.done(clerk.deferral.receive_and_defer(lacking, asked))
    morning.print_papers(CLERK, receipt)


def accept_bundle(morning: Morning) -> None:
    """Accept 公民身后一件事: several cases, and one receipt of the whole."""
    clerk = morning.at(CLERK)
    joints = clerk.bundles.joint_items(clerk.lookup.item_finder().items)
    joint = next(one for one in joints if one.bundle.code == "afterlife")
    chosen = (*(code for code in joint.start if code != "do.card"), "household.S01")
    entry = ApplicationEntry(
        applicant=_PERSON.entry(),
        agent=None,
        item=joint.item,
        situations=chosen,
        materials=all_present(joint.item, chosen),
        answers={"issue_by": "窗口自取", "household__result": "已注销户口"},
    )
    read = clerk.bundles.read(joint, entry, clerk.lookup.today())
    accepted = clerk.bundles.accept(read)
    for receipt in accepted.receipts:
        morning.done(receipt)
    for receipt in accepted.receipts:
        morning.print_papers(CLERK, receipt)


def deliver_one(morning: Morning) -> None:
    """Bring a case to its end, every paper printed."""
    clerk = morning.at(CLERK)
    accepted = clerk.acceptance.receive_and_accept(make_application(clerk, SUBSIDY))
    case_id = accepted.case_id
    morning.print_papers(CLERK, accepted)
    morning.at(REVIEWER).approval.claim(case_id)
    morning.at(REVIEWER).approval.propose(case_id, "材料齐全，拟同意。")
    decision = Decision("准予发放。")
    morning.print_papers(APPROVER, morning.at(APPROVER).approval.approve(case_id, decision))
    morning.print_papers(ISSUER, morning.at(ISSUER).issuance.make_ready(case_id))
    handed = Delivery(DeliveryMode.DIRECT, _PERSON.name, identity_checked=True)
    morning.print_papers(ISSUER, morning.at(ISSUER).issuance.deliver(case_id, handed))


def close_file(morning: Morning) -> None:
    """Archive a case: flow sheet, cover, contents, remarks."""
    archive = morning.at(ISSUER).archive
    (row,) = archive.waiting()
    by_hand = tuple(line.name for line in archive.file_of(row.case_id).checks if line.by_hand)
    filing = Filing("永久", "许绍文", by_hand)
    morning.print_papers(ISSUER, morning.done(archive.archive(row.case_id, filing)))


def accept_some(morning: Morning) -> None:
    """Accept a few cases whose papers wait for the printer."""
    for _ in range(_BATCH):
        clerk = morning.at(CLERK)
        clerk.acceptance.receive_and_accept(make_application(clerk, SUBSIDY))


def print_list(morning: Morning) -> None:
    """Print everything on the list of the desk, as one key does."""
    clerk = morning.at(CLERK)
    for row in clerk.database.lists.unprinted(clerk.window):
        morning.job(morning.at(CLERK).press.print_job(row.print_id))
    for job in morning.at(CLERK).press.sweep():
        morning.job(job)


SEVERAL: Mapping[str, Several] = MappingProxyType(
    {
        "deferral": Several(print_the_receipt_too, defer, papers=3),
        "bundle": Several(print_the_receipt_too, accept_bundle, papers=7),
        "archive": Several(deliver_one, close_file, papers=4),
        "batch": Several(accept_some, print_list, papers=_BATCH),
    }
)
