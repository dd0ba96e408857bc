// Many short byte strings in one block of memory: a column of names.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace anatomy {

class StringColumn {
 public:
  /// Views into the column are valid until the next Append().
  std::string_view operator[](size_t index) const {
    return {bytes_.data() + ends_[index], static_cast<size_t>(ends_[index + 1] - ends_[index])};
  }
  size_t size() const { return ends_.size() - 1; }
  size_t byte_count() const { return bytes_.size(); }

  void Append(std::string_view text) {
    bytes_.insert(bytes_.end(), text.begin(), text.end());
    ends_.push_back(static_cast<uint32_t>(bytes_.size()));
  }

  /// The two arrays as they are, for the wire: `ends` has one element more than there are strings and begins with 0.
  const std::vector<uint32_t>& ends() const { return ends_; }
  const std::vector<char>& bytes() const { return bytes_; }

  /// Takes over arrays from the wire; false (and unchanged) unless the ends begin with 0, never fall, and stop at the
  /// last byte.
  bool Adopt(std::vector<uint32_t> ends, std::vector<char> bytes) {
    if (ends.empty() || ends.front() != 0 || ends.back() != bytes.size()) return false;
    for (size_t i = 1; i < ends.size(); ++i) {
      if (ends[i] < ends[i - 1]) return false;
    }
    ends_ = std::move(ends);
    bytes_ = std::move(bytes);
    return true;
  }

 private:
  std::vector<uint32_t> ends_ = {0};
  std::vector<char> bytes_;
};

}  // namespace anatomy
