"""What is handed to offices, and what they answer."""

from openletter.deliveries.lobbying.models import LobbyContact, LobbyContactWords
from openletter.deliveries.models.handover import DeliveryRequest, DeliveryStep, PetitionDelivery
from openletter.deliveries.models.mail import OfficeMail, TargetMail
from openletter.deliveries.models.replies import OfficialResponse

__all__ = [
    "DeliveryRequest",
    "DeliveryStep",
    "LobbyContact",
    "LobbyContactWords",
    "OfficeMail",
    "OfficialResponse",
    "PetitionDelivery",
    "TargetMail",
]
