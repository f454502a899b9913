# shellcheck shell=bash
# Checks the target. The step itself never fails: its exit code is kept for the last step, so that reports are uploaded before.
set -euo pipefail
. "$GITHUB_ACTION_PATH/action/steps.sh"

# A folder without a '/' at its end: with one, the profile 'journal' would make it a reviewer's, which must be empty before.
options=(-f "json,${FORMATS//[[:space:]]/}" -o "$OUT")

# GitHub is asked about what was pushed. The head of a pull request is not tagged yet, which would be held against it.
if [ -z "${GITHUB_TOKEN:-}" ]; then
  echo "::warning title=dnas-repro::There is no token: GitHub's API is not asked about the repository, and nothing is uploaded to code scanning."
  unset GITHUB_TOKEN
  options+=(--github-facts off)
else
  case ${GITHUB_EVENT_NAME:-} in
    push | schedule) options+=(--github-facts on) ;;
  esac
fi

# Where the badge leads: to this run, or to where the workflow publishes the report.
url=${DNAS_REPRO_REPORT_URL:-}
if [ -z "$url" ] && [[ ${GITHUB_SERVER_URL:-} == https://* ]] && [ -n "${GITHUB_REPOSITORY:-}" ] && [ -n "${GITHUB_RUN_ID:-}" ]; then
  url=$GITHUB_SERVER_URL/$GITHUB_REPOSITORY/actions/runs/$GITHUB_RUN_ID
fi
[ -z "$url" ] || options+=(--report-url "$url")

[ -z "$CARD" ] || options+=(--card "$CARD")
[ -z "$CONFIG" ] || options+=(--config "$CONFIG")
[ -z "$PROFILE" ] || options+=(--profile "$PROFILE")
[ -z "$FAIL_ON" ] || options+=(--fail-on "$FAIL_ON")
[ -z "$STATE" ] || options+=(--rerun-result "$STATE")
run_tool check "${options[@]}" -- "$TARGET"
[ ! -f "$OUT/report.json" ] || output report "$OUT/report.json"
[ ! -f "$OUT/report.sarif" ] || output sarif "$OUT/report.sarif"
