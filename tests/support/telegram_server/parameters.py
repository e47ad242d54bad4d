"""The parameters of one call: from the address, a form, a form with files, or JSON; all text, as the real server sees them."""

import json
import re
from dataclasses import dataclass, field
from typing import Any

from aiohttp import BodyPartReader, web

from tests.support.telegram_server.refusals import Refused, bad


@dataclass(frozen=True)
class Upload:
    name: str
    content_type: str
    data: bytes = field(repr=False)


@dataclass
class Parameters:
    values: dict[str, str] = field(default_factory=dict)
    files: dict[str, Upload] = field(default_factory=dict)

    def text(self, name: str) -> str:
        return self.values.get(name, "")

    def boolean(self, name: str) -> bool:
        return self.text(name).strip().lower() in {"true", "yes", "1"}

    def integer(self, name: str, default: int = 0, low: int = -(2**63), high: int = 2**63 - 1) -> int:
        """Clamped and lenient: the real server takes the leading digits, and nothing as 0."""
        given = self.text(name)
        if not given:
            return default
        digits = re.match(r"-?\d+", given)
        return min(max(int(digits[0]) if digits else 0, low), high)

    def json(self, name: str, refusal: str) -> Any:
        """None where nothing was given. Raises Refused with `refusal` for what is no JSON."""
        given = self.text(name)
        if not given:
            return None
        try:
            return json.loads(given)
        except ValueError as wrong:
            raise bad(refusal) from wrong

    def upload(self, name: str) -> Upload | str | None:
        """The file of a field: its bytes, or what the field says (a file_id or an address), or nothing."""
        if name in self.files:
            return self.files[name]
        said = self.text(name)
        if said.startswith("attach://"):
            return self.files.get(said.removeprefix("attach://"))
        return said or None


async def read(request: web.Request) -> Parameters:
    """All of a request's parameters; those of the body win. Raises Refused for a body that cannot be read."""
    found = Parameters(dict(request.query.items()))
    kind = request.content_type
    if request.method == "POST" and kind == "application/json":
        found.values.update(_from_json(await request.text()))
    elif request.method == "POST" and kind == "multipart/form-data":
        await _from_parts(request, found)
    elif request.method == "POST" and kind == "application/x-www-form-urlencoded":
        found.values.update({name: str(value) for name, value in (await request.post()).items()})
    return found


def _from_json(body: str) -> dict[str, str]:
    try:
        values = json.loads(body or "{}")
    except ValueError as wrong:
        raise bad("can't parse JSON object") from wrong
    if not isinstance(values, dict):
        raise bad("request body must be a JSON object")
    return {
        name: value if isinstance(value, str) else json.dumps(value)
        for name, value in values.items()
        if value is not None
    }


async def _from_parts(request: web.Request, found: Parameters) -> None:
    async for part in await request.multipart():
        if not isinstance(part, BodyPartReader) or part.name is None:
            raise bad("wrong multipart body")
        data = bytes(await part.read(decode=True))
        if part.filename is None:
            found.values[part.name] = data.decode()
        elif len(data) > 50 * 2**20:
            raise Refused(413, "Request Entity Too Large")
        else:
            kind = part.headers.get("Content-Type", "application/octet-stream")
            found.files[part.name] = Upload(part.filename, kind, data)
