"""settings.toml of a machine: what is meant without one, and what cannot stand in it."""

from pathlib import Path

import pytest

from windowdesk.settings import (
    FILE_NAME,
    Settings,
    SettingsFaulty,
    data_folder,
    load_settings,
    save_settings,
)


def written(folder: Path, text: str) -> Settings:
    (folder / FILE_NAME).write_text(text, encoding="utf-8")
    return load_settings(folder)


def test_without_a_file_the_database_is_a_file_in_the_data_folder(tmp_path: Path) -> None:
    settings = load_settings(tmp_path)
    assert settings.sqlite_path == tmp_path / "windowdesk.db"
    assert not settings.is_postgres
    assert (settings.window, settings.printer, settings.content) == ("01", "", None)
    assert (settings.drafts, settings.cache) == (tmp_path / "drafts", tmp_path / "cache")


def test_everything_can_be_set(tmp_path: Path) -> None:
    (tmp_path / "own").mkdir()
    settings = written(
        tmp_path,
        """
        database = "postgresql://db.town/centre?sslmode=require"
        window = "02"
        printer = "laser"
        printers = { pickup = "slips" }
        tray = "2"
        print_server = "192.0.2.7:631"
        content = "own"
        fonts = { body = "own.ttf" }
        theme = "contrast"
        scale = 2
        lock_minutes = 5
        """,
    )
    assert settings.is_postgres
    assert settings == Settings(
        data=tmp_path,
        database="postgresql://db.town/centre?sslmode=require",
        window="02",
        printer="laser",
        printers={"pickup": "slips"},
        tray="2",
        print_server="192.0.2.7:631",
        content=tmp_path / "own",
        fonts={"body": "own.ttf"},
        theme="contrast",
        scale=2.0,
        lock_minutes=5,
    )


def test_a_path_is_meant_from_the_data_folder_wherever_the_program_starts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir("/")
    assert written(tmp_path, 'database = "town.db"').sqlite_path == tmp_path / "town.db"
    far = tmp_path / "elsewhere" / "town.db"
    assert written(tmp_path, f'database = "{far.as_posix()}"').sqlite_path == far


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("database = 5", "“database”写得不对。要写文件路径"),
        ('database = ""', "“database”写得不对"),
        ('database = "postgres://db/centre"', "postgresql://服务器/数据库"),
        ('database = "mysql://db/centre"', "“database”写得不对"),
        ('database = "postgresql://me:secret@db/centre"', "不带账号和密码"),
        ('window = "2"', "两位窗口号"),
        ("window = 2", "两位窗口号"),
        ("printers = 5", "“printers”写得不对"),
        ("printers = { pickup = 5 }", "“printers”写得不对"),
        ('content = "gone"', "文件夹要在"),
        ('theme = "dark"', "light 或 contrast"),
        ("scale = 3.0", "1.0 至 2.0"),
        ("scale = true", "1.0 至 2.0"),
        ("lock_minutes = 0", "1 至 480"),
        ("lock_minutes = true", "1 至 480"),
        ('printr = "laser"', "不认得“printr”。能写的是：database、window"),
        ("window = ", "设置文件读不了"),
    ],
)
def test_what_cannot_stand_is_named_with_what_may(tmp_path: Path, text: str, named: str) -> None:
    with pytest.raises(SettingsFaulty) as refused:
        written(tmp_path, text)
    assert named in refused.value.text
    assert str(tmp_path / FILE_NAME) in refused.value.text
    assert "secret" not in refused.value.text


def test_a_file_that_is_no_text_is_named(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_bytes("窗口".encode("gbk"))
    with pytest.raises(SettingsFaulty, match="设置文件读不了"):
        load_settings(tmp_path)


def test_a_file_from_notepad_is_read(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_bytes('\ufeffwindow = "03"'.encode())
    assert load_settings(tmp_path).window == "03"


def test_a_variable_moves_the_data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WINDOWDESK_DATA", str(tmp_path))
    assert data_folder() == tmp_path
    monkeypatch.delenv("WINDOWDESK_DATA")
    assert data_folder().name == "windowdesk"


def test_entries_are_written_and_the_others_stay(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_text('window = "02"\nscale = 1.5\n', encoding="utf-8")
    saved = save_settings(
        tmp_path, {"printer": "laser", "trays": {"receipt": "Tray2"}, "printers": {}}
    )
    assert saved == load_settings(tmp_path)
    assert (saved.window, saved.scale, saved.printer) == ("02", 1.5, "laser")
    assert (dict(saved.trays), dict(saved.printers)) == ({"receipt": "Tray2"}, {})


def test_an_empty_entry_is_taken_out(tmp_path: Path) -> None:
    save_settings(tmp_path, {"printer": 'a"b', "window": "03"})
    assert save_settings(tmp_path, {"printer": ""}).printer == ""
    assert load_settings(tmp_path).window == "03"


def test_a_value_that_cannot_stand_changes_nothing(tmp_path: Path) -> None:
    save_settings(tmp_path, {"window": "03"})
    with pytest.raises(SettingsFaulty, match="两位窗口号"):
        save_settings(tmp_path, {"window": "3"})
    assert load_settings(tmp_path).window == "03"
