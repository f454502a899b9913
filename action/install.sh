# shellcheck shell=bash
# Puts the tool into a folder of the runner's. Works in an empty folder: settings for NuGet or the SDK that the checked repository holds mean nothing here.
set -euo pipefail
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

empty=$(mktemp -d "$RUNNER_TEMP/dnas-repro-install-XXXXXX")
trap 'cd "$RUNNER_TEMP" && rm -rf "$empty" || true' EXIT
cd "$empty"
rm -rf "$FOLDER"

# The package without libtorch has a tenth of the size, and all that is needed but for the reference search.
name=dnas-repro
if [ "$TORCH" = none ]; then name=dnas-repro.any; fi
package() { dotnet tool install "$name" --version "$VERSION" --tool-path "$FOLDER"; }

source_build() {
  rm -rf "$FOLDER"
  # Nothing of the build stays behind in the Action's files or as a process; analysers are for those who change the code.
  local options=(-c Release -o "$FOLDER" --artifacts-path "$empty/artifacts" -nodeReuse:false -p:UseSharedCompilation=false -p:RunAnalyzers=false)
  if [ "$TORCH" = none ]; then options+=(-p:TorchRuntime=none); fi
  cd "$GITHUB_ACTION_PATH"
  dotnet publish src/DnasRepro.Cli "${options[@]}"
}

case $KIND in
  package)
    package || {
      echo "::warning title=dnas-repro::The package $name $VERSION could not be installed; the tool is built from the Action's own files, which takes longer."
      source_build
    }
    ;;
  commit)
    # The package counts only if it was built from the very commit at which the Action is pinned.
    if ! package || [[ "$("$TOOL" --version)" != *"${REF:0:12}"* ]]; then
      source_build
    fi
    ;;
  *) source_build ;;
esac
"$TOOL" --version
