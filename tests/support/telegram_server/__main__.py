"""`python -m tests.support.telegram_server --port 8081`: the server by hand, with a page to be a person on Telegram."""

import argparse
import asyncio
import signal

from tests.support.telegram_server.limits import Limits
from tests.support.telegram_server.page import routes
from tests.support.telegram_server.server import TOKEN, TelegramServer


async def _run(port: int, token: str, burst: int) -> None:
    server = TelegramServer(token, port=port, limits=Limits(burst=burst), more_routes=routes)
    async with server:
        print(f"A person's Telegram: {server.url}/")
        print("For the product:")
        print(f"  TELEGRAM_API_URL={server.url}")
        print(f"  TELEGRAM_TOKEN={server.token}", flush=True)
        ended = asyncio.Event()
        for sign in (signal.SIGINT, signal.SIGTERM):
            asyncio.get_running_loop().add_signal_handler(sign, ended.set)
        await ended.wait()


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.support.telegram_server", description=__doc__)
    parser.add_argument("--port", type=int, default=8081, help="of this machine (8081)")
    parser.add_argument("--token", default=TOKEN, help="the bot's token, NUMBER:LETTERS")
    parser.add_argument("--burst", type=int, default=1, help="messages at once before one a second holds (1: strict)")
    given = parser.parse_args()
    if not given.token.partition(":")[0].isdigit():
        parser.error("a token is a number, a colon and letters, like " + TOKEN)
    asyncio.run(_run(given.port, given.token, given.burst))


if __name__ == "__main__":
    main()
