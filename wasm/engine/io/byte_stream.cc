#include "engine/io/byte_stream.h"

#include <algorithm>

namespace anatomy {
namespace {

constexpr size_t kAfterJump = 64u << 10;
// In few steps: the time that a block takes grows much less than its size.
constexpr size_t kGrowth = 16;

}  // namespace

SourceStream::SourceStream(std::shared_ptr<ByteSource> source, size_t block_size)
    : source_(std::move(source)),
      block_size_(static_cast<size_t>(std::min<uint64_t>(block_size, source_->size()))),
      next_size_(block_size_),
      buffer_(std::make_unique_for_overwrite<uint8_t[]>(block_size_)) {}

Result<Bytes> SourceStream::Next() {
  if (offset_ >= source_->size()) return Bytes();
  Result<size_t> count = source_->ReadAt(offset_, {buffer_.get(), next_size_});
  if (!count) return count.error();
  if (*count == 0) return Error{Code::kFileUnreadable, "It ends before the size it had when it was opened.", offset_};
  offset_ += *count;
  next_size_ = std::min(block_size_, next_size_ * kGrowth);
  return Bytes(buffer_.get(), *count);
}

uint64_t SourceStream::Skip(uint64_t count) {
  const uint64_t moved = std::min(count, source_->size() - offset_);
  offset_ += moved;
  if (moved > 0) next_size_ = std::min(block_size_, kAfterJump);
  return moved;
}

Result<Bytes> PrefixedStream::Next() {
  if (first_given_) return rest_->Next();
  first_given_ = true;
  return first_.empty() ? rest_->Next() : Result<Bytes>(first_);
}

uint64_t PrefixedStream::Skip(uint64_t count) { return first_given_ ? rest_->Skip(count) : 0; }

Result<Bytes> ObservedStream::Next() {
  Result<Bytes> block = inner_->Next();
  if (block) on_block_(*block);
  return block;
}

uint64_t ObservedStream::Skip(uint64_t count) {
  if (!on_skip_) return 0;
  const uint64_t moved = inner_->Skip(count);
  if (moved) on_skip_(moved);
  return moved;
}

}  // namespace anatomy
