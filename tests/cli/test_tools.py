"""windowdesk demo and doctor: the demo centre keeps to itself, a machine is looked over."""

import re
import shutil
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from tests.cli.shell import Shell, make_cheap
from tests.databases import QUICK_CHECK
from tests.reports.reading import page_texts
from windowdesk.persistence.founding import Founding, found_sqlite
from windowdesk.settings import Settings, load_settings
from windowdesk.tools import doctor, shots
from windowdesk.tools.demo import demo_settings, found_demo
from windowdesk.tools.demo_centre import DEMO_ACCOUNTS, DEMO_CENTRE, DEMO_PASSWORD


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a data folder whose demo centre was told once."""
    data = tmp_path_factory.mktemp("told")
    (data / "demo").mkdir()
    (data / "demo" / "new-demo.db").write_text("half of a demo that was cut short")
    (data / "demo" / "new-demo.db.numbers").mkdir()
    with pytest.MonkeyPatch.context() as patched:
        make_cheap(patched)
        found_demo(demo_settings(load_settings(data)))
    return data


@pytest.fixture
def demo(shell: Shell, told: Path, monkeypatch: pytest.MonkeyPatch) -> Shell:
    """Return a shell whose data folder has a real centre and, apart from it, the demo."""
    shutil.copytree(told / "demo", shell.data / "demo")

    def draw(folder: Path, *_variants: str) -> tuple[Path, ...]:
        return (folder / "accept.png",)

    monkeypatch.setattr(shots, "draw_apart", draw)
    return shell


def test_a_demo_is_told_whole_and_leaves_no_half_of_one(told: Path) -> None:
    # The journal of numbers, written while the story was told, belongs to the finished file.
    assert sorted(path.name for path in (told / "demo").iterdir()) == ["demo.db", "demo.db.numbers"]


def test_the_demo_works_one_case_and_leaves_its_papers(demo: Shell, tmp_path: Path) -> None:
    real = (demo.data / "windowdesk.db").read_bytes()
    answer = demo.done("demo", "--out", tmp_path / "out", "--json").one
    papers = [Path(str(path)) for path in as_list(answer["papers"])]
    titles = [re.sub(r"^(\d) (\S+) .*", r"\1\2", path.name) for path in papers[::2]]
    assert titles == [
        "1申请材料接收凭证",
        "2受理通知书",
        "3准予决定书",
        "4出件交接单",
        "5取件通知",
        "6送达回证",
    ]
    assert [path.suffix for path in papers] == [".pdf", ".docx"] * 6
    for path in papers[::2]:
        text = "".join(page_texts(path.read_bytes()))
        assert "演示·无效" in text
        assert "演示云岭便" in text
    assert answer["pictures"] == [str(tmp_path / "out" / "screens" / "accept.png")]
    assert (demo.data / "windowdesk.db").read_bytes() == real


def test_people_read_where_the_papers_of_the_demo_lie(demo: Shell, tmp_path: Path) -> None:
    out = demo.done("demo", "--out", tmp_path / "out").out
    assert "从收件到送达都办完了" in out
    assert f"屏幕：1 张，在 {tmp_path / 'out' / 'screens'}" in out


def test_the_told_demo_is_in_order(demo: Shell) -> None:
    demo.data /= "demo"
    (demo.data / "settings.toml").write_text('database = "demo.db"', encoding="utf-8")
    result = demo("verify", "--json", user="yl-0101", password=DEMO_PASSWORD)
    assert result.code == 0
    assert result.lines[-1]["faults"] == 0
    assert as_int(result.lines[-1]["cases"]) > 30


def test_demo_and_real_never_share_a_file(shell: Shell, tmp_path: Path) -> None:
    (shell.data / "settings.toml").write_text('database = "demo/demo.db"', encoding="utf-8")
    line = shell.refused("demo", "--out", tmp_path / "out")
    assert "放在演示中心的位置上" in line
    assert not (shell.data / "demo").exists()


def test_a_real_centre_is_never_taken_for_the_demo(
    shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    accounts = [(account, DEMO_PASSWORD) for account in DEMO_ACCOUNTS]
    centre = replace(DEMO_CENTRE, demo=False)
    path = shell.data / "demo" / "demo.db"
    found_sqlite(path, Founding(centre, accounts), QUICK_CHECK)
    assert "是真实中心的数据库" in shell.refused("demo", "--out", tmp_path / "out")


def test_the_demo_of_a_centre_on_a_server_is_a_file_of_its_own(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path, database="postgresql://db.town/centre")
    assert demo_settings(settings).sqlite_path == tmp_path / "demo" / "demo.db"


def test_pictures_are_drawn_to_a_folder(demo: Shell, tmp_path: Path) -> None:
    answer = demo.done("shots", tmp_path / "screens", "--json").one
    assert answer == {"picture": str(tmp_path / "screens" / "accept.png")}


def test_a_machine_is_looked_over_and_each_fault_comes_with_a_cure(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doctor, "display_opens", lambda: False)
    result = shell("doctor", "--json")
    findings = {str(finding["name"]): finding for finding in result.lines}
    assert {"Python", "显示", "磁盘", "数据库", "日历", "文书模板", "文书字体", "打印", "内容"} <= (
        findings.keys()
    )
    assert result.code == 1
    assert all(f["well"] or f["cure"] or "。" in str(f["text"]) for f in findings.values())
    assert findings["显示"]["well"] is False
    assert findings["数据库"]["well"] is True
    assert findings["内容"]["text"] == "和随程序来的一样"
    out = shell("doctor").out
    assert "要看  显示：开不了窗口" in out
    assert "好  数据库：" in out
    assert shell("doctor", "--quiet").out == ""


def test_what_the_centre_changed_is_listed_and_what_it_spoiled_is_named(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doctor, "display_opens", lambda: True)
    own = shell.data / "own"
    (own / "reports").mkdir(parents=True)
    (own / "reports" / "acceptance.toml").write_text("code = ", encoding="utf-8")
    (shell.data / "settings.toml").write_text('content = "own"', encoding="utf-8")
    findings = {str(one["name"]): one for one in shell("doctor", "--json").lines}
    assert findings["内容"]["text"] == "本中心修改：reports/acceptance.toml"
    assert findings["文书模板"]["well"] is False
    assert "acceptance.toml" in str(findings["文书模板"]["text"])


def test_a_database_on_a_share_is_found_by_the_doctor_too(
    shell: Shell, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    mounts = tmp_path / "mounts"
    mounts.write_text(f"//server/share {shell.data} cifs rw 0 0\n", encoding="utf-8")
    monkeypatch.setattr("windowdesk.persistence.sqlite_file.require_local.__defaults__", (mounts,))
    monkeypatch.setattr(doctor, "display_opens", lambda: True)
    findings = {str(one["name"]): one for one in shell("doctor", "--json").lines}
    assert findings["数据库"]["well"] is False
    assert "共享文件夹" in str(findings["数据库"]["text"])


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there is always a display")
def test_without_a_display_no_window_opens(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    result = shell("doctor", "--display")
    assert (result.code, result.out) == (1, "开不了窗口\n")
    assert shell("doctor", "--display", "--quiet").out == ""


def as_list(value: object) -> list[object]:
    assert isinstance(value, list)
    return value


def as_int(value: object) -> int:
    assert isinstance(value, int)
    return value
