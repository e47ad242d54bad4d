"""Every text a person can be sent, and the rules those texts keep.

`catalogue` reads the texts of `domain/<language>/*.yml`; `lint` checks a text against the rules of easy words.
This room knows nothing of people, channels or the database.
"""
