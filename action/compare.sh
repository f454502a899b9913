# shellcheck shell=bash
# Compares the base and the head of a pull request, both read from git objects. Without them the pull request is reported without comparison.
set -euo pipefail
. "$GITHUB_ACTION_PATH/action/steps.sh"

skip() {
  echo "::warning title=dnas-repro::$1 The pull request is reported without comparison."
  exit 0
}

while [[ $TARGET == */ && $TARGET != / ]]; do TARGET=${TARGET%/}; done
real() { cd -- "$1" 2>/dev/null && pwd -P; }
git_safe() { GIT_TERMINAL_PROMPT=0 git -c safe.directory='*' -c safe.bareRepository=explicit -c http.lowSpeedLimit=1000 -c http.lowSpeedTime=60 "$@"; }

# The repository is the nearest .git of the checkout, a name that git puts into no commit. What git itself would find in the target can be a repository that was
# committed there (HEAD, objects, config), and settings of a repository name programs: with such a one nothing is compared.
workspace=$(real "$GITHUB_WORKSPACE")
top=$(real "$TARGET") || skip "The target is no folder."
while [ ! -d "$top/.git" ] && [[ $top == "$workspace"/* ]]; do top=${top%/*}; done
if [[ $top/ != "$workspace"/* ]] || [ ! -d "$top/.git" ]; then skip "The target is no git working tree of this checkout."; fi
found=$(git_safe -C "$TARGET" rev-parse --absolute-git-dir 2>/dev/null) || found=
if [ -z "$found" ] || [ ! "$found" -ef "$top/.git" ]; then skip "The target holds a git repository that is not the checkout's."; fi
git_of_checkout() { git_safe --git-dir="$top/.git" "$@"; }

depth=
if [ "$(git_of_checkout rev-parse --is-shallow-repository)" = true ]; then depth=--depth=1; fi
for commit in "$BASE_COMMIT" "$HEAD_COMMIT"; do
  if git_of_checkout cat-file -e "$commit^{commit}" 2>/dev/null; then continue; fi
  git_of_checkout fetch --quiet --no-tags --no-recurse-submodules ${depth:+"$depth"} origin "$commit" >/dev/null 2>&1 ||
    skip "Commit $commit is not in this checkout and could not be fetched; check out with 'fetch-depth: 0'."
done
if [ "$(git_of_checkout rev-parse HEAD)" != "$HEAD_COMMIT" ]; then
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
base=$(git_of_checkout merge-base "$BASE_COMMIT" "$HEAD_COMMIT" 2>/dev/null) || base=$BASE_COMMIT
options=(-f json -o "$OUT/comparison.json" --fail-on-new "${FAIL_ON_NEW:-never}")
[ -z "$card" ] || options+=(--card "$card")
[ -z "$CONFIG" ] || options+=(--config "$CONFIG")
[ -z "$PROFILE" ] || options+=(--profile "$PROFILE")
run_tool compare "${options[@]}" -- "$TARGET@$base" "$TARGET@$HEAD_COMMIT"
[ ! -f "$OUT/comparison.json" ] || output comparison "$OUT/comparison.json"
