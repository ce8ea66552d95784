"""What every answer tells the browser to refuse, whoever made the answer: a page, a count, a file or an error."""

from __future__ import annotations

from openletter.web.front.asgi import Headers, Message, Send

# Nothing here asks for any of these, so no script that should ever slip in can. What sharing, copying and passkeys
# need is left as browsers have it.
OFF = (
    "accelerometer", "autoplay", "browsing-topics", "camera", "display-capture", "encrypted-media", "fullscreen",
    "geolocation", "gyroscope", "hid", "idle-detection", "magnetometer", "microphone", "midi", "payment",
    "picture-in-picture", "screen-wake-lock", "serial", "sync-xhr", "usb", "xr-spatial-tracking",
)  # fmt: skip
ALWAYS: Headers = [
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"same-origin"),
    (b"content-security-policy", b"default-src 'none'; form-action 'self'; frame-ancestors 'none'"),
    (b"x-frame-options", b"DENY"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", ", ".join(f"{name}=()" for name in OFF).encode()),
]
ONLY_HTTPS = (b"strict-transport-security", b"max-age=31536000; includeSubDomains")


class Guards:
    """Adds to an answer the lines it lacks; what the answer says itself stands."""

    def __init__(self, *, https: bool) -> None:
        self._lines: Headers = [*ALWAYS, ONLY_HTTPS] if https else list(ALWAYS)

    def over(self, send: Send) -> Send:
        """The same way out, past the guards."""

        async def guarded(message: Message) -> None:
            # A browser takes over what "not modified" says for the page it holds, whose own lines must stand.
            if message["type"] == "http.response.start" and message["status"] != 304:
                headers: Headers = message["headers"]
                said = {name for name, _value in headers}
                message["headers"] = [*headers, *(line for line in self._lines if line[0] not in said)]
            await send(message)

        return guarded
