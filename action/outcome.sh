# shellcheck shell=bash
# Sets the outputs, before the last step fails the job, so that later steps of the workflow can use them.
set -euo pipefail
. "$GITHUB_ACTION_PATH/action/steps.sh"

of_rerun=
if [ -n "$REPORT" ]; then
  known=$("$TOOL" report "$REPORT" -f outputs)
  of_rerun=$(sed -n 's/^rerun-severity=//p' <<<"$known")
  grep -v '^rerun-severity=' <<<"$known" >>"$GITHUB_OUTPUT"
fi
if [ -n "$COMPARISON" ]; then "$TOOL" report "$COMPARISON" -f outputs | grep -E '^findings-(new|fixed)=' >>"$GITHUB_OUTPUT"; fi
for file in report.json report.md report.html report.sarif badge.json; do
  if [ -f "$OUT/$file" ]; then output "file-${file//./-}" "$OUT/$file"; fi
done

# With fail-on-new, findings that were there before fail nothing. What a rerun of the head found was not there: the base is not rerun, and the comparison knows
# nothing of it.
weight() {
  case $1 in
    error) echo 3 ;; warning) echo 2 ;; info) echo 1 ;;
    *) echo 0 ;;
  esac
}
if [ -n "$COMPARISON" ] && [ -n "$FAIL_ON_NEW" ]; then
  least=$(weight "$FAIL_ON_NEW")
  case $CHECK_CODE in
    0 | 1) if [ "$least" -gt 0 ] && [ "$(weight "$of_rerun")" -ge "$least" ]; then CHECK_CODE=1; else CHECK_CODE=0; fi ;;
  esac
fi

# All other codes count; of several, the first of this order is the job's.
rank() {
  case ${1:-0} in
    0) echo 0 ;; 1) echo 1 ;; 4) echo 2 ;; 70) echo 3 ;; 3) echo 4 ;; 2) echo 5 ;; 130) echo 6 ;;
    *) echo 7 ;;
  esac
}
worst=0
for code in "$CHECK_CODE" "$RERUN_CODE" "$COMPARE_CODE"; do
  if [ "$(rank "$code")" -gt "$(rank "$worst")" ]; then worst=$code; fi
done
output exit-code "$worst"
