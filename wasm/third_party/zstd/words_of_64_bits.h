// Put before zstd's decoders where a pointer has 32 bits and a register 64, as in WebAssembly. zstd takes the width of its
// bit containers from size_t; here they have 64 bits, so that a sequence is read with one refill instead of four.
#include "common/bits.h"
#include "common/compiler.h"
#include "common/debug.h"
#include "common/error_private.h"
#include "common/mem.h"

#define MEM_32bits() 0
#define MEM_64bits() 1
#define MEM_readLEST(place) MEM_readLE64(place)

// The bit streams alone: sizes in all other declarations stay as the rest of the library has them.
#define size_t U64
#include "common/bitstream.h"
#undef size_t
