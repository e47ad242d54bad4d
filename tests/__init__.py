"""The tests, one folder for each room. A package, because an installed library brings a `tests` of its own."""
