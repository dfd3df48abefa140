# make demo and make test are all that a newcomer needs; both set the project up first.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.ready

.PHONY: setup demo test check bench lock clean

setup: $(STAMP)

$(STAMP): requirements.lock pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $(STAMP)

demo: setup
	@$(BIN)/dragoman code samples/01-*.txt --format table
	@$(BIN)/dragoman code samples/*.html --format html -o dragoman-demo.report.html
	@$(BIN)/dragoman code samples --format jsonl -o dragoman-demo.jsonl
	@echo
	@echo "All samples coded: records in dragoman-demo.jsonl, one article to look at in dragoman-demo.report.html"
	@echo "Next: $(BIN)/dragoman code YOUR-ARTICLE.txt"

test: setup
	$(BIN)/python -m pytest

check: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: setup
	$(BIN)/python benchmarks/speed.py
	$(BIN)/python benchmarks/gate.py
	$(BIN)/python benchmarks/factuality.py
	$(BIN)/python benchmarks/calibration.py --table

# The lock holds every package with its hashes; run this after a change of pyproject.toml.
lock:
	$(BIN)/pip-compile --quiet --strip-extras --generate-hashes --allow-unsafe --no-emit-index-url \
	  --no-emit-trusted-host --no-emit-find-links --extra dev --output-file requirements.lock pyproject.toml

clean:
	rm -rf $(VENV) dragoman-demo.*
