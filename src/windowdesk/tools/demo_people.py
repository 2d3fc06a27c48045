"""Made-up people of the demo town. Their numbers carry a division code that does not exist."""

from dataclasses import dataclass
from datetime import date

from stdnum.cn import ric

from windowdesk.domain.identity import IdKind
from windowdesk.domain.party import PartyEntry, PartyKind

_DEMO_COUNTY = "990322"


@dataclass(frozen=True)
class Villager:
    """A made-up person; ``order`` is the sequence in the number, odd for men."""

    name: str
    born: date
    order: int
    village: str
    place: str

    @property
    def id_number(self) -> str:
        """Return a number that passes the checksum and belongs to nobody."""
        body = f"{_DEMO_COUNTY}{self.born:%Y%m%d}{self.order:03d}"
        return body + ric.calc_check_digit(body + "0")

    @property
    def phone(self) -> str:
        """Return a number of a range that is not given out."""
        return f"1390000{self.order:04d}"

    def entry(self) -> PartyEntry:
        """Return the person as a clerk would type him."""
        return PartyEntry(
            kind=PartyKind.NATURAL,
            name=self.name,
            id_kind=IdKind.RESIDENT,
            id_number=self.id_number,
            phone=self.phone,
            address=f"云岭镇{self.place}",
            village=self.village,
        )


_ROWS = (
    ("段桂兰", 1965, 3, 12, 4, "永丰村3组"),
    ("何正祥", 1958, 7, 2, 17, "石桥村1组"),
    ("尹家旺", 1979, 11, 23, 31, "大坪村6组"),
    ("沐小兰", 1990, 1, 30, 42, "集镇社区2组"),
    ("保贵林", 1978, 5, 17, 53, "大坪村2组"),
    ("吕凤仙", 1944, 9, 9, 68, "永丰村1组"),
    ("马崇德", 1963, 12, 1, 71, "大坪村4组"),
    ("许敏", 1996, 4, 4, 82, "集镇社区1组"),
    ("柏永年", 1955, 2, 28, 91, "石桥村5组"),
    ("龙开华", 1971, 8, 15, 105, "白岩村3组"),
    ("阿依古丽·买买提吐尔逊·阿布都热合曼尼江", 1971, 8, 14, 116, "松木坪村2组"),
    ("陆𬱖明", 1988, 6, 6, 127, "松木坪村1组"),
    ("单仇曾", 1983, 10, 10, 138, "白岩村2组"),
    ("万俟文秀", 2001, 3, 3, 146, "永丰村2组"),
    ("普春花", 1968, 11, 11, 158, "石桥村4组"),
    ("杞正荣", 1950, 5, 5, 163, "白岩村6组"),
    ("李玉珍", 1947, 1, 19, 178, "永丰村5组"),
    ("张家明", 1992, 7, 27, 189, "集镇社区3组"),
    ("欧阳春梅", 1985, 9, 30, 196, "大坪村1组"),
    ("王志华", 1976, 4, 18, 201, "石桥村2组"),
    ("赵德芳", 1961, 6, 21, 214, "永丰村6组"),
    ("罗小平", 1999, 12, 12, 223, "白岩村1组"),
    ("周文才", 1953, 3, 8, 237, "松木坪村4组"),
    ("黄秀英", 1949, 10, 25, 248, "大坪村5组"),
)

_VILLAGE_CODES = {
    "集镇": "990322103001",
    "永丰": "990322103201",
    "石桥": "990322103202",
    "大坪": "990322103203",
    "白岩": "990322103204",
    "松木": "990322103205",
}

VILLAGERS = tuple(
    Villager(name, date(year, month, day), order, _VILLAGE_CODES[place[:2]], place)
    for name, year, month, day, order, place in _ROWS
)
