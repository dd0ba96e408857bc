#include "engine/analysis/largest.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <random>

namespace anatomy {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::vector<int> Kept(size_t capacity, const std::vector<int>& items) {
  Largest<int, std::greater<>> largest(capacity);
  for (const int item : items) largest.Add(item);
  return std::move(largest).Take();
}

TEST(Largest, KeepsTheLargestInOrder) {
  EXPECT_THAT(Kept(3, {1, 5, 2, 4, 3}), ElementsAre(5, 4, 3));
  EXPECT_THAT(Kept(3, {1, 2}), ElementsAre(2, 1));
  EXPECT_THAT(Kept(0, {1, 2}), IsEmpty());
  EXPECT_THAT(Kept(2, {}), IsEmpty());
}

TEST(Largest, IsASortedPrefixOfEverything) {
  std::minstd_rand random(3);
  for (size_t capacity = 1; capacity < 40; ++capacity) {
    std::vector<int> items(100);
    for (int& item : items) item = static_cast<int>(random() % 60);
    std::vector<int> sorted = items;
    std::ranges::sort(sorted, std::greater());
    sorted.resize(capacity);
    EXPECT_EQ(Kept(capacity, items), sorted);
  }
}

}  // namespace
}  // namespace anatomy
