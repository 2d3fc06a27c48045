"""Parts of an item: materials, special procedures, fees, the power that it rests on."""

from dataclasses import dataclass

from windowdesk.domain.item_kinds import MaterialForm, MaterialSource
from windowdesk.domain.limits import TimeLimit
from windowdesk.domain.record_text import later


@dataclass(frozen=True)
class Material:
    """One material of the list; ``copies`` None is not stated, likewise None of a flag.

    ``condition`` says in which situations it is asked for: one code, several with ``+`` where
    all must hold, with ``|`` where one is enough, ``!`` in front of one that must not hold.
    Of the materials with one ``one_of`` name a single one suffices. ``standard`` is what makes
    it good enough, ``basis`` the provision that asks for it.
    """

    code: str
    name: str
    required: bool
    form: MaterialForm
    copies: int | None = None
    source: MaterialSource = MaterialSource.OTHER
    condition: str = ""
    review_points: tuple[str, ...] = ()
    one_of: str = later("")
    tolerable: bool | None = later(None)
    promisable: bool | None = later(None)
    returned: bool | None = later(None)
    page_format: str = later("")
    sample: str = later("")
    standard: str = later("")
    basis: str = later("")
    share_id: str = later("")


@dataclass(frozen=True)
class SpecialProcedure:
    """Time that may be left out (Permit Law art. 45 or the item's own law), ``longest`` at most."""

    name: str
    basis: str
    longest: TimeLimit | None = None


@dataclass(frozen=True)
class Question:
    """A usual question of visitors with its answer (常见问题)."""

    question: str
    answer: str


@dataclass(frozen=True)
class Provenance:
    """How sure the facts are; "" and () where nothing is said.

    ``demo_fields`` were set by hand for the demo centre and mean nothing elsewhere;
    ``derived_fields`` are a classification of ours, not the words of the source.
    """

    source_tier: str = ""
    limit_basis: str = ""
    derived_fields: tuple[str, ...] = ()
    demo_fields: tuple[str, ...] = ()
