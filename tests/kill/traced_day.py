"""Plays a morning while somebody traces the system calls: every step is a line in a file.

``python -m tests.kill.traced_day MORNING DATABASE FOLDER SCRATCH MARKS``
"""

import os
import sys
from pathlib import Path

from tests.kill.day import MORNINGS, Ack, Morning
from tests.kill.stage import Place, content, open_stage


def play(morning: str, place: Place, scratch: Path, marks: Path) -> None:
    """Play; each step and each acknowledged act is written at once, unbuffered."""
    descriptor = os.open(marks, os.O_WRONLY | os.O_CREAT | os.O_APPEND)

    def mark(name: str) -> None:
        os.write(descriptor, f"{name}\n".encode())

    def tell(ack: Ack) -> None:
        mark(f"ack {ack['act']}")

    with open_stage(place, content(scratch), mark) as stage:
        MORNINGS[morning](Morning(stage, tell))


if __name__ == "__main__":
    name, database, *folders = sys.argv[1:]
    folder, scratch_folder, marks_file = map(Path, folders)
    play(name, Place(database, folder), scratch_folder, marks_file)
