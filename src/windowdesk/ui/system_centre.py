"""Sections of the 系统 screen about the centre: its facts, its organs, its windows."""

from dataclasses import replace
from datetime import date
from functools import partial

from windowdesk.domain.centre import Centre
from windowdesk.domain.errors import DomainError
from windowdesk.services.centre_facts import Lack
from windowdesk.services.setup_draft import (
    SetupDraft,
    SetupFault,
    changed_centre,
    draft_of,
)
from windowdesk.ui.buttons import Choice
from windowdesk.ui.entry_rows import EntryRows
from windowdesk.ui.fact_grid import FactGrid
from windowdesk.ui.fact_specs import ORGAN_COLUMNS, centre_specs, organ_specs
from windowdesk.ui.parts import STRETCH, column, label
from windowdesk.ui.setup_pages import PlacesPage
from windowdesk.ui.system_section import SystemGround, SystemSection


class _FactsSection(SystemSection):
    """Shows a part of the facts and stores it; what others changed meanwhile is kept."""

    save_text = "存好"

    def __init__(self, ground: SystemGround) -> None:
        super().__init__(ground)
        self._seen: Centre | None = None

    def load(self) -> None:
        """Ask for the facts as they stand."""
        self.run(self._ask, self._on_asked)

    def save(self) -> None:
        """Store what was changed, or show what cannot stand."""
        seen = self._seen
        if seen is None:
            return
        self.run(partial(self._changed, self.take(draft_of(seen)), seen), self._on_stored)

    def fill(self, draft: SetupDraft) -> None:
        """Show the answers."""
        raise NotImplementedError

    def take(self, draft: SetupDraft) -> SetupDraft:
        """Return the answers with what stands here."""
        raise NotImplementedError

    def show_faults(self, faults: tuple[SetupFault, ...]) -> None:
        """Show what is wrong."""
        raise NotImplementedError

    def show_lacks(self, lacks: tuple[Lack, ...]) -> None:
        """Show what papers lack."""

    def _ask(self) -> tuple[Centre, tuple[Lack, ...]]:
        facts = self.session.facts
        return facts.now(), facts.lacks()

    def _on_asked(self, found: tuple[Centre, tuple[Lack, ...]]) -> None:
        self._seen, lacks = found
        self.fill(draft_of(self._seen))
        self.show_faults(())
        self.show_lacks(lacks)

    def _changed(self, draft: SetupDraft, seen: Centre) -> tuple[SetupFault, ...]:
        read = changed_centre(draft, seen, self._today())
        if read.faults:
            return read.faults
        self.session.facts.change(seen, read.plan.centre)
        return ()

    def _today(self) -> date:
        return self.session.lookup.today()

    def _on_stored(self, faults: tuple[SetupFault, ...]) -> None:
        self.show_faults(faults)
        if faults:
            self.kit.notifier.failed(DomainError(faults[0].text))
            self.take_focus()
            return
        self.kit.notifier.settled()
        self.kit.notifier.info("存好了。以后的文书照新的写，已出的不变。")
        self.load()


class HouseSection(_FactsSection):
    """The facts of the house and of the organ that decides."""

    code, title = "centre", "中心资料"
    lead = "文书上写的就是这些。改了，以后的文书照新的写，已出的不变。"

    def __init__(self, ground: SystemGround, styles: tuple[Choice, ...]) -> None:
        super().__init__(ground)
        specs = (*organ_specs(), *(one for one in centre_specs(styles) if one.name != "code"))
        # What stands there shows how it is written: the examples of the first day would take room.
        plain = [replace(one, hint="") for one in specs]
        self._grid = FactGrid(self.theme, plain, columns=3)
        self._grid.edited.connect(self.edited)
        self._lacks = label("", "second", wrap=True)
        self.setLayout(column(self.theme, self._grid, 12, self._lacks, STRETCH))

    def fill(self, draft: SetupDraft) -> None:
        """Show the facts."""
        self._grid.set_values(draft.facts)

    def take(self, draft: SetupDraft) -> SetupDraft:
        """Return the answers with the facts."""
        return replace(draft, facts={**draft.facts, **self._grid.values()})

    def show_faults(self, faults: tuple[SetupFault, ...]) -> None:
        """Show faults at their fields."""
        self._grid.set_faults({fault.field: fault.text for fault in faults})

    def show_lacks(self, lacks: tuple[Lack, ...]) -> None:
        """Say what is not filled in and what that stops."""
        lines = [f"还缺{one.fact.label}，这些出不了：{'、'.join(one.papers)}。" for one in lacks]
        self._lacks.setText("\n".join(lines))

    def take_focus(self) -> None:
        """Begin at the first gap."""
        self._grid.take_focus()


class OrgansSection(_FactsSection):
    """Further organs."""

    code, title = "organs", "其他机关"
    lead = "事项写明由别的机关实施的，文书用那个机关的名称、代字和章，文号各编各的。没有就空着。"

    def __init__(self, ground: SystemGround) -> None:
        super().__init__(ground)
        self._rows = EntryRows(self.theme, "其他机关", ORGAN_COLUMNS)
        self._rows.edited.connect(self.edited)
        self.setLayout(column(self.theme, (self._rows, 1)))

    def fill(self, draft: SetupDraft) -> None:
        """Show the rows."""
        self._rows.set_rows(draft.organs)

    def take(self, draft: SetupDraft) -> SetupDraft:
        """Return the answers with the rows."""
        return replace(draft, organs=self._rows.rows())

    def show_faults(self, faults: tuple[SetupFault, ...]) -> None:
        """Show faults under the table."""
        texts = [fault.text for fault in faults]
        self._rows.set_faults({(-1, 0): "".join(texts)} if texts else {})

    def take_focus(self) -> None:
        """Begin at the first cell."""
        self._rows.take_focus()


class PlacesSection(_FactsSection):
    """Windows, departments, days off."""

    code, title = "places", "窗口和科室"
    lead = (
        "窗口号进办件编号。科室的名称和事项库里的写法一样。"
        "本地放假从明天收的件起算，已经告诉人的日子不动。"
    )

    def __init__(self, ground: SystemGround) -> None:
        super().__init__(ground)
        self._page = PlacesPage(self.theme)
        self._page.edited.connect(self.edited)
        self.setLayout(column(self.theme, (self._page, 1)))

    def fill(self, draft: SetupDraft) -> None:
        """Show the tables."""
        self._page.fill(draft)

    def take(self, draft: SetupDraft) -> SetupDraft:
        """Return the answers with the tables."""
        return self._page.take(draft)

    def show_faults(self, faults: tuple[SetupFault, ...]) -> None:
        """Mark the cells."""
        self._page.show_faults(faults)

    def take_focus(self) -> None:
        """Begin at the first cell, or where something is wrong."""
        self._page.take_focus()
