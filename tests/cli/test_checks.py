"""windowdesk due, check-id, check-name with whole tables."""

import io
import sys
from pathlib import Path

import pytest

from tests.cli.shell import Shell


def test_a_table_is_read_from_a_file_and_written_to_another(shell: Shell, tmp_path: Path) -> None:
    given, told = tmp_path / "in.csv", tmp_path / "out.csv"
    given.write_bytes("start,days,unit,备注\n2026-02-12,5,workday,急\n".encode("gbk"))

    result = shell.done("due", "--batch", given, told)

    assert result.out == ""
    assert told.read_bytes().decode() == (
        "start,days,unit,备注,due,provisional,error\n2026-02-12,5,workday,急,2026-02-26,no,\n"
    )


def test_rows_without_an_answer_end_in_one_line_and_code_1(shell: Shell, tmp_path: Path) -> None:
    given, told = tmp_path / "in.csv", tmp_path / "out.csv"
    given.write_text("start,days,unit\nsoon,5,workday\n2026-02-12,5,workday\n")

    line = shell.refused("due", "--batch", given, "--out", told)

    assert line == "2 行里有 1 行算不出来，原因写在 error 一列。"
    assert told.read_text().count("\n") == 3


def test_without_files_the_standard_streams_are_used(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        sys, "stdin", io.TextIOWrapper(io.BytesIO(b"name\n\xe5\x8d\x95\xe6\x9d\xb0\n"))
    )

    result = shell.done("check-name", "--batch")

    assert result.out == "name,normalised,initials,lacking,error\n单杰,单杰,SJ/DJ/CJ,,\n"


def test_a_table_may_be_answered_in_its_own_place(shell: Shell, tmp_path: Path) -> None:
    table = tmp_path / "ids.csv"
    table.write_text("kind,number\nresident,530302199001010045\n")

    shell.done("check-id", "--batch", table, table, "--on", "2026-11-21")
    shell.done("check-id", "--batch", table, table, "--on", "2026-11-21")

    assert table.read_text() == (
        "kind,number,verdict,value,reason,error\n"
        "resident,530302199001010045,valid,530302199001010045,,\n"
    )
    assert [one.name for one in tmp_path.iterdir() if "ids" in one.name] == ["ids.csv"]


def test_a_table_that_is_none_leaves_the_target_alone(shell: Shell, tmp_path: Path) -> None:
    given, told = tmp_path / "in.csv", tmp_path / "out.csv"
    given.write_text("nothing\n1\n")
    told.write_text("mine")

    assert "kind、number" in shell.refused("check-id", "--batch", given, told)
    assert told.read_text() == "mine"


def test_a_file_that_is_not_there_is_told(shell: Shell, tmp_path: Path) -> None:
    assert "nowhere.csv" in shell.refused("due", "--batch", tmp_path / "nowhere.csv")


@pytest.mark.parametrize("installed", [False, True])
def test_what_fonts_lack_is_told_for_the_brought_or_the_installed_ones(
    shell: Shell, installed: bool
) -> None:
    flags = ["--installed"] if installed else []
    # A code point of the private area, which no font may claim.
    answer = shell.done("check-name", "陆\U000f1234", "--json", *flags).one

    assert answer["lacking"] == "\U000f1234"


def test_one_number_is_told_by_itself(shell: Shell) -> None:
    answer = shell.done("check-id", "resident", "530302199001010045", "--json").one

    assert (answer["verdict"], answer["reason"]) == ("valid", "")
