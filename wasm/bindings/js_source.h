// A ByteSource whose bytes JavaScript holds: a File, or a descriptor under Node.
#pragma once

#include <emscripten/val.h>

#include "engine/io/byte_source.h"

namespace anatomy {

/// `reader` is `{ size: number, read(offset: number, into: Uint8Array): number }` (web/src/engine/reader.ts). `read` fills `into`
/// before it returns and gives the number of bytes, or -1 if it failed; it must neither throw nor keep `into`, which is a
/// view of this module's memory.
class JsSource : public ByteSource {
 public:
  explicit JsSource(emscripten::val reader)
      : reader_(std::move(reader)), size_(static_cast<uint64_t>(reader_["size"].as<double>())) {}

  uint64_t size() const override { return size_; }

  Result<size_t> ReadAt(uint64_t offset, MutableBytes out) override {
    const emscripten::val view(emscripten::typed_memory_view(out.size(), out.data()));
    const double count = reader_.call<double>("read", static_cast<double>(offset), view);
    if (count < 0) return Error{Code::kFileUnreadable, {}, offset};
    return static_cast<size_t>(count);
  }

 private:
  emscripten::val reader_;
  uint64_t size_;
};

}  // namespace anatomy
