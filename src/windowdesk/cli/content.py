"""windowdesk catalogue check, rules, examples: the content that people edit."""

from pathlib import Path
from typing import Annotated

import typer

from windowdesk.app import lazy
from windowdesk.assets import Assets
from windowdesk.cli.chinese import Command
from windowdesk.cli.desk import JsonFlag, desk_of
from windowdesk.cli.output import complain, put, put_json
from windowdesk.domain.errors import DomainError
from windowdesk.forms.form import KIND_LABEL, FormSpec
from windowdesk.forms.shelf import FormShelf
from windowdesk.services.catalogue_sheets import sheets_of
from windowdesk.services.content_check import ContentCheck, example_guides


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("check", cls=Command)(check)
    app.command("rules", cls=Command)(rules)
    app.command("examples", cls=Command)(examples)


def check(
    context: typer.Context,
    files: Annotated[
        list[Path] | None, typer.Argument(help="表单、办事指南或一件事文件，不写就查全部内容")
    ] = None,
    as_json: JsonFlag = False,
) -> None:
    """查表单、办事指南、一件事和事项库内容写得对不对，说明哪个文件、哪一行、怎么改。"""
    content = ContentCheck(Assets(desk_of(context).settings().content))
    problems = content.files(files) if files else content.everything()
    for problem in problems:
        if as_json:
            put_json({"file": problem.file, "line": problem.line, "text": problem.text})
        else:
            put(problem.sentence)
    if problems:
        complain(f"共 {len(problems)} 处要改。改好再查一遍。")
        raise typer.Exit(1)
    if not as_json:
        put(f"{len(files)} 个文件都对。" if files else "表单、办事指南、一件事和事项库内容都对。")


def rules(
    context: typer.Context,
    code: Annotated[str, typer.Argument(help="表单的名字，如 dibao")],
    as_json: JsonFlag = False,
) -> None:
    """用中文说出一张表单的字段和规则。"""
    shelf = FormShelf(Assets(desk_of(context).settings().content))
    if code not in shelf.codes():
        raise DomainError(f"没有表单 {code}。有的是：{'、'.join(shelf.codes())}。", "form")
    form = shelf.get(code)
    if as_json:
        _put_form(form)
        return
    put(form.title)
    for field in form.fields:
        need = "，必填" if field.required else ""
        put(f"字段 {field.label}（{field.key}）：{KIND_LABEL[field.kind]}{need}")
    for sentence in form.sentences():
        put(f"规则 {sentence}")


def examples(
    context: typer.Context,
    path: Annotated[Path, typer.Argument(help="写到哪里：.xlsx 文件，或者放 CSV 的文件夹")],
    as_json: JsonFlag = False,
) -> None:
    """把十二份示例办事指南写成表格，改成本中心的，再用 catalogue import 导入。"""
    guides = example_guides(Assets(desk_of(context).settings().content))
    lazy("app.late_files").LateSpreadsheets().write(path, sheets_of(guides))
    if as_json:
        put_json({"path": str(path), "examples": len(guides)})
        return
    put(f"写好了 {path}，{len(guides)} 个示例。期限、材料、依据逐项对照本中心的清单改。")


def _put_form(form: FormSpec) -> None:
    for field in form.fields:
        told = {"field": field.key, "label": field.label, "kind": field.kind}
        put_json(told | {"required": field.required})
    for sentence in form.sentences():
        put_json({"rule": sentence})
