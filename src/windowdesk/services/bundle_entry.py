"""From one form and one material list to an application for each item of a bundle."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from windowdesk.domain.attachment import Enclosed
from windowdesk.domain.case import Application, Decision
from windowdesk.domain.divisions import Divisions
from windowdesk.domain.errors import DomainError
from windowdesk.domain.identity import IssuingPlaces
from windowdesk.domain.joint_item import JointItem, JointPart
from windowdesk.domain.party import EntryProblems
from windowdesk.domain.situation_rules import require_answers
from windowdesk.forms.joint_form import JointForm, result_key
from windowdesk.services.bundle_shares import (
    WAY_LABEL,
    MemberState,
    MemberWay,
    Share,
    Ways,
    member_states,
    shares_of,
)
from windowdesk.services.entry import ApplicationEntry, read_application

_SITUATIONS = "situations"


@dataclass(frozen=True)
class EntryGround:
    """What an entry is checked against besides the forms."""

    places: IssuingPlaces
    divisions: Divisions | None = None


@dataclass(frozen=True)
class MemberApplication:
    """The application for one item. ``borrowed`` says whose case keeps an original, by material.

    ``result`` is that of a 即办件.
    """

    part: JointPart
    way: MemberWay
    application: Application
    result: str = ""
    borrowed: Mapping[str, str] = field(default_factory=dict)

    @property
    def decision(self) -> Decision | None:
        """The decision at once, None where there is none."""
        return Decision(content=self.result) if self.result else None


@dataclass(frozen=True)
class BundleApplication:
    """Everything that a bundle is accepted with; ``left_out`` are items that are not done."""

    joint: JointItem
    members: tuple[MemberApplication, ...]
    left_out: tuple[JointPart, ...] = ()


def read_bundle(
    joint: JointItem,
    reader: "EntryReader",
    ways: Ways,
    enclosed: tuple[Enclosed, ...] = (),
) -> BundleApplication:
    """Check everything that was typed, for each item by its own rules.

    EntryProblems names all problems at once, at the fields of the common form. What is not in
    ``ways`` is done as usual.
    """
    entry = reader.entry
    require_answers(joint.item.situations, entry.situations)
    gone = {key for key, way in ways.items() if way is MemberWay.LEAVE_OUT}
    states = member_states(joint, entry.situations, entry.materials, gone)
    if not states:
        raise DomainError("这次一项都不办。选上要办的事项。", _SITUATIONS)
    kept = tuple(one.part for one in states)
    shares = shares_of(joint, kept, entry.situations, entry.materials)
    problems: list[DomainError] = []
    members: list[MemberApplication] = []
    for state, share in zip(states, shares, strict=True):
        way = ways.get(state.part.key, state.usual)
        try:
            member = reader.read(state, share, way)
        except EntryProblems as error:
            problems += error.problems
        else:
            files = _own_files(joint, state.part, enclosed)
            application = replace(member.application, enclosed=files)
            members.append(replace(member, application=application))
    if problems:
        raise EntryProblems(_each_once(problems))
    left_out = tuple(part for part in joint.parts if part not in kept)
    return BundleApplication(joint, tuple(members), left_out)


@dataclass(frozen=True)
class EntryReader:
    """Reads the application for one item out of ``entry``, which is that of the whole."""

    form: JointForm
    entry: ApplicationEntry
    today: date
    ground: EntryGround

    def read(self, state: MemberState, share: Share, way: MemberWay) -> MemberApplication:
        """Return the application; EntryProblems at the fields of the common form."""
        part = state.part
        if way not in state.ways:
            raise EntryProblems((_not_now(state, way),))
        own = self.form.part(part.key)
        try:
            application = read_application(
                self._typed(share),
                own.form,
                self.today,
                self.ground.places,
                self.ground.divisions,
                so_far=way is not MemberWay.ACCEPT,
            )
        except EntryProblems as error:
            problems = tuple(_at_joint(one, own.keys) for one in error.problems)
            raise EntryProblems(problems) from error
        result = self._result(part, way)
        return MemberApplication(part, way, application, result, share.borrowed)

    def _typed(self, share: Share) -> ApplicationEntry:
        part = share.part
        return replace(
            self.entry,
            item=part.item,
            situations=part.situations(self.entry.situations),
            materials=share.materials,
            answers=self.form.part(part.key).own_answers(self.entry.answers),
        )

    def _result(self, part: JointPart, way: MemberWay) -> str:
        if not part.item.is_immediate or way is not MemberWay.ACCEPT:
            return ""
        result = self.entry.answers.get(result_key(part.key), "").strip()
        if not result:
            told = f"还差{part.label}办理结果。"
            raise EntryProblems((DomainError(told, result_key(part.key)),))
        return result


def _each_once(problems: Sequence[DomainError]) -> tuple[DomainError, ...]:
    """Leave out what several items say of one field: whoever applies is wrong once."""
    return tuple({(one.field, one.text): one for one in problems}.values())


def _not_now(state: MemberState, way: MemberWay) -> DomainError:
    missing = f"还差：{'、'.join(state.missing)}。" if state.missing else ""
    may = "、".join(WAY_LABEL[one] for one in state.ways)
    return DomainError(f"“{state.part.label}”不能{WAY_LABEL[way]}。{missing}能选：{may}。", "ways")


def _at_joint(problem: DomainError, keys: Mapping[str, str]) -> DomainError:
    field_name = problem.field or ""
    return DomainError(problem.text, keys.get(field_name, field_name))


def _own_files(
    joint: JointItem, part: JointPart, enclosed: Sequence[Enclosed]
) -> tuple[Enclosed, ...]:
    """Return the files that go with an item: those of its materials, and those of the whole."""
    code_of = {
        one.material.code: use.code
        for one in joint.materials
        for use in one.uses
        if use.member == part.key
    }
    return tuple(
        replace(file, material=code_of.get(file.material, ""))
        for file in enclosed
        if not file.material or file.material in code_of
    )
