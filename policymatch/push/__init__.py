"""精准送: what changed for whom and why, told once, on the channels that the enterprise chose."""
