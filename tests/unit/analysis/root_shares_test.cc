// What lies below each name of the root, and that nothing is counted twice or left out.
#include "engine/analysis/root_shares.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "unit/support/layer_builder.h"

namespace anatomy {
namespace {

using test::TarWriter;
using testing::ElementsAre;
using testing::IsEmpty;

// "usr 7 = 0:3 2:4": 7 bytes, 3 from layer 0 and 4 from layer 2.
std::vector<std::string> Shares(const std::vector<TarWriter>& layers, size_t top_count = 100) {
  const UnionTree tree = test::TreeOf(layers);
  const RootShares shares = MakeRootShares(tree, top_count);
  std::vector<std::string> lines;
  uint64_t sum = 0;
  for (const RootShare& share : shares.top) {
    std::string line = tree.paths().Path(share.node) + " " + std::to_string(share.bytes) + " =";
    uint64_t parts = 0;
    for (const RootShare::Part& part : share.layers) {
      line += " " + std::to_string(part.layer) + ":" + std::to_string(part.bytes);
      parts += part.bytes;
    }
    EXPECT_EQ(parts, share.bytes);
    sum += share.bytes;
    lines.push_back(line);
  }
  if (shares.entries == shares.top.size()) {
    EXPECT_EQ(sum, tree.LiveBytes(static_cast<int>(layers.size()) - 1));
  }
  return lines;
}

TEST(RootShares, BytesOfEachNameByLayer) {
  EXPECT_THAT(Shares({TarWriter().File("usr/a", "123").File("etc/b", "12").Dir("tmp"), TarWriter().File("etc/c", "1"),
                      TarWriter().File("usr/lib/d", "1234")}),
              ElementsAre("usr 7 = 0:3 2:4", "etc 3 = 0:2 1:1", "tmp 0 ="));
}

TEST(RootShares, OnlyWhatTheFinalTreeShows) {
  EXPECT_THAT(Shares({TarWriter().File("a/old", "12345").File("gone/x", "1"),
                      TarWriter().File("a/.wh.old", "").File(".wh.gone", "").File("a/new", "1")}),
              ElementsAre("a 1 = 1:1"));
}

TEST(RootShares, NamesOfOneBodyShareIt) {
  EXPECT_THAT(Shares({TarWriter().File("a/one", "123").Hardlink("b/two", "a/one")}), ElementsAre("a 3 = 0:3", "b 0 ="));
  EXPECT_THAT(Shares({TarWriter().File("a/one", "123").Hardlink("b/two", "a/one"), TarWriter().File(".wh.a", "")}),
              ElementsAre("b 3 = 0:3"));
}

TEST(RootShares, AFileInTheRootIsItsOwnShare) {
  EXPECT_THAT(Shares({TarWriter().File("hello", "hi")}), ElementsAre("hello 2 = 0:2"));
}

TEST(RootShares, ListsTheLargest) {
  const std::vector<TarWriter> layers = {TarWriter().File("a", "1").File("b", "333").File("c", "22")};
  EXPECT_THAT(Shares(layers, 2), ElementsAre("b 3 = 0:3", "c 2 = 0:2"));
  EXPECT_EQ(MakeRootShares(test::TreeOf(layers), 2).entries, 3u);
}

TEST(RootShares, NoLayerNoName) {
  EXPECT_THAT(MakeRootShares(UnionTree(), 5).top, IsEmpty());
  EXPECT_THAT(Shares({TarWriter()}), IsEmpty());
}

}  // namespace
}  // namespace anatomy
