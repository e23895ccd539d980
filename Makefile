# Every command of this project; `make` alone lists them.
# Recipes use only paths relative to this folder, so that spaces in a folder's name do no harm.

MAKEFLAGS += --no-print-directory
VENV := .venv
ifeq ($(OS),Windows_NT)
BIN := $(VENV)/Scripts
else
BIN := $(VENV)/bin
endif
# The first of these that is Python 3.11, 3.12 or 3.13 makes the environment. `make lab PYTHON=/path/to/python` chooses
# another one (the path must not have spaces).
PYTHON ?= python3 python3.13 python3.12 python3.11 python
ARGS ?=

# Jupyter does not start if it cannot write to the home folder, so a read-only one is replaced.
ifeq ($(shell d="$$HOME/.lesson-$$$$" && mkdir "$$d" 2>/dev/null && rmdir "$$d" || echo no),no)
$(shell mkdir -p _build/home)
export HOME := $(CURDIR)/_build/home
endif
# Use only the packages of the environment, and not the user's other kernels, settings or modules.
export JUPYTER_PREFER_ENV_PATH := 1
export JUPYTER_PLATFORM_DIRS := 1
unexport PYTHONPATH PYTHONHOME

.PHONY: help lab fresh doctor run test site export handout slides browser photos progress bench times matrix repeat edit outputs full figures data lock licences audit clean env test-env new-env add-test-tools
.DEFAULT_GOAL := help

help:
	@echo 'make lab      open your copy of the lesson, my-lesson/, in JupyterLab (downloads about 0.5 GB the first time)'
	@echo 'make fresh    put a fresh copy of an episode into my-lesson/ (EPISODE=03) and keep the old one beside it'
	@echo 'make doctor   check that everything is there for the workshop (ten seconds)'
	@echo 'make run      run the six notebooks into _build/run/ and show how long each takes'
	@echo 'make test     run every check'
	@echo 'make site     build the lesson as a website in _site/'
	@echo 'make export   write each episode as a page and as a PDF, with and without solutions, into _build/export/ (EPISODE=03: only that one)'
	@echo 'make handout  build a zip of the lesson for learners, without outputs and with the solutions apart, in _build/handout/'
	@echo 'make slides   make a deck of slides of each episode in _build/slides/ (needs npm and a network, once)'
	@echo 'make browser  use the notebooks and the site in a real browser as a person does, with pictures in _build/browser/'
	@echo 'make photos   count how many made photographs of digits are read, by condition (5 minutes)'
	@echo 'make progress show how far a room is: which exercises are tried and solved (FOLDER=..., NAMES=1 with names)'
	@echo 'make bench    compare the speed of the training loops with libraries (10 minutes)'
	@echo 'make times    measure the time and memory of each notebook, and the time of a fresh installation'
	@echo 'make matrix   check all notebooks with other Pythons, versions, processors and settings (45 minutes)'
	@echo 'make repeat   check all notebooks 30 times (40 minutes)'
	@echo 'make edit     open the originals in episodes/ in JupyterLab, to change the lesson itself'
	@echo 'make outputs  run all notebooks and store their outputs in episodes/'
	@echo 'make full     run episode 06 on all of MNIST and measure its table (MNIST=path/to/mnist.npz reads that file; otherwise Keras downloads it)'
	@echo 'make figures  draw the diagrams in fig/ again'
	@echo 'make data     rebuild the files in data/ from their sources'
	@echo 'make lock     renew requirements.txt and requirements-test.txt, then run every check'
	@echo 'make licences list the licence of every package'
	@echo 'make audit    look up the known vulnerabilities of every package (needs a network)'
	@echo 'make clean    delete the environment and everything built'

lab: env
	@"$(BIN)/python" tools/start.py $(ARGS)

edit: env
	@"$(BIN)/python" tools/start.py --edit $(ARGS)

fresh: env
	@"$(BIN)/python" tools/start.py --fresh "$(EPISODE)"

doctor: env
	@"$(BIN)/python" tools/doctor.py

run: env
	@"$(BIN)/python" tools/notebooks.py run

test: test-env
	@"$(BIN)/python" -m ruff check
	@"$(BIN)/python" -m ruff format --check
	@"$(BIN)/python" -m codespell_lib
	@TQDM_DISABLE=1 "$(BIN)/python" -m pytest $(ARGS)

site: test-env
	@rm -rf _site _build/site && mkdir -p _build/site/source
	@"$(BIN)/python" -m sphinx -W --keep-going -q -b html -c docs -d _build/site/doctrees _build/site/source _build/site/html
	@mv _build/site/html _site
	@echo 'The site is in _site/: open _site/index.html in a browser.'

handout: env
	@"$(BIN)/python" tools/handout.py

slides: env
	@"$(BIN)/python" tools/slides.py

export: env
	@"$(BIN)/python" tools/export.py $(EPISODE)

browser: site
	@"$(BIN)/python" -m pytest -o addopts="--numprocesses=2 --dist=loadfile" tests/browser $(ARGS)

photos: test-env
	@TQDM_DISABLE=1 "$(BIN)/python" tools/photos.py

progress: env
	@"$(BIN)/python" tools/room.py "$(FOLDER)" $(if $(NAMES),--names)

bench: test-env
	@"$(BIN)/python" tools/bench.py $(ARGS)

times: env
	@"$(BIN)/python" tools/times.py

MATRIX = "$(BIN)/python" -m pytest -o addopts="" -q tests/matrix
matrix: test-env
	@$(MATRIX) -m 'not repeat' $(ARGS)

repeat: test-env
	@$(MATRIX) -m repeat $(ARGS)

outputs: env
	@"$(BIN)/python" tools/notebooks.py outputs

full: env
	@LESSON_MNIST="$(or $(MNIST),$(LESSON_MNIST))" "$(BIN)/python" tools/notebooks.py full
	@echo 'Measuring the table of episode 06, data/measured/all_of_mnist.csv, takes about 5 minutes.'
	@LESSON_MNIST="$(or $(MNIST),$(LESSON_MNIST))" TQDM_DISABLE=1 "$(BIN)/python" data/measure.py all_of_mnist

figures: env
	@"$(BIN)/python" fig/draw.py

data: test-env
	@"$(BIN)/python" data/make_data.py

LOCK = "$(BIN)/python" -m uv pip compile --upgrade --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url --no-emit-find-links
lock: test-env
	@echo 'Renewing the locks ...'
	@$(LOCK) requirements.in -o requirements.txt
	@$(LOCK) requirements-test.in -o requirements-test.txt
	@$(MAKE) test

licences: test-env
	@"$(BIN)/python" -m piplicenses --from=mixed --order=license
	@echo 'For a package with licence UNKNOWN, see the file LICENSE in its .dist-info folder in $(VENV)/.'

audit: test-env
	@"$(BIN)/python" -m pip_audit --strict --disable-pip --require-hashes -r requirements.txt -r requirements-test.txt || { \
	  echo 'A vulnerability is known, or some packages could not be looked up (see above), which needs a network.' >&2; exit 1; }

clean:
	rm -rf "$(VENV)" "$(VENV).lock" _build _site .pytest_cache .ruff_cache .hypothesis

# ---- The environment. The last step of making it is to copy the lock into it. It is made again if this copy is missing or
# ---- differs from the lock, or if its Python is gone. Otherwise nothing is done, and no network is needed.

# Tests whether the environment was made from this lock. It uses Python's filecmp because not every system has cmp.
same = "$(BIN)/python" -c 'import filecmp, sys; sys.exit(not filecmp.cmp("$(1)", "$(VENV)/$(1)", shallow=False))' 2>/dev/null

env:
	@$(call same,requirements.txt) || $(MAKE) new-env

test-env: env
	@$(call same,requirements-test.txt) || $(MAKE) add-test-tools

# Only one make at a time may change the environment, because mkdir succeeds for only one of two.
LOCK_VENV = mkdir "$(VENV).lock" 2>/dev/null || { \
	  echo 'Another make is working on $(VENV): wait until it is done, or delete the folder $(VENV).lock if none is running.' >&2; exit 1; }; \
	trap 'rmdir "$(VENV).lock"' EXIT; trap 'exit 130' HUP INT TERM
NO_INSTALL = { echo 'The packages could not be installed (see above). If the network failed, run the same command again, which keeps what was downloaded.' >&2; exit 1; }

new-env:
	@$(LOCK_VENV); \
	found=; old=; \
	for python in $(PYTHON); do \
	  version=$$("$$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null) || continue; \
	  case "$$version" in 3.11|3.12|3.13) found=$$python; break;; *) old="$$old $$version";; esac; \
	done; \
	if [ -z "$$found" ]; then \
	  echo "This lesson needs Python 3.11, 3.12 or 3.13; found here:$${old:- none}. Install one from python.org (or with conda, see docs/setup.md), then run the same command again." >&2; exit 1; \
	fi; \
	if ! "$$found" -c 'import venv, ensurepip' 2>/dev/null; then \
	  echo "Python $$version cannot make environments; on Debian and Ubuntu, install the package python3-venv, then run the same command again." >&2; exit 1; \
	fi; \
	echo "Making the environment in $(VENV) with Python $$version; this happens once and downloads about 0.5 GB ..."; \
	rm -rf "$(VENV)"; \
	"$$found" -m venv "$(VENV)" || { echo 'Python could not make the folder $(VENV) (see above).' >&2; exit 1; }; \
	awk '/^[^ #]/ {uv = /^uv==/} uv' requirements-test.txt > "$(VENV)/uv.txt" && \
	"$(BIN)/python" -m pip install --quiet --disable-pip-version-check --require-hashes -r "$(VENV)/uv.txt" && \
	"$(BIN)/python" -m uv pip install --compile-bytecode --require-hashes --python "$(BIN)/python" -r requirements.txt || $(NO_INSTALL); \
	cp requirements.txt "$(VENV)/requirements.txt"

add-test-tools:
	@$(LOCK_VENV); \
	echo 'Installing the test tools ...'; \
	"$(BIN)/python" -m uv pip sync --compile-bytecode --require-hashes --python "$(BIN)/python" requirements.txt requirements-test.txt || $(NO_INSTALL); \
	cp requirements-test.txt "$(VENV)/requirements-test.txt"
