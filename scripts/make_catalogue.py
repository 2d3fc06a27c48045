"""Make resources/catalogue/items.csv and materials.csv from the collected facts.

Usage: python scripts/make_catalogue.py INPUT_FOLDER OUTPUT_FOLDER

INPUT_FOLDER holds catalogue.csv and materials.csv as collected. Links stay behind; what says how
sure a field is goes along. Codes and situations get an identity here, once.
"""

import argparse
import csv
import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path

ITEM_COLUMNS = (
    "item_code", "code_is_ours", "name", "category", "department", "decided_at", "service_type",
    "statutory_days", "promised_days", "unit", "proxyable", "visits", "fee", "result_document",
    "applicant_kind", "source_tier", "limit_basis", "derived_fields",
)  # fmt: skip
MATERIAL_COLUMNS = (
    "item_code", "item_name", "material_code", "material_name", "required", "form", "copies",
    "source", "source_basis", "situation_code", "condition", "source_tier",
)  # fmt: skip
_LINK = re.compile(r"\s*(?:https?://|www\.)\S+")

Row = dict[str, str]


def own_code(name: str) -> str:
    """Return the code of an item whose source gives none; it depends on nothing but the name."""
    return "WD-" + hashlib.sha256(name.encode()).hexdigest()[:10].upper()


def item_rows(source: Iterable[Mapping[str, str]]) -> list[Row]:
    rows = []
    for given in source:
        row = {column: given.get(column, "") for column in ITEM_COLUMNS}
        row["item_code"] = given["item_code"] or own_code(given["name"])
        row["code_is_ours"] = "否" if given["item_code"] else "是"
        row["limit_basis"] = _LINK.sub("", given["limit_basis"]).rstrip(": ：")
        rows.append(row)
    return rows


def material_rows(source: Iterable[Mapping[str, str]], codes: Mapping[str, str]) -> list[Row]:
    counts: dict[str, int] = defaultdict(int)
    situations: dict[str, dict[str, str]] = defaultdict(dict)
    rows = []
    for given in source:
        name = given["item_name"]
        counts[name] += 1
        row = {column: given.get(column, "") for column in MATERIAL_COLUMNS}
        row["item_code"] = codes[name]
        row["material_code"] = f"M{counts[name]:02d}"
        if given["condition"]:
            known = situations[name]
            row["situation_code"] = known.setdefault(given["condition"], f"S{len(known) + 1:02d}")
        rows.append(row)
    return rows


def read(path: Path) -> list[Row]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def write(path: Path, columns: tuple[str, ...], rows: list[Row]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("source", type=Path)
    parser.add_argument("target", type=Path)
    folders = parser.parse_args()
    items = item_rows(read(folders.source / "catalogue.csv"))
    codes = {row["name"]: row["item_code"] for row in items}
    materials = material_rows(read(folders.source / "materials.csv"), codes)
    write(folders.target / "items.csv", ITEM_COLUMNS, items)
    write(folders.target / "materials.csv", MATERIAL_COLUMNS, materials)
    print(f"{len(items)} items, {len(materials)} materials")


if __name__ == "__main__":
    main()
