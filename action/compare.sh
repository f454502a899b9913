# shellcheck shell=bash
# Compares the base and the head of a pull request, both read from git objects. Without them the pull request is reported without comparison.
set -euo pipefail
. "$GITHUB_ACTION_PATH/action/steps.sh"

skip() {
  echo "::warning title=dnas-repro::$1 The pull request is reported without comparison."
  exit 0
}

git_of_target() { GIT_TERMINAL_PROMPT=0 git -c safe.directory='*' -c http.lowSpeedLimit=1000 -c http.lowSpeedTime=60 -C "$TARGET" "$@"; }

if [ ! -d "$TARGET" ] || ! git_of_target rev-parse --git-dir >/dev/null 2>&1; then skip "The target is no git working tree."; fi
depth=
if [ "$(git_of_target rev-parse --is-shallow-repository)" = true ]; then depth=--depth=1; fi
for commit in "$BASE_COMMIT" "$HEAD_COMMIT"; do
  if git_of_target cat-file -e "$commit^{commit}" 2>/dev/null; then continue; fi
  git_of_target fetch --quiet --no-tags --no-recurse-submodules ${depth:+"$depth"} origin "$commit" >/dev/null 2>&1 ||
    skip "Commit $commit is not in this checkout and could not be fetched; check out with 'fetch-depth: 0'."
done
if [ "$(git_of_target rev-parse HEAD)" != "$HEAD_COMMIT" ]; then
  echo "::notice title=dnas-repro::What is checked out is not the head of the pull request; check out with 'ref: \${{ github.event.pull_request.head.sha }}', so that the report speaks of it."
fi

# The card as a path inside the repository, which is what both sides are asked for.
card=${CARD:-}
card=${card#./}
if [ "$TARGET" != . ]; then card=${card#"${TARGET#./}"/}; fi
case $card in
  /* | ?:* | ../*) skip "The card lies outside of the repository." ;;
esac

# What the pull request changed is counted from where it left its base, when the history is there to tell.
base=$(git_of_target merge-base "$BASE_COMMIT" "$HEAD_COMMIT" 2>/dev/null) || base=$BASE_COMMIT
options=(-f json -o "$OUT/comparison.json" --fail-on-new "${FAIL_ON_NEW:-never}")
[ -z "$card" ] || options+=(--card "$card")
[ -z "$CONFIG" ] || options+=(--config "$CONFIG")
[ -z "$PROFILE" ] || options+=(--profile "$PROFILE")
run_tool compare "${options[@]}" -- "$TARGET@$base" "$TARGET@$HEAD_COMMIT"
[ ! -f "$OUT/comparison.json" ] || output comparison "$OUT/comparison.json"
