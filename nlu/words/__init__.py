"""What stands in a person's words, before any model: plain values in, plain values out, nothing of Rasa."""
