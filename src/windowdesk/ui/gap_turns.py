"""The turns about late materials and commitments, as lines of 其他办理."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from types import MappingProxyType

from windowdesk.domain.case import Case
from windowdesk.domain.clock import short_date
from windowdesk.domain.local_time import local_date
from windowdesk.domain.materials import HandedIn
from windowdesk.domain.states import MOVE_LABEL, Move
from windowdesk.services.acting import ActReceipt
from windowdesk.services.session import Session
from windowdesk.ui.asked_sheet import Answers, Asked, AskedKind, AskedSheet, SheetWords
from windowdesk.ui.buttons import ButtonKind, Choice
from windowdesk.ui.gap_fill_sheet import GapFillSheet
from windowdesk.ui.sheet_acts import SheetActs, Subject
from windowdesk.ui.turn import Turn, TurnGround

_TRUE, _FALSE = "true", "false"
Work = Callable[[Answers], ActReceipt]


def _has_gap(case: Case) -> bool:
    return bool(case.open_gaps)


def _has_lapsed(ground: TurnGround) -> bool:
    return ground.view.case.gap_has_lapsed(local_date(ground.view.now))


def _gap_told(case: Case) -> str:
    deferral = case.turns.deferral
    day = short_date(deferral.last_day) if deferral else ""
    return f"还没补：{'、'.join(case.open_gaps)}，{day}前补齐。"


def _ask(
    ground: TurnGround, move: Move, words: SheetWords, asked: tuple[Asked, ...], work: Work
) -> None:
    case, today = ground.view.case, local_date(ground.view.now)
    _open(ground.acts, case, today, Asking(move, words, asked, work))


@dataclass(frozen=True)
class Asking:
    """A short sheet and what is done with its answers."""

    move: Move
    words: SheetWords
    asked: tuple[Asked, ...]
    work: Work


def _open(acts: SheetActs, case: Case, today: date, asking: Asking) -> None:
    subject = Subject.of(case)
    sheet = AskedSheet(acts.kit.theme, asking.words, subject.text, asking.asked, today)
    acts.open_sheet(sheet, subject, asking.work, MOVE_LABEL[asking.move], asking.move)


def fill_gap(acts: SheetActs, session: Session, case: Case) -> GapFillSheet:
    """Take late materials that came in; return the sheet, it knows another way too."""
    own = session.deferral
    counted = partial(own.counted, case.item)
    sheet = GapFillSheet(acts.kit.theme, case, own.demanded(case), counted)

    def work(lines: tuple[HandedIn, ...]) -> ActReceipt:
        return own.fill(case.case_id, lines, case.version)

    acts.open_sheet(sheet, Subject.of(case), work, "补齐登记", Move.FILL_GAP)
    return sheet


def remind_gap(acts: SheetActs, session: Session, case: Case, today: date) -> None:
    """Note that the applicant was asked to bring what is missing."""
    own = session.deferral
    words = SheetWords("催补容缺材料", "记下", _gap_told(case))
    asked = (Asked("gap.how", "怎么催的，谁接的", "还没写怎么催的。写明电话、短信或书面。"),)

    def work(answers: Answers) -> ActReceipt:
        return own.remind(case.case_id, answers.texts["gap.how"], case.version)

    _open(acts, case, today, Asking(Move.REMIND_GAP, words, asked, work))


def _fill(ground: TurnGround) -> None:
    sheet = fill_gap(ground.acts, ground.session, ground.view.case)
    sheet.remind_wanted.connect(partial(_remind, ground))


def _remind(ground: TurnGround) -> None:
    today = local_date(ground.view.now)
    remind_gap(ground.acts, ground.session, ground.view.case, today)


def _extend(ground: TurnGround) -> None:
    case, own = ground.view.case, ground.session.deferral
    told = f"{_gap_told(case)}只有不可抗力能延长，要有负责人同意。应办结日不变。"
    words = SheetWords("延长容缺期限", "延长", told)
    asked = (
        Asked("gap.reason", "不可抗力的情形", "还没写情形。写明再延长。", AskedKind.TEXT),
        Asked("gap.until", "延到哪天", "还没写延到哪天。写成 2026-9-20。", AskedKind.DAY),
        Asked("gap.allowed_by", "谁同意的", "还没写谁同意的。写上负责人。"),
    )

    def work(answers: Answers) -> ActReceipt:
        assert answers.day is not None  # noqa: S101  the sheet asks for it before
        texts = answers.texts
        return own.extend(
            case.case_id, answers.day, texts["gap.reason"], texts["gap.allowed_by"], case.version
        )

    _ask(ground, Move.EXTEND_GAP, words, asked, work)


def _waive(ground: TurnGround) -> None:
    case, own = ground.view.case, ground.session.deferral
    told = f"{_gap_told(case)}同意后，没补齐也可以作出决定；谁同意、为什么，办件里一直看得见。"
    words = SheetWords("同意缺着决定", "同意", told)
    asked = (Asked("gap.reason", "为什么", "还没写理由。写明再同意。", AskedKind.TEXT),)

    def work(answers: Answers) -> ActReceipt:
        return own.waive(case.case_id, answers.texts["gap.reason"], case.version)

    _ask(ground, Move.WAIVE_GAP, words, asked, work)


def _lapse(ground: TurnGround) -> None:
    case, own = ground.view.case, ground.session.deferral
    told = f"{_gap_told(case)}期限过了，终止办理，打终止审查通知书，材料退还。"
    words = SheetWords("容缺逾期，终止", "终止并打印", told, ButtonKind.GRAVE)
    asked = (Asked("gap.reason", "另外要说明的（可以不写）", kind=AskedKind.TEXT),)

    def work(answers: Answers) -> ActReceipt:
        return own.lapse(case.case_id, answers.texts["gap.reason"], case.version)

    if _has_lapsed(ground):
        _ask(ground, Move.LAPSE_GAP, words, asked, work)
    else:
        ground.kit.notifier.info(f"{_gap_told(case)}期限还没过，不能终止。")


def _check(ground: TurnGround) -> None:
    case, own = ground.view.case, ground.session.commitments
    one = case.commitment_to_check
    assert one is not None  # noqa: S101  the turn is offered only then
    proofs = "；".join(f"{proof.name}：{proof.content}" for proof in one.proofs)
    told = f"承诺的内容，{proofs}。{short_date(one.check_by)}前核查。"
    words = SheetWords("核查承诺", "记下", told)
    asked = (
        Asked(
            "is_true",
            "核查的结果",
            "还没选。属实还是不实，选一个。",
            AskedKind.CHOICE,
            (Choice(_TRUE, "属实"), Choice(_FALSE, "不实")),
        ),
        Asked("commitment.how", "向谁核查、怎么核查的", "还没写怎么核查的。"),
        Asked("commitment.found", "查到什么", "还没写查到什么。", AskedKind.TEXT),
    )

    def work(answers: Answers) -> ActReceipt:
        texts = answers.texts
        return own.check(
            case.case_id,
            texts["commitment.how"],
            texts["commitment.found"],
            is_true=texts["is_true"] == _TRUE,
            seen_version=case.version,
        )

    _ask(ground, Move.CHECK_COMMITMENT, words, asked, work)


def _rule(ground: TurnGround) -> None:
    case, own = ground.view.case, ground.session.commitments
    one = next(one for one in case.turns.commitments if one.waits_for_head)
    found = one.check.found if one.check else ""
    told = f"核查的结果：不实。{found}"
    words = SheetWords("处理不实承诺", "定下", told)
    asked = (
        Asked("commitment.ruling", "怎么处理", "还没写怎么处理。", AskedKind.TEXT),
        Asked("basis", "依据（可以不写）"),
    )

    def work(answers: Answers) -> ActReceipt:
        texts = answers.texts
        return own.rule(case.case_id, texts["commitment.ruling"], texts["basis"], case.version)

    _ask(ground, Move.RULE_ON_COMMITMENT, words, asked, work)


def _unchecked(case: Case) -> bool:
    return case.commitment_to_check is not None


def _false(case: Case) -> bool:
    return any(one.waits_for_head for one in case.turns.commitments)


GAP_TURNS: Mapping[Move, Turn] = MappingProxyType(
    {
        Move.FILL_GAP: Turn(
            "容缺材料来了，收下，打签收单", _fill, "补齐容缺材料", fits=_has_gap, as_holder=False
        ),
        Move.REMIND_GAP: Turn("打了电话或发了短信，记下", _remind, fits=_has_gap, as_holder=False),
        Move.EXTEND_GAP: Turn("不可抗力，负责人同意", _extend, fits=_has_gap, as_holder=False),
        Move.WAIVE_GAP: Turn("负责人同意不等补齐", _waive, fits=_has_gap, as_holder=False),
        Move.LAPSE_GAP: Turn("期限过了没补齐", _lapse, fits=_has_gap, as_holder=False),
        Move.CHECK_COMMITMENT: Turn("告知承诺的事后核查", _check, fits=_unchecked, as_holder=False),
        Move.RULE_ON_COMMITMENT: Turn(
            "核查不实，负责人定怎么办", _rule, fits=_false, as_holder=False
        ),
    }
)
