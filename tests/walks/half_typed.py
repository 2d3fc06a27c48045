"""A clerk who types half an application and is then interrupted for ever.

``python -m tests.walks.half_typed FOLDER`` tells as JSON what the draft holds, and waits to be
killed.
"""

import json
import sys
from pathlib import Path

from PySide6.QtWidgets import QApplication

from tests.kill.real_program import FILE, Patience
from tests.walks.counter_acts import (
    CERTIFICATE,
    NUMBER,
    check_materials,
    choose_category,
    choose_subsidy,
    identify_stranger,
)
from tests.walks.program import Program, open_program
from windowdesk.persistence.draft_box import FileDraftBox
from windowdesk.settings import Settings
from windowdesk.tools.demo_centre import CLERK, CLERK_WINDOW
from windowdesk.tools.demo_people import VILLAGERS


def main(folder: Path) -> None:
    """Type as far as the form and wait until the draft holds all of it."""
    settings = Settings(data=folder, database=str(folder / FILE), window=CLERK_WINDOW)
    program = open_program(Patience(), QApplication(sys.argv[:1]), settings)
    program.log_in(CLERK)
    program.until_at(NUMBER)
    identify_stranger(program, VILLAGERS[0], village=1)
    choose_subsidy(program)
    check_materials(program)
    choose_category(program)
    program.until_at(CERTIFICATE)
    program.write("9903")
    box = FileDraftBox(settings.drafts)
    program.until(lambda: _is_kept(program, box))
    sys.stdout.write(json.dumps(dict(program.acceptance.visit.values())) + "\n")
    sys.stdout.flush()
    sys.stdin.read()


def _is_kept(program: Program, box: FileDraftBox) -> bool:
    typed = dict(program.acceptance.visit.values())
    is_typed = typed.get("form.certificate") == "9903"
    return is_typed and [dict(draft.values) for draft in box.all(CLERK)] == [typed]


if __name__ == "__main__":
    main(Path(sys.argv[1]))
