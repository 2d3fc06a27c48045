"""Checks one evidence bundle of windowdesk. It needs Python 3.8 or later and nothing else.

    python3 check_evidence.py BUNDLE.zip [KEYFILE.wdkey]

The bundle may be unpacked: then name its folder. With the key file of the centre, obtained from the
centre itself, the signature is held against it; without one, the name of the key is told, to be
compared by telephone. Every fault names the file that it is in. Exit 0 if there is none, else 1.
"""

import hashlib
import json
import re
import sys
import zipfile
from base64 import b64decode
from datetime import date, timedelta
from pathlib import Path

FIRST_LINK = "0" * 64
MANIFEST, SIGNATURE = "manifest.json", "manifest.sig"
# What a spoiled record may raise when it is read.
SPOILED = (ValueError, KeyError, TypeError, AttributeError, IndexError, OverflowError)
CODE_DIGITS, PAYLOAD_BYTES, CODE_BYTES = 240, 35, 99
PDF_LINE = re.compile(rb"%WD2 ([0-9]{240}) ([A-Za-z0-9+/]{86}==)\n")

# Ed25519, verification only (RFC 8032, section 5.1).
P = 2**255 - 19
Q = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT = pow(2, (P - 1) // 4, P)


def recovered_x(y, sign):
    if y >= P:
        return None
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    if square == 0:
        return None if sign else 0
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * ROOT % P
    if (x * x - square) % P:
        return None
    return P - x if (x & 1) != sign else x


def point_of(content):
    y = int.from_bytes(content, "little")
    sign, y = y >> 255, y & (2**255 - 1)
    x = recovered_x(y, sign)
    return None if x is None else (x, y, 1, x * y % P)


def added(one, other):
    a, b = (one[1] - one[0]) * (other[1] - other[0]), (one[1] + one[0]) * (other[1] + other[0])
    c, d = 2 * one[3] * other[3] * D, 2 * one[2] * other[2]
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P


def times(scalar, point):
    found = (0, 1, 1, 0)
    while scalar:
        if scalar & 1:
            found = added(found, point)
        point, scalar = added(point, point), scalar >> 1
    return found


def same(one, other):
    return (
        not (one[0] * other[2] - other[0] * one[2]) % P
        and not (one[1] * other[2] - other[1] * one[2]) % P
    )


BASE_Y = 4 * pow(5, P - 2, P) % P
BASE_X = recovered_x(BASE_Y, 0)
BASE = (BASE_X, BASE_Y, 1, BASE_X * BASE_Y % P)


def signature_holds(key, signature, content):
    """Tell whether ``signature`` over ``content`` was made with the public ``key``."""
    if len(key) != 32 or len(signature) != 64:
        return False
    public, first = point_of(key), point_of(signature[:32])
    scalar = int.from_bytes(signature[32:], "little")
    if public is None or first is None or scalar >= Q:
        return False
    digest = hashlib.sha512(signature[:32] + key + content).digest()
    challenge = int.from_bytes(digest, "little") % Q
    return same(times(scalar, BASE), added(first, times(challenge, public)))


def sha256(content):
    plain = content.encode("utf-8", "backslashreplace") if isinstance(content, str) else content
    return hashlib.sha256(plain).hexdigest()


def canonical(plain):
    return json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def key_name(key):
    return sha256(key)[:6]


class Faults:
    """What does not hold, each with the file that it is in."""

    def __init__(self):
        self.found = []

    def add(self, name, text):
        self.found.append((name, text))


class Bundle:
    """The files of a bundle, packed or not."""

    def __init__(self, path):
        self.packed = zipfile.ZipFile(path) if path.is_file() else None
        self.root = path

    def names(self):
        if self.packed is not None:
            return sorted(n for n in self.packed.namelist() if not n.endswith("/"))
        files = (one for one in self.root.rglob("*") if one.is_file())
        return sorted(one.relative_to(self.root).as_posix() for one in files)

    def read(self, name):
        """Return the bytes of a file; None if they cannot be read."""
        try:
            if self.packed is not None:
                return self.packed.read(name)
            return (self.root / name).read_bytes()
        except (KeyError, OSError, zipfile.BadZipFile, ValueError, NotImplementedError, EOFError):
            return None
        except Exception as problem:  # a spoiled stream: zlib has an error of its own
            if type(problem).__module__ == "zlib":
                return None
            raise


def lines_of(bundle, name, faults):
    """Return the records of a file with one JSON object a line."""
    content = bundle.read(name)
    try:
        return [json.loads(line) for line in content.decode("utf-8").splitlines()]
    except SPOILED:
        faults.add(name, "读不出")
        return []


def check_manifest(bundle, trusted, faults):
    """Hold every file against the manifest, and the manifest against its signature."""
    content, line = bundle.read(MANIFEST), bundle.read(SIGNATURE)
    try:
        manifest = json.loads(content.decode("utf-8"))
        listed = dict(manifest["files"])
        keys = [b64decode(text, validate=True) for text in manifest["keys"]]
        signed = line.decode("ascii").split()
        name, signature = signed[0], b64decode(signed[1], validate=True)
    except SPOILED:
        faults.add(MANIFEST, "清单或者它的签名读不出")
        return None, []
    by_name = {key_name(key): key for key in keys}
    if line != (" ".join(signed[:2]) + "\n").encode("ascii") or name not in by_name:
        faults.add(SIGNATURE, "签名文件被改过")
    elif not signature_holds(by_name[name], signature, content):
        faults.add(MANIFEST, "和签名对不上：清单或者签名被改过")
    if trusted is not None and name not in {key_name(key) for key in trusted}:
        faults.add(SIGNATURE, "不是公钥文件里的钥匙签的")
    present = set(bundle.names())
    for missing in sorted(set(listed) - present):
        faults.add(missing, "清单里有，包里没有")
    for strange in sorted(present - set(listed) - {MANIFEST, SIGNATURE}):
        faults.add(strange, "包里多出来的，清单里没有")
    for known in sorted(set(listed) & present):
        given = bundle.read(known)
        if given is None or sha256(given) != listed[known]:
            faults.add(known, "和清单的 SHA-256 对不上：被改过")
    return manifest, keys


def check_events(bundle, faults):
    """Walk the chain of events; return what they bind."""
    name, bound, before, last = "events.jsonl", {}, FIRST_LINK, {}
    content = bundle.read(name)
    texts = content.decode("utf-8", "replace").split("\n")[:-1] if content else []
    if not texts:
        faults.add(name, "没有办件经过")
    for seq, text in enumerate(texts, 1):
        try:
            last = json.loads(text)
            if last["previous"] != before or last["seq"] != seq:
                faults.add(name, f"第 {seq} 步和前一步接不上")
            bound.update(last["detail"])
        except SPOILED:
            faults.add(name, f"第 {seq} 步读不出")
        before = sha256(text)
    return bound, last, before, len(texts)


def check_papers(bundle, bound, keys, faults):
    """Hold papers against the events, and files against papers and keys."""
    rows = lines_of(bundle, "papers.jsonl", faults)
    for row in rows:
        try:
            check_paper(bundle, row, bound, keys, faults)
        except SPOILED:
            faults.add("papers.jsonl", "有一行读不出")
    return len(rows)


def check_paper(bundle, row, bound, keys, faults):
    """Hold one paper against the events, and its file against record and keys."""
    record, file = row["record"], row["file"]
    if bound.get("paper:" + record["number"]) != sha256(canonical(record)):
        faults.add("papers.jsonl", f"{record['number']} 和办件经过里的摘要对不上")
    content = bundle.read(file) if file else None
    if content is None or not record.get("code"):
        return
    found = list(PDF_LINE.finditer(content))
    if not found:
        return  # made before there was a key, and the manifest covers it
    line = found[-1]
    covered, signature = content[: line.start(2)], b64decode(line.group(2))
    if line.group(1).decode() != record["code"]:
        faults.add(file, "文件里的码不是这份文书的")
    if not any(signature_holds(key, signature, covered) for key in keys):
        faults.add(file, "和文件里的签名对不上：被改过")
    check_code(record, keys, file, faults)


def check_code(record, keys, file, faults):
    """Hold the digits of a code against the paper that they stand on."""
    whole = int(record["code"]).to_bytes(CODE_BYTES, "big")
    payload, signature = whole[:PAYLOAD_BYTES], whole[PAYLOAD_BYTES:]
    bare = {name: value for name, value in record.items() if name != "code"}
    if payload[19:].hex() != sha256(canonical(bare))[:32]:
        faults.add(file, "二维码和文书内容对不上")
    if not any(signature_holds(key, signature, payload) for key in keys):
        faults.add(file, "二维码的签名对不上")


def check_attachments(bundle, bound, faults):
    """Hold attached files against the events."""
    rows = lines_of(bundle, "attachments.jsonl", faults)
    for row in rows:
        try:
            check_attachment(bundle, row["record"], row["file"], bound, faults)
        except SPOILED:
            faults.add("attachments.jsonl", "有一行读不出")
    return len(rows)


def check_attachment(bundle, record, file, bound, faults):
    if bound.get("file:" + str(record["attachment_id"])) != sha256(canonical(record)):
        faults.add("attachments.jsonl", f"{record['name']} 和办件经过里的摘要对不上")
    content = bundle.read(file)
    if content is None or sha256(content) != record["sha256"]:
        faults.add(file, "和附件登记的 SHA-256 对不上：被改过")


def check_clocks(bundle, faults):
    """Add up every due date again, day by day."""
    name = "clocks.json"
    try:
        proofs = json.loads(bundle.read(name).decode("utf-8"))
        for proof in proofs:
            if not adds_up(proof):
                faults.add(name, f"{proof['clock']}：逐日加起来不是 {proof['due']}")
        return len(proofs)
    except SPOILED:
        faults.add(name, "读不出")
        return 0


def adds_up(proof):
    """Tell whether the days of a due date follow one another and add up to it."""
    days = [(date.fromisoformat(on), mark, nth) for on, mark, nth, _ in proof["days"]]
    dates = [on for on, _, _ in days]
    legs = split_legs([nth for _, mark, nth in days if mark == "counted"])
    follows = all(b - a == timedelta(days=1) for a, b in zip(dates[:-1], dates[1:]))
    whole = proof["unit"] == "month" or not legs or len(legs[0]) == proof["count"]
    runs = all(leg == list(range(1, len(leg) + 1)) for leg in legs)
    begins, ends = dates[0].isoformat() == proof["start"], dates[-1].isoformat() == proof["due"]
    return follows and whole and runs and begins and ends


def split_legs(numbers):
    """Part running numbers where they begin at 1 again: the limit itself, and its extension."""
    legs = []
    for number in numbers:
        if number == 1 or not legs:
            legs.append([])
        legs[-1].append(number)
    return legs


def trusted_keys(path):
    """Return the keys of a key file of the centre."""
    body = json.loads(json.loads(path.read_text(encoding="utf-8"))["body"])
    return [b64decode(text, validate=True) for text, _ in body["keys"]]


def check(path, key_file=None):
    """Check a bundle; return the faults, and a few lines about what was looked at."""
    faults = Faults()
    try:
        bundle = Bundle(path)
    except (zipfile.BadZipFile, OSError, ValueError):
        faults.add(path.name, "打不开：不是证据包，或者坏了")
        return faults.found, []
    trusted = trusted_keys(key_file) if key_file else None
    manifest, keys = check_manifest(bundle, trusted, faults)
    bound, last, head, steps = check_events(bundle, faults)
    body = bundle.read("case.json")
    if body is None or last.get("detail", {}).get("body") != sha256(body):
        faults.add("case.json", "和办件经过最后一步的摘要对不上")
    if manifest is not None and manifest.get("head") != head:
        faults.add("events.jsonl", "最后一步不是清单里的那一步")
    papers = check_papers(bundle, bound, keys, faults)
    files = check_attachments(bundle, bound, faults)
    clocks = check_clocks(bundle, faults)
    told = [
        f"办件经过 {steps} 步，文书 {papers} 份，附件 {files} 份，期限证明 {clocks} 条",
        "签名钥匙：" + "、".join(key_name(key) for key in keys),
    ]
    return list(dict.fromkeys(faults.found)), told


def main(words):
    if not 1 <= len(words) <= 2:
        print("用法：python3 check_evidence.py 证据包.zip [公钥文件.wdkey]")
        return 2
    path = Path(words[0])
    if not path.exists():
        print(f"找不到 {path}")
        return 2
    found, told = check(path, Path(words[1]) if len(words) > 1 else None)
    for line in told:
        print(line)
    for name, text in found:
        print(f"不对：{name}：{text}")
    print("全部对得上。" if not found else f"有 {len(found)} 处对不上。")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
