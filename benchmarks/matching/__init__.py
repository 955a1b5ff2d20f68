"""Everybody × everything against general engines, on synthetic data of our own: ``python -m benchmarks.matching``."""
