// A CRC is what is left of the bits, taken as a polynomial, when it is divided by that of CRC-32. To take away any
// multiple of the divisor changes nothing, and there is one with few terms that all are whole words of 128 bits apart:
//
//   y^300 + y^155 + y^117 + y^89 + 1, with y = x^128
//
// So a word is taken out of the message by adding it, which is XOR, to four words behind it. That needs no tables and
// no shifts; tables have to do the last 300 words only. (The idea is that of Russell's "Chorba", with another
// multiple.)
#include "engine/codec/crc32.h"

#include <zlib.h>

#include <algorithm>
#include <bit>
#include <cstring>

namespace anatomy {
namespace {

// The first bits of a message are the lowest of its first word.
static_assert(std::endian::native == std::endian::little);

// zlib turns all bits before and after: this is what it gives where nothing is to be added to the first bits.
constexpr uint32_t kZero = ~uint32_t{0};

}  // namespace

void Crc32::Add(Bytes bytes) {
  while (!bytes.empty()) {
    const Bytes part = bytes.first(std::min(bytes.size(), kHeldBytes - held_));
    std::memcpy(reinterpret_cast<uint8_t*>(words_.data()) + held_, part.data(), part.size());
    held_ += part.size();
    bytes = bytes.subspan(part.size());
    if (held_ == kHeldBytes) TakeOut();
  }
}

void Crc32::TakeOut() {
  // A CRC begins with ones, added to the first 32 bits.
  if (!begun_) words_[0] ^= Word{~uint32_t{0}, 0};
  begun_ = true;
  for (size_t i = 0; i < kTakenOut; ++i) {
    const Word word = words_[i];
    words_[i + kSpan - 155] ^= word;
    words_[i + kSpan - 117] ^= word;
    words_[i + kSpan - 89] ^= word;
    words_[i + kSpan] ^= word;
  }
  std::copy(words_.end() - kSpan, words_.end(), words_.begin());
  held_ = kSpan * sizeof(Word);
}

uint32_t Crc32::value() const {
  return static_cast<uint32_t>(
      crc32(begun_ ? kZero : 0, reinterpret_cast<const Bytef*>(words_.data()), static_cast<uInt>(held_)));
}

}  // namespace anatomy
