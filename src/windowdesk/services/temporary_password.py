"""Temporary passwords: read off a sheet of paper and typed once."""

import secrets

# No signs that look alike, in groups.
_SIGNS = "abcdefghjkmnpqrstuvwxyz23456789"
_GROUPS, _GROUP = 3, 4


def temporary_password() -> str:
    """Return a password that opens nothing but its own change: 12 signs in three groups."""
    groups = ("".join(secrets.choice(_SIGNS) for _ in range(_GROUP)) for _ in range(_GROUPS))
    return "-".join(groups)
