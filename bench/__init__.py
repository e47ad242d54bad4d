"""Measures the whole thing from outside, as people and operators meet it. Run by `make bench`; never a test."""
