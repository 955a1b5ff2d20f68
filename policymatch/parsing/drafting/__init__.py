"""Which passage grants what, and for whom: drafts of items."""
