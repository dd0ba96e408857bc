// Put before zstd's decoder of sequences where a pointer has 32 bits and a register 64, as in WebAssembly. zstd takes the
// width of its bit containers from size_t; here they have 64 bits, so that a sequence is read with one refill instead of
// four. Not for huf_decompress.c, which reckons with the width of size_t where it writes.
//
// MEM_32bits() also guards sums of addresses and lengths against the end of the address space, at 4 GB. Nothing comes
// near it: wasm/bindings/CMakeLists.txt gives the memory 2 GB at most.
#include "common/bits.h"
#include "common/compiler.h"
#include "common/debug.h"
#include "common/error_private.h"
#include "common/mem.h"

#define MEM_32bits() 0
#define MEM_64bits() 1
#define MEM_readLEST(place) MEM_readLE64(place)

// The bit streams alone, which no other file shares.
#define size_t U64
#include "common/bitstream.h"
#undef size_t
