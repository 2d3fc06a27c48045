"""The turns that end a case, put a decision right, or follow it, as lines of 其他办理."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from types import MappingProxyType

from windowdesk.domain.case import Case
from windowdesk.domain.issuing_guards import mail_under_way
from windowdesk.domain.local_time import local_date
from windowdesk.domain.states import MOVE_LABEL, Move
from windowdesk.services.acting import ActReceipt
from windowdesk.services.archive import FileView, Filing
from windowdesk.services.endings import ChangeEntry, EndingEntry
from windowdesk.ui.asked_sheet import Answers, Asked, AskedKind, AskedSheet, SheetWords
from windowdesk.ui.buttons import ButtonKind
from windowdesk.ui.ending_sheet import EndingKind, EndingSheet
from windowdesk.ui.filing_sheet import FilingSheet
from windowdesk.ui.sheet_acts import Subject, WindowDone
from windowdesk.ui.turn import Turn, TurnGround

_REASON = Asked("reason", "为什么", "还没写原因。写明再办。", AskedKind.TEXT)
_BASIS = Asked("basis", "依据的条款", "还没写依据。写明条款再办。")
Work = Callable[[Answers], ActReceipt]


def _ask(
    ground: TurnGround, move: Move, words: SheetWords, asked: tuple[Asked, ...], work: Work
) -> None:
    subject = Subject.of(ground.view.case)
    today = local_date(ground.view.now)
    sheet = AskedSheet(ground.kit.theme, words, subject.text, asked, today)
    ground.acts.open_sheet(sheet, subject, work, MOVE_LABEL[move], move)


def _terminate(ground: TurnGround) -> None:
    case, own = ground.view.case, ground.session.endings
    sheet = EndingSheet(
        ground.kit.theme, EndingKind.REVIEW, case.application, ground.book, own.causes(case)
    )

    def work(entry: EndingEntry) -> ActReceipt:
        return own.terminate(case.case_id, entry, case.version)

    ground.acts.open_sheet(sheet, Subject.of(case), work, "终止审查", Move.TERMINATE)


def _remind(ground: TurnGround) -> None:
    case, own = ground.view.case, ground.session.endings
    words = SheetWords("逾期未补正，催补", "记下", "接着等补正，不终止。")
    asked = (Asked("how", "怎么催的，谁接的", "还没写怎么催的。写明电话、短信或书面。"),)

    def work(answers: Answers) -> ActReceipt:
        return own.remind_supplement(case.case_id, answers.texts["how"], case.version)

    _ask(ground, Move.REMIND_SUPPLEMENT, words, asked, work)


def _correct(ground: TurnGround) -> None:
    case, own = ground.view.case, ground.session.endings
    now = _now(case)
    told = f"现在写的是：{now}。打更正决定书，写明原决定书的文号；结果重新送达。"
    words = SheetWords("更正决定", "更正并打印", told)
    content = Asked("content", "更正为", "还没写更正后的内容。写完整。", AskedKind.TEXT)

    def work(answers: Answers) -> ActReceipt:
        return own.correct_decision(case.case_id, _change(answers), case.version)

    _ask(ground, Move.CORRECT_DECISION, words, (content, _REASON, _BASIS), work)


def _revoke(ground: TurnGround) -> None:
    case, own = ground.view.case, ground.session.endings
    now = _now(case)
    told = f"撤销的是：{now}。打撤销决定书，写明原决定书的文号；重新送达。"
    words = SheetWords("撤销决定", "撤销并打印", told, ButtonKind.GRAVE)
    content = Asked("content", "善后怎么办（可以不写）", kind=AskedKind.TEXT)

    def work(answers: Answers) -> ActReceipt:
        return own.revoke_decision(case.case_id, _change(answers), case.version)

    _ask(ground, Move.REVOKE_DECISION, words, (_REASON, _BASIS, content), work)


def _now(case: Case) -> str:
    return case.decision.content.rstrip("。") if case.decision else ""


def _change(answers: Answers) -> ChangeEntry:
    texts = answers.texts
    return ChangeEntry(texts["reason"], texts["basis"], texts["content"])


def _not_collected(ground: TurnGround) -> None:
    case, own = ground.view.case, ground.session.issuance
    letter = mail_under_way(case)
    if letter:
        words = SheetWords(
            "登记退件", "登记并打印通知", f"寄出的 {letter} 退回来了。再出一张取件通知。"
        )
        reason = Asked("reason", "退回的原因", "还没写原因。照邮局写的抄。")
    else:
        words = SheetWords("没来领", "登记并打印通知", "通知过还没来领。再出一张取件通知。")
        reason = Asked("reason", "为什么没领", "还没写原因。写明再登记。")
    told = Asked("told", "这次怎么通知的", "还没写怎么通知的。写明电话、短信或书面。")

    def work(answers: Answers) -> ActReceipt:
        texts = answers.texts
        return own.not_collected(
            case.case_id,
            texts["reason"],
            texts["told"],
            waybill=letter,
            seen_version=case.version,
        )

    _ask(ground, Move.NOT_COLLECTED, words, (reason, told), work)


def _archive(ground: TurnGround) -> None:
    """Look the file through first: that takes reading its papers."""
    work = partial(ground.session.archive.file_of, ground.view.case.case_id)
    ground.kit.tasks.run(work, partial(_file, ground), ground.kit.notifier.failed)


def _file(ground: TurnGround, view: FileView) -> None:
    own = ground.session.archive

    def work(filing: Filing) -> ActReceipt:
        return own.archive(view.case.case_id, filing, view.case.version)

    sheet = FilingSheet(ground.kit.theme, view)
    ground.acts.open_sheet(sheet, Subject.of(view.case), work, "归档", Move.ARCHIVE)


def _flow_sheet(ground: TurnGround) -> None:
    """Print it at once: there is nothing to ask."""
    case = ground.view.case

    def done(receipt: ActReceipt) -> None:
        ground.acts.done.emit(WindowDone("打印流程单", Subject.of(case), receipt, Move.NOTE))

    work = partial(ground.session.flow.issue, case.case_id, case.version)
    ground.kit.tasks.run(work, done, ground.kit.notifier.failed)


def _is_late(case: Case) -> bool:
    return case.outcomes.notice is not None and case.outcomes.notice.until is not None


def issue_turns(key: str) -> Mapping[Move, Turn]:
    """Return what the issuing desk opens by a key of its own."""
    return {Move.NOT_COLLECTED: replace(ENDING_TURNS[Move.NOT_COLLECTED], key=key)}


ENDING_TURNS: Mapping[Move, Turn] = MappingProxyType(
    {
        Move.TERMINATE: Turn("申请人死亡、组织终止等，不再审查", _terminate, as_holder=False),
        Move.REMIND_SUPPLEMENT: Turn(
            "补正期限过了，接着等，记下怎么催的", _remind, fits=_is_late, as_holder=False
        ),
        Move.NOT_COLLECTED: Turn("没来领，或者邮件退回", _not_collected, as_holder=False),
        Move.CORRECT_DECISION: Turn("决定书有错，出更正决定书", _correct, as_holder=False),
        Move.REVOKE_DECISION: Turn("依法撤销准予决定", _revoke, as_holder=False),
        Move.ARCHIVE: Turn("核对归档清单，打印封面和目录", _archive, as_holder=False),
        Move.NOTE: Turn(
            "每一步谁办的、用了多久", _flow_sheet, title="打印办件流程单", as_holder=False
        ),
    }
)
