"""mutmut's command, which here reaches more: decorated functions, as each view is one, and what Alembic loads."""

import sys
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import libcst as cst
from mutmut import __main__ as command
from mutmut.mutation import file_mutation
from mutmut.mutation.data import SourceFileMutationData
from mutmut.mutation.file_mutation import MutatedFile, MutationVisitor
from mutmut.mutation.trampoline_templates import trampoline_imports
from mutmut.runners.harness import PytestRunner
from mutmut.stats import status_by_exit_code
from mutmut.utils.file_utils import walk_mutatable_files
from mutmut.workers import isolation

arrange = file_mutation.function_trampoline_arrangement
mutate = file_mutation.mutate_file_contents


class BelowDecorators(MutationVisitor):
    """As mutmut finds what to change; it would pass over every function that has a decorator."""

    def _skip_node_and_children(self, node: cst.CSTNode) -> bool:
        bare = node.with_changes(decorators=[]) if isinstance(node, cst.FunctionDef) and node.decorators else node
        return super()._skip_node_and_children(bare)


def arrange_below_decorators(function: cst.FunctionDef, mutants: Iterable[Any], class_name: str | None) -> Any:
    """As mutmut arranges a function and its mutants: what chooses one of them keeps the decorators, for all."""
    declared, (chooser, *choices), assigned, names = arrange(function, mutants, class_name)
    return declared, [chooser, *(choice.with_changes(decorators=[]) for choice in choices)], assigned, names


def mutate_under_its_name(filename: str, code: str, *covered: Any) -> MutatedFile:
    """As mutmut changes a file. One that Alembic loads has a name by which mutmut would not know it again."""
    mutated, imports = mutate(filename, code, *covered), trampoline_imports.strip()
    name = ".".join(Path(filename).with_suffix("").parts)
    if "migrations" not in name:
        return mutated
    return replace(mutated, code=mutated.code.replace(imports, f'{imports}; __name__ = "{name}"', 1))


class NearestFirst(PytestRunner):
    """As mutmut runs the tests of a mutant, and first those of its module: they are the likeliest to fail."""

    def run_tests(self, *, mutant_name: str | None, tests: Iterable[str]) -> int:
        """Give what pytest ends with."""
        module = (mutant_name or ".").split(".")[1].removesuffix("s")
        nearest = sorted(tests, key=lambda test: (module not in test.partition("::")[0], test))
        return super().run_tests(mutant_name=mutant_name, tests=nearest)


def forget_survivors() -> None:
    """Have mutmut try again what was not killed before: there may be a test by now."""
    for path in walk_mutatable_files():
        data = SourceFileMutationData(path=path)
        data.load()
        if data.exit_code_by_key:
            kept = {
                key: code if status_by_exit_code[code] == "killed" else None
                for key, code in data.exit_code_by_key.items()
            }
            data.exit_code_by_key = kept
            data.save()


file_mutation.MutationVisitor = BelowDecorators
file_mutation.function_trampoline_arrangement = arrange_below_decorators
command.mutate_file_contents = mutate_under_its_name
isolation.PytestRunner = NearestFirst

if __name__ == "__main__":
    forget_survivors()
    sys.exit(command.cli())
