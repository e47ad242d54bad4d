"""Speech, heard: every test makes real sound and listens to it."""
