"""Application files for commands, made from one table and written as TOML."""

from collections.abc import Mapping
from pathlib import Path

from tests.services.counter import PERSON, PROMISE

Table = Mapping[str, object]
APPLICANT: Table = {
    "name": PERSON.name,
    "id_number": PERSON.id_number,
    "phone": PERSON.phone,
    "address": PERSON.address,
}
USUAL: Mapping[str, object] = {
    "item": PROMISE.name,
    "applicant": APPLICANT,
    "answers": {"issue_by": "窗口自取"},
}


def write(path: Path, *, applicant: Table | None = None, **parts: object) -> Path:
    """Write the usual application with some parts in place of the usual ones."""
    whole = {**USUAL, "applicant": {**APPLICANT, **(applicant or {})}, **parts}
    plain = [f"{key} = {_value(v)}" for key, v in whole.items() if not isinstance(v, Mapping)]
    for name, table in whole.items():
        if isinstance(table, Mapping):
            plain.append(f"[{name}]")
            plain += [f"{key} = {_value(value)}" for key, value in table.items()]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(plain), encoding="utf-8")
    return path


def _value(value: object) -> str:
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(_value, value))}]"
    if isinstance(value, bool | int):
        return str(value).lower()
    return '"' + str(value).replace("\\", "\\\\").replace('"', '\\"') + '"'
