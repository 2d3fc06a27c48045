"""Answers that hold several texts or rows, as the one text that is stored: canonical JSON."""

import json
from collections.abc import Mapping, Sequence


def read_list(answer: str) -> tuple[str, ...]:
    """Return the texts of an answer: those of a JSON list, else the answer itself."""
    text = answer.strip()
    if not text.startswith("["):
        return (text,) if text else ()
    found = _loaded(text)
    if isinstance(found, list) and all(isinstance(one, str) for one in found):
        return tuple(found)
    return (text,)


def list_text(texts: Sequence[str]) -> str:
    """Return texts as an answer; "" for none."""
    return canonical(list(texts)) if texts else ""


def read_rows(answer: str) -> tuple[Mapping[str, str], ...] | None:
    """Return the rows of a table's answer, None if the text is no table."""
    if not answer.strip():
        return ()
    found = _loaded(answer)
    if not isinstance(found, list) or not all(isinstance(row, dict) for row in found):
        return None
    return tuple({str(key): _cell(value) for key, value in row.items()} for row in found)


def rows_text(rows: Sequence[Mapping[str, str]]) -> str:
    """Return rows as a table's answer; "" for none."""
    return canonical([dict(row) for row in rows]) if rows else ""


def read_record(answer: str) -> Mapping[str, str]:
    """Return the parts of an answer that is a JSON object, {} if it is none."""
    found = _loaded(answer) if answer.strip().startswith("{") else None
    return {str(k): _cell(v) for k, v in found.items()} if isinstance(found, dict) else {}


def canonical(plain: object) -> str:
    """Return JSON with sorted keys and no spaces, characters as they are."""
    return json.dumps(plain, default=str, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _cell(value: object) -> str:
    return "" if value is None else str(value)


def _loaded(text: str) -> object:
    try:
        found: object = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return found
