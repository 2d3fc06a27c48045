"""Reads content files: text, tables, TOML; what is off is told with file and line."""

import csv
import tomllib
from pathlib import Path

from windowdesk.domain.errors import EnvironmentProblem


def read_text(path: Path) -> str:
    """Return a content file as text; EnvironmentProblem names it if it cannot be read."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as problem:
        raise EnvironmentProblem(f"读不到内容文件 {path}。重装程序或恢复这个文件。") from problem
    except UnicodeDecodeError as problem:
        raise EnvironmentProblem(f"{path} 不是 UTF-8 文字。另存为 UTF-8 再用。") from problem


def read_rows(path: Path) -> list[dict[str, str]]:
    """Return the rows of a CSV file by column; EnvironmentProblem names a line that is off."""
    reader = csv.DictReader(read_text(path).splitlines(), strict=True, restkey="", restval=None)
    rows: list[dict[str, str]] = []
    try:
        for row in reader:
            if "" in row or None in row.values():
                raise EnvironmentProblem(f"{path} 第 {reader.line_num} 行的列数不对。补齐各列。")
            rows.append(row)
    except csv.Error as problem:
        raise EnvironmentProblem(
            f"{path} 第 {reader.line_num} 行引号不成对。改好再用。"
        ) from problem
    return rows


def read_toml(path: Path) -> dict[str, object]:
    """Return a TOML file; EnvironmentProblem with the place of the first mistake."""
    try:
        return tomllib.loads(read_text(path))
    except tomllib.TOMLDecodeError as problem:
        raise EnvironmentProblem(f"{path} 写法有误：{problem}。改好再用。") from problem
