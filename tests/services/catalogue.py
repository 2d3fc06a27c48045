"""A counter with two administrators, for tests of the catalogue desk."""

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from tests.factories import make_account, make_item
from tests.services.counter import Counter, counter_founding, open_counter
from windowdesk.domain.admission import ItemDraft
from windowdesk.domain.duties import Role
from windowdesk.domain.item import Item
from windowdesk.domain.item_kinds import ItemState
from windowdesk.domain.item_texts import ItemTexts, texts_of
from windowdesk.persistence.founding import Founding
from windowdesk.services.admission_entry import StepEntry
from windowdesk.services.catalogue_desk import CatalogueDesk
from windowdesk.services.paper_port import Renderer

TODAY = date(2026, 11, 20)
PAPER = StepEntry("云溪镇人民政府", "云政发〔2026〕3号", date(2026, 11, 18))
SECOND_ADMIN = make_account(Role.ADMIN, "admin2", "段二管")
READY = replace(
    make_item("ready"),
    name="高龄津贴发放",
    short_name="",
    fee="不收费",
    result_document="高龄津贴发放通知",
    state=ItemState.PROPOSED,
    effective_from=None,
)


def catalogue_founding(*, admins: int = 2) -> Founding:
    """Return the usual centre with the item READY as it was delivered, never published."""
    founding = counter_founding()
    more = () if admins == 1 else ((SECOND_ADMIN, founding.accounts[0][1]),)
    return replace(founding, accounts=(*founding.accounts, *more), items=(*founding.items, READY))


def open_catalogue(folder: Path, renderer: Renderer, *, admins: int = 2) -> Counter:
    return open_counter(folder, renderer, catalogue_founding(admins=admins))


def texts(item: Item, **fields: str) -> ItemTexts:
    """Return an item as texts, some of them written anew."""
    told = texts_of(item)
    return replace(told, fields={**told.fields, **fields})


@dataclass
class Admission:
    """Takes an item through the steps by two administrators."""

    writer: CatalogueDesk
    other: CatalogueDesk

    @staticmethod
    def at(counter: Counter) -> "Admission":
        return Admission(counter.at("admin").catalogue, counter.at(SECOND_ADMIN.login).catalogue)

    def approved(self, item_id: str, **fields: str) -> ItemDraft:
        draft = self.writer.open_draft(item_id)
        if fields:
            draft = self.writer.save_draft(item_id, texts(draft.item, **fields), draft.version)
        draft = self.writer.assess(item_id, StepEntry(note="能接住"), draft.version)
        return self.other.approve(item_id, PAPER, draft.version)

    def published(self, item_id: str, on: date | None = None, **fields: str) -> Item:
        draft = self.approved(item_id, **fields)
        return self.other.publish(item_id, on, StepEntry(), draft.version)
