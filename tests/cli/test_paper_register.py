"""windowdesk document: proving without a login, keys, seals, the ledger, evidence."""

from pathlib import Path

import pytest

from tests.certificates import PASSPHRASE, SUBJECT, certificate
from tests.cli.applications import write
from tests.cli.shell import Shell
from windowdesk.services.signed_files import signature_of
from windowdesk.settings import save_settings


@pytest.fixture
def paper(shell: Shell) -> dict[str, object]:
    file = write(shell.data.parent / "application.toml")
    answer = shell.done("receive", file, "--accept", "--json").one
    papers = answer["papers"]
    assert isinstance(papers, list)
    return {"case": answer["case"], **papers[-1]}


@pytest.fixture
def pdf(shell: Shell, paper: dict[str, object], tmp_path: Path) -> Path:
    answer = shell.done("document", "export", paper["number"], "--out", tmp_path, "--json").one
    return Path(str(answer["file"]))


def test_a_file_is_proved_elsewhere_with_the_key_file_alone(
    shell: Shell, pdf: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = shell.done("document", "key", "export", "--out", tmp_path, "--json").one["file"]
    elsewhere = Shell(monkeypatch, shell.capsys, tmp_path / "other", user="")
    proved = elsewhere.done("document", "verify", pdf, "--key", key, "--json").one
    assert (proved["verdict"], proved["source"], proved["title"]) == (
        "genuine",
        "file",
        "受理通知书",
    )
    assert elsewhere("document", "verify", pdf).code == 1
    elsewhere.done("document", "key", "trust", key)
    (known,) = elsewhere.done("document", "key", "list", "--json").lines
    assert "真：" in elsewhere.done("document", "verify", pdf).out
    assert known["keys"]
    signature = signature_of(pdf.read_bytes())
    assert signature is not None
    assert "办件编号" in elsewhere.done("document", "verify", signature.code).out
    content = pdf.read_bytes()
    pdf.write_bytes(content[:500] + bytes((content[500] ^ 1,)) + content[501:])
    changed = elsewhere("document", "verify", pdf)
    assert (changed.code, "被改过" in changed.out) == (1, True)


def test_who_logs_in_proves_the_own_papers(shell: Shell, pdf: Path) -> None:
    assert shell.done("document", "verify", pdf, "--json").one["verdict"] == "genuine"
    assert "找不到文件" in shell.refused("document", "verify", "gone.pdf")
    assert "二维码" in shell.refused("document", "verify", "1" * 239)


def test_a_key_is_renewed_by_the_administrator_alone(shell: Shell, pdf: Path) -> None:
    assert "没有这项权限" in shell.refused("document", "key", "renew")
    assert "新钥匙" in shell.done("document", "key", "renew", user="admin").out
    assert shell.done("document", "verify", pdf, "--json").one["verdict"] == "genuine"


def test_a_seal_is_recorded_and_listed(shell: Shell, paper: dict[str, object]) -> None:
    shell.done("document", "seal", paper["number"], "--approver", "许绍文")
    (row,) = shell.done("document", "sealings", "--json").lines
    assert (row["number"], row["kind"], row["approver"]) == (paper["number"], "ink", "许绍文")
    assert "许绍文" in shell.done("document", "sealings").out
    assert "谁批准" in shell.refused("document", "seal", paper["number"], "--approver", " ")


def test_an_electronic_seal_is_put_onto_a_file(
    shell: Shell, paper: dict[str, object], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = ("document", "seal", paper["number"], "--approver", "许绍文", "--electronic")
    monkeypatch.setenv("WINDOWDESK_SEAL_PASSPHRASE", PASSPHRASE)
    assert "还没装电子印章" in shell.refused(*words)
    save_settings(shell.data, {"seal_certificate": str(certificate(tmp_path / "seal.p12"))})
    answer = shell.done(*words, "--out", tmp_path, "--json").one
    assert answer["kind"] == "electronic"
    proved = shell.done("document", "verify", answer["file"]).out
    assert f"电子印章：{SUBJECT}" in proved


def test_the_ledger_lists_the_papers_of_some_days(shell: Shell, paper: dict[str, object]) -> None:
    rows = shell.done("document", "ledger", "--json").lines
    assert [row["kind"] for row in rows] == ["receipt", "acceptance"]
    assert rows[1]["number"] == paper["number"]
    assert str(paper["number"]) in shell.done("document", "ledger", "--kind", "acceptance").out


def test_evidence_is_written_with_its_purpose(
    shell: Shell, paper: dict[str, object], tmp_path: Path
) -> None:
    words = ("evidence", paper["case"], "--out", tmp_path, "--purpose", "交县司法局")
    assert "没有这项权限" in shell.refused(*words)
    file = shell.done(*words, "--json", user="head").one["file"]
    assert Path(str(file)).is_file()
