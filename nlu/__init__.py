"""What the reading learns from and is made of. Runs inside the assistant, on Rasa; knows nothing of the rest of the house."""
