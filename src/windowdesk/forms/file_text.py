"""The text of a content file, and the error that names every fault of one."""

from pathlib import Path
from typing import ClassVar

from windowdesk.domain.errors import EnvironmentProblem
from windowdesk.forms.toml_reader import FileProblem


class FileFaulty(EnvironmentProblem):
    """A content file is of no use: ``problems`` names every fault, ``kind`` what file it is."""

    kind: ClassVar[str]

    def __init__(self, problems: tuple[FileProblem, ...]) -> None:
        more = len(problems) - 1
        all_of_it = f"还有 {more} 处，用 windowdesk catalogue check 看全部。" if more else ""
        super().__init__(f"{self.kind} {problems[0].sentence}{all_of_it}")
        self.problems = problems


def file_text(path: Path, faulty: type[FileFaulty], absent: str) -> str:
    """Return what a content file says, UTF-8 with or without a mark in front.

    ``faulty`` is raised where it cannot be read; ``absent`` tells where it should lie.
    """
    try:
        return path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        problem = FileProblem(path.name, 1, f"找不到或打不开。{absent}")
        raise faulty((problem,)) from error
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        problem = FileProblem(path.name, line, "不是 UTF-8 文字。另存为 UTF-8 再用。")
        raise faulty((problem,)) from error
