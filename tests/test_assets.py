"""Where content lies: in the checkout, in an installed wheel, in a centre's own folder."""

import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

from windowdesk.assets import Assets

ROOT = Path(__file__).resolve().parents[1]
FOLDERS = ("ui", "forms", "reports", "resources")
# Asked of an installed copy, far from the checkout and without it on the path.
LOOK = """
import sys
sys.path.insert(0, sys.argv[1])
from windowdesk.assets import Assets
from windowdesk.forms.shelf import FormShelf
from windowdesk.services.calendar_content import load_calendar
assets = Assets()
for folder in ("ui", "forms", "reports", "resources"):
    print(assets.path(folder, ""))
print(len(FormShelf(assets).codes()), 2026 in load_calendar(assets).years)
"""


@pytest.fixture
def own(tmp_path: Path) -> Path:
    (tmp_path / "reports").mkdir()
    (tmp_path / "reports" / "acceptance.toml").write_text("own", encoding="utf-8")
    (tmp_path / "reports" / "thanks.toml").write_text("added", encoding="utf-8")
    return tmp_path


def test_content_is_found_in_the_checkout() -> None:
    for folder in FOLDERS:
        assert Assets().path(folder, "") == ROOT / folder  # type: ignore[arg-type]  # of a table
    assert Assets().path("forms", "general.toml").is_file()


def test_a_folder_of_the_centre_lies_over_ours_file_by_file(own: Path) -> None:
    assets = Assets(own)
    assert assets.path("reports", "acceptance.toml").read_text(encoding="utf-8") == "own"
    assert assets.path("reports", "receipt.toml") == ROOT / "reports" / "receipt.toml"
    names = assets.names("reports", "*.toml")
    assert list(names) == sorted(set(names))
    assert {"acceptance.toml", "receipt.toml", "thanks.toml"} <= set(names)


def test_what_the_centre_changed_or_added_is_listed(own: Path) -> None:
    assert Assets(own).changed_by_centre() == ("reports/acceptance.toml", "reports/thanks.toml")
    assert Assets().changed_by_centre() == ()
    assert Assets(own / "gone").changed_by_centre() == ()


def build(kind: str, out: Path) -> Path:
    """Build the project with the build system that it names, in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", kind, "-d", str(out)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    (built,) = out.iterdir()
    return built


def shipped() -> set[str]:
    """Return every content file of the checkout."""
    return {
        path.relative_to(ROOT).as_posix()
        for folder in FOLDERS
        for path in (ROOT / folder).rglob("*")
        if path.is_file() and not path.name.startswith(".")
    }


def test_an_installed_wheel_brings_all_content_and_finds_it(tmp_path: Path) -> None:
    wheel = build("wheel", tmp_path / "dist")
    with zipfile.ZipFile(wheel) as packed:
        names = set(packed.namelist())
        packed.extractall(tmp_path / "site")
    held = {
        name.removeprefix("windowdesk/_assets/")
        for name in names
        if name.startswith("windowdesk/_assets/")
    }
    assert shipped() <= held
    assert "windowdesk/py.typed" in names
    assert not any(name.startswith("tests/") for name in names)
    looked = subprocess.run(
        [sys.executable, "-I", "-c", LOOK, str(tmp_path / "site")],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    *folders, counted = looked.stdout.splitlines()
    home = tmp_path / "site" / "windowdesk" / "_assets"
    assert [Path(folder) for folder in folders] == [home / folder for folder in FOLDERS]
    assert counted.endswith("True")


def test_the_source_archive_holds_what_a_build_and_a_test_run_need(tmp_path: Path) -> None:
    archive = build("sdist", tmp_path / "dist")
    with tarfile.open(archive) as packed:
        names = {name.partition("/")[2] for name in packed.getnames()}
    assert shipped() <= names
    assert {"pyproject.toml", "README.md", "run", "test", "tests/test_assets.py"} <= names
    assert "src/windowdesk/assets.py" in names
    assert not any(name.startswith((".venv", ".git/", "out/")) for name in names)
