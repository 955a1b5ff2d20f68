"""What policies and shared data speak of: fields, regions, industries, sizes, recognitions, codes and working days.

Every module loads its table on first use and keeps it; importing one reads nothing. ``find`` functions take a text and
return :class:`~policymatch.vocabulary.phrases.Match` values in order of place, in time linear in the text.
"""
