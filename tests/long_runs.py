"""How many random cases a test tries: enough for every day, or the full count of a long run.

``./test --long`` makes the long run: it sets WINDOWDESK_LONG, and kills far more often.
"""

import os

IS_LONG = os.environ.get("WINDOWDESK_LONG") == "1"


def tries(usual: int, full: int) -> int:
    """Return the count for this run."""
    return full if IS_LONG else usual
