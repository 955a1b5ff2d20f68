"""Policies and their versions: drafts, review, publishing, what is in force on a date."""
