"""`make matrix` and `make repeat`: the table of what passed."""


def pytest_configure(config):
    config.addinivalue_line("markers", "short: also run by .ci/run")
    config.addinivalue_line("markers", "repeat: `make repeat`")


def pytest_terminal_summary(terminalreporter):
    rows = []
    for result in ("passed", "failed", "error", "skipped"):
        for report in terminalreporter.getreports(result):
            why = report.longrepr[2].removeprefix("Skipped: ") if result == "skipped" else ""
            name = report.nodeid.rpartition("::test_")[2].replace("_", " ")
            rows.append((name, "cannot run here: " + why if why else result, f"{report.duration:.0f} s"))
    terminalreporter.section("every cell of every notebook, compared with its stored output")
    for row in sorted(rows):
        terminalreporter.line("{:52s} {:40s} {:>6s}".format(*row))
    n_passed, n_run = sum(row[1] == "passed" for row in rows), sum(not row[1].startswith("cannot") for row in rows)
    terminalreporter.line(f"{n_passed} of {n_run} passed")
