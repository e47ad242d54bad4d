"""How well messages are read, measured on sets that no model learned from (`make evaluate`)."""
