// Deflate data (RFC 1951) from one end of a block to another, with a buffer of bounded size. libdeflate decodes the
// blocks that are wholly there and fit; zlib those that are not, and those that are wrong, of which it gives every byte
// before the error.
#pragma once

#include <zlib.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "engine/base/bytes.h"

struct libdeflate_decompressor;

namespace anatomy {

class DeflateBlocks {
 public:
  struct Step {
    size_t consumed = 0;
    /// Valid until the next step.
    Bytes out;
    /// It ends where a block ends, `used_bits` into the first byte that is not consumed.
    bool at_end_of_block = false;
    /// The last block has ended; the byte it ends in is consumed.
    bool is_final = false;
    /// Why the data is wrong, after `out`; null when it is not.
    const char* damage = nullptr;

    /// Otherwise it needs more input.
    bool got_further() const { return consumed > 0 || !out.empty() || at_end_of_block || is_final || damage; }
  };

  DeflateBlocks();
  ~DeflateBlocks();
  DeflateBlocks(const DeflateBlocks&) = delete;
  DeflateBlocks& operator=(const DeflateBlocks&) = delete;

  /// What follows begins `used_bits` into its first byte, and `window` came out before it.
  void Begin(Bytes window, unsigned used_bits);

  /// Decodes some of `in`, which begins where the last step stopped. With `last`, nothing follows it. The step ends
  /// with the first block that brings `enough` bytes, or before.
  Step Decode(Bytes in, bool last, uint64_t enough);

  unsigned used_bits() const { return used_bits_; }
  /// The bytes that came out last, as far as what follows may look back.
  Bytes window() const;

 private:
  struct Free {
    void operator()(libdeflate_decompressor* decompressor) const;
  };

  void MakeRoom();
  bool DecodeWhole(Bytes in, bool last, uint64_t enough, Step& step);
  void BeginPart();
  void DecodePart(Bytes in, Step& step);

  std::unique_ptr<libdeflate_decompressor, Free> whole_;
  z_stream part_ = {};
  bool in_part_ = false;  // zlib is in the middle of a block
  size_t given_ = 0;      // bytes at the beginning of the input that zlib has already
  std::vector<uint8_t> buffer_;
  size_t before_ = 0;  // bytes at its beginning that came out before
  size_t out_ = 0;     // bytes behind them
  unsigned used_bits_ = 0;
};

}  // namespace anatomy
