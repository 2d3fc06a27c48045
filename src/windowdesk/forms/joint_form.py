"""One form for a bundle: the fields of its members, the same question asked once.

Fields are the same where key, kind, label and choices agree, or where the bundle says so. A field
keeps its key where no other one has it, so that prefills and earlier answers still find it.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from windowdesk.domain.bundle import Bundle, names_of
from windowdesk.domain.conditions import Way
from windowdesk.domain.joint_conditions import condition_text, joint_ways
from windowdesk.domain.joint_item import JointItem, JointPart
from windowdesk.forms.form import FieldKind, FormField, FormSpec
from windowdesk.forms.rules import Compute, Rule, RuleKind
from windowdesk.forms.when import When

RESULT: Final = "result"
# What is asked once for the whole visit comes last, as in every form.
_LAST = ("issue_by", "mail_address")


@dataclass(frozen=True)
class PartForm:
    """A member with the form of its item; ``keys`` name its fields in the form of the bundle."""

    part: JointPart
    form: FormSpec
    keys: Mapping[str, str]

    def own_answers(self, answers: Mapping[str, str]) -> Mapping[str, str]:
        """Return the answers of the bundle as the item's own form asks for them."""
        return {own: answers.get(joint, "") for own, joint in self.keys.items()}


@dataclass(frozen=True)
class JointForm:
    """The form of a bundle, and how its answers go back to the members."""

    spec: FormSpec
    parts: tuple[PartForm, ...]

    def part(self, key: str) -> PartForm:
        """Return a member's share by its key."""
        return next(one for one in self.parts if one.part.key == key)


def result_key(member: str) -> str:
    """Return the field for the result of a 即办件."""
    return f"{member}__{RESULT}"


def joint_form(joint: JointItem, form_of: Callable[[str], FormSpec]) -> JointForm:
    """Unite the forms of a bundle's members; ``form_of`` reads one by its code."""
    specs = {part.key: form_of(part.item.form_code) for part in joint.parts}
    groups = _groups(joint.bundle, specs)
    keys = _keys(groups)
    parts = tuple(
        PartForm(
            part,
            specs[part.key],
            {field.key: keys[part.key, field.key] for field in specs[part.key].fields},
        )
        for part in joint.parts
    )
    by_key = {one.part.key: one for one in parts}
    fields = [_united(joint.bundle, group, by_key) for group in groups]
    results = [_result(part) for part in joint.parts if part.item.is_immediate]
    ordered = sorted([*fields, *results], key=lambda field: field.key in _LAST)
    spec = FormSpec(
        code=joint.item.item_id,
        title=joint.bundle.name,
        fields=tuple(ordered),
        rules=tuple(dict.fromkeys(rule for one in parts for rule in _rules(one))),
    )
    return JointForm(spec, parts)


_Group = tuple[tuple[str, FormField], ...]


def _groups(bundle: Bundle, specs: Mapping[str, FormSpec]) -> tuple[_Group, ...]:
    """Return every question once, with the fields that it stands for."""
    found: dict[object, list[tuple[str, FormField]]] = {}
    for key, spec in specs.items():
        for field in spec.fields:
            found.setdefault(_sameness(bundle, key, field), []).append((key, field))
    return tuple(tuple(group) for group in found.values())


def _sameness(bundle: Bundle, member: str, field: FormField) -> object:
    for number, shared in enumerate(bundle.answers):
        if {field.key, field.label} & set(names_of(shared.same, member)):
            return number
    # The rows of two tables need not mean the same, whatever the tables are called.
    if field.kind is FieldKind.TABLE:
        return member, field.key
    return field.key, field.kind, field.label, field.choices


def _keys(groups: Sequence[_Group]) -> Mapping[tuple[str, str], str]:
    """Give every question a key of its own."""
    wanted = [group[0][1].key for group in groups]
    keys: dict[tuple[str, str], str] = {}
    for group, key in zip(groups, wanted, strict=True):
        member = group[0][0]
        joint = key if wanted.count(key) == 1 else f"{member}__{key}"
        keys |= {(one, field.key): joint for one, field in group}
    return keys


def _united(bundle: Bundle, group: _Group, parts: Mapping[str, PartForm]) -> FormField:
    member, first = group[0]
    keys = parts[member].keys
    label = next(
        (
            shared.label
            for shared in bundle.answers
            if shared.label and {first.key, first.label} & set(names_of(shared.same, member))
        ),
        first.label,
    )
    needed = [_when(parts[one], field.required_when) for one, field in group]
    return replace(
        first,
        key=keys[first.key],
        label=label,
        required=any(field.required for _one, field in group),
        when=_any_of([_when(parts[one], field.when or When()) for one, field in group]),
        required_when=_any_of([one for one in needed if one is not None]),
        compute=_compute(first.compute, keys),
    )


def _when(part: PartForm, when: When | None) -> tuple[When, tuple[Way, ...]] | None:
    """Return a member's ``when`` told in the bundle: its plain part and its situations."""
    if when is None:
        return None
    ways = joint_ways(when.situation, part.part.told, part.part.switch)
    field = part.keys.get(when.field, when.field)
    return replace(when, field=field, situation=""), ways


def _any_of(told: Sequence[tuple[When, tuple[Way, ...]] | None]) -> When | None:
    """Return when one of several holds; where they differ in more than situations, the wider."""
    known = [one for one in told if one is not None and one[1]]
    if not told:
        return None
    if not known:
        return When(situation=condition_text(_NEVER))
    ways = [way for _when_, found in known for way in found]
    plain = {when for when, _ways in known}
    base = plain.pop() if len(plain) == 1 else When()
    return replace(base, situation=condition_text(ways))


# A situation that no bundle has: what is asked within it is never asked.
_NEVER = (Way(frozenset(("never",)), frozenset()),)


def _compute(compute: Compute | None, keys: Mapping[str, str]) -> Compute | None:
    if compute is None:
        return None
    return replace(compute, names=tuple(_renamed(name, keys) for name in compute.names))


def _rules(part: PartForm) -> tuple[Rule, ...]:
    """Return a member's rules; one that asks for an answer is its own, told when it is divided."""
    return tuple(
        replace(
            rule,
            fields=tuple(_renamed(name, part.keys) for name in rule.fields),
            equals=_renamed(rule.equals, part.keys) if rule.equals else "",
        )
        for rule in part.form.rules
        if rule.kind is not RuleKind.AT_LEAST_ONE
    )


def _renamed(name: str, keys: Mapping[str, str]) -> str:
    field, dot, column = name.partition(".")
    return f"{keys.get(field, field)}{dot}{column}"


def _result(part: JointPart) -> FormField:
    return FormField(
        key=result_key(part.key),
        label=f"{part.label}办理结果",
        kind=FieldKind.TEXT,
        required=True,
        hint="写在回执上",
        when=When(situation=part.switch),
    )
