"""What the package promises about its imports: a dozen names, quick, one way only."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import wortlaut

SRC = Path(__file__).parents[2] / "src"
PACKAGE = SRC / "wortlaut"

# What each part may import, itself aside. A new part needs a line here: that is a decision.
GROUND = {"records", "errors", "config"}
READING = GROUND | {"text"}
FINDING = READING | {"tagger"}
NAMING = FINDING | {"statements", "actors", "knowledge"}
WHOLE = NAMING | {"pipeline"}
KEEPING = {"corpus", "trace", "codebook", "export"}
FACE = WHOLE | KEEPING | {"fetch", "sources", "outlets", "evaluation", "ingest"}
MAY_IMPORT: dict[str, set[str]] = {
    "errors": set(),
    "records": {"errors"},
    "config": {"errors"},
    "text": GROUND,
    "fetch": GROUND,
    "sources": READING | {"fetch"},
    "outlets": GROUND,
    "tagger": READING,
    "statements": FINDING,
    "knowledge": GROUND,
    "actors": FINDING | {"knowledge"},
    "pipeline": NAMING,
    "corpus": READING,
    "ingest": READING | {"corpus", "trace"},
    "export": READING,
    "trace": READING | {"corpus"},
    "codebook": READING | {"corpus"},
    "evaluation": WHOLE,
    "spacy": WHOLE,
    "cli": FACE | {"service", "web"},
    "charts": GROUND,
    "service": FACE,
    "api": FACE | {"service", "charts"},
    "web": FACE | {"service", "charts", "api"},
    "cluster": FACE,
}
HEAVY = ("numpy", "onnxruntime", "rich", "typer", "trafilatura", "scipy", "pandas", "lxml")


def part_of(module: str) -> str:
    """The part a module belongs to: ``wortlaut.text.tokens`` is of ``text``."""
    return module.split(".")[1] if "." in module else ""


def home_of(name: str) -> str:
    """Where ``from wortlaut import name`` leads: a part, or the home of a public name."""
    if name == "__version__":
        return "errors"  # as free as the ground floor
    if name == "analyze":
        return "pipeline"
    if name in wortlaut.__all__:
        return wortlaut._HOMES.get(name, "records")
    return name


def imports_of(source: str, package: tuple[str, ...]) -> set[str]:
    """The parts of Wortlaut that a module in ``package`` imports, anywhere in it."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found |= {part_of(a.name) for a in node.names if a.name.startswith("wortlaut.")}
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else ()
            module = ".".join((*above, *([node.module] if node.module else [])))
            if module == "wortlaut":
                found |= {home_of(alias.name) for alias in node.names}
            elif module.startswith("wortlaut."):
                found.add(part_of(module))
    return found


def files() -> list[Path]:
    return sorted(p for p in PACKAGE.rglob("*.py") if p != PACKAGE / "__init__.py")


@pytest.mark.parametrize("path", files(), ids=lambda p: p.relative_to(PACKAGE).as_posix())
def test_imports_point_one_way(path: Path) -> None:
    part = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
    if part == "__main__":
        part = "cli"
    assert part in MAY_IMPORT, f"{part} is new: say in MAY_IMPORT what it may import"
    found = imports_of(path.read_text(encoding="utf-8"), path.relative_to(SRC).parent.parts)
    assert found - {part} <= MAY_IMPORT[part]


def test_the_table_itself_has_no_way_round() -> None:
    reached = {part: set(direct) for part, direct in MAY_IMPORT.items()}
    for _ in MAY_IMPORT:
        for part in reached:
            reached[part] |= set().union(*(reached.get(p, set()) for p in reached[part]))
    assert [part for part in reached if part in reached[part]] == []
    for part in ("corpus", "export", "trace", "codebook", "text", "sources"):
        assert not reached[part] & {"tagger", "pipeline", "statements", "actors", "cli"}


def test_the_reader_of_imports_reads() -> None:
    source = (
        "import wortlaut.tagger.run\nfrom wortlaut import analyze, Span\nimport os\n"
        "def f():\n    from wortlaut.corpus import Corpus\n    from ..export import table\n"
    )
    found = imports_of(source, ("wortlaut", "text"))
    assert found == {"tagger", "pipeline", "records", "corpus", "export"}


def test_the_public_names_are_pinned() -> None:
    assert sorted(wortlaut.__all__) == [
        "Actor",
        "Analysis",
        "Article",
        "Corpus",
        "Failure",
        "Pipeline",
        "Span",
        "Speaker",
        "Statement",
        "WortlautError",
        "__version__",
        "analyze",
    ]
    assert dir(wortlaut) == sorted(wortlaut.__all__)


@pytest.mark.parametrize("name", wortlaut.__all__)
def test_every_public_name_is_there(name: str) -> None:
    assert getattr(wortlaut, name) is not None


def test_no_other_name_is_there() -> None:
    with pytest.raises(AttributeError, match="no attribute 'analyse'"):
        _ = wortlaut.analyse


def test_the_front_door_is_short() -> None:
    assert len((PACKAGE / "__init__.py").read_text(encoding="utf-8").splitlines()) < 60


def fresh(code: str) -> str:
    """What ``code`` prints in a new interpreter that finds this checkout first."""
    command = f"import sys; sys.path.insert(0, {str(SRC)!r})\n{code}"
    done = subprocess.run([sys.executable, "-c", command], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_import_is_quick() -> None:
    # CPU time: the clock also counts what else the machine does.
    code = (
        "from time import process_time as now; start = now(); import wortlaut; print(now() - start)"
    )
    assert min(float(fresh(code)) for _ in range(5)) < 0.2


def test_import_loads_nothing_heavy() -> None:
    assert fresh(f"import wortlaut; print([m for m in {HEAVY!r} if m in sys.modules])") == "[]\n"


def test_records_load_nothing_heavy() -> None:
    code = f"from wortlaut import Article; print([m for m in {HEAVY!r} if m in sys.modules])"
    assert fresh(code) == "[]\n"
