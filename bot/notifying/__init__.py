"""Telling staff: what the store has queued goes out by e-mail and to the service's own channel."""
