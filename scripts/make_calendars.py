"""Make resources/calendar/<year>.toml from a list of official days off and days worked.

Usage: python scripts/make_calendars.py HOLIDAYS_CSV OUTPUT_FOLDER

Only years whose arrangement was published are written: without it nobody knows which weekends
are worked in exchange.
"""

import argparse
import csv
from collections import defaultdict
from pathlib import Path

NOTICES = {
    2024: "国务院办公厅关于2024年部分节假日安排的通知（2023年10月25日）",
    2025: "国务院办公厅关于2025年部分节假日安排的通知（2024年11月12日）",
    2026: "国务院办公厅关于2026年部分节假日安排的通知（2025年11月4日）",
}
OFF_KINDS = {"放假", "调休放假"}
WORK_KIND = "调休上班"


def calendar_text(year: int, off: list[tuple[str, str]], work: list[tuple[str, str]]) -> str:
    lines = [
        "# Official holidays; the weekends of a holiday are listed too, other weekends are not.",
        f"year = {year}",
        "version = 1",
        f'source = "{NOTICES[year]}"',
        "",
        *_days("off", off),
        "",
        *_days("work", work),
    ]
    return "\n".join(lines) + "\n"


def _days(key: str, days: list[tuple[str, str]]) -> list[str]:
    return [
        f"{key} = [",
        *(f'  {{ on = {day}, name = "{name}" }},' for day, name in sorted(days)),
        "]",
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("source", type=Path)
    parser.add_argument("target", type=Path)
    given = parser.parse_args()
    off: dict[int, list[tuple[str, str]]] = defaultdict(list)
    work: dict[int, list[tuple[str, str]]] = defaultdict(list)
    with given.source.open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            if row["arrangement_published_in_source"] != "yes":
                continue
            days = work if row["kind"] == WORK_KIND else off
            if days is off and row["kind"] not in OFF_KINDS:
                raise SystemExit(f"unknown kind {row['kind']} on {row['date']}")
            days[int(row["date"][:4])].append((row["date"], row["name"]))
    for year in sorted(off):
        path = given.target / f"{year}.toml"
        path.write_text(calendar_text(year, off[year], work[year]), encoding="utf-8")
        print(path.name, len(off[year]), "off,", len(work[year]), "worked")


if __name__ == "__main__":
    main()
