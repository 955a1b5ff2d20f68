"""Oversight of the system itself: audit, accounts, state of the data."""
