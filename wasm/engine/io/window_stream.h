// Parts of one sequential stream as streams of their own, in rising order: the members of a compressed tarball, which
// cannot be reached except through what comes before.
#pragma once

#include <algorithm>
#include <cstdint>
#include <memory>

#include "engine/io/byte_stream.h"

namespace anatomy {

/// A place in a stream that only moves forward.
class StreamCursor {
 public:
  /// The stream begins at `position`.
  explicit StreamCursor(std::unique_ptr<ByteStream> stream, uint64_t position = 0)
      : stream_(std::move(stream)), position_(position) {}

  uint64_t position() const { return position_; }
  /// Moves on to `offset`, which must not lie behind, unread where the stream can do that; stops early at the end of
  /// the stream.
  Status MoveTo(uint64_t offset);
  /// The next bytes, at most `most`; empty at the end. Valid until the next call.
  Result<Bytes> Take(uint64_t most);

 private:
  std::unique_ptr<ByteStream> stream_;
  Bytes pending_;
  uint64_t position_;
};

/// `length` bytes from `offset` on. Its windows over one cursor are read one after the other, each no earlier than the
/// one before.
class WindowStream : public ByteStream {
 public:
  WindowStream(std::shared_ptr<StreamCursor> cursor, uint64_t offset, uint64_t length)
      : cursor_(std::move(cursor)), next_(offset), end_(offset + std::min(length, UINT64_MAX - offset)) {}
  Result<Bytes> Next() override;

 private:
  std::shared_ptr<StreamCursor> cursor_;
  uint64_t next_;
  uint64_t end_;
};

}  // namespace anatomy
