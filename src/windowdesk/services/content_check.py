"""Looks through forms, guides, bundles and the catalogue of a first start: all faults at once."""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from windowdesk.assets import Assets
from windowdesk.domain.conditions import parse_condition
from windowdesk.domain.errors import EnvironmentProblem
from windowdesk.domain.item import Item
from windowdesk.domain.item_rules import check_item_rules
from windowdesk.forms.form import FormSpec
from windowdesk.forms.loader import FormFaulty, load_form
from windowdesk.forms.shelf import FormShelf
from windowdesk.forms.toml_reader import FileProblem, parse_toml
from windowdesk.services.bundle_check import BundleCheck
from windowdesk.services.bundle_shelf import FOLDER, BundleShelf
from windowdesk.services.catalogue_content import load_catalogue
from windowdesk.services.guide_file import GuideFaulty, load_guide

GUIDES = "examples/guides"
_GUIDE_KEYS = frozenset(("item_id", "situations", "materials"))


def example_guides(assets: Assets) -> tuple[Item, ...]:
    """Return the service guides that are shipped as examples."""
    return tuple(load_guide(path) for path in _guide_files(assets))


class ContentCheck:
    """Checks content files of a centre; nothing is ever changed."""

    def __init__(self, assets: Assets) -> None:
        self._assets = assets
        self._shelf = FormShelf(assets)
        self._bundle_check: BundleCheck | None = None

    def everything(self) -> tuple[FileProblem, ...]:
        """Return what is wrong with all forms, guides, bundles and the first catalogue."""
        forms = [self._shelf.path(code) for code in self._shelf.codes()]
        bundles = BundleShelf(self._assets).paths()
        files = [*forms, *_guide_files(self._assets), *bundles]
        return (*self.files(files), *self._catalogue())

    def files(self, paths: Iterable[Path]) -> tuple[FileProblem, ...]:
        """Return what is wrong with some files, each a form, a guide or a 一件事."""
        return tuple(problem for path in paths for problem in self._file(path))

    def _file(self, path: Path) -> Iterator[FileProblem]:
        if _is_bundle(path):
            yield from self._bundles().file(path)
            return
        try:
            if _is_guide(path):
                yield from self._item(path.name, load_guide(path))
            else:
                load_form(path)
        except (FormFaulty, GuideFaulty) as faulty:
            yield from faulty.problems

    def _bundles(self) -> BundleCheck:
        """Return the check of bundles against all items that are shipped or laid over them."""
        if self._bundle_check is None:
            items: list[Item] = []
            with suppress(EnvironmentProblem):
                items += load_catalogue(self._assets, demo=True)
            for path in _guide_files(self._assets):
                with suppress(EnvironmentProblem):
                    items.append(load_guide(path))
            self._bundle_check = BundleCheck(items, self._shelf.get)
        return self._bundle_check

    def _catalogue(self) -> Iterator[FileProblem]:
        file = "catalogue/items.csv"
        try:
            items = load_catalogue(self._assets, demo=True)
        except EnvironmentProblem as problem:
            yield FileProblem(file, 1, problem.text)
            return
        for item in items:
            for fault in self._item(file, item):
                yield FileProblem(file, 1, f"{item.name}：{fault.text}")
            yield from (
                FileProblem(file, 1, f"{item.name}：{text}") for text in check_item_rules(item)
            )

    def _item(self, file: str, item: Item) -> Iterator[FileProblem]:
        if item.form_code and item.form_code not in self._shelf.codes():
            text = f"申请表写了 {item.form_code}，forms 里没有 {item.form_code}.toml。"
            yield FileProblem(file, 1, text)
            return
        try:
            form = self._shelf.get(item.form_code)
        except FormFaulty:
            return
        for text in form_faults(form, item):
            yield FileProblem(file, 1, text)


def form_faults(form: FormSpec, item: Item) -> tuple[str, ...]:
    """Return what a form asks by that the item does not have: codes of situations."""
    known = {situation.code for situation in item.situations}
    told = []
    for field in form.fields:
        for when in (field.when, field.required_when):
            if when is None or not when.situation:
                continue
            unknown = sorted(parse_condition(when.situation).codes - known)
            if unknown:
                told.append(
                    f"表单 {form.code} 的“{field.label}”看情形 {'、'.join(unknown)}，"
                    "这个事项没有。改情形编码，或换一张表单。"
                )
    return tuple(told)


def _guide_files(assets: Assets) -> list[Path]:
    return [
        assets.path("resources", name) for name in assets.names("resources", f"{GUIDES}/*.toml")
    ]


def _is_bundle(path: Path) -> bool:
    """Tell a 一件事 by its members."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except (OSError, UnicodeDecodeError):
        return path.parent.name == FOLDER
    plain, _faults = parse_toml(path.name, text)
    return "member" in plain or (not plain and "[[member]]" in text)


def _is_guide(path: Path) -> bool:
    """Tell a guide from a form by what stands in it; what is no TOML is read as a form."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except (OSError, UnicodeDecodeError):
        return False
    plain, _faults = parse_toml(path.name, text)
    return bool(_GUIDE_KEYS & plain.keys()) if plain else _looks_like_guide(text)


def _looks_like_guide(text: str) -> bool:
    return "[[materials]]" in text or "item_id" in text
