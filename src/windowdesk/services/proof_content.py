"""Loads the list of cancelled proofs from the content folder; a centre adds to it there."""

from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from windowdesk.assets import Assets
from windowdesk.domain.cancelled_proofs import (
    CancelledProof,
    CancelledProofs,
    Instead,
    ProofReach,
)
from windowdesk.domain.errors import EnvironmentProblem
from windowdesk.services.content_files import read_toml
from windowdesk.services.content_table import ContentTable

_FILES = "cancelled_proofs/*.toml"
_NEEDED = ("list", "how")
_Kind = TypeVar("_Kind", bound=StrEnum)


def load_cancelled_proofs(assets: Assets) -> CancelledProofs:
    """Return all lists together; EnvironmentProblem names the file and entry that cannot stand."""
    paths = [assets.path("resources", name) for name in assets.names("resources", _FILES)]
    return CancelledProofs(tuple(proof for path in sorted(paths) for proof in _read(path)))


def _read(path: Path) -> list[CancelledProof]:
    many = read_toml(path).get("proof", [])
    if not isinstance(many, list):
        raise EnvironmentProblem(f"{path} 的证明要写成 [[proof]] 这样的一条一条。")
    return [_proof(ContentTable(path, one), number) for number, one in enumerate(many, start=1)]


def _proof(table: ContentTable, number: int) -> CancelledProof:
    where = f"{table.path} 第 {number} 条"
    names = table.texts("names")
    patterns = tuple(tuple(filter(None, name.split("+"))) for name in names)
    if not patterns or not all(patterns):
        raise EnvironmentProblem(
            f"{where}缺 names。写证明的名称，几个词都要有的用 + 连，如 村+证明。"
        )
    lacking = [key for key in _NEEDED if not table.text(key)]
    if lacking:
        raise EnvironmentProblem(f"{where}缺 {lacking[0]}。list 写哪张清单，how 写改用什么办法。")
    return CancelledProof(
        patterns=patterns,
        listed=table.text("list"),
        basis=table.text("basis"),
        instead=_one(Instead, table, "instead", where),
        how=table.text("how").rstrip("。"),
        reach=_one(ProofReach, table, "reach", where),
    )


def _one(kind: type[_Kind], table: ContentTable, key: str, where: str) -> _Kind:
    given = table.text(key)
    if given not in {one.value for one in kind}:
        raise EnvironmentProblem(f"{where}的 {key} 写 {'、'.join(kind)} 里的一个。")
    return kind(given)
