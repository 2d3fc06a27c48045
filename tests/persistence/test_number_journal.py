"""The second record of given numbers: what a restore asks when the database cannot tell."""

from datetime import date
from pathlib import Path

from windowdesk.persistence.number_journal import NumberJournal, Span


def test_least_and_greatest_serial_of_every_line_are_known(tmp_path: Path) -> None:
    journal = NumberJournal(tmp_path / "centre.db")
    for serial in (119, 120, 121):
        journal.note(
            {"paper|云岭便|acceptance|2026": serial, "case|990322103|20261120": serial - 118}
        )

    assert journal.known() == {
        "paper|云岭便|acceptance|2026": Span(119, 121),
        "case|990322103|20261120": Span(1, 3),
    }


def test_a_torn_last_line_is_passed_over(tmp_path: Path) -> None:
    journal = NumberJournal(tmp_path / "centre.db")
    journal.note({"a": 1})
    (file,) = (tmp_path / "centre.db.numbers").iterdir()
    with file.open("a", encoding="utf-8") as open_file:
        open_file.write("2")

    assert journal.known() == {"a": Span(1, 1)}


def test_a_folder_that_cannot_be_written_stops_nobody(tmp_path: Path) -> None:
    (tmp_path / "centre.db.numbers").write_text("a file where the folder should be")

    NumberJournal(tmp_path / "centre.db").note({"a": 1})

    assert NumberJournal(tmp_path / "centre.db").known() == {}


def test_files_older_than_any_backup_go(tmp_path: Path) -> None:
    journal = NumberJournal(tmp_path / "centre.db")
    journal.note({"a": 1})
    old = tmp_path / "centre.db.numbers" / "2026-01-05.txt"
    old.write_text("7\tb\n")

    journal.forget_before(date(2026, 11, 20))

    assert not old.exists()
    assert journal.known() == {"a": Span(1, 1)}
