"""The desk's lists and forms, one module per subject."""

from openletter.desk.viewsets.actions import ActionViewSet
from openletter.desk.viewsets.audit import AuditViewSet, OpeningsViewSet
from openletter.desk.viewsets.campaigns import CampaignViewSet
from openletter.desk.viewsets.cases import CaseViewSet
from openletter.desk.viewsets.contributors import ContributorViewSet
from openletter.desk.viewsets.deliveries import AnswersViewSet, LettersViewSet
from openletter.desk.viewsets.directory import ContactViewSet, OfficeViewSet, RouteViewSet
from openletter.desk.viewsets.glossary import GlossaryViewSet
from openletter.desk.viewsets.house import EmailRuleViewSet, LimitViewSet
from openletter.desk.viewsets.ledger import LedgerViewSet
from openletter.desk.viewsets.lobbying import LobbyContactViewSet, RepresentativeViewSet
from openletter.desk.viewsets.reasons import ReasonViewSet
from openletter.desk.viewsets.sections import SectionViewSet

ALL = (
    CaseViewSet,
    ActionViewSet,
    OfficeViewSet,
    ContactViewSet,
    RouteViewSet,
    LettersViewSet,
    AnswersViewSet,
    RepresentativeViewSet,
    LobbyContactViewSet,
    CampaignViewSet,
    LedgerViewSet,
    SectionViewSet,
    ReasonViewSet,
    GlossaryViewSet,
    ContributorViewSet,
    LimitViewSet,
    EmailRuleViewSet,
    AuditViewSet,
    OpeningsViewSet,
)

__all__ = ["ALL"]
