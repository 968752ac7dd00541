"""Outlets: the list, and who gets a voice in one of them."""

from __future__ import annotations

from fastapi import Response

from wortlaut.corpus.counts import ShareBy
from wortlaut.errors import NotFoundError
from wortlaut.web.figure import figure
from wortlaut.web.labels import share_label, unknown_last
from wortlaut.web.views.routing import pages
from wortlaut.web.visit import Reading, render

router = pages()
BY: tuple[ShareBy, ...] = ("actor", "party", "gender", "country", "kind")
ROWS = 15


@router.get("/outlets")
def outlets(visit: Reading) -> Response:
    """The outlets of the corpus."""
    found = visit.service.corpus.outlets()
    return render(
        visit,
        "outlets",
        outlets=[(one, visit.service.outlets.of(None, one.outlet)) for one in found],
        top=max((one.statements for one in found), default=1) or 1,
    )


@router.get("/outlets/{name:path}")
def outlet(visit: Reading, name: str, by: ShareBy = "party") -> Response:
    """One outlet: facts with their sources, and whose voices it carries."""
    corpus = visit.service.corpus
    key = name.strip().casefold()
    counted = next((o for o in corpus.outlets() if (o.outlet or "").casefold() == key), None)
    known = visit.service.outlets.of(None, name)
    if counted is None and known is None:
        raise NotFoundError(visit.t("outlet.none", name=name[:100]))
    shown = (counted.outlet if counted else None) or (known.name.value if known else name)
    t = visit.t
    return render(
        visit,
        "outlet",
        name=shown,
        known=known,
        counted=counted,
        by=by,
        choices=BY,
        shares=unknown_last(corpus.shares(by, outlet=shown, limit=ROWS)) if counted else [],
        label=lambda share: share_label(t, by, share.value, share.label),
        figures=[
            figure(visit, "shares", t("outlet.shares", by=t(f"facet.{by}")), by=by, outlet=shown),
            figure(visit, "styles", t("outlet.styles", by=t(f"facet.{by}")), by=by, outlet=shown),
            figure(visit, "timeline", t("outlet.timeline"), outlet=shown, split="type"),
        ]
        if counted
        else [],
    )
