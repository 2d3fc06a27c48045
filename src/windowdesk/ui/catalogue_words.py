"""What the catalogue desk says: rows of its list, lines over the item, what each step asks."""

from collections.abc import Mapping

from windowdesk.domain.admission import AdmissionAct
from windowdesk.domain.item_kinds import STATE_LABEL, ItemState
from windowdesk.domain.local_time import paper_date
from windowdesk.services.catalogue_view import CatalogueEntry, CatalogueView
from windowdesk.ui.catalogue_step_sheet import StepWords
from windowdesk.ui.tone import Tone

STATE_TONE: Mapping[ItemState, Tone] = {
    ItemState.PROPOSED: Tone.GREY,
    ItemState.ASSESSED: Tone.BLUE,
    ItemState.APPROVED: Tone.BLUE,
    ItemState.PUBLISHED: Tone.GREEN,
    ItemState.WITHDRAWN: Tone.AMBER,
}
NEXT_TEXT: Mapping[AdmissionAct, str] = {
    AdmissionAct.ASSESS: "评估",
    AdmissionAct.APPROVE: "记批准文件",
    AdmissionAct.PUBLISH: "发布",
}
STEP_WORDS: Mapping[AdmissionAct, StepWords] = {
    AdmissionAct.ASSESS: StepWords(
        "评估", "人手、场地、权限够不够承接，写一句结论。", "评估通过", "评估记下了", paper=False
    ),
    AdmissionAct.APPROVE: StepWords(
        "批准", "照批准的文件记。写草稿的人不能自己记批准。", "批准", "批准文件记下了"
    ),
    AdmissionAct.PUBLISH: StepWords(
        "发布",
        "从这一天起窗口照新的一版办，原来的一版到前一天为止。办着的件照受理时的那一版办完。",
        "发布",
        "发布了",
        paper=False,
        day="从哪天起",
    ),
    AdmissionAct.REJECT: StepWords(
        "退回", "草稿退回拟入库，重新评估。", "退回", "退回了", paper=False, note="理由"
    ),
    AdmissionAct.DISCARD: StepWords(
        "弃用草稿",
        "草稿放到一边，不再发布。发布过的版本不动，走过的步骤留着。",
        "弃用",
        "草稿弃用了",
        paper=False,
        note="理由",
        grave=True,
    ),
}
WITHDRAW_WORDS = StepWords(
    "停办",
    "从这一天起窗口不再受理。办着的件照受理时的那一版办完。",
    "停办",
    "停办记下了",
    day="从哪天起",
    grave=True,
)


def state_of(entry: CatalogueEntry) -> str:
    """Return the state of an item in one or two words for a narrow column."""
    if entry.draft is not None:
        return f"草稿·{STATE_LABEL[entry.draft.state]}"
    return STATE_LABEL[entry.state]


def tone_of(entry: CatalogueEntry) -> Tone:
    """Return the tone of the state."""
    return STATE_TONE[entry.draft.state if entry.draft else entry.state]


def lack_of(entry: CatalogueEntry) -> str:
    """Return how many gaps keep an item from being published, '' for none."""
    return f"缺 {entry.blocking}" if entry.blocking else ""


def facts_of(view: CatalogueView) -> str:
    """Return number, version and first day of an item in one line."""
    entry = view.entry
    parts = [f"编号 {entry.item.item_id}"]
    current = entry.current
    if current is not None and current.effective_from is not None:
        parts.append(f"现行第 {current.version} 版，{paper_date(current.effective_from)}起")
        last = view.last_day(current)
        if last is not None:
            parts.append(f"到{paper_date(last)}止")
    if entry.draft is not None:
        parts.append("下面是下一版的草稿")
    return "　".join(parts)


def gaps_of(view: CatalogueView) -> tuple[str, Tone]:
    """Return what is missing in one line, and how grave that is."""
    gaps = view.entry.gaps
    blocking = [gap for gap in gaps if gap.blocks]
    advised = len(gaps) - len(blocking)
    if blocking:
        first = blocking[0]
        return f"发布前还差 {len(blocking)} 处。先补：{first.where}，{first.text}。", Tone.RED
    more = f"另有 {advised} 处建议补上。" if advised else ""
    return f"够发布了。{more}", Tone.GREEN


def no_item(asked: str) -> tuple[str, str]:
    """Return what stands where the list would be."""
    if asked:
        return f"没有“{asked}”", "换个说法，或者按 F2 起草新事项。"
    return "这一类现在没有", "按 ←→ 换一类。"
