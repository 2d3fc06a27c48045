"""What a form is filled in about: who applies, in which situations, what is known already."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from windowdesk.domain.divisions import Divisions
from windowdesk.domain.identity import ANY_COUNTY, IssuingPlaces
from windowdesk.domain.party import PartyKind

_NOTHING: Mapping[str, str] = {}


@dataclass(frozen=True)
class FormContext:
    """Facts from outside the form.

    ``known`` holds what prefill names (forms/known.py), ``earlier`` answers that the same person
    gave before, by key. Without ``today`` dates are not held against the day, without
    ``divisions`` codes of places are only looked at by their length. ``files`` are the names of
    those that are attached; None where nobody has looked.
    """

    situations: frozenset[str] = frozenset()
    applicant: PartyKind = PartyKind.NATURAL
    has_agent: bool = False
    today: date | None = None
    known: Mapping[str, str] = field(default_factory=lambda: _NOTHING)
    earlier: Mapping[str, str] = field(default_factory=lambda: _NOTHING)
    divisions: Divisions | None = None
    places: IssuingPlaces = ANY_COUNTY
    files: tuple[str, ...] | None = None


NO_CONTEXT = FormContext()
