"""Case events: evidence with a hash chain, one chain a case."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from types import MappingProxyType

from windowdesk.domain.canonical import canonical_text, sha256
from windowdesk.domain.duties import Role
from windowdesk.domain.stand_in import StandsFor
from windowdesk.domain.states import CaseState, Move

FIRST_LINK = "0" * 64
# Where the detail of an event keeps digests: of a paper under this and its number, of an attached
# file under that and its identity, of the body of the case under the last.
PAPER_KEY, FILE_KEY, BODY_KEY = "paper:", "file:", "body"
VOID_KEY = "void:"  # and before the number of a paper whose act was taken back
# Login and name of the one whom the actor stood in for.
FOR_KEY, FOR_NAME_KEY = "for", "for_name"


@dataclass(frozen=True)
class Actor:
    """Who acts, with which name on paper, at which window (empty for the back office).

    ``roles`` are the duties held while acting, ``department`` the handling unit (empty: all of
    them); they decide whether a move is allowed and are not part of the record. ``stands_for`` are
    those whose duties are among the ``roles`` for these days.
    """

    login: str
    name: str
    window: str = ""
    roles: frozenset[Role] = frozenset()
    department: str = ""
    stands_for: tuple[StandsFor, ...] = ()

    @property
    def own_roles(self) -> frozenset[Role]:
        """The duties that the actor has without standing in for anybody."""
        return self.roles.difference(*(one.roles for one in self.stands_for))

    def behalf(self, roles: frozenset[Role]) -> StandsFor | None:
        """Return in whose place somebody acts who needs one of ``roles``; None: in his own."""
        if self.own_roles & roles:
            return None
        return next((one for one in self.stands_for if one.roles & roles), None)

    def place_of(self, login: str) -> StandsFor | None:
        """Return the one with this login if the actor stands in for him."""
        return next((one for one in self.stands_for if one.login == login), None)


@dataclass(frozen=True)
class CaseEvent:
    """One thing that happened. ``text`` is what was hashed, kept as it is.

    ``seq`` counts from 1 in a case; ``at`` is aware UTC; ``cause`` is the actor's reason;
    ``detail`` holds what the move changed, as text.
    """

    case_id: int
    seq: int
    move: Move
    actor: Actor
    at: datetime
    source: CaseState | None
    target: CaseState
    cause: str
    detail: Mapping[str, str]
    previous: str
    text: str
    hash: str

    @property
    def signature(self) -> str:
        """The name of the actor as he signs the step: 段正刚（代许绍文）."""
        absent = self.detail.get(FOR_NAME_KEY, "")
        return f"{self.actor.name}（代{absent}）" if absent else self.actor.name

    @staticmethod
    def record(
        *,
        case_id: int,
        seq: int,
        move: Move,
        actor: Actor,
        at: datetime,
        source: CaseState | None,
        target: CaseState,
        cause: str,
        detail: Mapping[str, str],
        previous: str,
    ) -> "CaseEvent":
        """Write the canonical text of an event and chain it to its predecessor.

        ValueError if ``at`` has no zone: it would be read in the zone of the machine.
        """
        if at.tzinfo is None:
            raise ValueError("the time of an event needs a zone")
        text = canonical_text(
            {
                "actor": actor.login,
                "at": at.astimezone(UTC).isoformat(timespec="microseconds"),
                "case": case_id,
                "cause": cause,
                "detail": dict(detail),
                "from": source,
                "move": move,
                "name": actor.name,
                "previous": previous,
                "seq": seq,
                "to": target,
                "window": actor.window,
            }
        )
        return CaseEvent.from_text(text)

    @staticmethod
    def from_text(text: str) -> "CaseEvent":
        """Read an event from the text that was hashed; ValueError if it is spoiled."""
        try:
            return CaseEvent._read(text)
        except (KeyError, TypeError) as problem:
            raise ValueError("this is not the text of an event") from problem

    @staticmethod
    def _read(text: str) -> "CaseEvent":
        plain = json.loads(text)
        source = plain["from"]
        return CaseEvent(
            case_id=plain["case"],
            seq=plain["seq"],
            move=Move(plain["move"]),
            actor=Actor(plain["actor"], plain["name"], plain["window"]),
            at=datetime.fromisoformat(plain["at"]),
            source=None if source is None else CaseState(source),
            target=CaseState(plain["to"]),
            cause=plain["cause"],
            detail=MappingProxyType(dict(plain["detail"])),
            previous=plain["previous"],
            text=text,
            hash=sha256(text),
        )


def papers_of(event: CaseEvent) -> Mapping[str, str]:
    """Return number and digest of the papers that an event issued."""
    return {
        key.removeprefix(PAPER_KEY): digest
        for key, digest in event.detail.items()
        if key.startswith(PAPER_KEY)
    }


def voided_by(event: CaseEvent) -> frozenset[str]:
    """Return the numbers of the papers that an event made void."""
    return frozenset(key.removeprefix(VOID_KEY) for key in event.detail if key.startswith(VOID_KEY))
