"""Reads what a form posts: a few short fields, of a size that cannot fill the memory."""

from urllib.parse import parse_qsl

from starlette.exceptions import HTTPException
from starlette.requests import Request

# Room for a far too long text, so that a page without script can give it back to its writer.
MAX_BYTES = 512 * 1024
MAX_FIELDS = 10


async def read_form(request: Request) -> dict[str, str]:
    """The fields by name. Raises HTTPException 413 or 400."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > MAX_BYTES:
            raise HTTPException(413)
    try:
        fields = parse_qsl(body.decode(errors="replace"), keep_blank_values=True, max_num_fields=MAX_FIELDS)
    except ValueError as error:
        raise HTTPException(400) from error
    return dict(fields)
