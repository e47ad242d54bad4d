"""One folder or module for each way a person can reach us; nothing channel-shaped is known outside of it."""
