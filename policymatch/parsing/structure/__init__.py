"""How a document is laid out: its lines mended, its outline, what headings announce, its own words, demands as they stand."""
