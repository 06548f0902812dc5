"""HTTP mode: Slack comes to us with signed requests. Listens where it is told to, nowhere else."""

import asyncio
import errno
import os
import socket

from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.async_app import AsyncApp
from slack_sdk.signature import SignatureVerifier

from adapters.slack import doctor_texts
from bot.core.errors import SettingsError

PATH, HEALTH = "/slack/events", "/health"
# The longest that Slack sends is far below; whoever sends more is not Slack.
_LONGEST = 1024 * 1024


async def serve(app: AsyncApp, secret: str, host: str, port: int) -> None:
    """Answer until cancelled. Raises `SettingsError` where the system does not let us listen."""
    runner = web.AppRunner(build(app, secret), access_log=None, shutdown_timeout=2)
    await runner.setup()
    try:
        try:
            await web.TCPSite(runner, host, port).start()
        except OSError as fault:
            raise SettingsError(doctor_texts.not_over_http(host, port, why_not(fault))) from fault
        await asyncio.Event().wait()
    finally:
        await runner.cleanup()


def why_not(fault: OSError) -> str:
    """What is in the way of listening, and what to do."""
    if fault.errno == errno.EADDRINUSE:
        return doctor_texts.PORT_TAKEN
    # A name that leads nowhere counts its faults anew, from the system's own.
    named = not isinstance(fault, socket.gaierror) and fault.errno in errno.errorcode
    return doctor_texts.cannot_listen(
        os.strerror(fault.errno or 0) if named else doctor_texts.NO_SUCH_ADDRESS
    )


def build(app: AsyncApp, secret: str) -> web.Application:
    """The routes: what Slack sends, and whether we are there."""
    verifier = SignatureVerifier(secret)

    async def events(request: web.Request) -> web.StreamResponse:
        # Before anything is made of the body: the library reads it first, and stumbles over headers
        # that are no number.
        if not await _is_signed(request, verifier):
            return web.json_response({"error": "invalid request"}, status=401)
        return await to_aiohttp_response(await app.async_dispatch(await to_bolt_request(request)))

    async def health(_: web.Request) -> web.StreamResponse:
        return web.json_response({"ok": True})

    made = web.Application(client_max_size=_LONGEST)
    made.add_routes([web.post(PATH, events), web.get(HEALTH, health)])
    return made


async def _is_signed(request: web.Request, verifier: SignatureVerifier) -> bool:
    """Slack docs, Verifying requests from Slack: made with our secret, and not five minutes old."""
    timestamp = request.headers.get("X-Slack-Request-Timestamp", "")
    signature = request.headers.get("X-Slack-Signature", "")
    if not (
        timestamp.isascii()
        and timestamp.isdecimal()
        and len(timestamp) < 12
        and signature.isascii()
    ):
        return False
    try:
        body = await request.text()
    except (UnicodeDecodeError, LookupError):
        return False
    return bool(verifier.is_valid(body, timestamp, signature))
