import socket
import socketserver
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from tempfile import TemporaryDirectory

import pytest

from windowdesk.devices.cups import CupsSpooler
from windowdesk.devices.ipp import IppClient, IppError, Operation, Status, decode, encode
from windowdesk.domain.errors import EnvironmentProblem
from windowdesk.services.print_port import JobReport, JobState

HEAD = struct.pack(">BBHI", 2, 0, 0, 1)
OPERATION_GROUP = b"\x01" + b"\x47\x00\x12attributes-charset\x00\x05utf-8"
JOB_GROUP = b"\x02"
END = b"\x03"


def field(tag: int, name: str, value: bytes) -> bytes:
    raw = name.encode()
    return struct.pack(">BH", tag, len(raw)) + raw + struct.pack(">H", len(value)) + value


def answer(*fields: bytes) -> bytes:
    return HEAD + OPERATION_GROUP + JOB_GROUP + b"".join(fields) + END


class Refusing(BaseHTTPRequestHandler):
    """A print server that lets nobody ask."""

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.send_error(403)

    def log_message(self, *_args: object) -> None:
        """Keep the test's output clean."""


class Answering(BaseHTTPRequestHandler):
    """A print server that knows one finished job."""

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        body = answer(field(0x23, "job-state", struct.pack(">i", 9)))
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_args: object) -> None:
        """Keep the test's output clean."""


@contextmanager
def serving(server: socketserver.BaseServer) -> Iterator[None]:
    with server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield
        server.shutdown()
        thread.join()


def test_a_request_is_written_as_the_rfc_says() -> None:
    target = ("job-uri", "ipp://localhost/jobs/7")

    message = encode(Operation.GET_JOB_ATTRIBUTES, ("job-state", "job-name"), target)

    assert message == (
        b"\x02\x00\x00\x09\x00\x00\x00\x01\x01"
        b"\x47\x00\x12attributes-charset\x00\x05utf-8"
        b"\x48\x00\x1battributes-natural-language\x00\x02en"
        b"\x45\x00\x07job-uri\x00\x16ipp://localhost/jobs/7"
        b"\x44\x00\x14requested-attributes\x00\x09job-state"
        b"\x44\x00\x00\x00\x08job-name"
        b"\x03"
    )


def test_numbers_truths_and_lists_are_read_and_strange_values_stepped_over() -> None:
    (group,) = decode(
        answer(
            field(0x23, "job-state", struct.pack(">i", 9)),
            field(0x31, "date-time-at-completed", bytes(11)),
            field(0x44, "job-state-reasons", b"none"),
            field(0x44, "", b"job-hold-until-specified"),
            field(0x22, "printer-is-accepting-jobs", b"\x01"),
            field(0x42, "job-name", "受理通知书".encode()),
            field(0x13, "job-message", b""),
        )
    )

    assert group.number("job-state") == 9
    assert group.number("printer-is-accepting-jobs") == 1
    assert group.texts("job-state-reasons") == ("none", "job-hold-until-specified")
    assert group.text("job-name") == "受理通知书"
    assert (group.number("absent"), group.text("absent")) == (0, "")


@pytest.mark.parametrize(
    "message",
    [
        b"",
        b"<html>",
        HEAD,
        HEAD + OPERATION_GROUP,
        answer(field(0x23, "job-state", b"\x09")),
        answer(field(0x44, "job-name", b"x"))[:-4],
        HEAD + field(0x44, "stray", b"x") + END,
    ],
    ids=["empty", "no IPP", "head", "no end", "short number", "cut", "outside of groups"],
)
def test_a_broken_answer_is_an_error_of_its_own(message: bytes) -> None:
    with pytest.raises(IppError):
        decode(message)


def test_the_status_of_a_refusal_is_kept() -> None:
    with pytest.raises(IppError) as refusal:
        decode(struct.pack(">BBHI", 2, 0, Status.NOT_FOUND, 1) + OPERATION_GROUP + END)

    assert refusal.value.status == Status.NOT_FOUND


def test_a_print_system_that_never_answers_is_given_up() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        client = IppClient(f"127.0.0.1:{silent.getsockname()[1]}", timeout_seconds=0.05)

        with pytest.raises(TimeoutError):
            client.ask(Operation.CUPS_GET_PRINTERS, ("printer-name",))


def test_a_local_socket_is_asked_like_a_port() -> None:
    # The path of a socket holds 104 bytes at most: too few for the folder of a test.
    with TemporaryDirectory() as folder:
        path = f"{folder}/socket"
        with serving(socketserver.UnixStreamServer(path, Answering)):
            report = CupsSpooler(path).ask("papers-1")

    assert report == JobReport(JobState.DONE)


def test_a_print_server_that_lets_nobody_ask_is_told() -> None:
    server = HTTPServer(("127.0.0.1", 0), Refusing)

    with (
        serving(server),
        pytest.raises(EnvironmentProblem, match="打印系统不让这台机器查打印情况（HTTP 403"),
    ):
        CupsSpooler(f"127.0.0.1:{server.server_port}").queues()
