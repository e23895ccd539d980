"""Open the lesson in JupyterLab, in the learner's copy my-lesson/: `make lab`, or `python tools/start.py` without make.

`--edit` opens the originals in episodes/ instead, and `--fresh 03` only puts a fresh copy of an episode into
my-lesson/. `--only-copy` makes or renews my-lesson/ for another program and starts nothing, and `--solutions-apart`
puts its solutions into separate notebooks. JupyterLab gets all other arguments, such as --no-browser.
"""

import argparse
import os
import sys

import folders
import my_lesson

ADDRESS = "/lab/tree/"


def jupyterlab(folder, arguments):
    """Start JupyterLab with the lesson's settings, opened in a folder of the project, and stay until it ends.

    The project is the server's root, because pages of the lesson refer to fig/ and to the glossary.
    """
    os.chdir(folders.ROOT)
    # Use only the packages of the environment, and not the user's other kernels and settings.
    os.environ |= {"JUPYTER_PREFER_ENV_PATH": "1", "JUPYTER_PLATFORM_DIRS": "1"}
    from jupyterlab.labapp import main

    settings = folders.ROOT / "tools" / "jupyterlab" / "jupyter_server_config.py"
    main([f"--config={settings}", "--ip=127.0.0.1", f"--LabApp.default_url={ADDRESS}{folder.name}", *arguments])


def start():
    """Do what the command line says."""
    parser = argparse.ArgumentParser(description="Open the lesson in JupyterLab.", allow_abbrev=False)
    parser.add_argument("--edit", action="store_true", help="open the originals in episodes/, as contributors do")
    parser.add_argument("--fresh", metavar="03", help="only put a fresh copy of an episode into my-lesson/")
    parser.add_argument("--only-copy", action="store_true", help="only make or renew my-lesson/, and start nothing")
    parser.add_argument("--solutions-apart", action="store_true", help="put solutions into separate notebooks")
    ours, for_jupyterlab = parser.parse_known_args()
    try:
        if ours.fresh is not None:
            print(my_lesson.fresh(ours.fresh))
            return
        if not ours.edit:
            for sentence in my_lesson.renew(apart=ours.solutions_apart):
                print(sentence)
    except my_lesson.CopyError as error:
        sys.exit(str(error))
    if ours.only_copy:
        return
    folder = folders.EPISODES if ours.edit else my_lesson.FOLDER
    print(f"Opening JupyterLab in {folder.name}/. Stop it with Ctrl-C.", flush=True)
    jupyterlab(folder, for_jupyterlab)


if __name__ == "__main__":
    start()
