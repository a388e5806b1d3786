"""Tell what mutmut has found: the score, each mutant that no test noticed, and what was never changed at all."""

import sys
from fnmatch import fnmatch

from mutmut.mutation.data import SourceFileMutationData
from mutmut.mutation.diff_apply import get_diff_for_mutant
from mutmut.stats import status_by_exit_code
from mutmut.utils.file_utils import walk_mutatable_files
from mutmut.utils.format_utils import get_module_from_key, orig_function_and_class_names_from_key

from tests.mutation import untouched
from tests.mutation.verdict import EQUIVALENTS, Mutant, TableError, judge, load

#: Per cent.
ASKED = 95
#: What a mutant ends with where pytest cannot begin, for the app is no longer imported. mutmut would say: timeout.
NO_START = 255


def mutants(names: list[str]) -> list[Mutant]:
    """The mutants of the last run that mutmut's ``names`` mean, as "app.guards.*" does: mutmut has kept them all."""
    found = []
    for path in sorted(walk_mutatable_files()):
        data = SourceFileMutationData(path=path)
        data.load()
        for key, code in data.exit_code_by_key.items():
            if not any(fnmatch(key, name) for name in names):
                continue
            lines = get_diff_for_mutant(key, path=path).splitlines()[3:]
            was, becomes = (changed(lines, sign) for sign in "-+")
            status = "killed" if code == NO_START else status_by_exit_code[code]
            found.append(Mutant(function_of(key), was, becomes, status))
    return found


def changed(lines: list[str], sign: str) -> str:
    """The text of those ``lines`` of a diff that have this ``sign``, without what indents them."""
    return "\n".join(line[1:].strip() for line in lines if line.startswith(sign))


def function_of(key: str) -> str:
    """The name of the function that mutmut's ``key`` of a mutant is about: "app.counters.Counters.store"."""
    name, owner = orig_function_and_class_names_from_key(key)
    return ".".join(filter(None, (get_module_from_key(key), owner, name)))


def main(names: list[str]) -> int:
    """Give 0 if enough was killed, and each explanation still explains something; else 1.

    Of a run for some ``names``, only what they mean is told of: nothing else was tried.
    """
    tried = mutants(names or ["*"])
    functions = {mutant.function for mutant in tried}
    try:
        verdict = judge(tried, [entry for entry in load() if not names or entry["function"] in functions])
    except TableError as error:
        sys.exit(str(error))
    for line in [] if names else untouched.report(functions):
        print(line)
    for mutant in verdict.survivors:
        print(f"Not noticed: {mutant}")
    for change in verdict.stale:
        print(f"{EQUIVALENTS.name} explains what is no mutant any more, or one that is killed: {change}")
    print(
        f"{len(tried)} mutants: {verdict.killed} killed, {len(verdict.survivors)} not noticed, "
        f"{verdict.explained} equivalent, as {EQUIVALENTS.name} explains. Score: {verdict.score:.1f} %."
    )
    return int(verdict.score < ASKED or bool(verdict.stale))
