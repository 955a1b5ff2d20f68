"""What concerns one enterprise: its profile, its matches, the reasons, what is missing, what if."""
