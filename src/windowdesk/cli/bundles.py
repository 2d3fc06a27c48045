"""windowdesk bundle: accept a 一件事, follow it, hand over what is ready."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated

import typer

from windowdesk.cli.application_file import find_joint, joints_of, read_bundle_file
from windowdesk.cli.case_lines import put_receipt, put_rows
from windowdesk.cli.cases import PrintFlag
from windowdesk.cli.chinese import Command, Group
from windowdesk.cli.desk import JsonFlag, desk_of
from windowdesk.cli.output import put, put_json
from windowdesk.domain.errors import DomainError
from windowdesk.domain.joint_item import JointItem
from windowdesk.domain.numbers import BundleNumber
from windowdesk.forms.form import FormField
from windowdesk.services.bundle_shares import WAY_LABEL, MemberWay
from windowdesk.services.bundle_tracker import BundleView
from windowdesk.services.bundles import BundleReceipt
from windowdesk.services.issuance import DELIVERY_LABEL, SELF, Delivery, DeliveryMode
from windowdesk.services.session import Session

app = typer.Typer(
    cls=Group, help="一件事：一次受理几个事项，各自成件，一起查进度。", no_args_is_help=True
)
_MODES = "送达方式：" + "，".join(f"{mode} {label}" for mode, label in DELIVERY_LABEL.items())
_WAYS = "、".join(f"{way} {label}" for way, label in WAY_LABEL.items())
_Number = Annotated[str, typer.Argument(help="一件事编号，或者其中一件的办件编号")]


@app.command("list", cls=Command)
def list_bundles(context: typer.Context, as_json: JsonFlag = False) -> None:
    """列出一件事：有哪些事项，本中心缺哪些。"""
    with desk_of(context).session() as session:
        joints = {one.bundle.code: one for one in joints_of(session)}
        for bundle in session.bundles.known():
            joint = joints.get(bundle.code)
            has = [part.item.name for part in joint.parts] if joint else []
            lacks = [member.label for member in (joint.lacking if joint else bundle.members)]
            if as_json:
                put_json(
                    {
                        "bundle": bundle.code,
                        "name": bundle.name,
                        "items": has,
                        "lacking": lacks,
                        "acceptable": joint is not None,
                    }
                )
                continue
            missing = f"；本中心没有：{'、'.join(lacks)}" if lacks else ""
            told = "、".join(has) if has else "已发布的不到两项，办不了"
            put(f"{bundle.name}（{bundle.code}）：{told}{missing}")


@app.command("form", cls=Command)
def form(
    context: typer.Context,
    code: Annotated[str, typer.Argument(help="一件事的名字或代码，如 afterlife")],
    as_json: JsonFlag = False,
) -> None:
    """说出一件事的共用材料清单和共用表单，写申请文件时照着写。"""
    with desk_of(context).session() as session:
        joint = find_joint(session, code)
        everything = {one.code for one in joint.item.situations}
        uses = joint.uses(everything)
        fields = session.bundles.form_of(joint).spec.fields
        (_put_form_lines if as_json else _say_form)(joint, uses, fields)


def _put_form_lines(joint: JointItem, uses: Mapping[str, str], fields: Sequence[FormField]) -> None:
    for situation in joint.item.situations:
        told = {"situation": situation.code, "label": situation.label}
        put_json(told | {"group": situation.group})
    for material in joint.item.materials:
        told = {"material": material.code, "name": material.name}
        put_json(told | {"for": uses[material.code]})
    for field in fields:
        put_json({"field": field.key, "label": field.label, "required": field.required})


def _say_form(joint: JointItem, uses: Mapping[str, str], fields: Sequence[FormField]) -> None:
    put(joint.bundle.name)
    for situation in joint.item.situations:
        put(f"情形 {situation.code}：{situation.label}")
    for material in joint.item.materials:
        put(f"材料 {material.code}：{material.name}（{uses[material.code]}）")
    for field in fields:
        put(f"字段 {field.key}：{field.label}{'，必填' if field.required else ''}")


@app.command("accept", cls=Command)
def accept(
    context: typer.Context,
    file: Annotated[
        Path, typer.Argument(help="申请的 TOML 文件，样子见 resources/examples/bundle.toml")
    ],
    way: Annotated[
        list[str] | None, typer.Option(help=f"某一项另外办：成员=办法，办法有 {_WAYS}")
    ] = None,
    to_printer: PrintFlag = False,
    as_json: JsonFlag = False,
) -> None:
    """一次受理一件事：各事项各自成件，出联办回执和各自的文书。"""
    with desk_of(context).session() as session:
        application = read_bundle_file(file, session, _ways(way or []))
        receipt = session.bundles.accept(application)
        _finish(session, receipt, to_printer=to_printer, as_json=as_json)


@app.command("show", cls=Command)
def show(context: typer.Context, number: _Number, as_json: JsonFlag = False) -> None:
    """查一件事的全部办件：时限、情况、哪些可以领。"""
    with desk_of(context).session() as session:
        view = session.bundle_tracker.find(number)
        if not as_json:
            _put_head(view)
        put_rows(view.rows, session, as_json=as_json)


@app.command("deliver", cls=Command)
def deliver(
    context: typer.Context,
    number: _Number,
    receiver: Annotated[str, typer.Option(help="收件人")],
    mode: Annotated[DeliveryMode, typer.Option(help=_MODES)] = DeliveryMode.DIRECT,
    checked: Annotated[bool, typer.Option("--id-checked", help="证件已核对")] = False,
    relation: Annotated[str, typer.Option(help="与受送达人的关系")] = SELF,
    authority: Annotated[str, typer.Option(help="代领人的委托书")] = "",
    note: Annotated[str, typer.Option(help="备注")] = "",
    as_json: JsonFlag = False,
) -> None:
    """把一件事里能领的结果一起送达，每件一份送达回证。"""
    with desk_of(context).session() as session:
        view = session.bundle_tracker.find(number)
        delivery = Delivery(
            mode, receiver, checked, relation=relation, authority=authority, note=note
        )
        handed = session.bundle_tracker.deliver(view.number.text, delivery)
        for receipt in handed.receipts:
            for paper in receipt.papers:
                session.press.bytes_of_record(paper.document_id)
            put_receipt(receipt, as_json=as_json)
        if handed.kept:
            told = "".join(f"{one.row.item_name}：{one.reason}" for one in handed.kept)
            raise DomainError(f"{len(handed.kept)} 件没送达。{told}")


def _ways(typed: list[str]) -> dict[str, MemberWay]:
    ways: dict[str, MemberWay] = {}
    for one in typed:
        key, sign, way = one.partition("=")
        if not sign or way not in set(MemberWay):
            raise typer.BadParameter(f"“{one}”写成 成员=办法。办法有：{_WAYS}。")
        ways[key.strip()] = MemberWay(way)
    return ways


def _finish(session: Session, receipt: BundleReceipt, *, to_printer: bool, as_json: bool) -> None:
    for paper in receipt.papers:
        session.press.bytes_of_record(paper.document_id)
        if to_printer and paper.print_id is not None:
            session.press.print_job(paper.print_id)
    if as_json:
        put_json({"bundle": receipt.number, "name": receipt.name, "cases": len(receipt.receipts)})
    else:
        number = BundleNumber(receipt.number).grouped
        put(f"{receipt.name}  {number}，共 {len(receipt.receipts)} 件")
    for one in receipt.receipts:
        put_receipt(one, as_json=as_json)


def _put_head(view: BundleView) -> None:
    more = f"，别的科室还有 {view.elsewhere} 件" if view.elsewhere else ""
    ready = f"，{len(view.ready)} 件可以领" if view.ready else ""
    put(f"{view.name}  {view.number.grouped}  {view.applicant}，共 {view.cases} 件{more}{ready}")
