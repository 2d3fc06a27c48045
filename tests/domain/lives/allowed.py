"""Which acts the reference allows: column Who and column Guard of domain.md §1.3 and §1.3b."""

from tests.domain.lives.allowed_review import IN_REVIEW
from tests.domain.lives.allowed_window import AT_WINDOW
from tests.domain.lives.asked import Asked, of_the_unit
from tests.domain.lives.model import TAKE_BACK, Model
from tests.domain.lives.rows import (
    BY_THE_HOLDER,
    REVERSE_DUTIES,
    REVERSE_STATES,
    ROWS,
    STAYS_DONE,
)

CONDITIONS = {**AT_WINDOW, **IN_REVIEW}


def allows(m: Model, one: Asked) -> bool:
    """Tell whether a case may go this step: row, duty, hand and condition."""
    if one.act == "reverse":
        return _may_reverse(m, one)
    row = ROWS.get((one.act, m.code))
    if row is None or not row.duties & one.duties:
        return False
    if one.act in BY_THE_HOLDER and not _may_take(m, one):
        return False
    return CONDITIONS.get(one.act, _is_good)(m, one)


def _may_take(m: Model, one: Asked) -> bool:
    """Let an act take a case that nobody has in hand, if the actor may have it at all."""
    free = m.held_by(one.now) in {"", one.who}
    return free and (m.holder == one.who or of_the_unit(one.who))


def _is_good(_m: Model, one: Asked) -> bool:
    return one.good


def _may_reverse(m: Model, one: Asked) -> bool:
    """Ask for the same person, within half an hour, while the paper lies on the desk."""
    assert m.last_at is not None
    fresh = one.now - m.last_at <= TAKE_BACK
    mine = m.last_by == one.who and bool(REVERSE_DUTIES & one.duties)
    return fresh and mine and m.code in REVERSE_STATES and m.last_act not in STAYS_DONE
