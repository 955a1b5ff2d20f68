"""From a file to a draft of its policy items: readers, outline, passages, values, conditions, items."""
