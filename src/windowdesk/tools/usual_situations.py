"""The situations in which visitors of told, seeded and measured days come."""

from windowdesk.domain.item import Item
from windowdesk.domain.situation_rules import asked, open_groups, shut_out
from windowdesk.domain.situations import Situation


def usual_situations(item: Item) -> tuple[str, ...]:
    """Return the first possible answer to each question that has to be answered.

    Where all materials depend on situations that stack freely, the first of them holds.
    """
    held: list[Situation] = []
    for one in item.situations:
        chosen = [other.code for other in held]
        wanted = one.group in open_groups(item.situations, chosen)
        possible = not any(shut_out(one, other) for other in held)
        if wanted and possible and one in asked(item.situations, chosen):
            held.append(one)
    if not held and item.materials and all(one.condition for one in item.materials):
        return tuple(one.code for one in item.situations[:1])
    return tuple(one.code for one in held)
