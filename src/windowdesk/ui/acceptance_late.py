"""What the item lets come late (容缺), line by line of the list."""

from dataclasses import replace

from windowdesk.domain.item import Item
from windowdesk.domain.materials import MaterialState
from windowdesk.services.entry import with_missing
from windowdesk.ui.material_line import MaterialLine

_OTHER_WAY = "收齐再办，或按 F6 补正告知。"


def may_be_late(item: Item, line: MaterialLine) -> bool:
    """Tell whether a material may come late; of several that suffice singly all must be marked."""
    if item.is_immediate or item.tolerable is not True or not line.handed.required:
        return False
    group = line.asked.one_of
    alike = [m for m in item.materials if group and m.one_of == group] or [line.asked]
    return all(m.tolerable is True for m in alike)


def why_not_late(item: Item, line: MaterialLine) -> str:
    """Say why a material may not come late."""
    if item.is_immediate:
        return f"即办件不能容缺。{_OTHER_WAY}"
    if item.tolerable is not True:
        return f"这个事项不能容缺。{_OTHER_WAY}"
    if not line.handed.required:
        return f"“{line.handed.name}”不是必要的，没有也能受理。"
    return f"“{line.handed.name}”不是可容缺的材料。{_OTHER_WAY}"


def left_out(line: MaterialLine, state: MaterialState) -> MaterialLine:
    """Return a line as not lying here: 缺, 容缺 or 承诺."""
    (missing,) = with_missing((line.handed,), frozenset((line.code,)))
    handed = replace(missing, state=state)
    return replace(line, handed=handed, ticks=(False,) * len(line.points))
