"""Rows and pages of the newsletter."""

from publishing.newsletter.models.approved_agenda import ApprovedAgenda
from publishing.newsletter.models.bounce import Bounce, BounceAlarm
from publishing.newsletter.models.composed import ComposedIssue
from publishing.newsletter.models.consent import Consent
from publishing.newsletter.models.correction import Correction
from publishing.newsletter.models.delivery import Delivery
from publishing.newsletter.models.destination import Departure, Destination
from publishing.newsletter.models.erasures import Erasures
from publishing.newsletter.models.frozen import FrozenIssue
from publishing.newsletter.models.hold import Hold
from publishing.newsletter.models.issue import IssuePage
from publishing.newsletter.models.link import DailyClicks, Link
from publishing.newsletter.models.origin import Origin
from publishing.newsletter.models.page import NewsletterPage
from publishing.newsletter.models.segment import Segment
from publishing.newsletter.models.stint import Stint
from publishing.newsletter.models.subscriber import Subscriber
from publishing.newsletter.models.suppression import Suppression
from publishing.newsletter.models.trial import Trial

__all__ = [
    "ApprovedAgenda",
    "Bounce",
    "BounceAlarm",
    "ComposedIssue",
    "Consent",
    "Correction",
    "DailyClicks",
    "Delivery",
    "Departure",
    "Destination",
    "Erasures",
    "FrozenIssue",
    "Hold",
    "IssuePage",
    "Link",
    "NewsletterPage",
    "Origin",
    "Segment",
    "Stint",
    "Subscriber",
    "Suppression",
    "Trial",
]
