"""What a child told is heard whole, however its lines arrive."""

import json
import os

from tests.kill.fork_server import acks_from


def test_lines_that_arrive_together_or_in_parts_are_all_heard() -> None:
    told = [{"act": str(number)} for number in range(5)]
    text = "".join(json.dumps(ack) + "\n" for ack in told).encode()
    reading, writing = os.pipe()
    os.write(writing, text + b'{"act": "cut sh')
    os.close(writing)

    with os.fdopen(reading, "rb") as lines:
        acks = acks_from(lines.fileno())
        first = next(acks)
        rest = list(acks)

    assert [first, *rest] == told
