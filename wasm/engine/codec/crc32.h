// The CRC-32 of gzip (RFC 1952, section 8), faster over megabytes than table by table.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "engine/base/bytes.h"

namespace anatomy {

class Crc32 {
 public:
  void Add(Bytes bytes);

  /// Of all bytes that were added; 0 for none.
  uint32_t value() const;

  /// Forgets them. A layer may have a member for every file, so it costs nothing.
  void Clear() {
    begun_ = false;
    held_ = 0;
  }

 private:
  // GCC's and Clang's vectors become the machine's, or WebAssembly's.
  using Word = uint64_t __attribute__((vector_size(16)));
  static constexpr size_t kTakenOut = 1024;
  static constexpr size_t kSpan = 300;
  static constexpr size_t kHeldBytes = (kTakenOut + kSpan) * sizeof(Word);  // fits the processor's nearest cache

  void TakeOut();

  bool begun_ = false;  // some words were taken out
  size_t held_ = 0;     // bytes of words_
  std::array<Word, kTakenOut + kSpan> words_;
};

}  // namespace anatomy
