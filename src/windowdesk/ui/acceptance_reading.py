"""From the five steps of a visit to what the services take: an application, or a whole 一件事."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date

from windowdesk.domain.attachment import Enclosed
from windowdesk.domain.case import Application
from windowdesk.domain.errors import DomainError
from windowdesk.domain.item import Item
from windowdesk.domain.joint_item import JointItem
from windowdesk.domain.party import require_applicant
from windowdesk.forms.form import FormSpec
from windowdesk.services.bundle_entry import BundleApplication
from windowdesk.services.bundle_shares import MemberState, Ways, member_states
from windowdesk.services.entry import ApplicationEntry, read_application
from windowdesk.services.session import Session
from windowdesk.ui.acceptance_form import FormStep
from windowdesk.ui.acceptance_item import ITEM, ItemStep
from windowdesk.ui.acceptance_materials import MATERIALS, MaterialsStep
from windowdesk.ui.acceptance_person import PersonStep
from windowdesk.ui.acceptance_situations import SITUATIONS, SituationsStep
from windowdesk.ui.notifier import FaultShower

# The steps, in the order of the talk.
PERSON, ITEM_AT, SITUATIONS_AT, MATERIALS_AT, FORM_AT = range(5)


@dataclass(frozen=True)
class VisitReader:
    """Reads the steps. ``files`` names the files that come along."""

    session: Session
    person: PersonStep
    item_step: ItemStep
    situations: SituationsStep
    materials: MaterialsStep
    form: FormStep
    files: Callable[[], tuple[str, ...]]

    def application(self, today: date, *, so_far: bool) -> Application:
        """Return the application; DomainError (or one that lists all problems) if it fails."""
        entry, spec = self._entry()
        places, divisions = self.session.places, self.session.divisions
        return read_application(entry, spec, today, places, divisions, so_far=so_far)

    def bundle(
        self, joint: JointItem, today: date, ways: Ways, enclosed: tuple[Enclosed, ...]
    ) -> BundleApplication:
        """Return the application for all items of a 一件事; errors as for ``application``."""
        entry, _spec = self._entry()
        return self.session.bundles.read(joint, entry, today, ways, enclosed)

    def members(self, joint: JointItem, left_out: Collection[str] = ()) -> tuple[MemberState, ...]:
        """Return how each item of a 一件事 stands with the materials as checked."""
        handed = self.materials.materials()
        return member_states(joint, self.situations.codes(), handed, left_out)

    def place(self, name: str) -> tuple[int, FaultShower] | None:
        """Return the step and the field that an error names, None where there is none such."""
        shown: dict[str, tuple[int, FaultShower]] = {
            "applicant.kind": (PERSON, self.person.id_kind),
            ITEM: (ITEM_AT, self.item_step.search),
            SITUATIONS: (SITUATIONS_AT, self.situations),
            MATERIALS: (MATERIALS_AT, self.materials),
        }
        shown.update({key: (PERSON, field) for key, field in self.person.fields().items()})
        shown.update({key: (FORM_AT, field) for key, field in self.form.fields().items()})
        return shown.get(name)

    def _entry(self) -> tuple[ApplicationEntry, FormSpec]:
        item = self._chosen_item()
        require_applicant(item, self.person.party_kind())
        entry = ApplicationEntry(
            applicant=self.person.party_entry(),
            agent=self.person.agent_entry(),
            item=item,
            situations=self.situations.codes(),
            materials=self.materials.materials(),
            answers=self.form.answers(),
            files=self.files(),
        )
        spec = self.form.spec
        if spec is None:
            raise DomainError("表单还没取来。按 F5 再取一次。")
        return entry, spec

    def _chosen_item(self) -> Item:
        if self.item_step.item is None:
            raise DomainError("还没选事项。", ITEM)
        return self.item_step.item
