#include "engine/base/string_column.h"

#include <gtest/gtest.h>

namespace anatomy {
namespace {

TEST(StringColumn, KeepsStringsApart) {
  StringColumn column;
  EXPECT_EQ(column.size(), 0u);
  for (const std::string_view text : {"one", "", "three"}) column.Append(text);
  ASSERT_EQ(column.size(), 3u);
  EXPECT_EQ(column[0], "one");
  EXPECT_EQ(column[1], "");
  EXPECT_EQ(column[2], "three");
  EXPECT_EQ(column.byte_count(), 8u);
}

// The arrays come from another worker: every view that they allow must lie inside the bytes.
TEST(StringColumn, AdoptsOnlyWhatIsConsistent) {
  const std::vector<char> bytes = {'a', 'b', 'c'};
  StringColumn column;
  column.Append("old");
  for (const std::vector<uint32_t>& ends :
       std::vector<std::vector<uint32_t>>{{}, {1, 3}, {0, 2}, {0, 4}, {0, 2, 1, 3}, {0}, {0, 5, 3}}) {
    EXPECT_FALSE(column.Adopt(ends, bytes));
    EXPECT_EQ(column[0], "old") << "unchanged after a refusal";
  }
  ASSERT_TRUE(column.Adopt({0, 1, 1, 3}, bytes));
  EXPECT_EQ(column.size(), 3u);
  EXPECT_EQ(column[2], "bc");
  EXPECT_TRUE(column.Adopt({0}, {}));
  EXPECT_EQ(column.size(), 0u);
}

}  // namespace
}  // namespace anatomy
