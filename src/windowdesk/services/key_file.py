"""The key file of a centre: what another installation needs to prove its papers without network.

Public keys, titles of papers by kind, and the papers that were void on the day of the export. It is
signed with the newest key: who trusts that key by its name sees any change in the file.
"""

import json
from base64 import b64decode, b64encode
from binascii import Error as Base64Error
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from windowdesk.domain.canonical import canonical_text
from windowdesk.domain.errors import DomainError
from windowdesk.services.paper_keys import PublicKey, SigningKey, key_named, public_key_of

SUFFIX = ".wdkey"
_FAULTY = "公钥文件读不出，或者被改过：{name}。请出证的中心重新导出一份。"


@dataclass(frozen=True)
class KeyFile:
    """What is known of the papers of another centre, as of a moment.

    ``titles`` maps the two-digit kind to a title, ``void`` holds the digests (as in their codes) of
    the papers that were taken back, ``certificates`` those of electronic seals (PEM).
    """

    centre: str
    name: str
    keys: tuple[PublicKey, ...]
    titles: Mapping[str, str]
    void: frozenset[str]
    as_of: datetime
    certificates: tuple[str, ...] = ()

    def to_text(self, key: SigningKey) -> str:
        """Return the file, signed."""
        body = self._body()
        signature = b64encode(key.sign(body.encode())).decode("ascii")
        whole = {"body": body, "key": key.public.name, "signature": signature}
        return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"

    def _body(self) -> str:
        return canonical_text(
            {
                "as_of": self.as_of.astimezone(UTC).isoformat(timespec="seconds"),
                "centre": self.centre,
                "certificates": list(self.certificates),
                "keys": [[key.text, key.since.astimezone(UTC).isoformat()] for key in self.keys],
                "name": self.name,
                "titles": dict(self.titles),
                "void": sorted(self.void),
            }
        )


def read_key_file(text: str, name: str) -> KeyFile:
    """Read a key file; DomainError if it is none or its signature does not hold."""
    try:
        whole = json.loads(text)
        body, plain = whole["body"], json.loads(whole["body"])
        found = KeyFile(
            centre=str(plain["centre"]),
            name=str(plain["name"]),
            keys=tuple(public_key_of(key, datetime.fromisoformat(at)) for key, at in plain["keys"]),
            titles={str(kind): str(title) for kind, title in plain["titles"].items()},
            void=frozenset(str(digest) for digest in plain["void"]),
            as_of=datetime.fromisoformat(plain["as_of"]),
            certificates=tuple(str(pem) for pem in plain["certificates"]),
        )
        signature = b64decode(whole["signature"], validate=True)
        key = key_named(whole["key"], found.keys)
    except (ValueError, KeyError, TypeError, AttributeError, Base64Error) as problem:
        raise DomainError(_FAULTY.format(name=name), "key") from problem
    if key is None or not key.holds(signature, body.encode()):
        raise DomainError(_FAULTY.format(name=name), "key")
    return found
