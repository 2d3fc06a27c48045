"""windowdesk document: list, export, verify, print again, try templates."""

from pathlib import Path
from typing import Annotated

import typer

from windowdesk.app import lazy
from windowdesk.assets import Assets
from windowdesk.cli import paper_register, paper_requests
from windowdesk.cli.cases import case_id_of
from windowdesk.cli.chinese import Command, Group
from windowdesk.cli.desk import CaseArgument, JsonFlag, desk_of
from windowdesk.cli.keys import app as keys
from windowdesk.cli.keys import prove
from windowdesk.cli.output import complain, put, put_json, put_table
from windowdesk.domain.document import PRINT_LABEL, PrintState
from windowdesk.domain.errors import DomainError
from windowdesk.domain.local_time import paper_minute
from windowdesk.services.paper_check import VERDICT_LABEL, PaperVerdict, check_paper

app = typer.Typer(cls=Group, help="文书：列出、导出、核对、补打、试模板", no_args_is_help=True)
app.add_typer(keys, name="key")
paper_register.register(app)
paper_requests.register(app)

# A number of a paper is shorter, the digits of a code are far longer.
_LONGEST_NUMBER = 100

NumberArgument = Annotated[str, typer.Argument(help="文号，如 云岭便受〔2026〕1号")]


@app.command("list", cls=Command)
def list_papers(context: typer.Context, case: CaseArgument, as_json: JsonFlag = False) -> None:
    """列出一件的文书和打印情况。"""
    with desk_of(context).session() as session:
        view = session.lookup.case(case_id_of(session, case))
        void = view.case.outcomes.void_papers
        printed = {row.document_id: row.state for row in reversed(view.prints)}
        if as_json:
            for paper in view.papers:
                put_json(
                    {
                        "id": paper.document_id,
                        "kind": paper.kind,
                        "title": paper.title,
                        "number": paper.number,
                        "issued_at": paper.issued_at,
                        "digest": paper.digest,
                        "print": printed.get(paper.document_id),
                        "void": paper.number in void,
                    }
                )
            return
        rows = []
        for paper in view.papers:
            state = printed.get(paper.document_id)
            label = "已作废" if paper.number in void else PRINT_LABEL[state or PrintState.KEPT]
            rows.append((paper.title, paper.number, paper_minute(paper.issued_at), label))
        put_table(("文书", "文号", "出文时间", "打印"), rows)


@app.command(cls=Command)
def export(
    context: typer.Context,
    number: NumberArgument,
    out: Annotated[Path, typer.Option(help="放到哪个文件夹")] = Path(),
    docx: Annotated[bool, typer.Option("--docx", help="另存一份 DOCX 工作副本")] = False,
    as_json: JsonFlag = False,
) -> None:
    """导出存档的 PDF；加 --docx 另出工作副本。"""
    with desk_of(context).session() as session:
        with session.database.reading() as uow:
            document = uow.papers.by_number(number)
        out.mkdir(parents=True, exist_ok=True)
        paths = [out / f"{document.title} {document.number}.pdf"]
        paths[0].write_bytes(session.press.export_pdf(document.document_id))
        if docx:
            paths.append(paths[0].with_suffix(".docx"))
            paths[1].write_bytes(session.press.docx(document.document_id))
    for path in paths:
        if as_json:
            put_json({"number": document.number, "file": str(path)})
        else:
            put(str(path))


@app.command(cls=Command)
def verify(
    context: typer.Context,
    what: Annotated[str, typer.Argument(help="文号、文件（PDF、照片、扫描件），或者码里的数字")],
    file: Annotated[Path | None, typer.Option(help="和这个文号核对的 PDF 文件")] = None,
    key: Annotated[
        list[Path] | None, typer.Option(help="别的中心的公钥文件，不登录、不联网也能查")
    ] = None,
    as_json: JsonFlag = False,
) -> None:
    """核对一份文书：按文号查库里的记录和存档，或者只凭文件、照片、码里的数字查真假。"""
    path = Path(what)
    is_code = len(what) > _LONGEST_NUMBER and not path.suffix
    if file is None and (is_code or path.is_file()):
        return prove(context, what, key or (), as_json=as_json)
    if file is not None and not file.is_file():
        raise DomainError(f"找不到文件 {file}。核对位置再办。")
    if path.suffix and not path.is_file():
        raise DomainError(f"找不到文件 {path}。核对位置再办。")
    with desk_of(context).session() as session:
        checked = check_paper(session.bench, what, file.read_bytes() if file else None)
    if as_json:
        put_json({"number": checked.document.number, "verdict": checked.verdict})
    else:
        put(f"{checked.document.title} {checked.document.number}：{VERDICT_LABEL[checked.verdict]}")
    if checked.verdict not in {PaperVerdict.GENUINE, PaperVerdict.UNRENDERED}:
        raise typer.Exit(1)
    return None


@app.command(cls=Command)
def check(
    context: typer.Context,
    files: Annotated[list[Path] | None, typer.Argument(help="模板文件，不写就查全部模板")] = None,
    as_json: JsonFlag = False,
) -> None:
    """试打文书模板：每一种填上样例排一遍，说明哪个文件错在哪里、怎么改。"""
    settings = desk_of(context).settings()
    catalogue, checks = lazy("reports.catalogue"), lazy("reports.template_check")
    renderer = catalogue.PaperRenderer(settings.cache, settings.fonts)
    tried = checks.TemplateCheck(Assets(settings.content), renderer)
    problems = tried.files(files) if files else tried.everything()
    for problem in problems:
        if as_json:
            put_json({"file": problem.file, "text": problem.text})
        else:
            put(f"{problem.file}：{problem.text}")
    if problems:
        complain(f"共 {len(problems)} 处要改。改好再查一遍。")
        raise typer.Exit(1)
    if not as_json:
        put(f"{len(files)} 个模板都能打。" if files else "全部模板都能打。")


@app.command(cls=Command)
def reprint(context: typer.Context, number: NumberArgument, as_json: JsonFlag = False) -> None:
    """补打：打的是存档的同一份。"""
    with desk_of(context).session() as session:
        with session.database.reading() as uow:
            document = uow.papers.by_number(number)
        job = session.press.reprint(document.document_id)
    if as_json:
        put_json({"number": document.number, "print": job.state, "reason": job.reason})
    else:
        put(f"{document.title} {document.number}：{PRINT_LABEL[job.state]} {job.reason}".rstrip())
