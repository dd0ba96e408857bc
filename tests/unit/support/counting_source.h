// A source that counts what is read from it: how much a question costs, as a number that is the same on every machine.
#pragma once

#include <cstdint>
#include <memory>
#include <utility>

#include "engine/io/byte_source.h"

namespace anatomy::test {

class CountingSource : public ByteSource {
 public:
  explicit CountingSource(std::shared_ptr<ByteSource> inner, uint64_t worth_jumping = UINT64_MAX)
      : inner_(std::move(inner)), worth_jumping_(worth_jumping) {}

  uint64_t size() const override { return inner_->size(); }
  Result<size_t> ReadAt(uint64_t offset, MutableBytes out) override {
    Result<size_t> count = inner_->ReadAt(offset, out);
    if (count) bytes_read_ += *count;
    return count;
  }

  uint64_t worth_jumping() const override { return worth_jumping_; }

  uint64_t bytes_read() const { return bytes_read_; }
  void Reset() { bytes_read_ = 0; }

 private:
  std::shared_ptr<ByteSource> inner_;
  uint64_t worth_jumping_;
  uint64_t bytes_read_ = 0;
};

}  // namespace anatomy::test
