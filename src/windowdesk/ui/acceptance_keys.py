"""The keys of the acceptance desk: one table for the shortcuts and the sheet of F1."""

from collections.abc import Callable, Mapping
from functools import partial
from types import MappingProxyType

from windowdesk.ui.acts import KeyAct, KeyGroup

_ACTS = (
    ("F9", "受理并打印，即办件当场办结"),
    ("F6", "一次性补正告知"),
    ("F7", "不受理、不予受理"),
    ("Alt+C", "容缺受理（缺的可以后补）"),
    ("Alt+S", "只收件，打接收凭证"),
    ("F4", "应办结日怎么算的"),
    ("F8", "看刚打的纸"),
    ("Alt+J", "打刚办那件的小票"),
    ("Alt+D", "待受理、待补正的办件"),
    ("Alt+G", "当场更正（收过的件）"),
    ("Alt+Q", "取回材料（收过的件）"),
    ("Ctrl+Z", "收回刚办的一步"),
    ("Alt+Z", "咨询，打一次性告知单"),
    ("Alt+L", "补录纸上在办的件"),
    ("Alt+F", "附电子件（归选中的材料）"),
    ("Alt+E", "看附好的电子件"),
    ("Alt+X", "附刚拍的照片"),
    ("Alt+B", "别人代办"),
    ("Alt+↓", "像是同一个人"),
    ("Alt+R", "接着办没办完的"),
    ("Alt+K", "看刚办完的那件"),
    ("Alt+T", "刚办完的那件抄到别的系统"),
)
_IN_MATERIALS = KeyGroup(
    "材料这一步",
    (
        KeyAct("Enter", "齐，到下一份"),
        KeyAct("Space", "齐", shown="空格"),
        KeyAct("Q", "缺"),
        KeyAct("R", "容缺，后补"),
        KeyAct("C", "承诺，不再要证明"),
        KeyAct("1", "勾第几个审查要点", shown="1 …9"),
        KeyAct("S", "改份数、页数"),
        KeyAct("N", "写备注"),
        KeyAct("Ctrl+V", "附剪贴板里的图片或文件"),
        KeyAct("↑", "换一份", shown="↑ ↓"),
    ),
)
# They are about the chosen material, and stand with its keys.
_OF_FILES = frozenset(("Alt+F", "Alt+E", "Alt+X"))
STEPS = 5

KEYS: Mapping[str, str] = MappingProxyType(dict(_ACTS))


def desk_keys(
    acts: Mapping[str, Callable[[], object]], open_step: Callable[[int], object]
) -> tuple[KeyGroup, ...]:
    """Return the keys with what they do; ``acts`` maps a key of ``KEYS`` to it."""
    listed = [KeyAct(key, text, acts[key]) for key, text in KEYS.items()]
    own = [act for act in listed if act.keys not in _OF_FILES]
    files = [act for act in listed if act.keys in _OF_FILES]
    steps = [KeyAct("Alt+1", "跳到第几步", partial(open_step, 0), shown="Alt+1 …5")]
    steps += [KeyAct(f"Alt+{n}", "", partial(open_step, n - 1)) for n in range(2, STEPS + 1)]
    materials = KeyGroup(_IN_MATERIALS.title, (*_IN_MATERIALS.acts, *files))
    return (KeyGroup("这一屏", (*own, *steps)), materials)
