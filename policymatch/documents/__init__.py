"""Policy documents: what a department issues, its items and benefits, and their exchange form."""

from policymatch.documents.exchange import read_document, write_document
from policymatch.documents.model import Benefit, BenefitType, Item, PolicyDocument, Window

__all__ = ["Benefit", "BenefitType", "Item", "PolicyDocument", "Window", "read_document", "write_document"]
