"""Keys of papers: proving without a database, and windowdesk document key."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from windowdesk.app import lazy
from windowdesk.app.late_papers import LateSeal
from windowdesk.cli.cases import case_id_of
from windowdesk.cli.chinese import Command, Group
from windowdesk.cli.desk import CaseArgument, JsonFlag, desk_of
from windowdesk.cli.output import put, put_json, put_table
from windowdesk.domain.local_time import paper_minute
from windowdesk.services.key_file import SUFFIX
from windowdesk.services.own_keys import export_key_file, own_key_file, renew_key
from windowdesk.services.paper_proof import PaperProver, ProofVerdict
from windowdesk.services.trusted_keys import TrustedKeys, key_file_at

app = typer.Typer(cls=Group, help="文书签名钥匙：导出公钥、装上别的中心的公钥、换钥匙")


def register(root: typer.Typer) -> None:
    """Add the command that stands by itself."""
    root.command("evidence", cls=Command)(evidence)


@app.command("export", cls=Command)
def export_key(
    context: typer.Context,
    out: Annotated[Path, typer.Option(help="放到哪个文件夹")] = Path(),
    as_json: JsonFlag = False,
) -> None:
    """导出本中心的公钥文件：别处装上它，不联网就能查本中心的文书。"""
    with desk_of(context).session() as session:
        text = export_key_file(session.bench)
        path = out / f"{session.centre.name}{SUFFIX}"
    out.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    if as_json:
        put_json({"file": str(path)})
    else:
        put(str(path))


@app.command(cls=Command)
def trust(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="别的中心给的公钥文件")],
    as_json: JsonFlag = False,
) -> None:
    """装上别的中心的公钥文件；新的一份顶掉旧的。"""
    found = _trusted(context).install(file)
    names = "、".join(key.name for key in found.keys)
    if as_json:
        put_json({"centre": found.centre, "name": found.name, "keys": names})
    else:
        put(f"装好了：{found.name}，钥匙 {names}。打电话和那个中心对一遍钥匙的六位名字。")


@app.command("list", cls=Command)
def list_keys(context: typer.Context, as_json: JsonFlag = False) -> None:
    """列出装上的公钥文件。"""
    found = _trusted(context).all()
    if as_json:
        for one in found:
            names = [key.name for key in one.keys]
            put_json({"centre": one.centre, "name": one.name, "keys": names, "as_of": one.as_of})
        return
    rows = [
        (one.centre, one.name, "、".join(key.name for key in one.keys), paper_minute(one.as_of))
        for one in found
    ]
    put_table(("区划代码", "中心", "钥匙", "导出时间"), rows)


@app.command(cls=Command)
def renew(context: typer.Context, as_json: JsonFlag = False) -> None:
    """换一把签名钥匙：旧文书仍用旧钥匙核对，换好后重新导出公钥文件。"""
    with desk_of(context).session() as session:
        key = renew_key(session.bench)
    if as_json:
        put_json({"key": key.name})
    else:
        put(
            f"换好了，新钥匙 {key.name}。各窗口重新登录后用新钥匙；重新导出公钥文件发给查验的单位。"
        )


def evidence(
    context: typer.Context,
    case: CaseArgument,
    purpose: Annotated[str, typer.Option(help="交给谁、做什么用，记在台账里")],
    out: Annotated[Path, typer.Option(help="放到哪个文件夹")] = Path(),
    archive: Annotated[
        bool, typer.Option("--archive", help="归档信息包：多一份元数据，已归档的件才有")
    ] = False,
    as_json: JsonFlag = False,
) -> None:
    """导出一件的证据包：文书、附件、经过、期限证明，带一个谁都能运行的核对程序。"""
    out.mkdir(parents=True, exist_ok=True)
    with desk_of(context).session() as session:
        case_id = case_id_of(session, case)
        number = session.lookup.case(case_id).case.number
        path = out / f"{'归档信息包' if archive else '证据包'}-{number.digits}.zip"
        session.evidence.write(case_id, path, purpose, for_archive=archive)
    if as_json:
        put_json({"case": number.digits, "file": str(path)})
    else:
        put(str(path))


def prove(context: typer.Context, what: str, files: Sequence[Path], *, as_json: bool) -> None:
    """Prove a file or a code with the keys at hand; exit 1 unless it is genuine.

    Whoever logs in proves the own papers too; without a login the key files alone answer.
    """
    known = [*(key_file_at(file) for file in files), *_trusted(context).all()]
    if desk_of(context).is_named:
        with desk_of(context).session() as session:
            known.insert(0, own_key_file(session.bench))
    prover = PaperProver(known, lazy("reports.code_reader").codes_on, LateSeal())
    path = Path(what)
    proof = prover.of_bytes(path.read_bytes()) if path.is_file() else prover.of_text(what)
    if as_json:
        code = proof.code
        put_json(
            {
                "verdict": proof.verdict,
                "source": proof.source,
                "centre": proof.centre,
                "title": proof.title,
                "kind": code.kind_code if code else "",
                "year": code.year if code else None,
                "serial": code.serial if code else None,
                "case": code.digits if code else "",
            }
        )
    else:
        put(proof.sentence)
        for label, value in proof.lines:
            put(f"{label}：{value}")
    if proof.verdict is not ProofVerdict.GENUINE:
        raise typer.Exit(1)


def _trusted(context: typer.Context) -> TrustedKeys:
    return TrustedKeys(desk_of(context).settings().data)
