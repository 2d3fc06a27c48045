"""Passwords of the accounts in an SQLite file: argon2id, a few tries, then a pause."""

from datetime import datetime, timedelta

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from argon2.profiles import RFC_9106_LOW_MEMORY

from windowdesk.domain.errors import DomainError

MOST_TRIES = 5
LOCKED_FOR = timedelta(minutes=10)
SHORTEST = 8
LONGEST = 200
WRONG = "账号或者密码不对。"
CHECK_AGAIN = f"{WRONG}核对后再试。"


def require_fit(password: str) -> None:
    """Raise DomainError if a new password is too short, or too long to be hashed at ease."""
    if len(password) < SHORTEST:
        raise DomainError(f"密码至少 {SHORTEST} 位。换一个长一点的。", "password")
    if len(password) > LONGEST:
        raise DomainError(f"密码最多 {LONGEST} 位。换一个短一点的。", "password")


def tries_left(failed: int) -> str:
    """Say how many tries are left after ``failed`` wrong ones."""
    left = MOST_TRIES - failed
    if left > 0:
        return f"{WRONG}还可以试 {left} 次。"
    minutes = int(LOCKED_FOR.total_seconds() // 60)
    return f"{WRONG}错了 {MOST_TRIES} 次，锁定 {minutes} 分钟。到时再试，或者请管理员重设密码。"


def still_locked(until: datetime, now: datetime) -> str:
    """Say for how long an account stays locked."""
    minutes = max(1, -int((now - until).total_seconds() // 60))
    return f"密码错得太多，账号还要锁 {minutes} 分钟。到时再试，或者请管理员重设密码。"


class PasswordCheck:
    """Hashes and verifies; an unknown login costs as much time as a wrong password."""

    def __init__(self, hasher: PasswordHasher | None = None) -> None:
        self._hasher = hasher or PasswordHasher.from_parameters(RFC_9106_LOW_MEMORY)

    def hash(self, password: str) -> str:
        """Return the hash to store; DomainError if the password is not fit."""
        require_fit(password)
        return self._hasher.hash(password)

    def verify(self, stored: str | None, password: str) -> bool:
        """Tell whether the password is right; ``stored`` is None for an unknown login."""
        given = password[:LONGEST]
        if stored is None:
            # To hash takes as long as to verify; a hash kept for this would delay every start.
            self._hasher.hash(given)
            return False
        try:
            return self._hasher.verify(stored, given)
        except (VerificationError, InvalidHashError):
            return False
