# shellcheck shell=bash
# Checks the target. The step itself never fails: its exit code is kept for the last step, so that reports are uploaded before.
set -euo pipefail
. "$GITHUB_ACTION_PATH/action/steps.sh"

if [ -z "${GITHUB_TOKEN:-}" ]; then
  echo "::warning title=dnas-repro::There is no token: what GitHub says of the repository and the upload to code scanning are left out."
  unset GITHUB_TOKEN
fi

options=(-f "json,${FORMATS//[[:space:]]/}" -o "$OUT/")
[ -z "$CARD" ] || options+=(--card "$CARD")
[ -z "$CONFIG" ] || options+=(--config "$CONFIG")
[ -z "$PROFILE" ] || options+=(--profile "$PROFILE")
[ -z "$FAIL_ON" ] || options+=(--fail-on "$FAIL_ON")
[ -z "$STATE" ] || options+=(--rerun-result "$STATE")
run_tool check "${options[@]}" -- "$TARGET"
[ ! -f "$OUT/report.json" ] || output report "$OUT/report.json"
[ ! -f "$OUT/report.sarif" ] || output sarif "$OUT/report.sarif"
