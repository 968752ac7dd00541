"""The card of a model: what it was trained on, how well it does, under which licence."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from wortlaut.errors import ModelError

MODELS = Path(__file__).parent.parent / "models"
"""The models in the package, a folder each; its name is the name of the model."""
DEFAULT_MODEL = "de"


def model_folder(model: str | Path | None = None) -> Path:
    """The folder of a model: a shipped one by its name, another as given; None is the default.

    A folder of yours that has the name of a shipped model needs its whole path.
    """
    if model is None:
        return MODELS / DEFAULT_MODEL
    return MODELS / model if str(model) in shipped_models() else Path(model)


def shipped_models() -> list[str]:
    """The names of the models in the package, the default one first."""
    names = {path.parent.name for path in MODELS.glob("*/meta.json")}
    return sorted(names, key=lambda name: (name != DEFAULT_MODEL, name))


def model_card(model: str | Path | None = None) -> dict[str, Any] | None:
    """The card of a model, see ``model_folder``.

    None where the model's files are missing; an unreadable card is a ``ModelError``.
    """
    path = model_folder(model) / "meta.json"
    if not path.exists():
        return None
    try:
        card = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ModelError(f"{path} cannot be read ({error}); install the package again") from error
    if not isinstance(card, dict):
        raise ModelError(f"{path} holds no model card; install the package again")
    return card
