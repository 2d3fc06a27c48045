"""Step 1, 谁: the applicant by his document, and who acts for him."""

from collections.abc import Mapping
from datetime import date
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QVBoxLayout, QWidget

from windowdesk.domain.identity import IdKind, IdNumber
from windowdesk.domain.party import AgentEntry, Party, PartyEntry, PartyKind
from windowdesk.services.session import Session
from windowdesk.services.worklists import PartyRow
from windowdesk.ui.acceptance_agent import AgentBlock
from windowdesk.ui.acceptance_known import KnownPersons
from windowdesk.ui.acceptance_step import Gap, Step, Word
from windowdesk.ui.buttons import Choice
from windowdesk.ui.case_words import village_name
from windowdesk.ui.entry_faults import field_gaps, line_fault, name_fault, phone_fault
from windowdesk.ui.field_grid import FieldGrid, Ground
from windowdesk.ui.field_ring import FieldRing
from windowdesk.ui.fields import ChoiceField, Field, LineField
from windowdesk.ui.identity_pair import IdentityPair, describe_age
from windowdesk.ui.key_cap import KeyCap
from windowdesk.ui.kit import Kit
from windowdesk.ui.likely_well import LikelyWell
from windowdesk.ui.measures import LayoutMeasure
from windowdesk.ui.noted_field import NotedField
from windowdesk.ui.rare_signs import RareSigns
from windowdesk.ui.room import Room

PREFIX = "applicant"
_WITH_AGENT = "agent.on"
_ID_KINDS = (
    IdKind.RESIDENT,
    IdKind.USCC,
    IdKind.HMT,
    IdKind.FOREIGN,
    IdKind.PASSPORT,
    IdKind.OTHER,
)
_LEAST_NAME = 2
_LEAST_NUMBER = 6


class PersonStep(Step):
    """The document decides: a credit code makes the applicant an organisation.

    A number that the centre knows fills what is still empty; own words are never replaced.
    """

    def __init__(self, kit: Kit, session: Session) -> None:
        theme = kit.theme
        super().__init__(theme, 1, "谁", "先看证件")
        self._kit = kit
        self._known = KnownPersons(session)
        self._divisions = session.divisions
        self._town = session.centre.code
        self._today = date.max
        self._filled: dict[str, str] = {}
        self._asked_likely = 0
        self._asked_known = 0
        self.id_kind = ChoiceField(theme, label="证件类型")
        self.id_number = NotedField(theme, label="证件号码")
        self.name = NotedField(theme, label="姓名")
        self.phone = LineField(theme, label="电话")
        self.village = ChoiceField(theme, label="村（社区）")
        self.address = NotedField(theme, label="住址")
        self.representative = NotedField(theme, label="法定代表人或负责人")
        self.identity = IdentityPair(self.id_kind, self.id_number, _ID_KINDS, session.places, self)
        self.agent = AgentBlock(theme, session.places)
        self.with_agent = QCheckBox("别人代办")
        self.likely = LikelyWell(theme, session.divisions)
        self._grid = FieldGrid(theme)
        self._ground = QVBoxLayout()
        self._margins = LayoutMeasure(theme, self._ground, gap=8)
        self._ring = FieldRing(self)
        self._build()
        self._connect(session)
        self._arrange()

    @property
    def is_tall(self) -> bool:
        """With an agent there are six rows of fields."""
        return self.with_agent.isChecked()

    def set_today(self, today: date) -> None:
        """Check numbers against another day."""
        self._today = today
        self.identity.set_today(today)
        self.agent.set_today(today)

    def fields(self) -> Mapping[str, Field]:
        """Return all fields by the names that the rules use."""
        return {**self._own_fields(), **self.agent.fields()}

    def party_kind(self) -> PartyKind:
        """Return what the document makes of the applicant."""
        return PartyKind.LEGAL if self.identity.kind is IdKind.USCC else PartyKind.NATURAL

    def party_entry(self) -> PartyEntry:
        """Return the applicant as typed."""
        return PartyEntry(
            kind=self.party_kind(),
            name=self.name.value(),
            id_kind=self.identity.kind,
            id_number=self.id_number.value(),
            phone=self.phone.value(),
            address=self.address.value(),
            village=self.village.value(),
            representative=self.representative.value(),
        )

    def agent_entry(self) -> AgentEntry | None:
        """Return who acts for him as typed, None where he came himself."""
        return self.agent.entry() if self.with_agent.isChecked() else None

    def prefill(self) -> Mapping[str, str]:
        """Return what forms may take over of the applicant."""
        return {
            "name": self.name.value().strip(),
            "phone": self.phone.value().strip(),
            "address": self.address.value().strip(),
            "village": self._village_name(),
        }

    def check(self) -> None:
        """Ask the rules of all fields now, also of the one that was not left."""
        for field in self._ring.shown():
            field.check()

    def gaps(self) -> tuple[Gap, ...]:
        """Return what is missing or wrong."""
        needed: list[Field] = [self.id_number, self.name]
        if self.party_kind() is PartyKind.LEGAL:
            needed.append(self.representative)
        own = field_gaps(list(self._own_fields().values()), needed)
        return own + (self.agent.gaps() if self.with_agent.isChecked() else ())

    def is_begun(self) -> bool:
        """Tell whether anything was typed."""
        return self.with_agent.isChecked() or any(
            field.value().strip()
            for key, field in self._own_fields().items()
            if not key.endswith(".id_kind")
        )

    def line(self) -> tuple[Word, ...]:
        """Name, sex and age, number, place, agent."""
        number = self.identity.value
        place = self.address.value().strip() or village_name(self._divisions, self.village.value())
        words = [Word(self.name.value().strip() or "还没有姓名", "strong")]
        if number is not None:
            words.append(Word(describe_age(number, self._today), "second"))
            words.append(Word(number.masked, "second", wide=True))
        words.append(Word(place, "second", wide=True))
        if self.with_agent.isChecked():
            words.append(Word(f"{self.agent.name.value().strip()}代办", "tag"))
        return tuple(words)

    def values(self) -> Mapping[str, str]:
        """Return what was typed, for the draft."""
        typed = {key: field.value() for key, field in self._own_fields().items()}
        if self.with_agent.isChecked():
            typed |= {key: field.value() for key, field in self.agent.fields().items()}
            typed[_WITH_AGENT] = "1"
        return typed

    def restore(self, values: Mapping[str, str]) -> None:
        """Put back what a draft holds."""
        for key, field in self._own_fields().items():
            field.set_value(values.get(key, ""))
        self._offer_village(values.get(f"{PREFIX}.village", ""))
        self.identity.restore(
            values.get(f"{PREFIX}.id_kind", ""), values.get(f"{PREFIX}.id_number", "")
        )
        self.with_agent.setChecked(_WITH_AGENT in values)
        if self.with_agent.isChecked():
            self.agent.restore(values)
        self.check()
        self._arrange()

    def clear(self) -> None:
        """Empty the step for the next visitor."""
        self._asked_likely += 1
        self._asked_known += 1
        self._filled = {}
        self.name.set_ok("")
        for field in self._own_fields().values():
            field.set_value("")
        for noted in (self.name, self.address, self.representative):
            noted.set_remark("")
        self.identity.clear()
        self.agent.clear()
        self.with_agent.setChecked(False)
        self.likely.show_rows((), "")
        self._arrange()

    def take_focus(self) -> None:
        """Go to the first gap, else to the number."""
        gaps = self.gaps()
        if gaps:
            gaps[0].go()
        else:
            self.id_number.take_focus()

    def go_to_likely(self) -> None:
        """Alt+↓: go to the likely persons."""
        focused = QApplication.focusWidget()
        if not self.likely.take_focus() and isinstance(focused, QComboBox):
            # The key belongs to an open list of choices where there is nobody to go to.
            focused.showPopup()

    def toggle_agent(self) -> None:
        """Alt+B: somebody else came, or himself."""
        self.with_agent.click()

    def set_room(self, room: Room) -> None:
        """Two columns under 960 px."""
        columns = 2 if room.is_narrow else 3
        self._grid.set_columns(columns)
        self.agent.grid.set_columns(columns)
        self._set_margins(room)
        super().set_room(room)

    def _build(self) -> None:
        self._grid.set_fields(
            [
                (self.id_kind, 1),
                (self.id_number, 2),
                (self.name, 1),
                (self.phone, 1),
                (self.village, 1),
                (self.address, 2),
                (self.representative, 1),
            ]
        )
        ground = QWidget()
        ground.setLayout(self._ground)
        for part in (self._grid, self.agent, self.likely):
            self._ground.addWidget(part)
        self.put(Ground(self.theme, ground))
        self.put_tool(self.with_agent)
        self.put_tool(KeyCap(self.theme, "Alt+B"))
        # It stands in the head line, out of the order of the talk; Alt+B reaches it from anywhere.
        self.with_agent.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        town = self._divisions.town(self._town)
        villages = town.villages if town else ()
        self._villages = [Choice(village.code, village.name) for village in villages]
        self.village.set_choices(self._villages)
        self._set_margins(self.room)

    def _connect(self, session: Session) -> None:
        self.name.check_with(name_fault)
        self.phone.check_with(phone_fault)
        self.address.check_with(line_fault)
        self.representative.check_with(name_fault)
        on_error = self._kit.notifier.failed
        signs = RareSigns(self._kit.tasks, session.renderer, on_error, self)
        signs.watch((self.name, self.address, self.representative, self.agent.name))
        for field in self._own_fields().values():
            field.edited.connect(self.changed)
            field.left.connect(self.left)
        self.name.edited.connect(self._on_name_edited)
        self.id_number.edited.connect(self._on_number_edited)
        self.identity.read.connect(self._on_number_read)
        self.identity.kind_changed.connect(self._arrange)
        self.agent.edited.connect(self.changed)
        self.agent.left.connect(self.left)
        self.agent.kind.edited.connect(self._arrange)
        self.with_agent.toggled.connect(self._on_with_agent_toggled)
        self.likely.picked.connect(self._on_likely_picked)
        self.likely.left.connect(self.name.take_focus)
        self._ring.finished.connect(self.settled)

    def _own_fields(self) -> Mapping[str, Field]:
        return {
            f"{PREFIX}.id_kind": self.id_kind,
            f"{PREFIX}.id_number": self.id_number,
            f"{PREFIX}.name": self.name,
            f"{PREFIX}.phone": self.phone,
            f"{PREFIX}.village": self.village,
            f"{PREFIX}.address": self.address,
            f"{PREFIX}.representative": self.representative,
        }

    def _set_margins(self, room: Room) -> None:
        self._margins.set_margins((14 if room.is_narrow else 50, 2, 14, 10))

    def _arrange(self) -> None:
        """Show what this kind of applicant needs."""
        is_legal = self.party_kind() is PartyKind.LEGAL
        self.name.set_label("名称" if is_legal else "姓名")
        self.representative.setHidden(not is_legal)
        with_agent = self.with_agent.isChecked()
        self.agent.setHidden(not with_agent)
        self._grid.arrange()
        fields = list(self._own_fields().values())
        self._ring.set_fields(fields + list(self.agent.fields().values()) if with_agent else fields)

    def _village_name(self) -> str:
        return next((c.text for c in self._villages if c.code == self.village.value()), "")

    def _offer_village(self, code: str) -> None:
        """Offer a village of elsewhere too, where a known person lives there."""
        if code and code not in {choice.code for choice in self._villages}:
            path = self._divisions.path_of(code)
            if path:
                self._villages = [*self._villages, Choice(code, path)]
                self.village.set_choices(self._villages)
        self.village.set_value(code)

    def _on_with_agent_toggled(self, checked: bool) -> None:  # noqa: FBT001 - a Qt slot
        self._arrange()
        self.refresh_line()
        self.changed.emit()
        if checked and self.is_open:
            self.agent.name.take_focus()

    def _on_number_edited(self, typed: str) -> None:
        self._look_for(typed, _LEAST_NUMBER)

    def _on_name_edited(self, typed: str) -> None:
        if self.identity.value is None or not self._filled:
            self._look_for(typed, _LEAST_NAME)

    def _look_for(self, typed: str, least: int) -> None:
        self._asked_likely += 1
        text = typed.strip()
        if len(text) < least:
            self.likely.show_rows((), "")
            return
        work = partial(self._known.like, text)
        done = partial(self._on_likely, self._asked_likely)
        self._kit.tasks.run(work, done, self._kit.notifier.failed)

    def _on_likely(self, asked: int, rows: tuple[PartyRow, ...]) -> None:
        if asked == self._asked_likely:
            self.likely.show_rows(rows, self.name.value().strip())

    def _on_number_read(self, number: IdNumber | None) -> None:
        self._asked_known += 1
        if number is None:
            return
        work = partial(self._known.by_number, number)
        done = partial(self._on_known, self._asked_known)
        self._kit.tasks.run(work, done, self._kit.notifier.failed)

    def _on_known(self, asked: int, party: Party | None) -> None:
        if asked != self._asked_known:
            return
        if party is not None:
            self._asked_likely += 1
            self.likely.show_rows((), "")
            self._fill(party)

    def _on_likely_picked(self, found: PartyRow) -> None:
        work = partial(self._known.whole, found)
        self._kit.tasks.run(work, self._on_whole, self._on_whole_failed)

    def _on_whole(self, party: Party) -> None:
        self.name.set_value(party.name)
        self.identity.fill(party.id_number)
        self._fill(party)
        self.likely.show_rows((), "")
        self.phone.take_focus()
        self.changed.emit()

    def _on_whole_failed(self, error: Exception) -> None:
        self._kit.notifier.failed(error, self.fields())

    def _fill(self, party: Party) -> None:
        """Fill what is empty, or what another person had filled."""
        known = {
            f"{PREFIX}.name": party.name,
            f"{PREFIX}.phone": party.phone,
            f"{PREFIX}.village": party.village,
            f"{PREFIX}.address": party.address,
            f"{PREFIX}.representative": party.representative,
        }
        for key, field in self._own_fields().items():
            value = known.get(key, "")
            if field.value() not in ("", self._filled.get(key)) or not value:
                continue
            self._filled[key] = value
            if field is self.village:
                self._offer_village(value)
            else:
                field.set_value(value)
        self.name.set_ok("来过，已带入")
        self.changed.emit()
