"""windowdesk catalogue draft, set, lacks, diff, history, and the steps of admission."""

from datetime import date
from typing import Annotated

import typer

from windowdesk.cli.chinese import Command
from windowdesk.cli.desk import JsonFlag, desk_of
from windowdesk.cli.output import put, put_json, put_table
from windowdesk.domain.admission import STEP_LABEL, ItemDraft
from windowdesk.domain.errors import DomainError
from windowdesk.domain.item import Item
from windowdesk.domain.item_changes import CHANGE_LABEL
from windowdesk.domain.item_fields import GROUP_LABEL, ITEM_FIELDS
from windowdesk.domain.item_gaps import ItemGap
from windowdesk.domain.item_kinds import STATE_LABEL
from windowdesk.domain.item_texts import ItemTexts
from windowdesk.domain.local_time import paper_minute, read_day
from windowdesk.services.admission_entry import StepEntry
from windowdesk.services.catalogue_view import CatalogueEntry
from windowdesk.services.session import Session

ItemArgument = Annotated[str, typer.Argument(help="事项编号、实施编码或全名")]
_Organ = Annotated[str, typer.Option("--organ", help="文件是哪个机关的")]
_Number = Annotated[str, typer.Option("--number", help="文件的文号")]
_Dated = Annotated[str, typer.Option("--date", help="文件的日期，如 2026-03-02")]
_Note = Annotated[str, typer.Option("--note", help="意见或理由")]
_First = Annotated[str, typer.Option("--on", help="从哪一天起，如 2026-12-01；不写就是今天")]
_Fields = Annotated[list[str], typer.Argument(help="栏名=内容，可写多个；内容空着就是不知道")]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    for name, command in (
        ("draft", draft),
        ("set", set_fields),
        ("lacks", lacks),
        ("diff", diff),
        ("history", history),
        ("assess", assess),
        ("approve", approve),
        ("publish", publish),
        ("reject", reject),
        ("discard", discard),
        ("withdraw", withdraw),
    ):
        app.command(name, cls=Command)(command)


def find_entry(session: Session, wanted: str) -> CatalogueEntry:
    """Return the one item with this identity, code or name, drafts too; DomainError if none."""
    entries = session.catalogue.entries()
    exact = [e for e in entries if wanted in {e.item.item_id, e.item.code, e.item.name}]
    if len(exact) == 1:
        return exact[0]
    near = session.catalogue.find(entries, wanted)[:5] if wanted else ()
    names = "、".join(f"{e.item.name}（{e.item.item_id}）" for e in exact or near)
    hint = f"像的有：{names}。" if names else "用 catalogue list --all 看全部。"
    raise DomainError(f"没有事项“{wanted}”，或者不止一个。{hint}", "item")


def draft(context: typer.Context, item: ItemArgument, as_json: JsonFlag = False) -> None:
    """起草下一版；已有草稿就看草稿。"""
    with desk_of(context).session() as session:
        _put_draft(session.catalogue.open_draft(_identity(session, item)), as_json)


def set_fields(
    context: typer.Context, item: ItemArgument, fields: _Fields, as_json: JsonFlag = False
) -> None:
    """改草稿里的栏；没有草稿就先起草。材料、情形用导出和导入改。"""
    with desk_of(context).session() as session:
        item_id = _identity(session, item)
        texts = ItemTexts(dict(_written(one) for one in fields), {})
        opened = session.catalogue.open_draft(item_id)
        _put_draft(session.catalogue.save_draft(item_id, texts, opened.version), as_json)


def lacks(
    context: typer.Context,
    item: Annotated[str, typer.Argument(help="事项编号、实施编码或全名；不写列出全部")] = "",
    as_json: JsonFlag = False,
) -> None:
    """发布前还缺什么。"""
    with desk_of(context).session() as session:
        entries = (find_entry(session, item),) if item else session.catalogue.entries()
    told = [(entry.item, gap) for entry in entries for gap in entry.gaps if item or gap.blocks]
    if as_json:
        for one, gap in told:
            put_json({"item_id": one.item_id, "name": one.name} | _gap_fields(gap))
    elif not told:
        put("不缺什么，可以发布。" if item else "每个事项都够发布。")
    else:
        put_table(
            ("事项", "在哪里", "缺什么", ""),
            [(one.name, gap.where, gap.text, _weight(gap)) for one, gap in told],
        )


def diff(
    context: typer.Context,
    item: ItemArgument,
    first: Annotated[int, typer.Argument(help="版本号；不写是现行的一版")] = 0,
    second: Annotated[int, typer.Argument(help="另一个版本号；不写是草稿")] = 0,
    as_json: JsonFlag = False,
) -> None:
    """比较两个版本，或者一个版本和草稿。"""
    with desk_of(context).session() as session:
        entry = find_entry(session, item)
        if not first and entry.current is None:
            raise DomainError("这个事项还没有哪一版可比。先发布一版。", "item")
        base = first or (entry.current.version if entry.current else 0)
        found = session.catalogue.compare(entry.item.item_id, base, second or None)
    if as_json:
        for one in found:
            put_json(
                {
                    "group": one.group,
                    "kind": one.kind,
                    "record": one.record,
                    "field": one.label,
                    "before": one.before,
                    "after": one.after,
                }
            )
    elif not found:
        put("两边一样。")
    else:
        for one in found:
            place = " ".join(part for part in (one.record, one.label) if part)
            put(f"{CHANGE_LABEL[one.kind]}  {GROUP_LABEL[one.group]} {place}")
            for sign, text in (("-", one.before), ("+", one.after)):
                if text:
                    put(f"    {sign} {' / '.join(text.splitlines())}")


def history(context: typer.Context, item: ItemArgument, as_json: JsonFlag = False) -> None:
    """看一个事项走过的每一步：谁、什么时候、凭哪份文件。"""
    with desk_of(context).session() as session:
        view = session.catalogue.view(_identity(session, item))
    for step in view.steps:
        if as_json:
            put_json(
                {
                    "at": step.at,
                    "step": step.step,
                    "version": step.item_version,
                    "login": step.login,
                    "name": step.name,
                    "paper": step.paper.text if step.paper else "",
                    "note": step.note,
                    "digest": step.digest,
                }
            )
        else:
            paper = f"  {step.paper.text}" if step.paper else ""
            put(
                f"{paper_minute(step.at)}  {STEP_LABEL[step.step]}  第{step.item_version}版  "
                f"{step.name}{paper}  {step.note}".rstrip()
            )
    if not view.steps and not as_json:
        put("这个事项还没有走过步骤。")


def assess(
    context: typer.Context,
    item: ItemArgument,
    note: _Note = "",
    organ: _Organ = "",
    number: _Number = "",
    dated: _Dated = "",
    as_json: JsonFlag = False,
) -> None:
    """评估草稿：能不能承接。"""
    with desk_of(context).session() as session:
        item_id, seen = _drafted(session, item)
        entry = _entry(organ, number, dated, note)
        _put_draft(session.catalogue.assess(item_id, entry, seen), as_json)


def approve(
    context: typer.Context,
    item: ItemArgument,
    organ: _Organ,
    number: _Number,
    dated: _Dated,
    note: _Note = "",
    as_json: JsonFlag = False,
) -> None:
    """记下批准的文件；写草稿的人不能自己批准。"""
    with desk_of(context).session() as session:
        item_id, seen = _drafted(session, item)
        entry = _entry(organ, number, dated, note)
        _put_draft(session.catalogue.approve(item_id, entry, seen), as_json)


def publish(
    context: typer.Context,
    item: ItemArgument,
    on: _First = "",
    organ: _Organ = "",
    number: _Number = "",
    dated: _Dated = "",
    note: _Note = "",
    as_json: JsonFlag = False,
) -> None:
    """发布下一版，从定的那天起窗口照它办。"""
    with desk_of(context).session() as session:
        item_id, seen = _drafted(session, item)
        entry = _entry(organ, number, dated, note)
        _put_version(session.catalogue.publish(item_id, _day(on), entry, seen), as_json)


def reject(
    context: typer.Context, item: ItemArgument, note: _Note, as_json: JsonFlag = False
) -> None:
    """把草稿退回去改，要写理由。"""
    with desk_of(context).session() as session:
        item_id, seen = _drafted(session, item)
        _put_draft(session.catalogue.reject(item_id, StepEntry(note=note), seen), as_json)


def discard(
    context: typer.Context, item: ItemArgument, note: _Note, as_json: JsonFlag = False
) -> None:
    """弃用草稿，要写理由；发布过的版本不动。"""
    with desk_of(context).session() as session:
        item_id, seen = _drafted(session, item)
        session.catalogue.discard(item_id, StepEntry(note=note), seen)
    if as_json:
        put_json({"item_id": item_id, "draft": None})
    else:
        put("草稿弃用了，记了理由。")


def withdraw(
    context: typer.Context,
    item: ItemArgument,
    organ: _Organ,
    number: _Number,
    dated: _Dated,
    on: _First = "",
    note: _Note = "",
    as_json: JsonFlag = False,
) -> None:
    """停办一个事项；办着的件照原来的版本办完。"""
    with desk_of(context).session() as session:
        item_id = _identity(session, item)
        entry = _entry(organ, number, dated, note)
        _put_version(session.catalogue.withdraw(item_id, _day(on), entry), as_json)


def _identity(session: Session, wanted: str) -> str:
    return find_entry(session, wanted).item.item_id


def _drafted(session: Session, wanted: str) -> tuple[str, int]:
    """Return an item and the version of its draft as it stands now."""
    entry = find_entry(session, wanted)
    if entry.draft is None:
        raise DomainError(f"“{entry.item.name}”没有草稿。先用 catalogue draft 起草。", "item")
    return entry.item.item_id, entry.draft.version


def _entry(organ: str, number: str, dated: str, note: str) -> StepEntry:
    return StepEntry(organ, number, _day(dated), note)


def _day(typed: str) -> date | None:
    return read_day(typed) if typed else None


def _written(pair: str) -> tuple[str, str]:
    head, sign, text = pair.partition("=")
    by_label = {spec.label: spec.name for spec in ITEM_FIELDS if not spec.of_log}
    if not sign or head.strip() not in by_label:
        labels = "、".join(by_label)
        raise DomainError(f"“{pair}”要写成 栏名=内容。栏名有：{labels}。")
    return by_label[head.strip()], text


def _weight(gap: ItemGap) -> str:
    return "必须补" if gap.blocks else "建议补"


def _gap_fields(gap: ItemGap) -> dict[str, object]:
    return {
        "group": gap.group,
        "field": gap.field,
        "where": gap.where,
        "text": gap.text,
        "blocks": gap.blocks,
    }


def _put_draft(found: ItemDraft, as_json: bool) -> None:
    if as_json:
        put_json(
            {
                "item_id": found.item.item_id,
                "name": found.item.name,
                "draft_state": found.state,
                "draft_version": found.version,
                "writers": found.writers,
                "next": found.next_act,
            }
        )
        return
    put(f"“{found.item.name}”的草稿：{STATE_LABEL[found.state]}。")


def _put_version(item: Item, as_json: bool) -> None:
    if as_json:
        put_json(
            {
                "item_id": item.item_id,
                "name": item.name,
                "version": item.version,
                "state": item.state,
                "effective_from": item.effective_from,
            }
        )
        return
    begins = item.effective_from.isoformat() if item.effective_from else ""
    put(f"“{item.name}”第 {item.version} 版{STATE_LABEL[item.state]}，自 {begins} 起。")
