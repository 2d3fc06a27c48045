"""What the issuing desk says of an act that went through."""

from collections.abc import Callable

from windowdesk.domain.local_time import clock_time
from windowdesk.domain.states import CaseState, Move
from windowdesk.domain.transitions import papers_for
from windowdesk.services.acting import ActReceipt
from windowdesk.services.worklists import CaseRow, LightCounts
from windowdesk.ui.case_words import counted
from windowdesk.ui.lit_case import short_number, state_text
from windowdesk.ui.notifier import Banner, BannerAct
from windowdesk.ui.tone import Tone

_LETTER = papers_for(CaseState.READY, Move.SEND_BY_MAIL)
_TOLD_AGAIN = papers_for(CaseState.READY, Move.NOT_COLLECTED)


def said(receipt: ActReceipt) -> str:
    """Return 10:42 送达 1120-00137，打印送达回证, and how it is taken back where that can be."""
    kinds = tuple(paper.kind for paper in receipt.papers)
    titles = "、".join(paper.title for paper in receipt.papers)
    printing = f"，打印{titles}" if titles else ""
    verb, back = _verb(receipt.state, kinds)
    return f"{clock_time(receipt.at)} {verb} {short_number(receipt.number)}{printing}{back}"


def _verb(state: CaseState, kinds: tuple[str, ...]) -> tuple[str, str]:
    if state is CaseState.DELIVERED:
        return "送达", ""
    if kinds == _LETTER:
        return "寄出", ""
    if kinds == _TOLD_AGAIN:
        return "再通知", ""
    return "接收", "。Ctrl+Z 收回"


def waiting(counts: LightCounts) -> str:
    """Return 12 件等出件."""
    return f"{counted(counts.total)} 件等出件" if counts.total else "没有等出件的"


def elsewhere(banner: str, row: CaseRow, see: Callable[[], None]) -> Banner:
    """Say where a case is that was scanned or looked for at this desk; ``banner`` names it."""
    title = f"{row.applicant_name}的 {short_number(row.number)} 不在出件"
    text = f"现在是“{state_text(row.state)}”。"
    return Banner(banner, Tone.BLUE, "search", title, text, (BannerAct("看办件", see),))
