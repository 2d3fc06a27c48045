"""A bundle over the items of the counter, and what a visitor hands in for it."""

from collections.abc import Collection, Mapping

from tests.services.counter import IMMEDIATE, PERSON, PROMISE, SITUATED, Counter
from windowdesk.domain.bundle import (
    Bundle,
    Member,
    OwnResult,
    SharedMaterial,
    SharedSituation,
)
from windowdesk.domain.joint_item import JointItem, joint_item
from windowdesk.domain.materials import HandedIn
from windowdesk.services.bundle_entry import BundleApplication
from windowdesk.services.bundle_shares import MemberWay
from windowdesk.services.entry import ApplicationEntry, all_present, with_missing

ITEMS = (PROMISE, SITUATED, IMMEDIATE)
BUNDLE = Bundle(
    code="family",
    name="成家立户一件事",
    plain_words=("成家",),
    members=(
        Member("birth", "生育", (IMMEDIATE.name,)),
        Member("allowance", "两补", ("没有的事项", PROMISE.name)),
        Member("house", "建房", (SITUATED.code,), when="build"),
    ),
    situations=(
        SharedSituation("build", "要建房"),
        SharedSituation("old", "原址翻建", ("house.原址翻建",), "place", "在哪里建？", "build"),
        SharedSituation("new", "新址建房", ("house.new",), "place", "在哪里建？", "build"),
    ),
    materials=(
        SharedMaterial("申请表", ("birth.申请表", "allowance.form", "house.申请表")),
        SharedMaterial("残疾人证", ("birth.card", "allowance.残疾人证")),
    ),
    results=(OwnResult("house.选址意见", "birth"),),
)
ALL = ("do.birth", "do.allowance", "build", "old")


def family() -> JointItem:
    made = joint_item(BUNDLE, ITEMS)
    assert made is not None
    return made


def family_entry(
    chosen: tuple[str, ...] = ALL,
    missing: Collection[str] = (),
    answers: Mapping[str, str] | None = None,
) -> ApplicationEntry:
    """Return what is typed for the bundle; ``missing`` are codes of its common list."""
    item = family().item
    materials: tuple[HandedIn, ...] = all_present(item, chosen)
    return ApplicationEntry(
        applicant=PERSON,
        agent=None,
        item=item,
        situations=chosen,
        materials=with_missing(materials, frozenset(missing)),
        answers={"issue_by": "窗口自取", "birth__result": "准予登记", **(answers or {})},
    )


def family_application(
    counter: Counter,
    entry: ApplicationEntry | None = None,
    ways: Mapping[str, MemberWay] | None = None,
) -> BundleApplication:
    session = counter.at()
    today = session.lookup.today()
    return session.bundles.read(family(), entry or family_entry(), today, ways or {})
