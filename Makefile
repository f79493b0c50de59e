# The Python that creates the virtual environment, and the address to serve on.
PYTHON = python3
HOST = 127.0.0.1
PORT = 8000
# What the demo begins with: "sample", "starter", or the folder or zip of a site kit.
KIT = sample
# The name of the clinic of `make site`.
NAME =
# The phases of `make test`, such as ONLY="sqlite browser", or the parts and options of `make bench`,
# such as ONLY="scale --sizes 100 10000". Empty for all.
ONLY =

BOOTSTRAP = @command -v $(PYTHON) > /dev/null || \
	{ echo "$(PYTHON) was not found. Install Python 3.11 or newer, or name one: make $@ PYTHON=/path/to/python3"; exit 1; }; \
	exec $(PYTHON) site/tools/bootstrap.py

.PHONY: help demo site dev test lint format bench guide lock

help:
	@echo "make demo     serve the sample clinic as in production  (PORT=8000 HOST=127.0.0.1 KIT=sample)"
	@echo "make site     serve an empty clinic of your own  (NAME=\"Riverside Clinic\")"
	@echo "make dev      serve it with Django's reloading server and debug pages"
	@echo "make test     run all checks and tests  (ONLY=\"sqlite\" for some phases)"
	@echo "make lint     check style, types and migrations"
	@echo "make format   format code and templates"
	@echo "make bench    measure how fast the site is  (ONLY=\"http scale\" for some parts)"
	@echo "make guide    take the screenshots of the editor's guide  (needs a Chromium)"
	@echo "make lock     compile requirements*.txt from pyproject.toml  (needs uv)"

demo:
	$(BOOTSTRAP) demo --host "$(HOST)" --port "$(PORT)" --kit "$(KIT)"

site:
	$(BOOTSTRAP) site --host "$(HOST)" --port "$(PORT)" --name "$(NAME)"

dev:
	$(BOOTSTRAP) dev --host "$(HOST)" --port "$(PORT)" --kit "$(KIT)"

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
	@.venv/bin/python -m pytest tests/browser/guide_screenshots.py --quiet -p no:randomly

# Locked versions that still fit do not change; add UPGRADE=--upgrade to take the latest.
LOCK = uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-header --no-annotate $(UPGRADE) pyproject.toml --group build
lock:
	$(LOCK) --output-file requirements.txt
	$(LOCK) --group several --constraints requirements.txt --output-file requirements-several.txt
	$(LOCK) --group leaflets --constraints requirements-several.txt --output-file requirements-leaflets.txt
	$(LOCK) --group dev --constraints requirements-leaflets.txt --output-file requirements-dev.txt
