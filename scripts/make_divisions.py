"""Make resources/divisions: the villages of the prefecture and the places that issue ID cards.

Usage: python scripts/make_divisions.py DIVISIONS_CSV OUTPUT_FOLDER

The six-digit prefixes of ID cards, past and present, are taken from the table that python-stdnum
carries; its years are left out, as cards keep the code of the day they were issued.
"""

import argparse
import csv
import re
from collections import defaultdict
from importlib.resources import files
from pathlib import Path

COLUMNS = (
    "county_code", "county_name", "township_code", "township_name", "village_code", "village_name",
)  # fmt: skip
_PROVINCE = re.compile(r"(\d\d) ")
_COUNTY = re.compile(r"  (\d\d)(\d\d) ")


def prefixes() -> dict[str, set[str]]:
    """Return the last two digits of all counties by the first four."""
    found: dict[str, set[str]] = defaultdict(set)
    province = ""
    for line in (files("stdnum.cn") / "loc.dat").read_text(encoding="utf-8").splitlines():
        if match := _PROVINCE.match(line):
            province = match[1]
        elif match := _COUNTY.match(line):
            found[province + match[1]].add(match[2])
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("source", type=Path)
    parser.add_argument("target", type=Path)
    given = parser.parse_args()
    with given.source.open(encoding="utf-8-sig", newline="") as file:
        rows = [{column: row[column] for column in COLUMNS} for row in csv.DictReader(file)]
    with (given.target / "qujing.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    lines = [f"{four} {' '.join(sorted(twos))}" for four, twos in sorted(prefixes().items())]
    (given.target / "id-prefixes.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(len(rows), "villages,", len(lines), "prefectures")


if __name__ == "__main__":
    main()
