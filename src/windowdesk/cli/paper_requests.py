"""windowdesk document: papers that are issued for a case on request."""

from collections.abc import Mapping, Sequence
from typing import Annotated

import typer

from windowdesk.cli.cases import PrintFlag, case_id_of, finish_act
from windowdesk.cli.chinese import Command
from windowdesk.cli.desk import CaseArgument, JsonFlag, desk_of
from windowdesk.cli.output import put_json, put_table
from windowdesk.domain.errors import DomainError
from windowdesk.services.paper_asks import AskedFact, AskKind
from windowdesk.services.paper_requests import PaperForm
from windowdesk.services.session import Session

_KIND_WORDS: Mapping[AskKind, str] = {
    AskKind.LINE: "一行字",
    AskKind.TEXT: "文字",
    AskKind.DAY: "日期",
    AskKind.CHOICE: "选一项",
    AskKind.TICKS: "可选几项，用顿号隔开",
    AskKind.MONEY: "金额，元",
}
_Case = Annotated[str, typer.Argument(help="办件编号或短号；不写就列出全部另出的文书")]
_Kind = Annotated[str, typer.Argument(help="哪种文书，写名称或者代号，如 缴费通知书、payment")]
_Set = Annotated[
    list[str] | None, typer.Option("--set", help="要填的内容，写成 名称=内容，可以写几次")
]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("kinds", cls=Command)(kinds)
    app.command("form", cls=Command)(form)
    app.command("issue", cls=Command)(issue)


def kinds(context: typer.Context, case: _Case = "", as_json: JsonFlag = False) -> None:
    """列出能另出的文书；写了办件，就列这一件现在能出哪些、为什么还不能出。"""
    with desk_of(context).session() as session:
        if case:
            offers = session.requests.offers(case_id_of(session, case))
            found = [(offer.kind, offer.title, offer.off) for offer in offers]
        else:
            found = [(kind, title, "") for kind, title in session.requests.titles()]
    if as_json:
        for kind, title, off in found:
            put_json({"kind": kind, "title": title, "off": off})
        return
    heads = ("代号", "文书", "为什么还不能出") if case else ("代号", "文书")
    put_table(heads, [row[: len(heads)] for row in found])


def form(
    context: typer.Context, case: CaseArgument, kind: _Kind, as_json: JsonFlag = False
) -> None:
    """一种文书要填什么、已经知道什么。"""
    with desk_of(context).session() as session:
        found = session.requests.form(case_id_of(session, case), _code_of(session, kind))
    if as_json:
        for ask in found.asks:
            put_json(_ask_record(ask, found))
        return
    heads = ("名称", "怎样填", "必填", "现在的内容", "可选")
    put_table(heads, [_ask_row(ask, found) for ask in found.asks])


def issue(
    context: typer.Context,
    case: CaseArgument,
    kind: _Kind,
    values: _Set = None,
    to_printer: PrintFlag = False,
    as_json: JsonFlag = False,
) -> None:
    """给一件另出一张文书；没写的内容用已经知道的。要填什么看 document form。"""
    with desk_of(context).session() as session:
        case_id, code = case_id_of(session, case), _code_of(session, kind)
        typed = _typed(session.requests.form(case_id, code), values or ())
        receipt = session.requests.issue(case_id, code, typed)
        finish_act(session, receipt, to_printer=to_printer, as_json=as_json)


def _code_of(session: Session, kind: str) -> str:
    """Return the code for a code or a title; DomainError names the titles there are."""
    titles = dict(session.requests.titles())
    bare = kind.strip().strip('“”"')
    for code, title in titles.items():
        if bare in {code, title, title.replace("“", "").replace("”", "")} or kind == title:
            return code
    raise DomainError(f"没有叫“{kind}”的文书。能另出的有：{'、'.join(titles.values())}。", "kind")


def _typed(form_: PaperForm, values: Sequence[str]) -> Mapping[str, str]:
    """Read 名称=内容; a name is the label that the form shows, or that of the fact."""
    names = {ask.label: ask.fact for ask in form_.asks} | {ask.fact: ask.fact for ask in form_.asks}
    typed = {}
    for value in values:
        label, equals, text = value.partition("=")
        fact = names.get(label.strip())
        if not equals or fact is None:
            labels = "、".join(ask.label for ask in form_.asks)
            raise DomainError(
                f"“{value}”要写成 名称=内容。{form_.title}要填的有：{labels}。", "set"
            )
        typed[fact] = text
    return typed


def _ask_record(ask: AskedFact, found: PaperForm) -> Mapping[str, object]:
    return {
        "fact": ask.fact,
        "label": ask.label,
        "kind": ask.kind,
        "required": ask.required,
        "options": ask.options,
        "value": found.values[ask.fact],
    }


def _ask_row(ask: AskedFact, found: PaperForm) -> tuple[str, ...]:
    required = "必填" if ask.required else ""
    options = "、".join(ask.options)
    return (ask.label, _KIND_WORDS[ask.kind], required, found.values[ask.fact], options)
