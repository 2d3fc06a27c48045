"""Proofs that nobody may ask for any more (取消的证明事项): the list, and what is used instead.

A clerk who asks for one is told so where he writes it (domain.md §5.3). What was cancelled for the
whole country stops the act; what a place has cancelled for itself may hold differently here, so it
is a warning, and whoever asks all the same writes why.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from windowdesk.domain.errors import DomainError


class ProofReach(StrEnum):
    """For whom a proof was cancelled."""

    NATIONAL = "national"
    LOCAL = "local"


class Instead(StrEnum):
    """What takes the place of a cancelled proof."""

    VERIFY = "verify"
    COMMITMENT = "commitment"
    STATEMENT = "statement"


INSTEAD_LABEL: Mapping[Instead, str] = MappingProxyType(
    {
        Instead.VERIFY: "部门核验",
        Instead.COMMITMENT: "告知承诺",
        Instead.STATEMENT: "书面说明",
    }
)


@dataclass(frozen=True)
class CancelledProof:
    """An entry of the list. Each of ``patterns`` is a set of words that a name has all of.

    ``listed`` names the list, ``basis`` the paper that cancelled it, ``how`` what to do instead.
    """

    patterns: tuple[tuple[str, ...], ...]
    listed: str
    basis: str
    instead: Instead
    how: str
    reach: ProofReach

    def means(self, name: str) -> bool:
        """Tell whether ``name`` is such a proof."""
        bare = "".join(name.split())
        return any(all(word in bare for word in words) for words in self.patterns)

    @property
    def told(self) -> str:
        """Which list it stands on, on what basis, and what to do instead."""
        basis = f"，{self.basis}" if self.basis else ""
        return (
            f"在取消清单里（{self.listed}{basis}）。改用{INSTEAD_LABEL[self.instead]}：{self.how}。"
        )


_MORE: Mapping[ProofReach, str] = MappingProxyType(
    {
        ProofReach.NATIONAL: "不能再要；事项还列着的，请管理员从事项库去掉。",
        ProofReach.LOCAL: "还要的，写明原因。",
    }
)


@dataclass(frozen=True)
class CancelledProofs:
    """The list of a centre."""

    proofs: tuple[CancelledProof, ...] = ()

    def find(self, name: str) -> CancelledProof | None:
        """Return what stands on the list for a name; what is cancelled everywhere first."""
        found = [proof for proof in self.proofs if name.strip() and proof.means(name)]
        return min(found, key=lambda one: one.reach is ProofReach.LOCAL, default=None)

    def told(self, name: str) -> str:
        """Return what a clerk is told who asks for ``name``; '' where he may."""
        found = self.find(name)
        if found is None:
            return ""
        return f"“{name.strip()}”{found.told}{_MORE[found.reach]}"

    def needs_reason(self, names: Iterable[str]) -> bool:
        """Tell whether one of ``names`` may be asked for only with a reason."""
        return any(self.find(name) is not None for name in names)

    def require(self, names: Iterable[str], reason: str, field: str) -> None:
        """Raise DomainError for a proof that may not be asked for, or not without a reason."""
        for name in names:
            found = self.find(name)
            if found is None:
                continue
            if found.reach is ProofReach.NATIONAL:
                raise DomainError(self.told(name))
            if not reason.strip():
                raise DomainError(self.told(name), field)


NONE_CANCELLED = CancelledProofs()
