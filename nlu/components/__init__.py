"""Rasa components of our own, one job each, named in config.yml by module path."""
