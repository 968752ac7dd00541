"""The card of a model: what it was trained on, how well it does, under which licence."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from wortlaut.errors import ModelError

SHIPPED_MODEL = Path(__file__).parent.parent / "models" / "de"
"""The folder of the model in the package."""


def model_card(folder: Path | None = None) -> dict[str, Any] | None:
    """The card of the model in ``folder`` (the shipped one unless given).

    None where the model's files are missing; an unreadable card is a ``ModelError``.
    """
    path = (folder or SHIPPED_MODEL) / "meta.json"
    if not path.exists():
        return None
    try:
        card = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ModelError(f"{path} cannot be read ({error}); install the package again") from error
    if not isinstance(card, dict):
        raise ModelError(f"{path} holds no model card; install the package again")
    return card
