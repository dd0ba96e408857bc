// Bytes in order, pulled block by block. Decoders are streams over streams; the tar reader pulls from the last one.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

#include "engine/base/bytes.h"
#include "engine/base/error.h"
#include "engine/io/byte_source.h"

namespace anatomy {

class ByteStream {
 public:
  ByteStream() = default;
  ByteStream(const ByteStream&) = delete;
  ByteStream& operator=(const ByteStream&) = delete;
  virtual ~ByteStream() = default;

  /// The next block, valid until the next call; empty at the end, and at every call after that. After an error, the
  /// same error.
  virtual Result<Bytes> Next() = 0;

  /// Moves up to `count` bytes forward where that is cheaper than reading, and gives how many it moved (0: read them
  /// instead).
  virtual uint64_t Skip(uint64_t count) {
    (void)count;
    return 0;
  }
};

/// Reads a source from the start in blocks of `block_size` bytes, into one buffer that it owns. After a jump the blocks
/// begin small: often there is only a header before the next one.
class SourceStream : public ByteStream {
 public:
  SourceStream(std::shared_ptr<ByteSource> source, size_t block_size);
  Result<Bytes> Next() override;
  uint64_t Skip(uint64_t count) override;

 private:
  std::shared_ptr<ByteSource> source_;
  size_t block_size_;
  size_t next_size_;
  std::unique_ptr<uint8_t[]> buffer_;  // not filled with zeros first: it is large, and there is one for each layer
  uint64_t offset_ = 0;
};

/// Hands out `first`, then what `rest` gives: puts back what was read to look at it.
class PrefixedStream : public ByteStream {
 public:
  PrefixedStream(std::vector<uint8_t> first, std::unique_ptr<ByteStream> rest)
      : copied_(std::move(first)), first_(copied_), rest_(std::move(rest)) {}
  /// `first` is the block that `rest` gave last, which stays valid until `rest` is asked again.
  PrefixedStream(Bytes first, std::unique_ptr<ByteStream> rest) : first_(first), rest_(std::move(rest)) {}
  Result<Bytes> Next() override;
  uint64_t Skip(uint64_t count) override;

 private:
  std::vector<uint8_t> copied_;
  Bytes first_;
  bool first_given_ = false;
  std::unique_ptr<ByteStream> rest_;
};

/// Lets somebody see every block that passes (count, hash, progress). `on_skip` learns of bytes that were moved over
/// unread.
class ObservedStream : public ByteStream {
 public:
  using OnBlock = std::function<void(Bytes)>;
  using OnSkip = std::function<void(uint64_t)>;
  /// Without `on_skip` every byte is read, so that `on_block` sees them all.
  ObservedStream(std::unique_ptr<ByteStream> inner, OnBlock on_block, OnSkip on_skip = nullptr)
      : inner_(std::move(inner)), on_block_(std::move(on_block)), on_skip_(std::move(on_skip)) {}
  Result<Bytes> Next() override;
  uint64_t Skip(uint64_t count) override;

 private:
  std::unique_ptr<ByteStream> inner_;
  OnBlock on_block_;
  OnSkip on_skip_;
};

}  // namespace anatomy
