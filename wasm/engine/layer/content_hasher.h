// The hash that tells file contents apart, of a body that comes in pieces.
#pragma once

#define XXH_INLINE_ALL
#include <xxhash.h>

#include <cstdint>

#include "engine/base/bytes.h"
#include "engine/layer/layer_table.h"

namespace anatomy {

class ContentHasher {
 public:
  ContentHasher() { XXH3_128bits_reset(&state_); }

  /// `position` in the file. Where the data behind a hole begins is part of a sparse file's content; pieces without a
  /// hole between them are one.
  void Add(uint64_t position, Bytes piece) {
    if (position != expected_) XXH3_128bits_update(&state_, &position, sizeof position);
    XXH3_128bits_update(&state_, piece.data(), piece.size());
    expected_ = position + piece.size();
    bytes_ += piece.size();
  }

  /// Of data, without the holes.
  uint64_t bytes() const { return bytes_; }

  ContentHash Finish() const {
    const XXH128_hash_t hash = XXH3_128bits_digest(&state_);
    return {hash.low64, hash.high64};
  }

 private:
  XXH3_state_t state_;
  uint64_t expected_ = 0;
  uint64_t bytes_ = 0;
};

}  // namespace anatomy
