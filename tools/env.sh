# Environment of all scripts in tools/: sourced, never run. Sets the cache folder and puts what tools/setup installed
# privately (node, Emscripten) first on the PATH. Works in bash 3.2.

IA_ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
IA_CACHE=${IMAGE_ANATOMY_CACHE:-${XDG_CACHE_HOME:-${HOME:-/root}/.cache}/image-anatomy}
IA_EMSCRIPTEN_VERSION=3.1.69
IA_EMSCRIPTEN=$IA_CACHE/emscripten-$IA_EMSCRIPTEN_VERSION
IA_NODE=$IA_CACHE/node
export IMAGE_ANATOMY_CACHE=$IA_CACHE

# Each is there only if setup had to install it; what the machine has already and is new enough comes first otherwise.
if [ -x "$IA_NODE/bin/node" ]; then PATH=$IA_NODE/bin:$PATH; fi
if [ -e "$IA_EMSCRIPTEN/.ready" ]; then
  PATH=$IA_EMSCRIPTEN/usr/share/emscripten:$PATH
  unset EM_CONFIG   # its own, beside emcc, is the right one
fi
export PATH

# A folder of real images that lies beside the clone: the tests open all of them.
if [ -z "${IMAGE_ANATOMY_CORPUS:-}" ] && [ -d "$IA_ROOT/../shared/corpus" ]; then
  export IMAGE_ANATOMY_CORPUS=$IA_ROOT/../shared/corpus
fi
