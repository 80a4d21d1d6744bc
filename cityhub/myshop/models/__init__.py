"""Rows of My shop."""

from cityhub.myshop.models.incoming import IncomingPhoto, Piece
from cityhub.myshop.models.invitation import Invitation
from cityhub.myshop.models.keeping import KeptPhoto, Submission

__all__ = ["IncomingPhoto", "Invitation", "KeptPhoto", "Piece", "Submission"]
