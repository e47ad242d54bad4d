"""What goes back over the wire when it is not a result."""

from aiohttp import web

from tests.support.telegram_server.refusals import Refused

_HTML = "<html>\r\n<head><title>{0}</title></head>\r\n<body>\r\n<center><h1>{0}</h1></center>\r\n</body>\r\n</html>\r\n"


def refuse(refused: Refused) -> web.Response:
    headers = (
        {"Retry-After": str(refused.parameters["retry_after"])} if refused.code == 429 and refused.parameters else {}
    )
    return web.json_response(refused.body(), status=refused.code, headers=headers)


def html(status: int) -> web.Response:
    title = {500: "500 Internal Server Error", 502: "502 Bad Gateway", 504: "504 Gateway Time-out"}
    page = _HTML.format(title.get(status, str(status)))
    return web.Response(status=status, text=page, content_type="text/html")


def cut(request: web.Request) -> web.Response:
    if request.transport:
        request.transport.abort()
    return web.Response()
