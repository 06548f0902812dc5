"""The house as data: every file of ours read, never run, with what it imports and mentions."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Module:
    """One file of ours, read but never run."""

    name: str
    path: str
    lines: int
    tree: ast.Module

    @property
    def is_product(self) -> bool:
        return not self.name.startswith(("tests.", "benchmarks."))

    def within(self, names: tuple[str, ...]) -> bool:
        return longest_fit(self.name, names) is not None


def read(root: Path) -> dict[str, Module]:
    """Every module below a folder, by its full name."""
    # Not below the root itself: a virtual environment holds thousands of files that are not ours.
    folders = [
        entry
        for entry in root.iterdir()
        if entry.is_dir() and not entry.name.startswith((".", "build", "dist"))
    ]
    files = [*root.glob("*.py"), *(file for folder in folders for file in folder.rglob("*.py"))]
    found = (read_module(file, root) for file in files)
    return {module.name: module for module in found}


def read_module(file: Path, root: Path) -> Module:
    """One file, named as Python would name it."""
    path, source = file.relative_to(root), file.read_text(encoding="utf-8")
    name = ".".join(path.with_suffix("").parts).removesuffix(".__init__")
    return Module(name, path.as_posix(), source.count("\n"), ast.parse(source, str(path)))


def longest_fit(name: str, names: tuple[str, ...]) -> str | None:
    """The longest of the names that is this name or a parent of it."""
    return max((one for one in names if f"{name}.".startswith(f"{one}.")), key=len, default=None)


def imports(module: Module, known: dict[str, Module]) -> set[str]:
    """Full names of all that a module imports, at the top or inside a function.

    Ours down to the module.
    """
    found: set[str] = set()
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            whole = {f"{node.module}.{alias.name}" for alias in node.names}
            found |= {name if name in known else node.module for name in whole}
    return found


def aliases(module: Module) -> dict[str, str]:
    """What each imported name stands for."""
    names: dict[str, str] = {}
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import):
            names |= {alias.asname: alias.name for alias in node.names if alias.asname}
        elif isinstance(node, ast.ImportFrom):
            names |= {
                alias.asname or alias.name: f"{node.module}.{alias.name}" for alias in node.names
            }
    return names


def mentions(module: Module) -> Iterator[tuple[int, str]]:
    """Every dotted name that a module mentions, in full."""
    names = aliases(module)
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Name | ast.Attribute) and (dotted := dotted_name(node)):
            first, dot, rest = dotted.partition(".")
            yield node.lineno, names.get(first, first) + dot + rest


def dotted_name(node: ast.expr) -> str | None:
    """`a.b.c` of plain names; nothing for what only running it would tell."""
    if isinstance(node, ast.Attribute):
        owner = dotted_name(node.value)
        return owner and f"{owner}.{node.attr}"
    return node.id if isinstance(node, ast.Name) else None


def functions(module: Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """All functions and methods."""
    return (
        node
        for node in ast.walk(module.tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    )
