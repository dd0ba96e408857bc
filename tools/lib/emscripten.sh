# Debian 13's Emscripten as a private folder, sourced by tools/setup. Nothing of the machine is touched: the programs are
# made to use the libc and libraries unpacked beside them. Needs apt, dpkg-deb, patchelf, python3, and node for NODE_JS.

EMSCRIPTEN_PACKAGES="libc6 libgcc-s1 libstdc++6 zlib1g libzstd1 liblzma5 libbz2-1.0 libtinfo6 libffi8 libbsd0 libmd0 libedit2
  libxml2 libicu76 libz3-4 libgmp10 libllvm19 libclang-cpp19 libclang-common-19-dev clang-19 lld-19 llvm-19 binaryen
  emscripten node-acorn"
# What Emscripten starts; the other programs of LLVM are left out.
LLVM_PROGRAMS="clang clang++ clang-19 lld wasm-ld llvm-ar llvm-nm llvm-objcopy llvm-strip llvm-ranlib llvm-dwarfdump llvm-dwp
  llvm-symbolizer llvm-cxxfilt"

# unpack_package <deb> <folder>: without what a web build never reads (1.4 GB of libraries for LTO and dynamic linking).
unpack_package() {
  dpkg-deb --fsys-tarfile "$1" | tar -x -C "$2" --exclude='*/wasm32-emscripten/lto*' --exclude='*/wasm32-emscripten/pic' \
    --exclude='./usr/share/doc' --exclude='./usr/share/man' --exclude='./usr/share/emscripten/test' --exclude='*-mt*.a'
}

# use_own_libraries <file> <library path> <ld.so>
use_own_libraries() {
  # Two commands: patchelf before 0.15 spoils some files when it does both at once.
  patchelf --set-interpreter "$3" "$1"
  patchelf --force-rpath --set-rpath "$2" "$1"
}

# install_emscripten <final folder>: builds it beside and renames it at the end, so that a run broken off leaves nothing.
install_emscripten() (
  set -e
  final=$1
  work=$final.new.$$
  trap 'rm -rf "$work"' EXIT
  rm -rf "$work"
  mkdir -p "$work/debs" "$work/root"
  use_private_apt || { echo "no Debian mirror to take Emscripten from"; exit 1; }
  # shellcheck disable=SC2086
  (cd "$work/debs" && apt-get -q download $EMSCRIPTEN_PACKAGES)
  found=$(dpkg-deb -f "$work"/debs/emscripten_*.deb Version)
  case $found in "$IA_EMSCRIPTEN_VERSION"*) ;; *) echo "expected Emscripten $IA_EMSCRIPTEN_VERSION, Debian has $found"; exit 1 ;; esac

  # Two at a time; the big one first.
  unpack_package "$work"/debs/emscripten_*.deb "$work/root" & big=$!
  for deb in "$work"/debs/*.deb; do
    case $deb in */emscripten_*) ;; *) unpack_package "$deb" "$work/root" ;; esac
  done
  wait $big

  # Debian 13's libc has its loader below usr/lib; usr/lib64 and lib64 are links to it that a package alone does not bring.
  multiarch=$(basename "$(dirname "$(ls "$work"/root/usr/lib/*/libc.so.6)")")
  loader=$(basename "$(ls "$work/root/usr/lib/$multiarch"/ld-linux*.so.*)")
  libraries=$final/usr/lib/$multiarch:$final/usr/lib/llvm-19/lib
  for program in "$work"/root/usr/lib/llvm-19/bin/*; do
    case " $(echo $LLVM_PROGRAMS) " in *" ${program##*/} "*) ;; *) rm -f "$program" ;; esac
  done
  for program in "$work"/root/usr/lib/llvm-19/bin/* "$work"/root/usr/bin/wasm*; do
    if [ -f "$program" ] && [ ! -L "$program" ]; then
      use_own_libraries "$program" "$libraries" "$final/usr/lib/$multiarch/$loader"
    fi
  done

  emscripten=$work/root/usr/share/emscripten
  rm -f "$emscripten/.emscripten"
  cat > "$emscripten/.emscripten" <<END
LLVM_ROOT = '$final/usr/lib/llvm-19/bin'
BINARYEN_ROOT = '$final/usr'
NODE_JS = '$(command -v node)'
CACHE = '$final/usr/share/emscripten/cache'
COMPILER_WRAPPER = ''
END
  # acorn alone: TypeScript would take in the type packages that lie beside it, and stumble over them.
  mkdir -p "$emscripten/node_modules"
  ln -s ../../nodejs/acorn "$emscripten/node_modules/acorn"
  rm -rf "$final"
  mv "$work/root" "$final"
  # The first run checks the toolchain and writes that down in its cache.
  "$final/usr/share/emscripten/emcc" --version | head -1
  echo 'int main(void) { return 0; }' > "$final/check.c"
  "$final/usr/share/emscripten/emcc" "$final/check.c" -o "$final/check.mjs"
  node "$final/check.mjs"
  rm -f "$final"/check.*
  touch "$final/.ready"
)
