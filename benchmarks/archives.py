"""How fast web archives are read, and that memory stays flat over a large one.

    python benchmarks/archives.py FOLDER [--megabytes 50] [--pages 300]

Makes two web archives in FOLDER, unless they are there: ``mixed.warc`` of so many megabytes (a
page, its request, two pictures and a revisit in turn) and ``pages.warc.gz`` of so many pages.
Then it measures in processes of their own: records found and passed over, records with the
payload decoded and its digest checked, and pages read to articles, with the memory at a tenth of
the way and at the end.
"""

from __future__ import annotations

import argparse
import base64
import contextlib
import gzip
import hashlib
import random
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

TEXT = (
    "die der das Bürgermeisterin Brücke sagte am Montag im Rathaus wegen Schäden gesperrt Land "
    "Regierung Haushalt Sitzung erklärte teilte mit Verkehr Straße Schule Kinder Eltern neue alte "
    "müsse könne sei werde habe wolle Millionen Euro Jahr Stadt Kreis Minister Partei"
)
WORDS = TEXT.split()
STAGES = ("pass over", "decode", "read")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--megabytes", type=int, default=50)
    parser.add_argument("--pages", type=int, default=300)
    parser.add_argument("--stage", choices=STAGES, help=argparse.SUPPRESS)
    parser.add_argument("--path", type=Path, help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.stage:
        measure(args.path, args.stage)
        return
    args.folder.mkdir(parents=True, exist_ok=True)
    mixed = args.folder / f"mixed-{args.megabytes}.warc"
    pages = args.folder / f"pages-{args.pages}.warc.gz"
    if not mixed.exists():
        make_mixed(mixed, args.megabytes * 1_000_000)
    if not pages.exists():
        make_pages(pages, args.pages)
    print(
        f"{'archive':26} {'stage':10} {'records':>9} {'seconds':>8} {'a second':>9} {'MB RAM':>12}"
    )
    for path, stage in (
        (mixed, "pass over"),
        (mixed, "decode"),
        (pages, "decode"),
        (pages, "read"),
    ):
        command = [
            sys.executable,
            __file__,
            str(args.folder),
            "--stage",
            stage,
            "--path",
            str(path),
        ]
        subprocess.run(command, check=True)


# ------------------------------------------------------------------------------------- making


def make_mixed(path: Path, size: int) -> None:
    draw = random.Random(1)
    number = 0
    with open(path, "wb") as out:
        while out.tell() < size:
            for record in visit(draw, number):
                out.write(record)
            number += 1


def make_pages(path: Path, count: int) -> None:
    draw = random.Random(2)
    with open(path, "wb") as out:
        for number in range(count):
            out.write(gzip.compress(response(number, page(draw, number), "text/html"), 6))


def visit(draw: random.Random, number: int) -> Iterator[bytes]:
    """What a browser leaves in an archive for one page."""
    yield record(number, "request", b"GET / HTTP/1.1\r\nHost: blatt.example\r\n\r\n")
    yield response(number, page(draw, number), "text/html; charset=utf-8")
    for _ in range(2):
        yield response(number, draw.randbytes(40_000), "image/jpeg")
    yield record(number, "revisit", b"HTTP/1.1 200 OK\r\n\r\n")


def page(draw: random.Random, number: int) -> bytes:
    paragraphs = "".join(
        "<p>" + " ".join(draw.choices(WORDS, k=60)).capitalize() + ".</p>" for _ in range(12)
    )
    links = "".join(f'<li><a href="/{i}">{draw.choice(WORDS)}</a></li>' for i in range(60))
    return (
        f'<!doctype html><html lang="de"><head><title>Brücke {number} gesperrt</title></head><body>'
        f"<nav><ul>{links}</ul></nav><article><h1>Brücke {number} gesperrt</h1>{paragraphs}"
        f"</article><footer><ul>{links}</ul></footer></body></html>"
    ).encode()


def response(number: int, body: bytes, kind: str) -> bytes:
    head = f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n"
    digest = base64.b32encode(hashlib.sha1(body).digest()).decode()
    return record(
        number, "response", head.encode() + body, f"WARC-Payload-Digest: sha1:{digest}\r\n"
    )


def record(number: int, kind: str, block: bytes, more: str = "") -> bytes:
    name = hashlib.md5(f"{number} {kind} {len(block)}".encode()).hexdigest()
    head = (
        f"WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:{name}>\r\n"
        f"WARC-Date: 2024-03-05T10:00:00Z\r\nWARC-Target-URI: https://blatt.example/{number}\r\n"
        f"Content-Type: application/http; msgtype={kind}\r\n{more}"
        f"Content-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


# ---------------------------------------------------------------------------------- measuring


def measure(path: Path, stage: str) -> None:
    total = path.stat().st_size
    early, count = 0.0, 0
    pages = int(path.stem.split("-")[1].split(".")[0])
    places = run(path, stage, total, pages)
    next(places)
    start = time.process_time()
    for at in places:
        count += 1
        if not early and at >= total / 10:
            early = peak()
    seconds = time.process_time() - start
    name = f"{path.name} {total / 1e6:.0f} MB"
    memory = f"{early:.0f} → {peak():.0f}"
    print(f"{name:26} {stage:10} {count:9} {seconds:8.2f} {count / seconds:9.0f} {memory:>12}")


def run(path: Path, stage: str, total: int, pages: int) -> Iterator[int]:
    """Places in the file, one for each record or article; the first takes the imports' time."""
    import fastwarc  # noqa: F401  (half a second, not to be counted as records)

    from wortlaut.sources import read_inputs, warc
    from wortlaut.sources.warc_frames import Damage, frames

    if stage == "read":
        for done, _ in enumerate(read_inputs([str(path)])):
            yield total * done // max(1, pages)
        return
    with open(path, "rb") as stream:
        for frame in frames(stream, packed=path.suffix == ".gz"):
            if isinstance(frame, Damage):
                raise SystemExit(f"damaged: {frame}")
            if stage == "decode":
                with contextlib.suppress(warc._Skip):
                    warc._payload(frame)
            yield frame.offset


def peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
