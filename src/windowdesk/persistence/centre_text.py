"""Facts of the centre as JSON: written when it is founded, read at every act."""

import json
from dataclasses import asdict

from windowdesk.domain.centre import Centre, ServiceWindow


def centre_text(centre: Centre) -> str:
    """Write the facts: sorted keys, characters as they are."""
    return json.dumps(asdict(centre), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def read_centre(text: str) -> Centre:
    """Read facts back."""
    plain = json.loads(text)
    windows = tuple(ServiceWindow(**one) for one in plain.pop("windows"))
    return Centre(windows=windows, **plain)
