"""Every body is judged by Discord's own description of its API, where that lies beside the
repository.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator, ValidationError
from jsonschema.validators import extend

Json = dict[str, Any]

SPECIFICATION = (
    Path(__file__).parent.parent.parent.parent / "shared" / "specs" / "discord-openapi.json"
)
# The description asks for strings; Discord takes numbers as well, and libraries send both.
_LENIENT: Json = {
    "SnowflakeType": {"type": ["string", "integer"]},
}


class Judge:
    """Knows what each route takes and answers. Where the description is missing, anything goes."""

    def __init__(self, specification: Path = SPECIFICATION) -> None:
        self._known = _read(specification) if specification.exists() else {}

    def of_body(self, route: str, body: object) -> list[str]:
        """What is wrong with a request's body, each with its place; at most a few."""
        return self._complaints(("body", route), body)

    def of_answer(self, route: str, answer: object) -> list[str]:
        """What is wrong with an answer of this server's own."""
        return self._complaints(("answer", route), answer)

    def _complaints(self, what: tuple[str, str], body: object) -> list[str]:
        validator = self._known.get(what)
        found = validator.iter_errors(body) if validator else ()
        return [
            f"{error.json_path}: {error.message[:200]}"
            for error, _ in zip(found, range(5), strict=False)
        ]


@cache
def _read(specification: Path) -> Mapping[tuple[str, str], Draft202012Validator]:
    document = json.loads(specification.read_text(encoding="utf-8"))
    schemas = _Schemas(document["components"]["schemas"])
    return {
        (what, f"{method.upper()} {path}"): _Validator(
            schemas.resolved(described["application/json"]["schema"])
        )
        for path, operations in document["paths"].items()
        for method, operation in operations.items()
        if isinstance(operation, dict)
        for what, described in _contents(operation)
        if "application/json" in described
    }


def _contents(operation: Json) -> Iterator[tuple[str, Json]]:
    yield "body", operation.get("requestBody", {}).get("content", {})
    for status in ("200", "201"):
        if status in operation.get("responses", {}):
            yield "answer", operation["responses"][status].get("content", {})


class _Schemas:
    """Puts what a reference names in its place.

    Shared objects, so that looking one up costs nothing later.
    """

    def __init__(self, named: Json) -> None:
        self._named = named | _LENIENT
        self._done: dict[str, Any] = {}

    def resolved(self, node: Any) -> Any:  # noqa: ANN401 - a schema is any JSON
        if isinstance(node, list):
            return [self.resolved(one) for one in node]
        if not isinstance(node, dict):
            return node
        if "$ref" not in node:
            # The type beside an `allOf` that repeats it says the same twice.
            return {key: self.resolved(one) for key, one in node.items()}
        name = node["$ref"].rsplit("/", 1)[1]
        if name not in self._done:
            self._done[name] = {}
            self._done[name] |= self.resolved(self._named[name])
        return self._done[name]


# The shape is jsonschema's own.
def _one_of(
    validator: Any,  # noqa: ANN401
    choices: Sequence[Json],
    instance: Any,  # noqa: ANN401
    schema: Json,
) -> Iterator[ValidationError]:
    """Like the keyword itself, but by the `type` of a component.

    So that one schema is tried instead of eleven.
    """
    real = [choice for choice in choices if choice != {"type": "null"}]
    if len(real) < len(choices) and instance is None:
        return
    by_type = {kind: choice for choice in real for kind in _types(choice)}
    if isinstance(instance, dict) and instance.get("type") in by_type:
        yield from validator.descend(instance, by_type[instance["type"]])
    elif len(real) == 1:
        yield from validator.descend(instance, real[0])
    elif all("const" in choice for choice in real):
        if instance not in [choice["const"] for choice in real]:
            yield ValidationError(f"{instance!r} is none of the values there are")
    elif not any(validator.evolve(schema=choice).is_valid(instance) for choice in real):
        yield ValidationError(f"{instance!r} is none of the things that may stand here")


def _types(choice: Json) -> Sequence[Any]:
    found: Sequence[Any] = choice.get("properties", {}).get("type", {}).get("enum", ())
    return found


# so in its stubs
_Validator = extend(Draft202012Validator, {"oneOf": _one_of, "anyOf": _one_of})  # type: ignore[no-untyped-call]
