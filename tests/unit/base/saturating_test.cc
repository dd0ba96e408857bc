#include "engine/base/saturating.h"

#include <gtest/gtest.h>

namespace anatomy {
namespace {

TEST(SaturatingSum, StopsAtTheLargestFile) {
  EXPECT_EQ(SaturatingSum(0, 0), 0u);
  EXPECT_EQ(SaturatingSum(2, 3), 5u);
  EXPECT_EQ(SaturatingSum(kMostBytes - 1, 1), kMostBytes);
  EXPECT_EQ(SaturatingSum(kMostBytes, 1), kMostBytes);
  EXPECT_EQ(SaturatingSum(kMostBytes, kMostBytes), kMostBytes);
  EXPECT_EQ(SaturatingSum(UINT64_MAX, UINT64_MAX), kMostBytes);
  EXPECT_EQ(SaturatingSum(UINT64_MAX, 0), kMostBytes);
}

}  // namespace
}  // namespace anatomy
