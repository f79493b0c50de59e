# Which Python makes the virtual environment, and where the site is served.
PYTHON = python3
HOST = 127.0.0.1
PORT = 8000
# The phases of `make test`, such as ONLY="sqlite browser", or the parts of `make bench`, which also
# takes options: ONLY="scale --sizes 100 10000". All if empty.
ONLY =

BOOTSTRAP = @command -v $(PYTHON) > /dev/null || \
	{ echo "There is no $(PYTHON) here. Install Python 3.11 or newer, or name one: make $@ PYTHON=/path/to/python3"; exit 1; }; \
	exec $(PYTHON) site/tools/bootstrap.py

.PHONY: help demo dev test lint format bench guide lock

help:
	@echo "make demo     serve the sample clinic, as in production  (PORT=8000 HOST=127.0.0.1)"
	@echo "make dev      the same database with Django's reloading server and debug pages"
	@echo "make test     everything that has to hold  (ONLY=\"sqlite\" for some of its phases)"
	@echo "make lint     only what needs no database: style, types, migrations"
	@echo "make format   lay out code and templates"
	@echo "make bench    how fast the site is, in one table  (ONLY=\"http scale\" for some of its parts)"
	@echo "make guide    take the pictures of the editor's guide anew  (needs a Chromium)"
	@echo "make lock     compile requirements*.txt from pyproject.toml  (needs uv)"

demo:
	$(BOOTSTRAP) demo --host "$(HOST)" --port "$(PORT)"

dev:
	$(BOOTSTRAP) dev --host "$(HOST)" --port "$(PORT)"

test:
	$(BOOTSTRAP) suite $(ONLY)

lint:
	$(BOOTSTRAP) suite style types migrations

bench:
	$(BOOTSTRAP) bench $(ONLY)

format:
	$(BOOTSTRAP) install
	@.venv/bin/python -m ruff check --fix
	@.venv/bin/python -m ruff format
	@.venv/bin/python -m djhtml --tabwidth 2 templates

guide:
	$(BOOTSTRAP) install
	@.venv/bin/python -m pytest tests/browser/guide_pictures.py --quiet -p no:randomly

# Existing locks are kept where they still fit; add UPGRADE=--upgrade to move to the latest.
LOCK = uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-header --no-annotate $(UPGRADE) pyproject.toml --group build
lock:
	$(LOCK) --output-file requirements.txt
	$(LOCK) --group several --constraints requirements.txt --output-file requirements-several.txt
	$(LOCK) --group dev --constraints requirements-several.txt --output-file requirements-dev.txt
