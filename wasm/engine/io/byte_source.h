// Random access to the bytes of a file, whoever holds them: a browser's File, a descriptor, memory.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "engine/base/bytes.h"
#include "engine/base/error.h"

namespace anatomy {

class ByteSource {
 public:
  ByteSource() = default;
  ByteSource(const ByteSource&) = delete;
  ByteSource& operator=(const ByteSource&) = delete;
  virtual ~ByteSource() = default;

  virtual uint64_t size() const = 0;

  /// Fills `out` from `offset`; gives the number of bytes read, fewer than asked only at the end of the source.
  /// Error: file-unreadable (the file changed, vanished, or the disk failed).
  virtual Result<size_t> ReadAt(uint64_t offset, MutableBytes out) = 0;

  /// From so many bytes on, moving over them takes less time than reading them.
  virtual uint64_t worth_jumping() const { return UINT64_MAX; }
};

/// Owns its bytes.
class MemorySource : public ByteSource {
 public:
  explicit MemorySource(std::vector<uint8_t> bytes) : bytes_(std::move(bytes)) {}
  uint64_t size() const override { return bytes_.size(); }
  Result<size_t> ReadAt(uint64_t offset, MutableBytes out) override;

 private:
  std::vector<uint8_t> bytes_;
};

/// A part of another source, from `offset`, at most `length` bytes; clipped to what the other holds.
class SliceSource : public ByteSource {
 public:
  SliceSource(std::shared_ptr<ByteSource> whole, uint64_t offset, uint64_t length);
  uint64_t size() const override { return length_; }
  Result<size_t> ReadAt(uint64_t offset, MutableBytes out) override;
  uint64_t worth_jumping() const override { return whole_->worth_jumping(); }

 private:
  std::shared_ptr<ByteSource> whole_;
  uint64_t offset_;
  uint64_t length_;
};

}  // namespace anatomy
