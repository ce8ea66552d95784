"""What is handed to offices, and what they answer."""

from openletter.deliveries.lobbying.models import LobbyContact, LobbyContactWords
from openletter.deliveries.models.mail import OfficeMail, TargetMail
from openletter.deliveries.models.replies import OfficialResponse

__all__ = ["LobbyContact", "LobbyContactWords", "OfficeMail", "OfficialResponse", "TargetMail"]
