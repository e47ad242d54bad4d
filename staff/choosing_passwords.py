"""A new password, typed twice: what is wrong with it, and its hash."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping

from staff import passwords

NOT_THE_SAME = "The two passwords are not the same. Type them again."


def problems(form: Mapping[str, str]) -> dict[str, str]:
    """By field: `new_password` and `new_password_again`."""
    password = form.get("new_password", "")
    if weakness := passwords.weakness(password):
        return {"new_password": weakness}
    return {} if password == form.get("new_password_again", "") else {"new_password_again": NOT_THE_SAME}


async def hashed(form: Mapping[str, str]) -> str:
    """What is kept of it, once there is no problem with it."""
    return await asyncio.to_thread(passwords.hashed, form["new_password"])
