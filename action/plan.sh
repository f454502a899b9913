# shellcheck shell=bash
# Decides how the tool gets here: as the package of the release at which the Action is used, or built from the Action's own files.
set -euo pipefail
. "$GITHUB_ACTION_PATH/action/steps.sh"

version=$(sed -n 's:.*<Version>\(.*\)</Version>.*:\1:p' "$GITHUB_ACTION_PATH/Directory.Build.props")

# The contents of everything that is built; git can hash files on every system, with and without a repository.
contents() {
  cd "$GITHUB_ACTION_PATH"
  find Directory.Build.props Directory.Build.targets Directory.Packages.props global.json build probe schemas src templates \
    -type f ! -path '*/bin/*' ! -path '*/obj/*' | LC_ALL=C sort | git hash-object --no-filters --stdin-paths | git hash-object --stdin
}

kind=source
if [ "${REF:-}" = "v$version" ]; then
  kind=package
  built=$version
elif [[ ${REF:-} =~ ^[0-9a-f]{40}$ ]]; then
  kind=commit
  built=$REF
else
  built=$(contents)
fi

# Only the reference search needs libtorch, which is most of the size.
torch=none
if [ "${RERUN:-}" = reference ]; then torch=torch; fi

sdks=$(dotnet --list-sdks 2>/dev/null || true)
case $'\n'$sdks in
  *$'\n10.'*) output sdk true ;;
  *) output sdk false ;;
esac
output kind "$kind"
output version "$version"
output torch "$torch"
output key "dnas-repro-$built-$torch-$RUNNER_OS-$RUNNER_ARCH"
output folder "$RUNNER_TEMP/dnas-repro-tool"
output tool "$RUNNER_TEMP/dnas-repro-tool/dotnet-dnas-repro"
output out "$(mktemp -d "$RUNNER_TEMP/dnas-repro-report-XXXXXX")"
