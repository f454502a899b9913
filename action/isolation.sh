# shellcheck shell=bash
# Makes bubblewrap work on a Linux runner, for a rerun of the repository's own search. Where it cannot, the rerun refuses and says why.
set -euo pipefail

works() { bwrap --ro-bind / / --unshare-all --unshare-user true 2>/dev/null; }
say() { echo "::warning title=dnas-repro::$1 See docs/action.md, \"Rerun\"."; }

if ! command -v bwrap >/dev/null; then
  if ! { sudo -n apt-get update && sudo -n apt-get install -y --no-install-recommends bubblewrap; }; then
    say "bubblewrap is not installed and could not be: the rerun needs it."
    exit 0
  fi
fi
if works; then exit 0; fi

# Ubuntu 24.04 lets only programs with an AppArmor profile make user namespaces. One is loaded for bubblewrap alone, and only on a machine that is thrown away afterwards.
if [ "${RUNNER_ENVIRONMENT:-}" = github-hosted ] && command -v apparmor_parser >/dev/null; then
  profile='abi <abi/4.0>,
include <tunables/global>
profile dnas-repro-bwrap /usr/bin/bwrap flags=(unconfined) {
  userns,
}'
  if printf '%s\n' "$profile" | sudo -n tee /etc/apparmor.d/dnas-repro-bwrap >/dev/null; then
    sudo -n apparmor_parser -r /etc/apparmor.d/dnas-repro-bwrap || true
  fi
fi
works || say "bubblewrap is installed and this machine does not let it make user namespaces."
