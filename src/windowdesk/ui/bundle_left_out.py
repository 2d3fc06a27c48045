"""What was typed for an item of a 一件事 that is not done now: it becomes a draft of that item."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from windowdesk.domain.joint_item import JointItem
from windowdesk.forms.joint_form import PartForm
from windowdesk.services.bundle_entry import BundleApplication
from windowdesk.services.bundles import BundleReceipt
from windowdesk.services.drafts import Draft, DraftKind, draft_id_of
from windowdesk.services.session import Session
from windowdesk.ui.acceptance_item import ITEM
from windowdesk.ui.acceptance_situations import SITUATIONS

_FORM, _MATERIAL = "form.", "material."
_OF_THE_WHOLE = (_FORM, _MATERIAL, f"{ITEM}.", f"{SITUATIONS}.")


@dataclass(frozen=True)
class LeftOut:
    """An item that is not done now, and the draft that it becomes."""

    key: str
    values: Mapping[str, str]


def left_out(
    joint: JointItem, share: PartForm, typed: Mapping[str, str], chosen: Collection[str]
) -> LeftOut:
    """Return what ``typed`` (the values of the whole visit) holds for one item."""
    part = share.part
    values = {
        key: text
        for key, text in typed.items()
        if key not in {ITEM, SITUATIONS} and not key.startswith(_OF_THE_WHOLE)
    }
    values[ITEM] = part.item.item_id
    values[SITUATIONS] = ",".join(part.situations(chosen))
    for own, key in share.keys.items():
        values[f"{_FORM}{own}"] = typed.get(f"{_FORM}{key}", "")
    for asked in joint.materials:
        for use in asked.uses:
            if use.member == part.key:
                for end in ("", ".note"):
                    name = f"{_MATERIAL}{asked.material.code}{end}"
                    values[f"{_MATERIAL}{use.code}{end}"] = typed.get(name, "")
    return LeftOut(part.key, {key: text for key, text in values.items() if text})


def accept_and_put_by(
    session: Session, application: BundleApplication, put_by: Collection[LeftOut]
) -> BundleReceipt:
    """Accept a 一件事, then keep a draft for each item that was left out."""
    receipt = session.bundles.accept(application)
    for one in put_by:
        draft_id = draft_id_of(DraftKind.APPLICATION, f"{receipt.number}-{one.key}")
        login, window = session.account.login, session.window
        session.drafts.save(Draft(draft_id, login, window, receipt.at, one.values))
    return receipt
