#include "engine/analysis/same_size_bodies.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "unit/support/row_table.h"

namespace anatomy {
namespace {

using test::RowTable;
using testing::ElementsAre;
using testing::IsEmpty;

std::shared_ptr<const LayerTable> Unread(const RowTable& rows, const std::vector<uint32_t>& unread) {
  LayerTable table = *rows.Finish();
  for (const uint32_t row : unread) table.hashes[row] = {};
  return std::make_shared<const LayerTable>(table);
}

TEST(SameSizeBodies, AreThoseThatAnotherBodyMayEqual) {
  const auto base = Unread(RowTable().File("a", 100).File("b", 200).File("c", 300).Dir("d"), {0, 1, 2});
  const auto top = Unread(RowTable().Dir("d").File("e", 100).File("f", 400).File("g", 200), {1, 2});
  const std::vector<BodyList> lists = SameSizeBodies({base, top});
  ASSERT_EQ(lists.size(), 2u);
  EXPECT_THAT(lists[0].rows, ElementsAre(0, 1)) << "the second is as long as one that was read";
  EXPECT_THAT(lists[1].rows, ElementsAre(1));
  EXPECT_THAT(lists[0].sizes, ElementsAre(100, 200));
  EXPECT_EQ(lists[0].bytes(), 300u);
}

TEST(SameSizeBodies, ATableThatIsThereTwiceIsListedOnce) {
  const auto table = Unread(RowTable().File("a", 100), {0});
  const std::vector<BodyList> lists = SameSizeBodies({table, table});
  EXPECT_THAT(lists[0].rows, ElementsAre(0));
  EXPECT_THAT(lists[1].rows, IsEmpty());
  EXPECT_THAT(SameSizeBodies({table})[0].rows, IsEmpty());
}

TEST(SameSizeBodies, NothingIsToBeReadWhereAllWas) {
  const auto table = RowTable().File("a", 100, 1).File("b", 100, 2).File("empty", 0).File("none", 0).Finish();
  EXPECT_THAT(SameSizeBodies({table, table})[0].rows, IsEmpty());
}

}  // namespace
}  // namespace anatomy
