"""What this server is, and whether it is well."""

from __future__ import annotations

import platform
from importlib.metadata import PackageNotFoundError, version

from fastapi import Depends, Request
from starlette.responses import Response

from wortlaut import __version__
from wortlaut.api.access import Reading, service_of
from wortlaut.api.answers import json_answer, tagged
from wortlaut.api.errors import error_answer
from wortlaut.api.routing import errors, subject, tagged_answers
from wortlaut.api.summaries import About, CorpusFacts, Health
from wortlaut.errors import CorpusError
from wortlaut.service import Service

router = subject("about")
_LIBRARIES = ("onnxruntime", "numpy", "trafilatura", "lxml", "fastapi", "starlette", "uvicorn")
_CODE_LICENCE = "Apache-2.0"


@router.get("/about", response_model=About, responses=tagged_answers())
def get_about(request: Request, service: Reading) -> Response:
    """Versions, the model's card with its measured scores and limits, licences, the corpus."""
    from wortlaut.tagger.card import model_card

    card = model_card(service.config.pipeline.model)
    info = service.corpus.info().to_dict()
    names = [name for name in CorpusFacts.model_fields if name != "schema_version"]
    return tagged(
        request,
        {
            "version": __version__,
            "api": "v1",
            "python": platform.python_version(),
            "libraries": {name: _version(name) for name in _LIBRARIES},
            "licences": {
                "code": _CODE_LICENCE,
                "model": (card or {}).get("licence", (card or {}).get("license")),
            },
            "model": card,
            "corpus": {name: info[name] for name in names} | {"schema_version": info["schema"]},
            "writing": "token" if service.access.needs_token else "open",
            "reading": "token" if service.config.private else "open",
        },
    )


@router.get("/health", response_model=Health, responses=errors(503))
def get_health(service: Service = Depends(service_of)) -> Response:  # noqa: B008
    """Whether the server answers and can read its corpus; open to everybody."""
    try:
        service.corpus.has("")
    except CorpusError:
        return error_answer(503, "corpus", "the corpus cannot be read; the server's log says more")
    return json_answer({"status": "ok"})


def _version(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None
