# shellcheck shell=bash
# Runs the search over several seeds. This step has no token: what it starts is not ours.
set -euo pipefail
. "$GITHUB_ACTION_PATH/action/steps.sh"
unset GITHUB_TOKEN GH_TOKEN

case $RERUN in
  reference | repository) ;;
  *)
    echo "::error title=dnas-repro::The input 'rerun' is none of off, reference, repository."
    output code 2
    exit 0
    ;;
esac

# It ends as soon as stable is out of reach, which saves most of the time of an unsteady search; the verdict is inconclusive then.
options=(--engine "$RERUN" --stop hopeless --state "$OUT/rerun" -f text)
[ -z "$CARD" ] || options+=(--card "$CARD")
[ -z "$CONFIG" ] || options+=(--config "$CONFIG")
[ -z "$PROFILE" ] || options+=(--profile "$PROFILE")
[ -z "$MAX_SEEDS" ] || options+=(--max-seeds "$MAX_SEEDS")
[ -z "$BUDGET" ] || options+=(--budget "$BUDGET")
# What it finds is in the report of the check, which is what decides.
run_tool rerun "${options[@]}" --fail-on never -- "$TARGET"
if [ "$code" = 0 ] || [ "$code" = 4 ]; then output state "$OUT/rerun"; fi
