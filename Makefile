# Everything is done by `make`; `make help` lists it. Nothing but Python 3.11 or newer is needed beforehand.
.DEFAULT_GOAL := help
.PHONY: help run setup setup-for-tests test lint lock bench phrases encoder evaluate clean

PYTHON ?= python3
UV = $(or $(wildcard .tools/uv/bin/uv),uv)
LOCK = $(UV) pip compile --quiet --generate-hashes --no-header $(if $(UPGRADE),--upgrade)
ENCODER := build/encoder
PACKAGES := actions bot safeguarding speech staff storage wording

help: ## Say what there is to make
	@sed -n 's/^\([a-z-]*\):.*## /make \1\t/p' $(MAKEFILE_LIST) | expand -t 16

run: setup ## Set everything up and start it; Ctrl-C stops all of it
	@exec .venv/bin/python -m tools.under_make .venv/bin/said serve

setup: ## Make both environments and train the assistant, where that is not done yet
	@$(call set_up,)

setup-for-tests: ## The same, with what the tests and checks need
	@$(call set_up,--for-tests)

test: setup-for-tests ## Set up and run the whole suite; TESTS=tests/storage runs a part
	@exec .venv/bin/python -m pytest $(TESTS)

lint: setup-for-tests ## Check style, format and types
	@.venv/bin/ruff check
	@.venv/bin/ruff format --check
	@.venv/bin/mypy $(PACKAGES) tools tests bench evaluate

lock: setup ## Lock the libraries of both environments with hashes; UPGRADE=1 takes the newest allowed
	@$(LOCK) --group app --universal --python-version 3.11 -o requirements/app.txt
	@$(LOCK) --group dev --universal --python-version 3.11 -c requirements/app.txt -o requirements/dev.txt
	@$(LOCK) --group assistant --python-version 3.10 -o requirements/assistant.txt
	@$(LOCK) --group encoder --universal --python-version 3.11 -o requirements/encoder.txt

bench: setup-for-tests ## Measure; COMPARE=1 puts a stock `rasa init` assistant beside it
	@exec .venv/bin/python -m bench $(if $(COMPARE),--compare)

phrases: setup ## Have all fixed messages said ahead; ENGINE=gtts has Google's unofficial voice say them once
	@exec .venv/bin/said phrases $(if $(ENGINE),--engine $(ENGINE))

encoder: ## Teach the encoder the phrases anew, before a set-up: 6 GB of libraries under build/, then 15 minutes on two cores
	@command -v $(UV) >/dev/null || { echo "said: uv is needed for this. Run \`make setup\` once, then this again." >&2; exit 1; }
	@$(UV) venv --quiet --allow-existing --python $(PYTHON) $(ENCODER)
	@$(UV) pip sync --quiet --python $(ENCODER)/bin/python --require-hashes requirements/encoder.txt
	@exec $(ENCODER)/bin/python -m nlu.learn_encoder

evaluate: setup-for-tests ## Measure the reading; DATA=folder of shared sets, STOCK=1, ERRORS=1, JSON=file
	@exec .venv/bin/python -m evaluate $(if $(DATA),--data "$(DATA)") $(if $(STOCK),--stock) $(if $(ERRORS),--errors) $(if $(JSON),--json "$(JSON)")

clean: ## Take away what was made: environments, model and caches, but not the data under var/
	rm -rf .tools .venv .venv-assistant .rasa models build *.egg-info .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

define set_up
command -v $(PYTHON) >/dev/null || { echo "said: Python 3.11 or newer is needed. Install it, then run this again." >&2; exit 1; }; \
exec $(PYTHON) -m tools.set_up $(1)
endef
