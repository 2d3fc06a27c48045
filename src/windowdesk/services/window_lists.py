"""What the window can tick on a case: gaps to tell, lines that come in, fields to mend, returns."""

from collections.abc import Sequence
from dataclasses import replace

from windowdesk.domain.case import Application, Case
from windowdesk.domain.custody import at_windows, originals_of
from windowdesk.domain.item import Item
from windowdesk.domain.item_kinds import MaterialForm
from windowdesk.domain.item_parts import Material
from windowdesk.domain.material_gaps import material_gaps
from windowdesk.domain.materials import HandedIn, MaterialState
from windowdesk.domain.outcomes import Gap, ReturnedMaterial, SpotCorrection
from windowdesk.domain.window_case import ANSWERS
from windowdesk.forms.form import FormSpec
from windowdesk.services.entry import present

NOT_HANDED_IN = "没有交"
_FORM_WORDS = {
    MaterialForm.ORIGINAL: "原件",
    MaterialForm.COPY: "复印件",
    MaterialForm.ORIGINAL_AND_COPY: "原件核验，复印件",
    MaterialForm.ELECTRONIC: "电子件",
    MaterialForm.UNSTATED: "",
}


def usual_gaps(application: Application) -> tuple[Gap, ...]:
    """Return one gap for each required material that is not settled, as the item asks for it."""
    asked = {m.code: m for m in application.item.materials}
    return tuple(
        Gap(
            code=gap.codes[0],
            name=gap.name,
            fault=NOT_HANDED_IN,
            standard=asked[gap.codes[0]].standard,
            form=form_words(asked[gap.codes[0]]),
        )
        for gap in material_gaps(application.item, application.materials)
    )


def form_words(material: Material) -> str:
    """Return 原件2份 or 原件核验，复印件1份, as far as the item says."""
    words = _FORM_WORDS[material.form]
    return f"{words}{material.copies}份" if words and material.copies else words


def demanded(case: Case) -> tuple[HandedIn, ...]:
    """Return one line for each gap that is still open, nothing checked yet."""
    return tuple(
        HandedIn(gap.code, gap.name, required=True, state=MaterialState.UNCHECKED)
        for gap in case.outcomes.still_open
    )


def counted(item: Item, line: HandedIn) -> HandedIn:
    """Return a line as handed in complete; one original of what is on no list of the item."""
    if any(m.code == line.code for m in item.materials):
        return present(item, line)
    return replace(line, state=MaterialState.PRESENT, originals=1, pages=1)


def correctable(case: Case, form: FormSpec) -> tuple[SpotCorrection, ...]:
    """Return every field that may be corrected on the spot, ``after`` as ``before``."""
    applicant, answers = case.application.applicant, case.application.answers
    own = [
        SpotCorrection("applicant.phone", "联系电话", applicant.phone, applicant.phone),
        SpotCorrection("applicant.address", "住址", applicant.address, applicant.address),
    ]
    if applicant.representative:
        who = applicant.representative
        own.append(SpotCorrection("applicant.representative", "代表人", who, who))
    written = [
        SpotCorrection(f"{ANSWERS}{f.key}", f.label, answers[f.key], answers[f.key])
        for f in form.fields
        if f.key in answers
    ]
    return (*own, *written)


def returnable_now(case: Case) -> tuple[ReturnedMaterial, ...]:
    """Return what a window can give back: originals elsewhere in the house are left out."""
    near = {one.code for one in at_windows(replace(case.turns, originals=originals_of(case)))}
    return returnable(
        [
            m if not m.originals or m.returned or (m.code or m.name) in near else _without(m)
            for m in case.application.materials
        ]
    )


def _without(m: HandedIn) -> HandedIn:
    return replace(m, originals=0, pages=max(m.pages - m.originals, 0))


def returnable(materials: Sequence[HandedIn]) -> tuple[ReturnedMaterial, ...]:
    """Return what the house holds; originals that were only looked at went back at once."""
    held = (
        ReturnedMaterial(
            name=m.name,
            originals=0 if m.returned else m.originals,
            copies=m.copies,
            pages=max(m.pages - (m.originals if m.returned else 0), 0),
        )
        for m in materials
    )
    return tuple(one for one in held if one.originals or one.copies)
