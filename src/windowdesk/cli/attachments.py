"""Files of cases: attach, list, export, hold against the original, declare void."""

from pathlib import Path
from typing import Annotated

import typer

from windowdesk.cli.cases import case_id_of
from windowdesk.cli.chinese import Command, Group
from windowdesk.cli.desk import CaseArgument, JsonFlag, desk_of
from windowdesk.cli.output import put, put_json, put_table
from windowdesk.domain.attachment import (
    FILE_LIMIT,
    GRADE_LABEL,
    Attachment,
    Filed,
    Grade,
    megabytes,
    require_small,
)
from windowdesk.domain.errors import DomainError
from windowdesk.domain.local_time import paper_minute

app = typer.Typer(cls=Group, help="电子件：导出、核对原件、作废", no_args_is_help=True)

_NumberArgument = Annotated[int, typer.Argument(help="电子件的内部号，attachments 列得出来")]
_GRADES = {Grade.ISSUED: "A", Grade.UPLOADED: "C", Grade.DECLARED: "D"}
_BY_LETTER = {letter: grade for grade, letter in _GRADES.items()}


def register(parent: typer.Typer) -> None:
    """Add the commands that stand at the root."""
    parent.command(cls=Command)(attach)
    parent.command("attachments", cls=Command)(list_attachments)


def attach(
    context: typer.Context,
    case: CaseArgument,
    files: Annotated[list[Path], typer.Argument(help="照片、扫描件、PDF、OFD、Word 或 Excel")],
    material: Annotated[str, typer.Option(help="材料编码；不写就归整件")] = "",
    grade: Annotated[
        str, typer.Option(help="A 签发机关提供，C 未核原件，D 本人自述；B 用 attachment check 盖章")
    ] = "C",
    as_json: JsonFlag = False,
) -> None:
    """给一件附上电子件，一份一份存，存好一份说一份。"""
    if grade.upper() not in _BY_LETTER:
        raise DomainError("--grade 要写 A、C 或 D。B 级要核对原件，用 attachment check。")
    with desk_of(context).session() as session:
        case_id = case_id_of(session, case)
        for file in files:
            content = _content_of(file)
            done = session.attachments.attach(
                case_id, content, file.name, material, _BY_LETTER[grade.upper()]
            )
            if as_json:
                put_json({**_fields(done.attachment), "new": done.is_new, "twin": done.twin})
            elif not done.is_new:
                put(f"{file.name}：早就附过了，没有重复存。")
            else:
                twin = f"，和“{done.twin}”一模一样" if done.twin else ""
                put(f"{done.attachment.name}：已附上{twin}。")


def list_attachments(context: typer.Context, case: CaseArgument, as_json: JsonFlag = False) -> None:
    """列出一件的电子件。"""
    with desk_of(context).session() as session:
        filed = session.attachments.of_case(case_id_of(session, case))
    if as_json:
        for one in filed:
            stamped = one.stamped.attachment_id if one.stamped else None
            put_json({**_fields(one.original), "grade": one.grade, "stamped": stamped})
        return
    heads = ("内部号", "名称", "材料", "页数", "大小", "级别", "附上")
    put_table(heads, [_row(one) for one in filed])


@app.command(cls=Command)
def export(
    context: typer.Context,
    number: _NumberArgument,
    out: Annotated[Path, typer.Option(help="放到哪个文件夹")] = Path(),
    as_json: JsonFlag = False,
) -> None:
    """导出一份电子件；谁在什么时候导出的，有记录。"""
    with desk_of(context).session() as session:
        attachment, content = session.attachments.export(number)
    out.mkdir(parents=True, exist_ok=True)
    path = _free(out / attachment.name)
    path.write_bytes(content)
    if as_json:
        put_json({**_fields(attachment), "file": str(path)})
    else:
        put(str(path))


@app.command(cls=Command)
def check(context: typer.Context, number: _NumberArgument, as_json: JsonFlag = False) -> None:
    """核对过原件：做一份盖了“经与原件核对无误”的副本，没盖的那份还在。"""
    with desk_of(context).session() as session:
        stamped = session.attachments.check(number)
    if as_json:
        put_json(_fields(stamped))
    else:
        put(f"{stamped.name}：内部号 {stamped.attachment_id}。")


@app.command(cls=Command)
def void(context: typer.Context, number: _NumberArgument, as_json: JsonFlag = False) -> None:
    """附错了：作废一份电子件。登记还在，份数里不再算它。"""
    with desk_of(context).session() as session:
        row = session.attachments.grade(number, Grade.VOID)
    if as_json:
        put_json(_fields(row))
    else:
        put(f"{row.name}：已作废。")


def _content_of(file: Path) -> bytes:
    if not file.is_file():
        raise DomainError(f"找不到文件 {file}。核对位置再附。")
    # Asked before it is read: a film of many gigabytes would not fit into memory.
    if file.stat().st_size > FILE_LIMIT:
        require_small(file.stat().st_size, file.name)
    return file.read_bytes()


def _free(path: Path) -> Path:
    """Return a path that no file has yet: nothing is ever written over."""
    count, free = 1, path
    while free.exists():
        count += 1
        free = path.with_name(f"{path.stem} {count}{path.suffix}")
    return free


def _fields(row: Attachment) -> dict[str, object]:
    return {
        "id": row.attachment_id,
        "name": row.name,
        "material": row.material,
        "sha256": row.sha256,
        "media": row.media,
        "size": row.size,
        "pages": row.pages,
        "grade": row.grade,
        "derived_from": row.derived_from,
        "by": row.login,
        "at": row.at,
    }


def _row(one: Filed) -> tuple[str, ...]:
    row = one.original
    return (
        str(row.attachment_id),
        row.name,
        row.material or "整件",
        str(row.pages or ""),
        megabytes(row.size),
        GRADE_LABEL[one.grade],
        paper_minute(row.at),
    )
