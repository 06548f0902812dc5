"""At the end of a run: what a platform cannot do, as its driver told the kit."""

from collections.abc import Iterable

import pytest


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    passed: Iterable[pytest.TestReport] = terminalreporter.stats.get("passed", ())
    told = {
        f"{report.nodeid.partition('::')[0]}: {value}"
        for report in passed
        for name, value in report.user_properties
        if name == "lacks"
    }
    if told:
        terminalreporter.section("what a platform does not have")
        for line in sorted(told):
            terminalreporter.write_line(line)
