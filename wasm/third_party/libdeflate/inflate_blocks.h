/* libdeflate's decoder, which takes whole streams only, from one deflate block to another: what is added to it when it is
   configured (wasm/third_party/CMakeLists.txt). In C, as the decoder is. */
#pragma once

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

struct libdeflate_decompressor;

/* Where decoding begins, and at which end of a block it stops. */
struct inflate_range {
  const uint8_t* in;  /* bytes of the stream, the first of which is begun */
  size_t in_bytes;
  unsigned used_bits; /* of the first byte, the lower ones */
  uint8_t* out;       /* `window` bytes that came out before, then room */
  size_t window;
  size_t room;
  size_t enough_in;  /* a block that ends behind so many bytes is the last one */
  size_t enough_out; /* likewise of those that came out */
};

/* The end of the last block that was decoded whole. */
struct inflate_end {
  uint64_t in_bits; /* from the beginning of `in` */
  size_t out_bytes; /* behind the window */
  int blocks;       /* decoded whole; 0: nothing is known but that the decoder got no further */
  int is_final;
};

/* Decodes one block or more. What is wrong, cut off or too large for the room ends it at the last block that was whole. */
void inflate_blocks(struct libdeflate_decompressor* decompressor, const struct inflate_range* range, struct inflate_end* end);

#ifdef __cplusplus
}
#endif
