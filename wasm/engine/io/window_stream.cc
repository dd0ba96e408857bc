#include "engine/io/window_stream.h"

#include <algorithm>

namespace anatomy {

Status StreamCursor::MoveTo(uint64_t offset) {
  while (position_ < offset) {
    if (const uint64_t moved = pending_.empty() ? stream_->Skip(offset - position_) : 0) {
      position_ += moved;
      continue;
    }
    Result<Bytes> passed = Take(offset - position_);
    if (!passed) return passed.error();
    if (passed->empty()) break;
  }
  return Ok();
}

Result<Bytes> StreamCursor::Take(uint64_t most) {
  if (pending_.empty()) {
    Result<Bytes> block = stream_->Next();
    if (!block) return block.error();
    pending_ = *block;
  }
  const Bytes taken = pending_.first(static_cast<size_t>(std::min<uint64_t>(most, pending_.size())));
  pending_ = pending_.subspan(taken.size());
  position_ += taken.size();
  return taken;
}

Result<Bytes> WindowStream::Next() {
  if (next_ >= end_) return Bytes();
  const Status moved = cursor_->MoveTo(next_);
  if (!moved) return moved.error();
  if (cursor_->position() != next_) return Bytes();  // the stream ended before the window
  Result<Bytes> block = cursor_->Take(end_ - next_);
  if (block) next_ += block->size();
  return block;
}

}  // namespace anatomy
