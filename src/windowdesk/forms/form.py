"""Application forms as content: one TOML a form, read and checked here."""

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType

from windowdesk.assets import Assets
from windowdesk.domain.errors import EnvironmentProblem

GENERAL_FORM = "general"
_LINE_LONGEST = 60


class FieldKind(StrEnum):
    """What a field takes."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    CHOICE = "choice"
    DATE = "date"
    NUMBER = "number"
    MONEY = "money"
    PHONE = "phone"


# A long text fills half a page of a paper at most, as the statements of the desk do.
_USUALLY_LONGEST: Mapping[FieldKind, int] = MappingProxyType({FieldKind.LONG_TEXT: 500})


@dataclass(frozen=True)
class FormField:
    """One field of a form.

    ``prefill`` names what is known of the applicant that goes in first (``phone``, ``address``);
    ``longest`` counts characters, 0 for what is usual for the kind; ``digits`` is the exact count
    of digits a number must have, 0 for any.
    """

    key: str
    label: str
    kind: FieldKind
    required: bool = False
    choices: tuple[str, ...] = ()
    prefill: str = ""
    hint: str = ""
    longest: int = 0
    digits: int = 0

    @property
    def most_characters(self) -> int:
        """How many characters an answer may have."""
        return self.longest or _USUALLY_LONGEST.get(self.kind, _LINE_LONGEST)


@dataclass(frozen=True)
class FormSpec:
    """A form: its fields in the order in which the clerk asks for them."""

    code: str
    title: str
    fields: tuple[FormField, ...]


class FormShelf:
    """Finds and reads forms; an item without a form of its own takes the general one."""

    def __init__(self, assets: Assets) -> None:
        self._assets = assets
        self._read: dict[str, FormSpec] = {}

    def get(self, code: str) -> FormSpec:
        """Return the form ``code``; EnvironmentProblem naming file and fault if it is unusable."""
        wanted = code or GENERAL_FORM
        if wanted not in self._read:
            self._read[wanted] = load_form(self._assets.path("forms", f"{wanted}.toml"))
        return self._read[wanted]

    def codes(self) -> tuple[str, ...]:
        """Return the codes of all forms."""
        return tuple(name.removesuffix(".toml") for name in self._assets.names("forms", "*.toml"))


def load_form(path: Path) -> FormSpec:
    """Read a form file; EnvironmentProblem with file, place and what to write if it is bad."""
    try:
        plain = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise EnvironmentProblem(
            f"找不到表单文件 {path.name}。看内容文件夹 forms 里有没有它。"
        ) from error
    except UnicodeDecodeError as error:
        raise EnvironmentProblem(
            f"表单文件 {path.name} 不是 UTF-8 文字。另存为 UTF-8 再用。"
        ) from error
    except tomllib.TOMLDecodeError as error:
        raise EnvironmentProblem(
            f"表单文件 {path.name} 写得不对：{error}。照着别的表单改。"
        ) from error
    fields = plain.get("field")
    if not isinstance(fields, list) or not fields:
        raise EnvironmentProblem(f"表单文件 {path.name} 没有字段。至少写一个 [[field]]。")
    spec = FormSpec(
        code=path.stem,
        title=str(plain.get("title", "")),
        fields=tuple(_field(path.name, place, raw) for place, raw in enumerate(fields, 1)),
    )
    keys = [f.key for f in spec.fields]
    twice = sorted({key for key in keys if keys.count(key) > 1})
    if twice:
        raise EnvironmentProblem(
            f"表单文件 {path.name} 里 key 重了：{'、'.join(twice)}。改成不同的。"
        )
    return spec


_Reader = Callable[[object], object]


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise TypeError
    return value


def _count(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 1:
        raise TypeError
    return value


def _known_of_applicant(value: object) -> str:
    text = _text(value)
    if text not in _PREFILLS:
        raise ValueError
    return text


def _kind(value: object) -> FieldKind:
    return FieldKind(_text(value))


def _texts(value: object) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise TypeError
    return tuple(_text(one) for one in value)


_PREFILLS = ("phone", "address", "village", "name")
_KEYS: Mapping[str, tuple[_Reader, str]] = MappingProxyType(
    {
        "key": (_text, "一个英文名"),
        "label": (_text, "中文标签"),
        "kind": (_kind, "、".join(FieldKind)),
        "required": (_flag, "true 或 false"),
        "choices": (_texts, "一列选项"),
        "prefill": (_known_of_applicant, f"{'、'.join(_PREFILLS)} 之一"),
        "hint": (_text, "一句提示"),
        "longest": (_count, "字数"),
        "digits": (_count, "位数"),
    }
)


def _field(file: str, place: int, raw: object) -> FormField:
    where = f"表单文件 {file} 第 {place} 个字段"
    if not isinstance(raw, Mapping):
        raise EnvironmentProblem(f"{where}要写成一节 [[field]]。照着别的表单改。")
    values: dict[str, object] = {}
    for name, value in raw.items():
        if name not in _KEYS:
            known = "、".join(_KEYS)
            raise EnvironmentProblem(f"{where}里不认得“{name}”。能写的是：{known}。")
        read, wanted = _KEYS[name]
        try:
            values[name] = read(value)
        except (TypeError, ValueError) as error:
            raise EnvironmentProblem(f"{where}的 {name} 写得不对。要写{wanted}。") from error
    for needed in ("key", "label", "kind"):
        if not values.get(needed):
            raise EnvironmentProblem(f"{where}缺 {needed}。要写{_KEYS[needed][1]}。")
    if values["kind"] is FieldKind.CHOICE and not values.get("choices"):
        raise EnvironmentProblem(f"{where}是选择，缺 choices。写上一列选项。")
    return FormField(**values)  # type: ignore[arg-type]  # each value was read by its own reader
