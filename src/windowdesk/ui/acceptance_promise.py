"""What the visitor will be told, as plain facts for the pane at the right."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from windowdesk.domain.calendar import WorkCalendar
from windowdesk.domain.case_clocks import NOTICE_LIMIT
from windowdesk.domain.clock import DueProof, due_proof
from windowdesk.domain.gap_rules import USUAL_GAP_RULE, GapRule, latest_gap_day
from windowdesk.domain.item import Item
from windowdesk.domain.joint_item import JointItem
from windowdesk.services.acceptance import promise_for
from windowdesk.services.committing import COMMITMENT_PAPERS
from windowdesk.services.deferral import DEFERRED_PAPERS
from windowdesk.services.paper_port import PaperTemplate
from windowdesk.ui.acceptance_step import Gap
from windowdesk.ui.tone import Tone

ACCEPT = "受理并打印"
DECIDE = "当场办结并打印"
DEFER = "容缺受理并打印"


@dataclass(frozen=True)
class PaperLine:
    """A paper that will be printed."""

    title: str
    copies: int


@dataclass(frozen=True)
class PromiseView:
    """What the pane shows. Without ``proof`` there is only ``text``.

    ``notice`` is T5, for materials that are only received. ``off`` says who may act, where this
    account may not; ``can_receive`` whether 只收件 is offered. ``late_until`` is the last day for
    late materials; ``may_defer``: something is missing that may come late.
    """

    outcome: str
    today: date
    text: str = ""
    tag: str = ""
    tag_tone: Tone = Tone.PLAIN
    proof: DueProof | None = None
    start_word: str = "受理"
    notice: DueProof | None = None
    result: str = ""
    issue_by: str = ""
    fee: str = ""
    papers: tuple[PaperLine, ...] = ()
    gap: str = ""
    gap_is_fault: bool = False
    act: str = ACCEPT
    off: str = ""
    can_receive: bool = True
    late_until: date | None = None
    may_defer: bool = False


@dataclass(frozen=True)
class Promiser:
    """Derives the view; the rules are those of the services, none is made here."""

    calendar: WorkCalendar
    papers: Mapping[str, PaperTemplate]
    prints_receipt_too: bool
    gap_rule: GapRule = USUAL_GAP_RULE

    def nothing_yet(self, today: date, *, has_person: bool) -> PromiseView:
        """Return the view before an item was chosen."""
        return PromiseView(
            outcome="选事项" if has_person else "先看证件，再选事项",
            today=today,
            text="选好事项，这里会写明：结果、应办结日和算法、要打印的文书。",
        )

    def of_item(
        self, item: Item, today: date, issue_by: str, situations: Sequence[str] = ()
    ) -> PromiseView:
        """Return the view for a new application for an item in some situations."""
        promise = promise_for(item, today, self.calendar, situations)
        kinds = ["immediate" if item.is_immediate else "acceptance"]
        if self.prints_receipt_too:
            kinds.append("receipt")
        return PromiseView(
            outcome="当场办结" if item.is_immediate else "受理",
            today=today,
            proof=promise.promise,
            notice=promise.notice,
            result=item.result_document,
            issue_by=issue_by,
            fee=item.fee or "不收费",
            papers=self._lines(kinds),
            act=DECIDE if item.is_immediate else ACCEPT,
        )

    def of_bundle(
        self, joint: JointItem, today: date, issue_by: str, chosen: Sequence[str]
    ) -> PromiseView:
        """Return the view for a 一件事: the latest of its days, the papers of all its cases."""
        view = self.of_item(joint.item, today, issue_by)
        done = joint.done(chosen)
        if not done:
            return view
        promises = [
            promise_for(part.item, today, self.calendar, part.situations(chosen)) for part in done
        ]
        latest = max(promises, key=lambda one: one.promise.due)
        kinds = ["immediate" if part.item.is_immediate else "acceptance" for part in done]
        kinds += ["receipt"] * len(done) if self.prints_receipt_too else []
        return replace(
            view,
            outcome=f"一件事，{len(done)} 项",
            proof=latest.promise,
            notice=latest.notice,
            result="各出结果，最晚这天",
            fee="、".join(dict.fromkeys(part.item.fee or "不收费" for part in done)),
            papers=self._counted(["bundle", *kinds]),
        )

    def of_received(
        self, item: Item, received_on: date, today: date, by: str, situations: Sequence[str] = ()
    ) -> PromiseView:
        """Return the view for a case that was received before."""
        view = self.of_item(item, today, by, situations)
        return replace(
            view,
            outcome="受理",
            notice=due_proof(received_on, NOTICE_LIMIT, self.calendar),
            papers=self._lines(["acceptance"]),
            act=ACCEPT,
            can_receive=False,
        )

    def _counted(self, kinds: list[str]) -> tuple[PaperLine, ...]:
        """Return one line for each kind of paper, with the copies of all of them."""
        lines = self._lines(kinds)
        return tuple(
            replace(line, copies=line.copies * lines.count(line)) for line in dict.fromkeys(lines)
        )

    def with_late(
        self, view: PromiseView, item: Item, today: date, situations: Sequence[str] = ()
    ) -> PromiseView:
        """Return the view of an acceptance with late materials."""
        promise = promise_for(item, today, self.calendar, situations).promise
        latest = latest_gap_day(item, today, promise.due, self.gap_rule, self.calendar)
        return replace(
            view,
            outcome="容缺受理",
            act=DEFER,
            late_until=latest.on if latest.possible else None,
            papers=self._lines(list(DEFERRED_PAPERS)),
        )

    def with_commitment(self, view: PromiseView) -> PromiseView:
        """Return the view with the 告知承诺书 that is printed too."""
        return replace(view, papers=(*self._lines(list(COMMITMENT_PAPERS)), *view.papers))

    def _lines(self, kinds: list[str]) -> tuple[PaperLine, ...]:
        known = [self.papers[kind] for kind in kinds if kind in self.papers]
        return tuple(PaperLine(paper.title, len(paper.copies)) for paper in known)


def with_gaps(view: PromiseView, gaps: tuple[Gap, ...]) -> PromiseView:
    """Return the view with the line that names the first gap; faults come first."""
    faults = [gap for gap in gaps if gap.is_fault]
    if faults:
        text = f"先改 {len(faults)} 处：{faults[0].text}"
    elif gaps:
        text = f"还差 {len(gaps)} 项：{gaps[0].text}"
    else:
        text = ""
    return replace(view, gap=text, gap_is_fault=bool(faults))


def with_materials(view: PromiseView, *, missing: int, total: int, late: int = 0) -> PromiseView:
    """Return the view with a tag that says whether the materials are complete."""
    if not total or view.proof is None:
        return view
    if late and not missing:
        return replace(view, tag=f"主件齐，{late} 份后补", tag_tone=Tone.AMBER)
    if missing:
        return replace(view, tag=f"材料还差 {missing} 份", tag_tone=Tone.AMBER)
    return replace(view, tag="材料齐", tag_tone=Tone.GREEN)
