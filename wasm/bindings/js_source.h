// A ByteSource whose bytes JavaScript holds: a File, or a descriptor under Node.
#pragma once

#include <emscripten/val.h>

#include <memory>
#include <utility>

#include "engine/io/byte_source.h"

// js_source_import.js
extern "C" double js_source_read(emscripten::EM_VAL reader, double offset, uint8_t* into, size_t length);

namespace anatomy {

/// `reader` is `{ size: number, worthJumping: number, read(offset: number, into: Uint8Array): number | Promise<number>
/// }` (web/src/engine/reader.ts). `read` fills `into`, a view of this module's memory, and gives the number of bytes,
/// or -1 if it failed; it must not throw. It may give a promise only to what was called through a binding with
/// emscripten::async(), and only where the browser has JSPI.
class JsSource : public ByteSource {
 public:
  explicit JsSource(emscripten::val reader)
      : reader_(std::move(reader)),
        size_(static_cast<uint64_t>(reader_["size"].as<double>())),
        worth_jumping_(static_cast<uint64_t>(reader_["worthJumping"].as<double>())) {}

  uint64_t size() const override { return size_; }
  uint64_t worth_jumping() const override { return worth_jumping_; }

  Result<size_t> ReadAt(uint64_t offset, MutableBytes out) override {
    const double count = js_source_read(reader_.as_handle(), static_cast<double>(offset), out.data(), out.size());
    if (count < 0) return Error{Code::kFileUnreadable, {}, offset};
    return static_cast<size_t>(count);
  }

 private:
  emscripten::val reader_;
  uint64_t size_;
  uint64_t worth_jumping_;
};

inline std::shared_ptr<ByteSource> SourceOf(const emscripten::val& reader) {
  return std::make_shared<JsSource>(reader);
}

}  // namespace anatomy
