"""The staff pages, each tested as its reader meets it."""
