"""Families of fields: each finds the facts of its fields in one clause."""
