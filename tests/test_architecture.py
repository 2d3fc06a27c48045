"""Promises of the structure that import contracts cannot express."""

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src" / "windowdesk"
LONGEST_FILE = 400
LONGEST_FUNCTION = 50
READERS = {
    "ui": ("ui",),
    "forms": ("forms",),
    "reports": ("reports",),
    # Content of a first start is read through the loaders of services; help pages by screens.
    "resources": ("services", "ui"),
}


def _modules() -> list[Path]:
    return sorted(SOURCE.rglob("*.py"))


def _functions(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


@pytest.mark.parametrize("path", _modules(), ids=lambda p: p.relative_to(SOURCE).as_posix())
def test_a_module_fits_on_a_few_screens(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count("\n") <= LONGEST_FILE
    long = [
        f"{f.name} ({f.end_lineno - f.lineno + 1})"
        for f in _functions(ast.parse(text))
        if f.end_lineno - f.lineno + 1 > LONGEST_FUNCTION
    ]
    assert not long


@pytest.mark.parametrize("path", _modules(), ids=lambda p: p.relative_to(SOURCE).as_posix())
def test_content_is_read_only_by_the_package_of_its_name(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    package = path.relative_to(SOURCE).parts[0]
    for folder in re.findall(r"assets\.(?:path|names)\(\s*\"(\w+)\"", text):
        assert package in READERS[folder], f"{path.name} reads {folder}/"


def test_nothing_is_imported_inside_a_function_but_through_lazy() -> None:
    inside = [
        f"{path.relative_to(SOURCE)}:{node.lineno}"
        for path in _modules()
        for function in _functions(ast.parse(path.read_text(encoding="utf-8")))
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]
    assert not inside


def test_nobody_uses_the_orm() -> None:
    users = [p for p in _modules() if "sqlalchemy.orm" in p.read_text(encoding="utf-8")]
    assert not users


def test_no_message_box_stands_in_the_way() -> None:
    """A message box would stop a queue of people; what is to be said stands on the desk."""
    users = [p for p in _modules() if "QMessageBox" in p.read_text(encoding="utf-8")]
    assert not users


def test_every_dependency_is_explained_in_the_design() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    design = (ROOT / "DESIGN.md").read_text(encoding="utf-8").lower()
    names = [re.split(r"[\[><=]", line)[0].lower() for line in project["dependencies"]]
    assert [name for name in names if name not in design] == []


def test_the_tree_names_no_place_of_one_machine() -> None:
    pattern = re.compile(r"(?<![\w.])/(?:work|root|home)/\w")
    found = []
    for path in ROOT.rglob("*"):
        parts = path.relative_to(ROOT).parts
        hidden = parts[0].startswith(".") and parts[0] != ".ci"
        if not path.is_file() or hidden or parts[0] == "out" or "__pycache__" in parts:
            continue
        if path.suffix in {".py", ".md", ".toml", ".sh", ".ui", ".sql", ".qss", ""} and (
            pattern.search(path.read_text(encoding="utf-8", errors="ignore"))
        ):
            found.append(path.relative_to(ROOT).as_posix())
    assert found == []
