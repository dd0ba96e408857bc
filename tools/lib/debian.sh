# A private apt configuration for Debian 13 (trixie), sourced by tools/setup and tools/fetch-sources.
# Lists, caches and state are our own: the machine's packages are neither read nor changed, root is not needed.

# Prints the machine's own Debian mirror, or fails. On Ubuntu and other relatives IMAGE_ANATOMY_DEBIAN_MIRROR can name one.
debian_mirror() {
  if [ -n "${IMAGE_ANATOMY_DEBIAN_MIRROR:-}" ]; then echo "$IMAGE_ANATOMY_DEBIAN_MIRROR"; return; fi
  [ "$( . /etc/os-release 2>/dev/null; echo "${ID:-}")" = debian ] || return 1
  # Suites with a dash or a slash are updates and security; other repositories have no component "main" with the release's name.
  apt-get indextargets --format '$(REPO_URI) $(RELEASE) $(COMPONENT)' 'Created-By: Packages' 2>/dev/null |
    awk '$3 == "main" && $2 ~ /^(buster|bullseye|bookworm|trixie|forky|oldoldstable|oldstable|stable|testing|sid|unstable)$/ { print $1; exit }'
}

# Writes the configuration into the cache, updates its lists and exports APT_CONFIG. Fails where there is no Debian to ask.
use_private_apt() {
  local dir=$IA_CACHE/apt mirror keyring=/usr/share/keyrings/debian-archive-keyring.gpg
  command -v apt-get >/dev/null || return 1
  mirror=$(debian_mirror) && [ -n "$mirror" ] || return 1
  [ -r "$keyring" ] || return 1
  mkdir -p "$dir/lists/partial" "$dir/cache/archives/partial"
  : > "$dir/status"
  printf 'deb [signed-by=%s] %s trixie main\ndeb-src [signed-by=%s] %s trixie main\n' \
    "$keyring" "$mirror" "$keyring" "$mirror" > "$dir/sources.list"
  cat > "$dir/apt.conf" <<END
Dir::Etc::sourcelist "$dir/sources.list";
Dir::Etc::sourceparts "/dev/null";
Dir::Etc::preferences "/dev/null";
Dir::Etc::preferencesparts "/dev/null";
Dir::State::Lists "$dir/lists";
Dir::State::status "$dir/status";
Dir::Cache "$dir/cache";
APT::Sandbox::User "root";
Acquire::Languages "none";
Acquire::Retries "3";
END
  export APT_CONFIG=$dir/apt.conf
  apt-get -q update
}
