"""What mutmut never changes: what stands outside functions, decorators, and functions in which it finds nothing."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
Function = ast.FunctionDef | ast.AsyncFunctionDef
#: What a mistake in would keep the app from being imported at all.
SILENT = ast.Import | ast.ImportFrom


def report(touched: set[str], root: Path = ROOT) -> Iterator[str]:
    """Tell it of the app in ``root``, file by file, where ``touched`` are the functions that were changed."""
    for path in sorted((root / "app").rglob("*.py")):
        module = ast.parse(path.read_text())
        name = ".".join(path.relative_to(root).with_suffix("").parts).removesuffix(".__init__")
        functions = {f"{name}.{inner}": function for inner, function in functions_of(module)}
        lines = sum(end - start + 1 for start, end in spans_outside(module))
        decorators = sum(len(function.decorator_list) for function in functions.values())
        spared = [function.rpartition(".")[2] for function in functions if function not in touched]
        parts = f"{lines} lines outside functions", f"{decorators} decorators", f"functions: {', '.join(spared)}"
        told = [part for part, there in zip(parts, (lines, decorators, spared), strict=True) if there]
        if told:
            yield f"Never changed in {path.relative_to(root)}: {'; '.join(told)}"


def functions_of(scope: ast.Module | ast.ClassDef, prefix: str = "") -> Iterator[tuple[str, Function]]:
    """Every function and method of ``scope``, by its name. One inside another belongs to that."""
    for node in scope.body:
        if isinstance(node, Function):
            yield prefix + node.name, node
        elif isinstance(node, ast.ClassDef):
            yield from functions_of(node, f"{prefix}{node.name}.")


def spans_outside(scope: ast.Module | ast.ClassDef) -> Iterator[tuple[int, int]]:
    """First and last line of each statement of ``scope`` that stands in no function, and could be wrong."""
    for node in scope.body:
        if isinstance(node, ast.ClassDef):
            yield from spans_outside(node)
        elif not isinstance(node, Function | SILENT) and not is_docstring(node):
            yield node.lineno, node.end_lineno or node.lineno


def is_docstring(node: ast.stmt) -> bool:
    """Whether ``node`` is a text and nothing else."""
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
