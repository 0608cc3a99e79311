# Two commands set everything up by themselves: `make demo` and `make test`.
SHELL := /bin/sh
VENV := .venv
RUN := $(VENV)/bin
READY := $(VENV)/.ready
READY_TO_TEST := $(VENV)/.ready-to-test
# File by file, in the order of tests/conftest.py: the longest first.
ALL_CORES := $(RUN)/pytest -n auto --dist loadfile --no-loadscope-reorder

.PHONY: demo test coverage trials lint bench bench-full graph schemas vocabulary references-model pin clean
.DEFAULT_GOAL := demo

$(READY): pyproject.toml constraints.txt tools/make-venv
	@tools/make-venv $(VENV) .
	@touch $@

$(READY_TO_TEST): pyproject.toml constraints.txt tools/make-venv
	@tools/make-venv $(VENV) '.[dev]'
	@touch $@ $(READY)

demo: $(READY) ## which studies back a claim, its BibTeX and the map
	@mkdir -p demo
	@$(RUN)/evidence-graph studies no-transfer-to-sprinting
	@$(RUN)/evidence-graph export bibtex no-transfer-to-sprinting --annotate -o demo/no-transfer-to-sprinting.bib
	@$(RUN)/evidence-graph map -o demo/map.html
	@echo
	@echo "The claim's BibTeX:            demo/no-transfer-to-sprinting.bib"
	@echo "The interactive evidence map:  demo/map.html  (open it in a browser)"
	@echo "Ask on with:                   $(RUN)/evidence-graph --help"

# Some hundred tests start Python anew: what it compiled is kept, whatever the surroundings say.
test coverage trials: export PYTHONDONTWRITEBYTECODE =

test: $(READY_TO_TEST) ## all tests
	@tools/find-browser
	@tools/find-servers
	@tools/find-java
	$(RUN)/ruff check .
	$(RUN)/ruff format --check .
	$(RUN)/mypy
	$(ALL_CORES) $(PYTEST)

coverage: $(READY_TO_TEST) ## all tests, with branch coverage
	$(ALL_CORES) --cov --cov-report=term $(PYTEST)

trials: $(READY_TO_TEST) ## the long trials in full: damages, kills, foreign TeX; and more examples of each property
	@tools/find-browser
	TRIALS=whole $(RUN)/pytest -m "trial or hypothesis" $(PYTEST)

lint: $(READY_TO_TEST)
	$(RUN)/ruff check . && $(RUN)/ruff format --check . && $(RUN)/mypy

bench: $(READY_TO_TEST) ## measure beside peers with up to 100,000 claims, write benchmarks/RESULTS.md
	$(RUN)/python benchmarks/run.py

bench-full: $(READY_TO_TEST) ## the same with up to a million claims: an hour
	$(RUN)/python benchmarks/run.py --full

graph: $(READY) ## rebuild graph/ from data/
	$(RUN)/evidence-graph map --data data -o graph/evidence-map.html
	$(RUN)/evidence-graph export graphml --data data -o graph/evidence.graphml

schemas: $(READY) ## rebuild docs/json.md and docs/schema/ from the types that verbs answer with
	$(RUN)/python -m evidence_graph.sheets.schemas docs

vocabulary: $(READY) ## rebuild the shapes and the JSON-LD context from the vocabulary table
	$(RUN)/python -m evidence_graph.vocabulary.documents

references-model: $(READY_TO_TEST) ## train the statistical reader of references anew, from its seed
	$(RUN)/python tools/references/train.py --without unseen -o src/evidence_graph/references/references.crfsuite

pin: $(READY_TO_TEST) ## pin the newest versions that fit pyproject.toml
	@test -x $(RUN)/uv || $(RUN)/pip install -q uv
	$(RUN)/uv pip compile pyproject.toml --all-extras --universal --python-version 3.11 \
	  --no-header --no-annotate -o constraints.txt

clean:
	rm -rf $(VENV) demo dist build .pytest_cache .mypy_cache .ruff_cache .hypothesis .coverage
