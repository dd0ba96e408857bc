#include "engine/io/byte_source.h"

#include <algorithm>
#include <cstring>

namespace anatomy {

Result<size_t> MemorySource::ReadAt(uint64_t offset, MutableBytes out) {
  if (offset >= bytes_.size() || out.empty()) return size_t{0};
  const size_t count = std::min(out.size(), bytes_.size() - static_cast<size_t>(offset));
  std::memcpy(out.data(), bytes_.data() + offset, count);
  return count;
}

SliceSource::SliceSource(std::shared_ptr<ByteSource> whole, uint64_t offset, uint64_t length)
    : whole_(std::move(whole)),
      offset_(std::min(offset, whole_->size())),
      length_(std::min(length, whole_->size() - offset_)) {}

Result<size_t> SliceSource::ReadAt(uint64_t offset, MutableBytes out) {
  if (offset >= length_) return size_t{0};
  const size_t count = static_cast<size_t>(std::min<uint64_t>(out.size(), length_ - offset));
  return whole_->ReadAt(offset_ + offset, out.first(count));
}

}  // namespace anatomy
