# shellcheck shell=bash
# Ends the Action with the tool's exit code.
set -euo pipefail
. "$GITHUB_ACTION_PATH/action/steps.sh"

if [ "$EXIT_CODE" != 0 ]; then echo "::error title=dnas-repro::Exit code $EXIT_CODE: $(meaning "$EXIT_CODE")."; fi
exit "$EXIT_CODE"
