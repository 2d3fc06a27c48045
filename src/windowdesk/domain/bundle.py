"""一件事: several items for one person in one visit (国发〔2024〕3号, domain.md §5.3).

Records without rules, as the content tells them. A reference is ``member.name``, where the name is
the code or the Chinese name of a situation, material or field of that member's item.
"""

from dataclasses import dataclass

MARK = "."


@dataclass(frozen=True)
class Member:
    """One item of a bundle.

    ``items`` are names or codes of items; the first that the centre has is taken. ``label`` is
    short, for lists. ``given`` are situations that hold anyway, ``when`` a shared answer without
    which it is not done at all ("" always).
    """

    key: str
    label: str
    items: tuple[str, ...]
    given: tuple[str, ...] = ()
    when: str = ""


@dataclass(frozen=True)
class SharedSituation:
    """An answer that is given once; ``same`` are the situations of the members that it stands for.

    ``group``, ``question`` and ``within`` are those of ``Situation``.
    """

    code: str
    label: str
    same: tuple[str, ...] = ()
    group: str = ""
    question: str = ""
    within: str = ""


@dataclass(frozen=True)
class SharedMaterial:
    """A material that is handed in once, whatever the members call it."""

    name: str
    same: tuple[str, ...]


@dataclass(frozen=True)
class OwnResult:
    """A material that nobody hands in: ``member`` makes it, and the centre fetches it there."""

    material: str
    member: str


@dataclass(frozen=True)
class SharedAnswer:
    """Fields of several forms that are filled in once, under ``label``."""

    label: str
    same: tuple[str, ...]


@dataclass(frozen=True)
class Bundle:
    """A 一件事: its members and what they have in common."""

    code: str
    name: str
    members: tuple[Member, ...]
    plain_words: tuple[str, ...] = ()
    situations: tuple[SharedSituation, ...] = ()
    materials: tuple[SharedMaterial, ...] = ()
    results: tuple[OwnResult, ...] = ()
    answers: tuple[SharedAnswer, ...] = ()


def split_reference(reference: str) -> tuple[str, str]:
    """Return member and name of a reference; the name is empty where it is none."""
    member, _, name = reference.partition(MARK)
    return member, name


def names_of(references: tuple[str, ...], member: str) -> tuple[str, ...]:
    """Return the names that references have in one member."""
    split = (split_reference(one) for one in references)
    return tuple(name for key, name in split if key == member)
