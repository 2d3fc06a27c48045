"""Founds a real centre from a file of answers."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from windowdesk.app.founding import Founded, found, require_owner
from windowdesk.app.late_files import LateSpreadsheets
from windowdesk.assets import Assets
from windowdesk.domain.local_time import local_date
from windowdesk.forms.shelf import FormShelf
from windowdesk.reports.catalogue import TomlTemplateCatalogue
from windowdesk.services.catalogue_content import load_catalogue
from windowdesk.services.centre_facts import Lack, lacks_of
from windowdesk.settings import Settings
from windowdesk.tools.centre_answers import Known, read_answers


@dataclass(frozen=True)
class FoundedByFile:
    """A new centre, and what its papers still lack."""

    founded: Founded
    lacks: tuple[Lack, ...]


def found_by_file(settings: Settings, answers: Path, owner_url: str) -> FoundedByFile:
    """Found the centre that ``answers`` describes; AnswersFaulty names all that is wrong."""
    require_owner(settings, owner_url)
    assets = Assets(settings.content)
    templates = TomlTemplateCatalogue(assets)
    known = Known(
        items=load_catalogue(assets, demo=False),
        papers=templates.codes(),
        forms=FormShelf(assets).codes(),
        styles=tuple(style.code for style in templates.styles()),
        files=LateSpreadsheets(),
    )
    plan = read_answers(answers, known, local_date(datetime.now(UTC)))
    return FoundedByFile(found(settings, plan, owner_url), lacks_of(plan.centre, templates))
