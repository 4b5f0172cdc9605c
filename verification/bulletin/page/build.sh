#!/bin/sh
# Makes verify.html of src/ and of the packages that package-lock.json pins. Run it after a change there, or of the words and
# the dictionary of bulletins: tests say when the page is not what its sources make.
set -eu
cd "$(dirname "$0")"
go run ./shared > src/shared.json
npm ci --silent --no-audit --no-fund
node build.mjs
