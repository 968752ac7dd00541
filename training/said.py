"""The file in which a teacher's probabilities are kept: 8-bit integers, all texts in a row."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from data import Soft, SoftRoles


def write_said(said: dict[str, Soft], path: Path) -> None:
    """Write probabilities as 8-bit integers, all texts behind one another."""
    roles = [r for soft in said.values() for r in soft.roles]
    tokens = [np.column_stack([r.inner, r.frame, r.bounds]) for r in roles]
    np.savez_compressed(
        path,
        names=np.array(list(said)),
        lengths=np.array([len(soft.labels) for soft in said.values()]),
        labels=_bytes(np.concatenate([soft.labels for soft in said.values()])),
        statements=np.array([len(soft.roles) for soft in said.values()]),
        firsts=np.array([r.first for r in roles], dtype=np.int64),
        widths=np.array([len(r.frame) for r in roles], dtype=np.int64),
        absent=_bytes(np.array([r.absent for r in roles])),
        roles=_bytes(np.concatenate(tokens) if tokens else np.zeros((0, 7))),
    )


def read_said(paths: Sequence[Path]) -> dict[str, Soft]:
    """The mean of what several taggers said of the same texts, by name."""
    files = [dict(np.load(path)) for path in paths]
    first = files[0]
    for other in files[1:]:
        same = ("names", "lengths", "statements", "firsts", "widths")
        if any(not np.array_equal(first[key], other[key]) for key in same):
            raise SystemExit("the taggers have not read the same texts")
    labels, roles, absent = (
        _mean([file[key] for file in files]) for key in ("labels", "roles", "absent")
    )
    said, at, row, token = {}, 0, 0, 0
    for name, length, statements in zip(
        first["names"], first["lengths"], first["statements"], strict=True
    ):
        found = []
        for i in range(row, row + statements):
            part = roles[token : token + first["widths"][i]].astype(np.float32)
            found.append(
                SoftRoles(
                    int(first["firsts"][i]), part[:, :4], part[:, 4], part[:, 5:], float(absent[i])
                )
            )
            token += len(part)
        said[str(name)] = Soft(labels[at : at + length], found)
        at, row = at + length, row + statements
    return said


def _bytes(probabilities: npt.NDArray[Any]) -> npt.NDArray[np.uint8]:
    return np.round(probabilities * 255).astype(np.uint8)


def _mean(parts: Sequence[npt.NDArray[np.uint8]]) -> npt.NDArray[np.float16]:
    total = np.zeros(parts[0].shape, dtype=np.float16)
    for part in parts:
        total += part.astype(np.float16) / np.float16(255 * len(parts))
    return total
