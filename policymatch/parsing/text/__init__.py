"""Stretches of text: sentences, parts and phrases, days, what among them demands nothing."""
