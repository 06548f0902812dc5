"""The rules of the house: who may import whom, what is done in one place only, how long it gets."""

import ast
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.architecture.house import Module, functions, imports, longest_fit, mentions

REPOSITORY = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True)
class Part:
    """What a part of the house may import, besides itself and the standard library."""

    ours: frozenset[str] = frozenset()
    others: frozenset[str] = frozenset()


def part(*ours: str, others: str = "") -> Part:
    """A row of the table below."""
    return Part(frozenset(ours), frozenset(others.split()))


# The longest name that fits a module is its row. What is not in the table has no place in the
# house.
PARTS = {
    "content": part(others="yaml msgspec markdown_it genanki"),
    "bot": part("content", others="msgspec fsrs icalendar"),
    "bot.operations.settings": part("bot", others="dotenv"),
    "bot.database.sqlite": part("bot", others="aiosqlite"),
    "bot.database.lock": part("bot", others="filelock"),
    "scheduler": part("bot", "content"),
    "scheduler.ticker": part("scheduler", "bot", "content", others="apscheduler"),
    "adapters": part(),
    "adapters.local": part("bot", others="prompt_toolkit wcwidth"),
    "adapters.discord": part("bot", others="discord aiohttp"),
    "adapters.slack": part("bot", others="slack_bolt slack_sdk aiohttp"),
    "roadmate": part("bot", "content", "scheduler", "adapters", others="platformdirs"),
}

# Libraries that one module hides from the rest of the house, so that another could take their
# place.
ONE_MODULE_ONLY = (
    "dotenv",
    "aiosqlite",
    "apscheduler",
    "filelock",
    "fsrs",
    "icalendar",
    "genanki",
    "platformdirs",
)

# Inside `bot`: a room imports rooms below it, never up. This list is the order, from top to bottom.
ROOMS = (
    "engine", "groups", "members", "reading", "live", "weekly", "quiz", "streaks", "boards", "plan",
    "operations", "roadmap", "accounts", "outbox", "database", "core",
)  # fmt: skip

CLOCKS = frozenset({
    "datetime.datetime.now", "datetime.datetime.utcnow", "datetime.datetime.today",
    "datetime.date.today",
    "time.time", "time.time_ns", "time.localtime", "time.gmtime",
})  # fmt: skip
MAY_ASK_THE_TIME = ("roadmate",)
# Tests that draw chance print the seed with which a failure can be repeated; the first course's
# prints its figures.
MAY_PRINT = (
    "roadmate", "adapters.local", "benchmarks", "tests.product.test_crash",
    "tests.product.test_first_course",
    "tests.scheduler.crashes.test_crash",
    "tests.scheduler.crashes.test_live_crash"
)  # fmt: skip
# Whoever catches everything and goes on: to log a bug, or hand it to the one who waits; others are
# kept safe from it.
MAY_CATCH_ALL = (
    "bot.engine.engine:handle",
    "bot.engine.finishing:",
    "scheduler.dispatcher:",
    "scheduler.planner:",
    "bot.database.group_commit:",
)
NAMES_THAT_SAY_NOTHING = frozenset(
    {"util", "utils", "helper", "helpers", "manager", "managers", "common", "misc"}
)

# Rooms that one can take in at a look.
MOST_FILES = 15
LONGEST_FILE, LONGEST_TEST_FILE, LONGEST_FUNCTION = 300, 400, 40
# `path` or `path:function`, each with its reason in a comment. Empty, and meant to stay so.
MAY_BE_LONGER: frozenset[str] = frozenset()


Rule = Callable[[dict[str, Module]], Iterator[str]]


def parts_import_only_what_the_table_says(tree: dict[str, Module]) -> Iterator[str]:
    for module in filter(lambda module: module.is_product, tree.values()):
        row = longest_fit(module.name, tuple(PARTS))
        if row is None:
            yield f"{module.path}: has no row in PARTS"
            continue
        own = (
            row
            if row in {"adapters.local", "adapters.discord", "adapters.slack"}
            else row.partition(".")[0]
        )
        for name in imports(module, tree):
            first = name.partition(".")[0]
            if first in sys.stdlib_module_names or longest_fit(name, (own, *PARTS[row].ours)):
                continue
            if first not in PARTS[row].others:
                yield f"{module.path}: {row} may not import {name}"


def a_library_is_hidden_by_one_module(tree: dict[str, Module]) -> Iterator[str]:
    for library in ONE_MODULE_ONLY:
        users = [
            module.path
            for module in tree.values()
            if module.is_product
            and any(longest_fit(name, (library,)) for name in imports(module, tree))
        ]
        if len(users) > 1:
            yield f"{library} is imported by {', '.join(users)}"


def room_of(name: str) -> str | None:
    """The room of `bot` that a module stands in.

    None outside of `bot` and for the package itself.
    """
    parts = name.split(".")
    return parts[1] if parts[0] == "bot" and len(parts) > 1 else None


def inside_bot_imports_point_down(tree: dict[str, Module]) -> Iterator[str]:
    for module in tree.values():
        here = room_of(module.name)
        if here is None:
            continue
        if here not in ROOMS:
            yield f"{module.path}: {here} is no room of ROOMS"
            continue
        for name in imports(module, tree):
            there = room_of(name)
            if there in ROOMS and ROOMS.index(there) < ROOMS.index(here):
                yield f"{module.path}: {here} stands below {there}, and may not import {name}"


def no_room_is_overfull(tree: dict[str, Module]) -> Iterator[str]:
    files = Counter(
        str(Path(module.path).parent)
        for module in tree.values()
        if not module.path.endswith("__init__.py")
    )
    for folder, count in files.items():
        if count > MOST_FILES and folder != ".":
            yield f"{folder}: {count} files, more than {MOST_FILES}; which of them are one subject?"


def imports_make_no_cycle(tree: dict[str, Module]) -> Iterator[str]:
    left = {name: imports(module, tree) & tree.keys() - {name} for name, module in tree.items()}
    while leaves := {name for name, needed in left.items() if not needed & left.keys()}:
        left = {name: needed for name, needed in left.items() if name not in leaves}
    # What is left imports into a cycle; only those that are imported from within it are on one.
    while outer := left.keys() - set().union(*left.values()):
        left = {name: needed for name, needed in left.items() if name not in outer}
    if left:
        yield f"a cycle runs through {', '.join(sorted(left))}"


def only_the_composition_root_asks_the_time(tree: dict[str, Module]) -> Iterator[str]:
    for module in tree.values():
        if module.is_product and not module.within(MAY_ASK_THE_TIME):
            yield from (
                f"{module.path}:{line}: asks {name}"
                for line, name in mentions(module)
                if name in CLOCKS
            )


def only_terminals_print(tree: dict[str, Module]) -> Iterator[str]:
    for module in tree.values():
        if not module.within(MAY_PRINT):
            yield from (
                f"{module.path}:{line}: prints"
                for line, name in mentions(module)
                if name == "print"
            )


def no_name_is_global(tree: dict[str, Module]) -> Iterator[str]:
    for module in tree.values():
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Global):
                yield f"{module.path}:{node.lineno}: global {', '.join(node.names)}"


def no_import_is_for_the_type_checker_only(tree: dict[str, Module]) -> Iterator[str]:
    for module in tree.values():
        yield from (
            f"{module.path}:{line}"
            for line, name in mentions(module)
            if name == "typing.TYPE_CHECKING"
        )


def no_test_mocks(tree: dict[str, Module]) -> Iterator[str]:
    for module in tree.values():
        if any(longest_fit(name, ("unittest.mock", "mock")) for name in imports(module, tree)):
            yield f"{module.path}: uses mocks"


def only_three_places_catch_everything(tree: dict[str, Module]) -> Iterator[str]:
    for module in tree.values():
        handlers = {
            id(node): node for node in ast.walk(module.tree) if isinstance(node, ast.ExceptHandler)
        }
        for function in functions(module):
            if f"{module.name}:{function.name}".startswith(MAY_CATCH_ALL):
                handlers = {
                    key: node for key, node in handlers.items() if node not in ast.walk(function)
                }
        yield from (
            f"{module.path}:{node.lineno}: catches all"
            for node in handlers.values()
            if catches_all(node)
        )
        yield from (f"{module.path}:{line}: suppresses all" for line in suppressed_all(module))


def catches_all(handler: ast.ExceptHandler) -> bool:
    """Whether a handler swallows every fault; one that tidies up and raises again does not."""
    if handler.type is None:
        return True
    raises_again = isinstance(handler.body[-1], ast.Raise) and handler.body[-1].exc is None
    return not raises_again and names_all(handler.type)


def suppressed_all(module: Module) -> Iterator[int]:
    """Lines with `suppress(Exception)`, which is a broad handler in other words."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("suppress"):
            yield from (argument.lineno for argument in node.args if names_all(argument))


def names_all(caught: ast.expr) -> bool:
    """Whether every exception is among those named."""
    return any(
        isinstance(node, ast.Name) and node.id in {"Exception", "BaseException"}
        for node in ast.walk(caught)
    )


def names_say_something(tree: dict[str, Module]) -> Iterator[str]:
    for module in tree.values():
        if NAMES_THAT_SAY_NOTHING & set(module.name.split(".")):
            yield f"{module.path}: name it after what is in it"


def nothing_is_too_long(tree: dict[str, Module]) -> Iterator[str]:
    for module in tree.values():
        longest = LONGEST_FILE if module.is_product else LONGEST_TEST_FILE
        if module.lines > longest and module.path not in MAY_BE_LONGER:
            yield f"{module.path}: {module.lines} lines, more than {longest}"
        for function in functions(module):
            length = (function.end_lineno or function.lineno) - function.lineno + 1
            if length > LONGEST_FUNCTION and f"{module.path}:{function.name}" not in MAY_BE_LONGER:
                yield f"{module.path}:{function.lineno}: {function.name} has {length} lines"


def modules_say_what_they_are_for(tree: dict[str, Module]) -> Iterator[str]:
    for module in tree.values():
        if not (ast.get_docstring(module.tree) or "").partition("\n")[0]:
            yield f"{module.path}: does not open with a line that says what it is for"


RULES: tuple[Rule, ...] = (
    parts_import_only_what_the_table_says,
    a_library_is_hidden_by_one_module,
    inside_bot_imports_point_down,
    no_room_is_overfull,
    imports_make_no_cycle,
    only_the_composition_root_asks_the_time,
    only_terminals_print,
    no_name_is_global,
    no_import_is_for_the_type_checker_only,
    no_test_mocks,
    only_three_places_catch_everything,
    names_say_something,
    nothing_is_too_long,
    modules_say_what_they_are_for,
)
