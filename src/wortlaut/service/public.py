"""What a server shows of records: all but the folders of the machine that read the articles."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

_URL = re.compile(r"(?!file:)[A-Za-z][A-Za-z0-9+.-]+://")


def public_source(source: str) -> str:
    """Where an article came from: an address as it is, of a path its last name.

    What follows a number sign or a colon (a record of an archive, a line) stays.
    """
    if _URL.match(source):
        return source
    path, mark, record = source.partition("#")
    if mark and not _URL.match(record) and ("/" in record or "\\" in record):
        path, mark, record = source, "", ""  # the sign belongs to the path
    return path.replace("\\", "/").rsplit("/", 1)[-1] + mark + record


def public_article(article: Mapping[str, Any]) -> dict[str, Any]:
    """``Article.to_dict()`` without folders: of its source and of what it was read from.

    The id, which may have been made of the source, stays what it is.
    """
    shown = dict(article)
    if isinstance(shown.get("source"), str):
        shown["source"] = public_source(shown["source"])
    provenance = shown.get("provenance")
    if provenance and provenance.get("container"):
        shown["provenance"] = {**provenance, "container": public_source(provenance["container"])}
    return shown


def public_analysis(analysis: Mapping[str, Any]) -> dict[str, Any]:
    """``Analysis.to_dict()`` or ``Hit.to_dict()`` without folders."""
    return {**analysis, "article": public_article(analysis["article"])}


def public_row(row: Mapping[str, Any]) -> dict[str, Any]:
    """A flat row of a statement (``statement_row``) without folders."""
    return {**row, "source": public_source(row["source"])}


def public_failure(failure: Mapping[str, Any]) -> dict[str, Any]:
    """``Failure.to_dict()`` without folders."""
    return {**failure, "input": public_source(failure["input"])}
