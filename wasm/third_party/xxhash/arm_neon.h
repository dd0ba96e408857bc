/* xxHash includes arm_neon.h wherever wasm has SIMD; Debian's Emscripten ships that header without the files it needs.
   xxHash's SSE2 code does as well, and Emscripten maps it to wasm SIMD: XXH_VECTOR chooses it, this header brings it
   in. */
#ifndef IMAGE_ANATOMY_XXHASH_ARM_NEON_H
#define IMAGE_ANATOMY_XXHASH_ARM_NEON_H

#include <emmintrin.h>

#endif
