"""Rows of My shop."""

from cityhub.myshop.models.departure import Departure
from cityhub.myshop.models.incoming import IncomingPhoto, Piece
from cityhub.myshop.models.invitation import Invitation
from cityhub.myshop.models.keeping import KeptPhoto, Submission

__all__ = [
    "Departure",
    "IncomingPhoto",
    "Invitation",
    "KeptPhoto",
    "Piece",
    "Submission",
]
