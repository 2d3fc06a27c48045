"""The one text of a record, and its digest: what chains, papers and items are bound by."""

import hashlib
import json
from collections.abc import Mapping

_ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def canonical_text(plain: Mapping[str, object]) -> str:
    """Return a record as JSON: sorted keys, no spaces, characters as they are.

    TypeError if JSON does not know a value.
    """
    return _ENCODER.encode(plain)


def sha256(content: str | bytes) -> str:
    """Return the SHA-256 of a text in UTF-8 or of bytes, in hex.

    Signs that are no text any more (spoiled rows) give another digest, not an error.
    """
    plain = content.encode("utf-8", "backslashreplace") if isinstance(content, str) else content
    return hashlib.sha256(plain).hexdigest()
