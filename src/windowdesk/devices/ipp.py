"""The few bytes of the Internet Printing Protocol that ask CUPS for states (RFC 8010, 8011).

``lpstat`` cannot tell them: it shows the same alert for a finished and for an aborted job.
"""

import http.client
import socket
import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from io import BytesIO

REQUEST_PATH = "/"
VERSION = (2, 0)
MAX_ANSWER_BYTES = 4_000_000

# Delimiter tags (RFC 8010 §3.5.1) and value tags (§3.5.2).
OPERATION_GROUP = 0x01
END_OF_ATTRIBUTES = 0x03
FIRST_VALUE_TAG = 0x10
INTEGER = 0x21
BOOLEAN = 0x22
ENUM = 0x23
KEYWORD = 0x44
URI = 0x45
CHARSET = 0x47
LANGUAGE = 0x48
TEXT_TAGS = frozenset({0x41, 0x42, KEYWORD, URI, 0x46, CHARSET, LANGUAGE, 0x49})


class Operation(IntEnum):
    """What is asked; the last two are CUPS's own."""

    GET_JOB_ATTRIBUTES = 0x0009
    GET_PRINTER_ATTRIBUTES = 0x000B
    CUPS_GET_DEFAULT = 0x4001
    CUPS_GET_PRINTERS = 0x4002


class Status(IntEnum):
    """The answers that are told apart; up to ``LAST_SUCCESS`` all is well."""

    LAST_SUCCESS = 0x00FF
    NOT_FOUND = 0x0406


class IppError(Exception):
    """The server answered, but not with what was asked; ``status`` is None if it was no IPP."""

    def __init__(self, text: str, status: int | None = None) -> None:
        super().__init__(text)
        self.status = status


@dataclass(frozen=True)
class Group:
    """The attributes of one job or printer; a value is an int, a bool or text."""

    values: Mapping[str, Sequence[int | str]]

    def number(self, name: str) -> int:
        """Return the first value of ``name``, 0 if it is absent or not a number."""
        first = next(iter(self.values.get(name, ())), 0)
        return first if isinstance(first, int) else 0

    def texts(self, name: str) -> tuple[str, ...]:
        """Return all textual values of ``name``."""
        return tuple(value for value in self.values.get(name, ()) if isinstance(value, str))

    def text(self, name: str) -> str:
        """Return the first textual value of ``name``, empty if there is none."""
        return next(iter(self.texts(name)), "")


class IppClient:
    """Asks one print server; ``server`` is ``host:port`` or the path of a local socket.

    OSError or http.client.HTTPException if it is away or too slow, IppError if it refuses.
    """

    def __init__(self, server: str, *, timeout_seconds: float) -> None:
        self._server = server
        self._timeout_seconds = timeout_seconds

    def ask(
        self, operation: Operation, wanted: Sequence[str], *, target: tuple[str, str] | None = None
    ) -> tuple[Group, ...]:
        """Return the groups of the answer with the attributes ``wanted`` of ``target``.

        ``target`` is the name and the URI of the job or printer, None where the operation has none.
        """
        connection = _connection(self._server, self._timeout_seconds)
        try:
            connection.request(
                "POST",
                REQUEST_PATH,
                body=encode(operation, wanted, target),
                headers={"Content-Type": "application/ipp"},
            )
            response = connection.getresponse()
            body = response.read(MAX_ANSWER_BYTES)
        finally:
            connection.close()
        if response.status != http.client.OK:
            raise IppError(f"HTTP {response.status} {response.reason}")
        return decode(body)


def encode(
    operation: Operation, wanted: Sequence[str], target: tuple[str, str] | None = None
) -> bytes:
    """Return the bytes of one request."""
    message = struct.pack(">BBHIB", *VERSION, operation, 1, OPERATION_GROUP)
    message += _attribute(CHARSET, "attributes-charset", "utf-8")
    message += _attribute(LANGUAGE, "attributes-natural-language", "en")
    if target is not None:
        message += _attribute(URI, *target)
    name = "requested-attributes"
    for keyword in wanted:
        message += _attribute(KEYWORD, name, keyword)
        name = ""  # RFC 8010 §3.1.5: the further values of an attribute have no name
    return message + bytes([END_OF_ATTRIBUTES])


def decode(message: bytes) -> tuple[Group, ...]:
    """Return the groups of an answer without the first one, which only repeats the request.

    IppError if the answer is not IPP or its status is an error.
    """
    try:
        status, groups = _read_answer(BytesIO(message))
    except struct.error as cut:
        raise IppError("the answer is cut off") from cut
    if status > Status.LAST_SUCCESS:
        raise IppError(f"IPP status 0x{status:04x}", status)
    return tuple(Group(values) for values in groups[1:])


def _attribute(tag: int, name: str, value: str) -> bytes:
    parts = [struct.pack(">B", tag)]
    for text in (name, value):
        raw = text.encode()
        parts.append(struct.pack(">H", len(raw)) + raw)
    return b"".join(parts)


def _read_answer(stream: BytesIO) -> tuple[int, list[dict[str, list[int | str]]]]:
    _version, status, _request = _unpack(stream, ">HHI")
    groups: list[dict[str, list[int | str]]] = []
    name = ""
    while (tag := _unpack(stream, ">B")[0]) != END_OF_ATTRIBUTES:
        if tag < FIRST_VALUE_TAG:
            groups.append({})
            continue
        if not groups:
            raise IppError("a value stands outside of the groups")
        name = _read_field(stream).decode("utf-8", "replace") or name
        value = _value(tag, _read_field(stream))
        groups[-1].setdefault(name, []).append(value)
    return status, groups


def _value(tag: int, raw: bytes) -> int | str:
    if tag in (INTEGER, ENUM):
        return int(struct.unpack(">i", raw)[0])
    if tag == BOOLEAN:
        return raw != b"\0"
    # Dates, ranges and collections are not asked for; their bytes must only be stepped over.
    return raw.decode("utf-8", "replace") if tag in TEXT_TAGS else ""


def _read_field(stream: BytesIO) -> bytes:
    length = _unpack(stream, ">H")[0]
    raw = stream.read(length)
    if len(raw) != length:
        raise struct.error
    return raw


def _unpack(stream: BytesIO, layout: str) -> tuple[int, ...]:
    return struct.unpack(layout, stream.read(struct.calcsize(layout)))


class _PrintServerConnection(http.client.HTTPConnection):
    """HTTP to the port that IPP has when none is named."""

    default_port = 631


class _SocketConnection(http.client.HTTPConnection):
    """HTTP over the local socket of CUPS."""

    def __init__(self, path: str, timeout_seconds: float) -> None:
        super().__init__("localhost", timeout=timeout_seconds)
        self._path = path

    def connect(self) -> None:
        self.sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.sock.settimeout(self.timeout)
        self.sock.connect(self._path)


def _connection(server: str, timeout_seconds: float) -> http.client.HTTPConnection:
    if server.startswith("/"):
        return _SocketConnection(server, timeout_seconds)
    return _PrintServerConnection(server, timeout=timeout_seconds)
