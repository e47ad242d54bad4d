"""Rasa checks what a custom action answers against a JSON schema; jsonschema first checks that schema itself, every time.

The schema is a constant of Rasa's, and checking it took 23 to 31 ms, more than half of a turn (measured on two cores). Here
a schema that was found good is not checked again in this process; the answers themselves are checked as before.
"""

from __future__ import annotations

import json
from typing import Any

from jsonschema import Draft202012Validator

_check = Draft202012Validator.check_schema
_good: set[str] = set()


def check_schema(schema: Any, *args: Any, **kwargs: Any) -> None:
    """As in jsonschema: raises SchemaError for a schema that is not one."""
    text = json.dumps(schema, sort_keys=True)
    if text not in _good:
        _check(schema, *args, **kwargs)
        _good.add(text)


Draft202012Validator.check_schema = staticmethod(check_schema)
