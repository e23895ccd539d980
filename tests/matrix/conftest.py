"""Print the table of results of `make matrix` and `make repeat`."""

from collections import Counter


def pytest_configure(config):
    config.addinivalue_line("markers", "short: also run by .ci/run")
    config.addinivalue_line("markers", "repeat: `make repeat`")


def pytest_terminal_summary(terminalreporter):
    rows, others = [], Counter()
    for result in ("passed", "failed", "error", "skipped"):
        for report in terminalreporter.getreports(result):
            file, _, name = report.nodeid.rpartition("::test_")
            if file.endswith("test_matrix.py"):
                why = report.longrepr[2].removeprefix("Skipped: ") if result == "skipped" else ""
                result_in_words = f"cannot run here: {why}" if why else result
                rows.append((name.replace("_", " "), result_in_words, f"{report.duration:.0f} s"))
            else:
                others[file.rpartition("/")[2], result] += 1
    terminalreporter.section("every cell of every notebook, compared with its stored output")
    for row in sorted(rows):
        terminalreporter.line("{:52s} {:40s} {:>6s}".format(*row))
    n_passed, n_run = sum(row[1] == "passed" for row in rows), sum(not row[1].startswith("cannot") for row in rows)
    terminalreporter.line(f"{n_passed} of {n_run} passed")
    for (file, result), n in sorted(others.items()):
        terminalreporter.line(f"{file}: {n} {result}")
