"""What binds items from elsewhere in the document: general rules, references, terms, ceilings."""
