"""The OpenAPI document holds for what the server answers: requests made up from it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NoReturn

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.errors import Unsatisfiable
from invented import ledger
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    ignored_auth,
    negative_data_rejection,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
    unsupported_method,
)
from small_server import API, TOKEN

from wortlaut.errors import FetchError
from wortlaut.service.analyser import Analyser
from wortlaut.service.jobs import Jobs

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    negative_data_rejection,
    ignored_auth,
    unsupported_method,
]
HEADERS = {"Authorization": f"Bearer {TOKEN}"}
EXAMPLES = 6
TAGS = (
    *("analyze", "articles", "statements", "counts", "actors"),
    *("outlets", "corrections", "export", "jobs", "about"),
)
repeatable = settings(
    max_examples=EXAMPLES,
    derandomize=True,
    deadline=None,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)


class _Waiting(Jobs):
    """Jobs that never begin."""

    def _run(self) -> None:
        pass


@pytest.fixture
def schema(make_app: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> Any:
    def nothing_fetched(self: Analyser, url: str) -> NoReturn:
        raise FetchError("the host does not answer")

    monkeypatch.setattr(Analyser, "url", nothing_fetched)
    app = make_app(token=TOKEN, hosts=("testserver",), analyses=1_000_000)
    app.state.service.jobs = _Waiting(app.state.service.config)
    return schemathesis.openapi.from_asgi(f"{API}/openapi.json", app)


def operations(schema: Any) -> list[Any]:
    return [found.ok() for found in schema.get_all_operations()]


def test_every_operation_has_one_tag_that_is_tested(schema: Any) -> None:
    assert {tuple(o.definition.raw["tags"]) for o in operations(schema)} == {(t,) for t in TAGS}


@pytest.mark.parametrize("mode", list(GenerationMode), ids=lambda mode: mode.value)
@pytest.mark.parametrize("tag", TAGS)
def test_answers_are_as_described(schema: Any, tag: str, mode: GenerationMode) -> None:
    check(schema, tag, mode, {})


@pytest.mark.parametrize("tag", ["articles", "statements", "actors", "outlets", "corrections"])
def test_so_are_answers_about_what_is_there(schema: Any, tag: str) -> None:
    analysis = ledger()[0]
    places = {
        "article_id": analysis.article.id,
        "statement_id": analysis.statements[0].id,
        "key": "Q4242",
        "outlet": "Nordblick",
        "number": 1,
    }
    check(schema, tag, GenerationMode.POSITIVE, places)


def check(schema: Any, tag: str, mode: GenerationMode, places: dict[str, Any]) -> None:
    """Ask each operation with this tag; ``places`` stand for the parts of its path."""
    wrong: list[str] = []
    for operation in operations(schema):
        if operation.definition.raw["tags"] != [tag]:
            continue

        @given(case=operation.as_strategy(generation_mode=mode))
        @repeatable
        def answers(case: Any) -> None:
            for name in set(places) & set(case.path_parameters or ()):
                case.path_parameters[name] = places[name]
            # In a form a number is as good a text as any: nothing there could be rejected.
            form = case.media_type == "multipart/form-data"
            checks = [c for c in CHECKS if not (form and c is negative_data_rejection)]
            case.call_and_validate(headers=HEADERS, checks=checks)

        try:
            answers()
        except Unsatisfiable:
            pass  # an operation without anything that could be wrong
        except BaseException as error:
            wrong.append(f"{operation.label}: {error}")
    assert not wrong, "\n\n".join(wrong)
