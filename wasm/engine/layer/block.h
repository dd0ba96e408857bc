// Numbers and columns in one block of bytes, as they lie in memory: how tables and plans cross between workers. Columns
// are a u64 byte length and the bytes, padded to 8.
#pragma once

#include <bit>
#include <cstdint>
#include <cstring>
#include <type_traits>
#include <vector>

#include "engine/base/bytes.h"
#include "engine/base/string_column.h"

namespace anatomy {

static_assert(std::endian::native == std::endian::little, "columns are copied as they lie in memory");

/// Of a column whose bytes are `length`; less than it where there is no such number.
inline uint64_t PaddedLength(uint64_t length) { return (length + 7) / 8 * 8; }

class BlockWriter {
 public:
  template <typename T>
  void Number(T value) {
    static_assert(std::is_arithmetic_v<T>);
    Raw(&value, sizeof value);
  }
  template <typename T>
  void Column(const std::vector<T>& values) {
    static_assert(std::is_trivially_copyable_v<T>);
    Number<uint64_t>(values.size() * sizeof(T));
    Raw(values.data(), values.size() * sizeof(T));
    bytes_.resize(bytes_.size() - values.size() * sizeof(T) + PaddedLength(values.size() * sizeof(T)));
  }
  void Column(const StringColumn& strings) {
    Column(strings.ends());
    Column(strings.bytes());
  }
  void Reserve(size_t size) { bytes_.reserve(size); }
  std::vector<uint8_t> Take() { return std::move(bytes_); }

 private:
  void Raw(const void* data, size_t size) {
    const auto* first = static_cast<const uint8_t*>(data);
    bytes_.insert(bytes_.end(), first, first + size);
  }
  std::vector<uint8_t> bytes_;
};

/// Trusts nothing: after the first thing that does not fit, nothing is read and ok() is false.
class BlockReader {
 public:
  explicit BlockReader(Bytes block) : rest_(block) {}
  bool ok() const { return ok_; }
  bool at_end() const { return rest_.empty(); }

  template <typename T>
  T Number() {
    T value{};
    if (rest_.size() < sizeof value) return Fail(value);
    std::memcpy(&value, rest_.data(), sizeof value);
    rest_ = rest_.subspan(sizeof value);
    return value;
  }
  template <typename T>
  void Column(std::vector<T>& values) {
    const uint64_t length = Number<uint64_t>();
    const uint64_t padded = PaddedLength(length);
    if (!ok_ || length > rest_.size() || padded > rest_.size() || length % sizeof(T) != 0) {
      Fail(0);
      return;
    }
    values.resize(static_cast<size_t>(length) / sizeof(T));
    if (length) std::memcpy(values.data(), rest_.data(), static_cast<size_t>(length));
    rest_ = rest_.subspan(static_cast<size_t>(padded));
  }
  void Column(StringColumn& strings) {
    std::vector<uint32_t> ends;
    std::vector<char> bytes;
    Column(ends);
    Column(bytes);
    if (ok_ && !strings.Adopt(std::move(ends), std::move(bytes))) Fail(0);
  }

 private:
  template <typename T>
  T Fail(T value) {
    ok_ = false;
    return value;
  }
  Bytes rest_;
  bool ok_ = true;
};

}  // namespace anatomy
