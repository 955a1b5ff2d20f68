"""Policy documents: what a department issues, its items and benefits, and their exchange form."""

from policymatch.documents.exchange import read_document, write_document
from policymatch.documents.model import Benefit, BenefitType, Item, PolicyDocument, Window
from policymatch.documents.stacking import StackingRule

__all__ = [
    "Benefit",
    "BenefitType",
    "Item",
    "PolicyDocument",
    "StackingRule",
    "Window",
    "read_document",
    "write_document",
]
