.DEFAULT_GOAL := help
SHELL := bash
PYTHON ?= python3
PY := .venv/bin/python
CODE := bot cards demo documents domain manifest scheduler services storage tests bench
export PYTHONWARNINGS := ignore::DeprecationWarning:pip

.PHONY: help setup python-setup node-setup browser run test test-fast test-all simulate kills check lint-yaml format bench bench-setup night-setup docs docs-setup sbom audit mutants lock messages security-tests golden plan-schema data-map screenshots clean

help: ## Show the commands
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-12s %s\n", $$1, $$2}'

setup: python-setup node-setup ## Virtual environment and node_modules, from the locks

python-setup: .venv/.done

# What a command says goes to a file; when it fails, the end of that is shown, and where the rest is.
SETUP_LOG = dist/setup.log
QUIETLY = mkdir -p $(dir $(SETUP_LOG)) && bash -c '"$$@" >>$(SETUP_LOG) 2>&1 || { tail -n 20 $(SETUP_LOG) >&2; echo "Mer i / more in: $(SETUP_LOG)" >&2; exit 1; }' quietly

# The lock is whole, so pip resolves nothing: a newer release of a package must not break a new machine's set-up.
.venv/.done: requirements-dev.lock
	@echo "Setter opp Python. Det tar noen minutter, bare første gang. / Setting up Python: some minutes, the first time only."
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Skolemiljø needs Python 3.11 or newer."; exit 1; }
	@[ -x $(PY) ] || $(PYTHON) -m venv .venv || { echo "python3-venv is missing: apt-get install python3-venv"; exit 1; }
	@$(QUIETLY) $(PY) -m pip install --disable-pip-version-check --no-deps --require-hashes -r requirements-dev.lock
	@$(QUIETLY) $(PY) -m pip check --disable-pip-version-check
	@touch $@

node-setup:
	@if ! command -v npm >/dev/null; then \
		echo "Node.js mangler: boten virker, men Teams-klientene i demoen gjør ikke det. Installer nodejs og npm (18 eller nyere)."; \
	elif [ ! -e node_modules/.done ] || [ package-lock.json -nt node_modules/.done ]; then \
		$(QUIETLY) npm ci --no-audit --no-fund && touch node_modules/.done; \
	fi

browser: ## Chromium, for the tests that look at cards
	@bash tests/kit/browser.sh

run: setup ## Set up everything, start the bot with the demo school and two Teams clients; EMPTY=1: with no cases
	@$(PY) -m bot demo $(if $(EMPTY),--empty) $(ARGS)

# The tests commit tens of thousands of times; in memory, where there is room, nobody waits for a disk.
MEMORY = $(shell [ "$$(df --output=avail /dev/shm 2>/dev/null | tail -n 1)" -gt 2000000 ] 2>/dev/null && echo /dev/shm || echo $${TMPDIR:-/tmp})

PYTEST = TMPDIR=$(MEMORY) $(PY) -m pytest --numprocesses=auto --dist=worksteal

test: setup browser ## Set up everything, run all tests; on PostgreSQL too what differs by database
	$(PYTEST) --cov --cov-report=term $(ARGS)

test-fast: setup ## No browser, SQLite only, without what takes long: for the work between
	$(PYTEST) --databases=sqlite -m "not e2e and not render and not slow" $(ARGS)

test-all: setup browser ## Everything on both databases and under hard Teams, random where rules are tried at random: for the night
	HYPOTHESIS_PROFILE=nightly $(PYTEST) --databases=all --hard-teams=all --cov --cov-report=term $(ARGS)

SEEDS ?= 1
WEEKS ?= 100
simulate: python-setup ## A school of two processes in bad weather, 100 weeks from one seed; SEEDS="1 2 3" WEEKS=100
	@for seed in $(SEEDS); do TMPDIR=$(MEMORY) $(PY) -m tests.simulation --seed $$seed --weeks $(WEEKS) || exit 1; done

kills: python-setup ## kill -9 of a bot under load, 200 times on each database; ARGS="--rounds 1"
	TMPDIR=$(MEMORY) $(PY) -m tests.killed $(ARGS)

check: python-setup lint-yaml ## Format, lint, types, unsafe calls, layers, YAML and workflows, plan file
	$(PY) -m ruff format --check $(CODE)
	$(PY) -m ruff check $(CODE)
	$(PY) -m mypy $(CODE)
	.venv/bin/bandit --quiet --configfile pyproject.toml --recursive $(filter-out tests,$(CODE))
	.venv/bin/lint-imports
	$(PY) -m tests.kit.shape
	$(PY) -m tests.kit.promises
	$(PY) -m bot check-plan plans >/dev/null

lint-yaml: python-setup
	.venv/bin/yamllint --strict $$(git ls-files -co --exclude-standard '*.yml' '*.yaml')
	.venv/bin/check-jsonschema --builtin-schema vendor.github-workflows .github/workflows/*.yml
	.venv/bin/check-jsonschema --builtin-schema custom.github-workflows-require-timeout .github/workflows/*.yml
	.venv/bin/pre-commit validate-config .pre-commit-config.yaml

format: python-setup ## Format and mend what can be mended
	$(PY) -m ruff format $(CODE)
	$(PY) -m ruff check --fix $(CODE)

bench: python-setup bench-setup ## CPU per turn beside the SDKs' own echoes, and load, on both databases; ARGS="--quick" for a minute's
	$(PY) -m bench $(ARGS)

bench-setup: python-setup .venv/.bench

# The SDK to compare with is no part of the bot: without it the bench leaves its rows out.
.venv/.bench: requirements-bench.lock .venv/.done
	@if $(PY) -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements-bench.lock; then touch $@; \
	else echo "The Microsoft 365 Agents SDK cannot be installed here: the bench leaves its rows out."; fi

night-setup: python-setup .venv/.night

# What is asked in the night only is no part of the development environment either.
.venv/.night: requirements-night.lock .venv/.done
	$(PY) -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements-night.lock
	@touch $@

sbom: night-setup ## Write dist/sbom.json: what the bot is made of (CycloneDX), from its lock
	mkdir -p dist
	.venv/bin/cyclonedx-py requirements requirements.lock --pyproject pyproject.toml --output-reproducible --output-file dist/sbom.json

audit: night-setup ## Ask the advisory databases of PyPI and npm for known weaknesses of what is locked
	.venv/bin/pip-audit --disable-pip --require-hashes --strict --requirement requirements.lock
	npm audit --package-lock-only --audit-level=high

mutants: night-setup ## Change the rules of domain/ one by one: a change no test finds is listed
	.venv/bin/mutmut run $(ARGS)
	.venv/bin/mutmut results

docs-setup: python-setup .venv/.docs

# Nor is what makes the site of docs/bruk.
.venv/.docs: requirements-docs.lock .venv/.done
	$(PY) -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements-docs.lock
	@touch $@

# A page shows the pictures as they lie in the checkout; the site has a folder of its own with those that are shown.
docs: docs-setup ## Make the site of docs/bruk in dist/docs/site, and look whether every link, picture and heading is there
	rm -rf dist/docs
	mkdir -p dist/docs/pages/screenshots
	cp docs/bruk/zensical.toml dist/docs
	cp docs/bruk/*.md docs/bruk/site.css dist/docs/pages
	cp $$(grep -oh 'screenshots/[a-z0-9-]*\.png' docs/bruk/*.md | sort -u | sed 's#^#docs/#') dist/docs/pages/screenshots
	sed -i 's#src="\.\./screenshots/#src="screenshots/#' dist/docs/pages/*.md
	.venv/bin/zensical build --strict --clean --config-file dist/docs/zensical.toml
	.venv/bin/lychee --offline --no-progress --include-fragments --root-dir $(CURDIR)/dist/docs/site --exclude-path sitemap.xml dist/docs/site

messages: python-setup ## Extract every message to dist/messages.pot, for translators
	mkdir -p dist
	.venv/bin/pybabel -q extract -F babel.cfg --no-default-keywords -k _ -k n_:1,2 -k N_ -k NotFound -k Refused -k UsedUp -k Forbidden -k Stranger -k NotOffered -k OldCard -k Invalid:2 -k InvalidEach:2 -k Unsure:2 -k Doubtful:2 -k Ask \
		--project Skolemiljø -o dist/messages.pot bot cards documents domain scheduler services storage

security-tests: python-setup ## Run the attacks of the tests, count them, and write docs/security-tests.md
	TMPDIR=$(MEMORY) $(PY) -m tests.security --numprocesses=auto $(ARGS)

golden: python-setup ## Tell the golden histories of the coming release anew; ARGS=--release keeps those of a release for good
	PYTHONHASHSEED=0 TMPDIR=$(MEMORY) $(PY) -m tests.golden $(ARGS)  # so that sets have the same order each time

plan-schema: python-setup ## Write plans/plan.schema.json anew
	$(PY) -m storage.files.school_plan_file

data-map: python-setup ## Write docs/data-map.md anew, from what the columns say
	$(PY) -m storage.tables.data_map

screenshots: setup browser ## Take docs/screenshots anew in the Playground
	$(PY) -m pytest tests/e2e --screenshots

gallery: setup browser ## A picture of every card and page in docs/gallery; ARGS="--theme contrast --width 1024 --language nn --to /tmp/gallery"
	PYTHONHASHSEED=0 TMPDIR=$(MEMORY) $(PY) -m tests.gallery $(ARGS)  # so that sets have the same order each time

LOCK = .venv/bin/pip-compile --quiet --generate-hashes --allow-unsafe --strip-extras --no-emit-index-url --no-emit-find-links --no-emit-trusted-host
lock: ## Resolve the dependencies anew
	.venv/bin/pip install --quiet pip-tools
	$(LOCK) --upgrade --output-file requirements.lock pyproject.toml
	$(LOCK) --upgrade --extra dev --constraint requirements.lock --output-file requirements-dev.lock pyproject.toml
	$(LOCK) --upgrade --extra bench --constraint requirements-dev.lock --output-file requirements-bench.lock pyproject.toml
	$(LOCK) --upgrade --extra night --constraint requirements-dev.lock --output-file requirements-night.lock pyproject.toml
	$(LOCK) --upgrade --extra docs --constraint requirements-dev.lock --output-file requirements-docs.lock pyproject.toml
	npm install --omit-lockfile-registry-resolved --no-audit --no-fund

clean: ## Remove what the commands above made
	rm -rf .venv node_modules var dist mutants .mypy_cache .ruff_cache .pytest_cache .hypothesis .coverage
