"""windowdesk attach, attachments, attachment: files of cases by command."""

from pathlib import Path

import pytest

from tests.cli.applications import write
from tests.cli.shell import Shell
from tests.pictures import jpeg, pdf, png


@pytest.fixture
def case(shell: Shell) -> str:
    file = write(shell.data.parent / "application.toml")
    return str(shell.done("receive", file, "--accept", "--json").one["case"])


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    scan, photo = tmp_path / "扫描.pdf", tmp_path / "照片.jpg"
    scan.write_bytes(pdf(2))
    photo.write_bytes(jpeg())
    return scan, photo


def test_files_are_attached_listed_checked_and_exported(
    shell: Shell, case: str, files: tuple[Path, Path], tmp_path: Path
) -> None:
    attached = shell.done("attach", case, *files, "--json").lines
    assert [(one["name"], one["pages"], one["new"]) for one in attached] == [
        ("扫描.pdf", 2, True),
        ("照片.jpg", 1, True),
    ]
    stamped = shell.done("attachment", "check", str(attached[0]["id"]), "--json").one
    assert (stamped["grade"], stamped["derived_from"]) == ("checked", attached[0]["id"])
    listed = shell.done("attachments", case, "--json").lines
    assert [(one["grade"], one["stamped"]) for one in listed] == [
        ("checked", stamped["id"]),
        ("uploaded", None),
    ]
    out = tmp_path / "out"
    for _ in range(2):
        shell.done("attachment", "export", str(attached[0]["id"]), "--out", out)
    assert sorted(path.name for path in out.iterdir()) == ["扫描 2.pdf", "扫描.pdf"]
    assert (out / "扫描.pdf").read_bytes() == pdf(2)


def test_people_are_told_what_was_attached(
    shell: Shell, case: str, files: tuple[Path, Path]
) -> None:
    assert shell.done("attach", case, files[0]).out == "扫描.pdf：已附上。\n"
    assert "早就附过了" in shell.done("attach", case, files[0]).out
    table = shell.done("attachments", case).out
    assert "扫描.pdf" in table
    assert "C 级 未核原件" in table


def test_what_was_attached_by_mistake_is_void(
    shell: Shell, case: str, files: tuple[Path, Path]
) -> None:
    number = str(shell.done("attach", case, files[0], "--json").one["id"])
    assert "已作废" in shell.done("attachment", "void", number).out
    assert shell.done("attachments", case, "--json").one["grade"] == "void"
    assert "已经作废" in shell.refused("attachment", "check", number)


def test_the_grade_is_told_by_its_letter(shell: Shell, case: str, files: tuple[Path, Path]) -> None:
    done = shell.done("attach", case, files[0], "--grade", "a", "--json").one
    assert done["grade"] == "issued"
    assert "A、C 或 D" in shell.refused("attach", case, files[1], "--grade", "B")


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (None, "找不到文件"),
        (b"MZ", "能运行的程序"),
        (png() + bytes(21 * 1024 * 1024), "一个文件最多 20 MB"),
    ],
)
def test_what_is_not_taken_is_told_in_one_line(
    shell: Shell, case: str, tmp_path: Path, content: bytes | None, sentence: str
) -> None:
    file = tmp_path / "材料.pdf"
    if content is not None:
        file.write_bytes(content)
    assert sentence in shell.refused("attach", case, file)
    assert shell.done("attachments", case, "--json").lines == []


def test_a_number_that_nobody_gave_is_refused(shell: Shell, case: str) -> None:
    assert case
    assert "没有这个电子件" in shell.refused("attachment", "export", "1")
