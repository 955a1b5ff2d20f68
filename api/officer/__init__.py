"""The officer's work: upload, review beside the source, check, publish."""
