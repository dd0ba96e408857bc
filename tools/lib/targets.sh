# What can be built, sourced by tools/build and tools/test; each function is one step. Its commands are chained by &&: where a step is
# part of a condition, bash ignores set -e.

# configure_and_build <preset>
configure_and_build() {
  cd "$IA_ROOT" &&
    cmake --preset "$1" &&
    cmake --build "build/$1" -j "$JOBS"
}

build_native() { configure_and_build native-debug; }
build_wasm() { configure_and_build wasm-release; }

# The text cases as tarballs and golden JSON; the native build makes them as well.
make_cases() {
  cd "$IA_ROOT" &&
    rm -rf build/cases &&
    node tests/cases/make.mjs build/cases
}

SITE_STAMP=$IA_ROOT/build/site.stamp

# The page as a site and as one file, and the command line, which is bundled from the same engine client.
build_site() {
  cd "$IA_ROOT/web" &&
    npm run build &&
    npm run build:cli &&
    mkdir -p "$IA_ROOT/build" &&
    touch "$SITE_STAMP"
}

# Whether dist/ and build/cli/ are newer than all they are made from.
site_is_current() {
  [ -e "$IA_ROOT/dist/index.html" ] && [ -e "$IA_ROOT/dist/image-anatomy.html" ] && [ -e "$IA_ROOT/build/cli/image-anatomy.js" ] && [ -e "$SITE_STAMP" ] &&
    [ -z "$(find "$IA_ROOT/web" "$IA_ROOT/tools/cli" "$IA_ROOT/build/wasm-release/wasm/bindings/image_anatomy.wasm" \
      "$IA_ROOT/build/wasm-release/wasm/bindings/image_anatomy.js" \
      -name node_modules -prune -o -newer "$SITE_STAMP" -print 2>&1 | head -1)" ]
}
