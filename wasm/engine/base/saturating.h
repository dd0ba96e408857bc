// Sums of sizes that archives claim: a sparse file of a few bytes may say that it is as large as a file can be, and two
// of them are more than a number holds.
#pragma once

#include <algorithm>
#include <cstdint>

namespace anatomy {

/// As large as a file can be. Sums stop here, so that they fit a signed integer, too.
inline constexpr uint64_t kMostBytes = INT64_MAX;

/// a + b, but never more than kMostBytes.
constexpr uint64_t SaturatingSum(uint64_t a, uint64_t b) {
  a = std::min(a, kMostBytes);
  b = std::min(b, kMostBytes);
  return a > kMostBytes - b ? kMostBytes : a + b;
}

}  // namespace anatomy
