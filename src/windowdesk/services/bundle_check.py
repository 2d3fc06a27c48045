"""Looks through bundles: every name means something, every answer makes an application."""

from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from pathlib import Path

from windowdesk.domain.bundle import Bundle, Member, split_reference
from windowdesk.domain.errors import DomainError, EnvironmentProblem
from windowdesk.domain.item import Item
from windowdesk.domain.joint_item import JointItem, joint_of_all
from windowdesk.domain.situation_rules import combinations, require_answers
from windowdesk.forms.form import FormSpec
from windowdesk.forms.toml_places import Path as Place
from windowdesk.forms.toml_places import TomlPlaces
from windowdesk.forms.toml_reader import FileProblem, parse_toml
from windowdesk.services.bundle_file import BundleFaulty, read_bundle

# Answers are looked through in their order; a bundle of sane size has far fewer.
_MOST_ANSWERS = 2000
Names = Callable[[Item], set[str]]


class BundleCheck:
    """Checks bundles against the items that are known; nothing is ever changed."""

    def __init__(self, items: Sequence[Item], form_of: Callable[[str], FormSpec]) -> None:
        self._items = items
        self._form_of = form_of

    def file(self, path: Path) -> Iterator[FileProblem]:
        """Say what is wrong with a bundle file."""
        try:
            text = path.read_bytes().decode("utf-8-sig")
            bundle = read_bundle(path.name, text)
        except BundleFaulty as faulty:
            yield from faulty.problems
            return
        except (OSError, UnicodeDecodeError):
            yield FileProblem(path.name, 1, "读不了，或者不是 UTF-8 文字。另存为 UTF-8 再用。")
            return
        places = parse_toml(path.name, text)[1].places
        found = [*self._members(bundle), *self._references(bundle)]
        for place, told in found or self._answers(bundle):
            yield _problem(path.name, places, place, told)

    def _candidates(self, member: Member) -> list[Item]:
        return [
            item for item in self._items if {item.name, item.code, item.item_id} & set(member.items)
        ]

    def _members(self, bundle: Bundle) -> Iterator[tuple[Place, str]]:
        for place, member in enumerate(bundle.members):
            if not self._candidates(member):
                names = "、".join(member.items)
                told = f"事项库里没有“{names}”。写事项的全名或编码。"
                yield ("member", place, "items"), told
                continue
            known = self._names(member, _situations)
            for name in member.given:
                if name not in known:
                    yield ("member", place, "given"), _unknown(member, "情形", name, known)

    def _references(self, bundle: Bundle) -> Iterator[tuple[Place, str]]:
        members = {member.key: member for member in bundle.members}
        many: tuple[tuple[str, str, str, Names, list[tuple[str, ...]]], ...] = (
            ("situation", "same", "情形", _situations, [s.same for s in bundle.situations]),
            ("material", "same", "材料", _materials, [m.same for m in bundle.materials]),
            ("result", "material", "材料", _materials, [(r.material,) for r in bundle.results]),
            ("answer", "same", "字段", self._fields, [a.same for a in bundle.answers]),
        )
        for table, key, word, names, parts in many:
            for place, references in enumerate(parts):
                for reference in references:
                    member, name = split_reference(reference)
                    known = self._names(members[member], names)
                    if known and name not in known:
                        told = _unknown(members[member], word, name, known)
                        yield (table, place, key), told

    def _names(self, member: Member, names: Names) -> set[str]:
        return {name for item in self._candidates(member) for name in names(item)}

    def _fields(self, item: Item) -> set[str]:
        try:
            form = self._form_of(item.form_code)
        except EnvironmentProblem:
            return set()
        return {name for field in form.fields for name in (field.key, field.label)}

    def _answers(self, bundle: Bundle) -> Iterator[tuple[Place, str]]:
        """Walk the answers: each must be one that every item of it takes."""
        joint = joint_of_all(bundle, self._items)
        if joint is None:
            return
        for chosen in islice(combinations(joint.item.situations), _MOST_ANSWERS):
            for place, told in _not_taken(bundle, joint, chosen):
                yield place, told
                return


def _not_taken(
    bundle: Bundle, joint: JointItem, chosen: Sequence[str]
) -> Iterator[tuple[Place, str]]:
    labels = {one.code: one.label for one in joint.item.situations}
    for part in joint.done(chosen):
        own = part.situations(chosen)
        try:
            part.item.check_situations(own)
            require_answers(part.item.situations, own)
        except DomainError as error:
            answered = "、".join(labels[code] for code in chosen)
            told = f"选“{answered}”时，{part.label}办不了：{error.text}"
            yield ("member", bundle.members.index(part.member)), told


def _situations(item: Item) -> set[str]:
    return {name for one in item.situations for name in (one.code, one.label)}


def _materials(item: Item) -> set[str]:
    return {name for one in item.materials for name in (one.code, one.name)}


def _unknown(member: Member, word: str, name: str, known: set[str]) -> str:
    listed = "、".join(sorted(known)) or "一个也没有"
    return f"“{member.label}”没有{word}“{name}”。有的是：{listed}。"


def _problem(file: str, places: TomlPlaces, place: Place, told: str) -> FileProblem:
    return FileProblem(file, places.line(place), told)
