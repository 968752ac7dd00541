"""About: versions, the model's card with its measured scores and limits, licences."""

from __future__ import annotations

from importlib.metadata import version

from fastapi import Response

from wortlaut import __version__
from wortlaut.errors import NotFoundError
from wortlaut.tagger.card import model_card
from wortlaut.web.views.routing import pages
from wortlaut.web.visit import Reading, render, static_body

router = pages()
_TYPES = {"css": "text/css", "js": "text/javascript", "svg": "image/svg+xml"}
_FILES = ("marks.css", "wortlaut.css", "wortlaut.js", "icon.svg")


@router.get("/about")
def about(visit: Reading) -> Response:
    """What this is, how good it is, and under which licences."""
    return render(
        visit,
        "about",
        card=model_card(visit.service.config.pipeline.model),
        info=visit.service.corpus.info(),
        libraries=[
            (name, version(name)) for name in ("onnxruntime", "fastapi", "jinja2", "trafilatura")
        ],
        wortlaut_version=__version__,
    )


@router.get("/static/{name}")
def static(name: str) -> Response:
    """A style sheet, the script, the icon; their addresses change with their content."""
    if name not in _FILES:
        raise NotFoundError(f"there is no file {name!r}")
    kind = _TYPES[name.rpartition(".")[2]]
    headers = {"cache-control": "public, max-age=31536000, immutable"}
    return Response(static_body(name), media_type=kind, headers=headers)
