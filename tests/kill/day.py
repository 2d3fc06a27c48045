"""Scripted mornings at the counter. Every act is acknowledged after its service call returned."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from types import MappingProxyType

from tests.kill.stage import REVIEWER, Stage
from tests.pictures import png
from windowdesk.domain.case import Application, Decision
from windowdesk.domain.document import PrintJob
from windowdesk.domain.outcomes import Gap, Refusal, RefusalKind, SupplementRequest
from windowdesk.services.acting import ActReceipt
from windowdesk.services.drafts import Draft
from windowdesk.services.entry import ApplicationEntry, all_present, read_application
from windowdesk.services.issuance import Delivery, DeliveryMode
from windowdesk.services.session import Session
from windowdesk.tools.demo_centre import APPROVER, CLERK, ISSUER
from windowdesk.tools.demo_people import VILLAGERS
from windowdesk.tools.demo_story import SUBSIDY
from windowdesk.tools.usual_situations import usual_situations

AT_ONCE = "生育登记"
DRAFT_FIELD = "name"

Fact = str | int | bool | list[str]
Ack = Mapping[str, Fact]
Tell = Callable[[Ack], None]


@dataclass
class Morning:
    """Plays acts on a stage and tells each one that is done."""

    stage: Stage
    tell: Tell

    def at(self, login: str) -> Session:
        self.stage.pass_time()
        return self.stage.session(login)

    def done(self, receipt: ActReceipt) -> ActReceipt:
        self.tell(
            {
                "act": "case",
                "case": receipt.case_id,
                "number": receipt.number,
                "state": receipt.state.value,
                "papers": [paper.number for paper in receipt.papers],
            }
        )
        return receipt

    def job(self, job: PrintJob) -> PrintJob:
        self.tell({"act": "print", "print": job.print_id, "state": job.state.value})
        return job

    def print_papers(self, login: str, receipt: ActReceipt) -> None:
        """Draw, print and ask after the papers of an act, as the desk does."""
        for paper in receipt.papers:
            pdf = self.at(login).press.bytes_of_record(paper.document_id)
            digest = sha256(pdf).hexdigest()
            self.tell({"act": "archive", "document": paper.document_id, "sha256": digest})
            if paper.print_id is not None:
                self.job(self.at(login).press.print_job(paper.print_id))
        for job in self.at(login).press.sweep():
            self.job(job)

    def keep_draft(self, draft_id: str, text: str) -> None:
        session = self.at(CLERK)
        now = self.stage.clock.wall()
        draft = Draft(draft_id, CLERK, session.window, now, {DRAFT_FIELD: text})
        self.tell({"act": "draft begun", "draft": draft_id, "value": text})
        session.drafts.save(draft)
        self.tell({"act": "draft", "draft": draft_id, "value": text})

    def enclose(self, draft_id: str, content: bytes, name: str) -> None:
        """Attach a file to an application that is being typed."""
        at = self.stage.clock.wall()
        kept = self.at(CLERK).enclosures.attach(draft_id, content, name, material="", at=at)
        self.tell({"act": "file", "sha256": kept.file.sha256})

    def attach(self, login: str, case_id: int, content: bytes, name: str) -> int:
        """Attach a file to a case."""
        row = self.at(login).attachments.attach(case_id, content, name).attachment
        self.tell({"act": "file", "sha256": row.sha256})
        return row.attachment_id

    def check(self, login: str, attachment_id: int) -> None:
        """Hold a file against the original."""
        row = self.at(login).attachments.check(attachment_id)
        self.tell({"act": "file", "sha256": row.sha256})

    def drop_draft(self, draft_id: str) -> None:
        self.tell({"act": "drop begun", "draft": draft_id})
        self.at(CLERK).drafts.remove(draft_id)
        self.tell({"act": "drop", "draft": draft_id})


def whole_case(morning: Morning) -> None:
    """One application from the first key to the handed-over result."""
    morning.keep_draft("first", "段")
    morning.keep_draft("other", "何正")
    morning.keep_draft("first", "段桂兰")
    morning.enclose("first", png(11), "户口簿.png")
    morning.enclose("first", png(12), "残疾人证.png")
    clerk = morning.at(CLERK)
    accepted = morning.done(clerk.acceptance.receive_and_accept(with_files(clerk, "first")))
    morning.drop_draft("first")
    morning.print_papers(CLERK, accepted)
    case_id = accepted.case_id
    morning.check(CLERK, morning.attach(CLERK, case_id, png(13), "银行卡.png"))
    morning.done(morning.at(REVIEWER).approval.claim(case_id))
    morning.done(morning.at(REVIEWER).approval.propose(case_id, "材料齐全，拟同意。"))
    approved = morning.done(morning.at(APPROVER).approval.approve(case_id, Decision("准予发放。")))
    morning.print_papers(APPROVER, approved)
    ready = morning.done(morning.at(ISSUER).issuance.make_ready(case_id))
    morning.print_papers(ISSUER, ready)
    delivered = morning.done(morning.at(ISSUER).issuance.deliver(case_id, _DELIVERY))
    morning.print_papers(ISSUER, delivered)


def to_the_decision(morning: Morning) -> None:
    """Accept and decide: the heart of a day, short enough to be killed often on a server."""
    clerk = morning.at(CLERK)
    accepted = morning.done(clerk.acceptance.receive_and_accept(make_application(clerk, SUBSIDY)))
    morning.print_papers(CLERK, accepted)
    morning.attach(CLERK, accepted.case_id, png(14), "户口簿.png")
    morning.done(morning.at(REVIEWER).approval.claim(accepted.case_id))
    morning.done(morning.at(REVIEWER).approval.propose(accepted.case_id, "材料齐全，拟同意。"))
    decision = Decision("准予发放。")
    morning.done(morning.at(APPROVER).approval.approve(accepted.case_id, decision))


def in_two_steps(morning: Morning) -> None:
    """Receive now and accept later, with a printer that refuses, and a denial in the end."""
    morning.stage.tray.refuses = "队列不收新任务"
    clerk = morning.at(CLERK)
    received = morning.done(clerk.acceptance.receive(make_application(clerk, SUBSIDY)))
    morning.print_papers(CLERK, received)
    morning.stage.tray.refuses = ""
    print_id = received.papers[0].print_id
    assert print_id is not None
    morning.job(morning.at(CLERK).press.again(print_id))
    case_id = received.case_id
    accepted = morning.done(morning.at(CLERK).acceptance.accept(case_id))
    morning.print_papers(CLERK, accepted)
    reviewer = morning.at(REVIEWER).approval
    morning.done(reviewer.claim(case_id))
    morning.done(morning.at(APPROVER).approval.take_over(case_id, "承办人外出"))
    morning.done(morning.at(APPROVER).approval.release(case_id))
    morning.done(morning.at(REVIEWER).approval.claim(case_id))
    morning.done(morning.at(REVIEWER).approval.propose(case_id, "拟不予批准。"))
    morning.done(morning.at(APPROVER).approval.return_for_review(case_id, "依据没写明"))
    morning.done(morning.at(REVIEWER).approval.propose(case_id, "不符合条件，拟不予批准。"))
    denial = Decision("不予批准", reason="申请人不符合规定条件", basis="《残疾人保障法》")
    denied = morning.done(morning.at(APPROVER).approval.deny(case_id, denial))
    morning.print_papers(APPROVER, denied)


def at_one_desk(morning: Morning) -> None:
    """Decide on the spot, print again in every way, then the same person with a new telephone."""
    clerk = morning.at(CLERK)
    entered = make_application(clerk, AT_ONCE)
    decided = morning.done(clerk.acceptance.receive_and_decide(entered, Decision("已当场办结")))
    morning.print_papers(CLERK, decided)
    (printed,) = (paper for paper in decided.papers if paper.print_id is not None)
    assert printed.print_id is not None
    press = clerk.press
    morning.job(press.not_printed(printed.print_id))
    morning.job(press.again(printed.print_id))
    morning.job(press.again(printed.print_id))
    morning.job(press.came_out(printed.print_id))
    morning.job(press.reprint(printed.document_id))
    press.export_pdf(printed.document_id)
    morning.done(morning.at(ISSUER).issuance.make_ready(decided.case_id))
    delivered = morning.done(morning.at(ISSUER).issuance.deliver(decided.case_id, _DELIVERY))
    morning.print_papers(ISSUER, delivered)
    morning.keep_draft("again", "段桂兰")
    again = make_application(morning.at(CLERK), SUBSIDY, phone="13900009999")
    morning.done(morning.at(CLERK).acceptance.receive(again))
    morning.drop_draft("again")


def other_outcomes(morning: Morning) -> None:
    """Refuse, take that back and ask for a supplement instead, which comes in two parts."""
    clerk = morning.at(CLERK)
    entered = make_application(clerk, SUBSIDY)
    refused = morning.done(clerk.outcomes.receive_and_refuse(entered, _REFUSAL))
    morning.print_papers(CLERK, refused)
    case_id = refused.case_id
    morning.done(morning.at(CLERK).outcomes.reverse(case_id, "点错了办件"))
    first, second, *_ = entered.materials
    gaps = tuple(Gap(m.code, m.name, "没有签字") for m in (first, second))
    asked = morning.at(CLERK).outcomes.request_supplement(case_id, SupplementRequest(gaps))
    morning.print_papers(CLERK, morning.done(asked))
    for left in (2, 1):
        own, case = morning.at(CLERK).outcomes, clerk.lookup.case(case_id).case
        demanded = own.demanded(case)
        assert len(demanded) == left
        came = (own.counted(case, demanded[0]),)
        morning.print_papers(CLERK, morning.done(own.supplement(case_id, came)))


MORNINGS: Mapping[str, Callable[[Morning], None]] = MappingProxyType(
    {
        "whole_case": whole_case,
        "in_two_steps": in_two_steps,
        "at_one_desk": at_one_desk,
        "other_outcomes": other_outcomes,
    }
)
ON_SERVER = "to_the_decision"
EVERY_MORNING = MappingProxyType({**MORNINGS, ON_SERVER: to_the_decision})

_ANSWERS = {
    "category": "肢体残疾 一级",
    "certificate": f"{VILLAGERS[0].id_number.replace('X', '0')}41",
    "bank": "农商银行云岭支行",
    "issue_by": "窗口自取",
}
_REFUSAL = Refusal(RefusalKind.OTHER, "还在限制申请的期间内", "《行政许可法》第七十八条")
_DELIVERY = Delivery(DeliveryMode.DIRECT, VILLAGERS[0].name, identity_checked=True)


def with_files(session: Session, draft_id: str) -> Application:
    """Return the application of the first villager with the files of its draft."""
    plain = make_application(session, SUBSIDY)
    return replace(plain, enclosed=session.enclosures.enclosed(draft_id))


def make_application(session: Session, item_name: str, phone: str = "") -> Application:
    """Return what the first villager hands in for an item, complete."""
    with session.database.reading() as uow:
        (item,) = (i for i in uow.items.all_current() if i.name == item_name)
    chosen = usual_situations(item)
    villager = VILLAGERS[0]
    form = session.forms.get(item.form_code)
    asked = {field.key for field in form.fields}
    entry = ApplicationEntry(
        applicant=replace(villager.entry(), phone=phone or villager.phone),
        agent=None,
        item=item,
        situations=chosen,
        materials=all_present(item, chosen),
        answers={key: text for key, text in _ANSWERS.items() if key in asked},
    )
    return read_application(entry, form, session.lookup.today(), session.places)
