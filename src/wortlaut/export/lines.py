"""JSON lines, the contract of ``wortlaut analyze --format jsonl``."""

from __future__ import annotations

import json

from wortlaut.records import Analysis


def json_line(analysis: Analysis) -> str:
    """One article as one line of JSON with its line feed.

    Characters stand for themselves; only a text with half a surrogate pair, which UTF-8 cannot
    hold, is written with escapes.
    """
    data = analysis.to_dict()
    line = json.dumps(data, ensure_ascii=False)
    try:
        line.encode("utf-8")
    except UnicodeEncodeError:
        line = json.dumps(data)
    return line + "\n"
