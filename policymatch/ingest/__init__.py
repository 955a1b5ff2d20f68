"""Bringing extracts into the store: every row stored, quarantined or known already, once, whatever happens on the way."""
