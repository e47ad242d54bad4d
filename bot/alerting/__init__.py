"""Telling whoever keeps people safe, until somebody acknowledges it, and watching that this can be done (R14-R16, R27, R28)."""
