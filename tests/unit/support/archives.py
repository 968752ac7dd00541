"""Web archives made by code, for tests: records with digests, in every encoding."""

from __future__ import annotations

import base64
import gzip
import hashlib

OK = "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n"


def page(number: int = 0, paragraphs: int = 6) -> str:
    """An invented page with enough text to be one."""
    text = "".join(
        f"<p>Absatz {i} von Seite {number}: Die Bürgermeisterin sagte am Montag im Rathaus, die "
        "Brücke sei wegen Schäden an den Pfeilern bis auf Weiteres gesperrt.</p>"
        for i in range(paragraphs)
    )
    return (
        f'<html lang="de"><head><title>Brücke {number} gesperrt</title></head><body><article>'
        f"<h1>Brücke {number} gesperrt</h1>{text}</article></body></html>"
    )


def record_id(number: int) -> str:
    return f"urn:uuid:00000000-0000-0000-0000-{number:012d}"


def record(
    number: int = 0,
    body: bytes | None = None,
    *,
    kind: str = "response",
    http: str | None = OK,
    content_type: str = "application/http; msgtype=response",
    headers: str = "",
    digest: str | None = None,
) -> bytes:
    """A record of a WARC file; ``http`` None for one without an HTTP header."""
    body = page(number).encode() if body is None else body
    block = body if http is None else f"{http}\r\n".encode() + body
    if digest is None:
        digest = "sha1:" + base64.b32encode(hashlib.sha1(body).digest()).decode()
    head = (
        f"WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <{record_id(number)}>\r\n"
        f"WARC-Date: 2024-03-05T10:00:0{number % 10}Z\r\n"
        f"WARC-Target-URI: https://www.blatt.example/{number}\r\n"
        f"WARC-Payload-Digest: {digest}\r\nContent-Type: {content_type}\r\n{headers}"
        f"Content-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def chunked(data: bytes, size: int = 100) -> bytes:
    parts = [data[i : i + size] for i in range(0, len(data), size)]
    return b"".join(b"%x\r\n%s\r\n" % (len(p), p) for p in parts) + b"0\r\n\r\n"


def packed(*records: bytes) -> bytes:
    """One gzip member a record."""
    return b"".join(gzip.compress(r, mtime=0) for r in records)
