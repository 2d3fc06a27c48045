"""Use cases that need nothing but the bench: made when the first of them is wanted."""

from functools import cached_property

from windowdesk.services.acting import Bench
from windowdesk.services.approval import Approval
from windowdesk.services.archive import Archive
from windowdesk.services.bundle_tracker import BundleTracker
from windowdesk.services.calendars import Calendars
from windowdesk.services.centre_facts import CentreFacts
from windowdesk.services.commitments import Commitments
from windowdesk.services.custody import Custody
from windowdesk.services.custody_count import CustodyCount
from windowdesk.services.date_correction import DateCorrections
from windowdesk.services.day_close import DayClose
from windowdesk.services.deemed import Silence
from windowdesk.services.endings import Endings
from windowdesk.services.extensions import Extensions
from windowdesk.services.flow import FlowSheets
from windowdesk.services.handing_on import HandingOn
from windowdesk.services.hearings import Hearings
from windowdesk.services.inspections import Inspections
from windowdesk.services.intake import Intake
from windowdesk.services.issuance import Issuance
from windowdesk.services.opinions import Opinions
from windowdesk.services.paper_ledger import PaperLedger
from windowdesk.services.paper_requests import PaperRequests
from windowdesk.services.procedures import Procedures
from windowdesk.services.ratings import Ratings
from windowdesk.services.referral import Referrals
from windowdesk.services.staff import Staff
from windowdesk.services.stand_ins import StandIns
from windowdesk.services.warnings import Warnings


class BenchServices:
    """What acts through the bench alone; a session has each of them once."""

    bench: Bench

    @cached_property
    def silence(self) -> Silence:
        """Finds cases that silence has accepted, and records it."""
        return Silence(self.bench)

    @cached_property
    def commitments(self) -> Commitments:
        """Commitments (告知承诺): the check afterwards and the head's ruling."""
        return Commitments(self.bench)

    @cached_property
    def intake(self) -> Intake:
        """Acceptance by the department where the window only receives."""
        return Intake(self.bench)

    @cached_property
    def approval(self) -> Approval:
        """Claiming, proposing and deciding."""
        return Approval(self.bench)

    @cached_property
    def procedures(self) -> Procedures:
        """Special procedures that do not count."""
        return Procedures(self.bench)

    @cached_property
    def hearings(self) -> Hearings:
        """Interested parties and hearings."""
        return Hearings(self.bench)

    @cached_property
    def extensions(self) -> Extensions:
        """The one extension of a case."""
        return Extensions(self.bench)

    @cached_property
    def inspections(self) -> Inspections:
        """Inspections on the spot."""
        return Inspections(self.bench)

    @cached_property
    def handing_on(self) -> HandingOn:
        """Opening what was handed on, and pulling it back."""
        return HandingOn(self.bench)

    @cached_property
    def opinions(self) -> Opinions:
        """Opinions of other departments."""
        return Opinions(self.bench)

    @cached_property
    def referrals(self) -> Referrals:
        """Reporting up to the county, and what comes back."""
        return Referrals(self.bench)

    @cached_property
    def endings(self) -> Endings:
        """Ends without a decision, and decisions put right or revoked."""
        return Endings(self.bench)

    @cached_property
    def issuance(self) -> Issuance:
        """Taking results over, telling, sending and serving."""
        return Issuance(self.bench)

    @cached_property
    def flow(self) -> FlowSheets:
        """The 办件流程单 of a case."""
        return FlowSheets(self.bench)

    @cached_property
    def ratings(self) -> Ratings:
        """What the applicant thinks."""
        return Ratings(self.bench)

    @cached_property
    def requests(self) -> PaperRequests:
        """Papers that are issued on request."""
        return PaperRequests(self.bench)

    @cached_property
    def archive(self) -> Archive:
        """Closing the file of a case."""
        return Archive(self.bench)

    @cached_property
    def day_close(self) -> DayClose:
        """Closing the day under a seal."""
        return DayClose(self.bench)

    @cached_property
    def custody(self) -> Custody:
        """Who holds the originals of a case."""
        return Custody(self.bench)

    @cached_property
    def custody_count(self) -> CustodyCount:
        """Holding the shelf against the list of originals."""
        return CustodyCount(self.bench)

    @cached_property
    def staff(self) -> Staff:
        """Accounts of the staff."""
        return Staff(self.bench)

    @cached_property
    def stand_ins(self) -> StandIns:
        """Who acts for whom while somebody is away."""
        return StandIns(self.bench)

    @cached_property
    def warnings(self) -> Warnings:
        """Warnings of what runs out."""
        return Warnings(self.bench)

    @cached_property
    def facts(self) -> CentreFacts:
        """Facts of the centre."""
        return CentreFacts(self.bench)

    @cached_property
    def calendars(self) -> Calendars:
        """The calendar of the house."""
        return Calendars(self.bench)

    @cached_property
    def dates(self) -> DateCorrections:
        """Dates that are put right afterwards."""
        return DateCorrections(self.bench)

    @cached_property
    def bundle_tracker(self) -> BundleTracker:
        """All cases of one 一件事 together."""
        return BundleTracker(self.bench, self.issuance)

    @cached_property
    def paper_ledger(self) -> PaperLedger:
        """The register of papers."""
        return PaperLedger(self.bench)
