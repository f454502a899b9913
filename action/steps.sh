# shellcheck shell=bash
# What the steps of action.yml share; sourced by each. Inputs come as environment variables, never as text of a script.

# Sets an output of the step.
output() { printf '%s=%s\n' "$1" "$2" >>"$GITHUB_OUTPUT"; }

# Runs the tool and keeps its exit code, in $code and as an output. What it tells may quote names from the repository, so workflow commands are off meanwhile;
# both streams go one way, so that nothing overtakes the line that switches them off.
run_tool() {
  local mark
  mark=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
  echo "::stop-commands::$mark"
  code=0
  "$TOOL" "$@" 2>&1 || code=$?
  echo "::$mark::"
  output code "$code"
}

# What an exit code means; docs/action.md has the same table.
meaning() {
  case $1 in
    0) echo "passed" ;;
    1) echo "findings at or above the limit" ;;
    2) echo "wrong usage or settings" ;;
    3) echo "could not be attempted" ;;
    4) echo "a limit of time or budget ended it" ;;
    70) echo "a fault of dnas-repro" ;;
    130) echo "interrupted" ;;
    *) echo "ended unexpectedly" ;;
  esac
}
