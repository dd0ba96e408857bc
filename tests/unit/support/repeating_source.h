// A source that is large without being anywhere: pieces of bytes, each given many times over.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "engine/io/byte_source.h"

namespace anatomy::test {

class RepeatingSource : public ByteSource {
 public:
  struct Piece {
    std::string bytes;
    uint64_t times = 1;
  };
  explicit RepeatingSource(std::vector<Piece> pieces) : pieces_(std::move(pieces)) {
    for (const Piece& piece : pieces_) size_ += piece.bytes.size() * piece.times;
  }

  uint64_t size() const override { return size_; }
  uint64_t bytes_read() const { return bytes_read_; }

  Result<size_t> ReadAt(uint64_t offset, MutableBytes out) override {
    size_t done = 0;
    for (const Piece& piece : pieces_) {
      const uint64_t length = piece.bytes.size() * piece.times;
      for (; offset < length && done < out.size();) {
        const size_t at = static_cast<size_t>(offset % piece.bytes.size());
        const size_t count = std::min(piece.bytes.size() - at, out.size() - done);
        std::copy_n(piece.bytes.begin() + static_cast<std::ptrdiff_t>(at), count,
                    out.begin() + static_cast<std::ptrdiff_t>(done));
        done += count;
        offset += count;
      }
      if (done == out.size()) break;
      offset -= std::min(offset, length);
    }
    bytes_read_ += done;
    return done;
  }

 private:
  std::vector<Piece> pieces_;
  uint64_t size_ = 0;
  uint64_t bytes_read_ = 0;
};

}  // namespace anatomy::test
