"""Stand-ins for the outside world that several rooms test against."""
