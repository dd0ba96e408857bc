// Each byte of the final tree is in one tile of each directory above it, and no directory has more or less than what is
// in it.
#include "engine/query/treemap.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

#include "unit/support/layer_builder.h"
#include "unit/support/row_table.h"

namespace anatomy {
namespace {

using test::RowTable;
using test::TarWriter;
using testing::ElementsAre;

void ExpectSums(const std::vector<TreemapTile>& tiles) {
  std::vector<uint64_t> bytes(tiles.size()), files(tiles.size()), entries(tiles.size());
  for (size_t i = 0; i < tiles.size(); ++i) {
    uint64_t parts = 0;
    for (const TreemapTile::Part& part : tiles[i].layers) parts += part.bytes;
    EXPECT_EQ(parts, tiles[i].bytes) << "the layers of a tile add up";
    if (i == 0) continue;
    ASSERT_LT(tiles[i].parent, i) << "parents come first";
    bytes[tiles[i].parent] += tiles[i].bytes;
    files[tiles[i].parent] += tiles[i].files;
    entries[tiles[i].parent] += tiles[i].node == kNoNode ? tiles[i].entries : 1;
  }
  for (size_t i = 0; i < tiles.size(); ++i) {
    if (tiles[i].type != EntryType::kDir || tiles[i].node == kNoNode) continue;
    const bool has_tiles = entries[i] > 0;
    EXPECT_EQ(has_tiles ? bytes[i] : 0, tiles[i].bytes) << "what is in a directory adds up to it";
    EXPECT_EQ(has_tiles ? files[i] : 0, tiles[i].files);
    EXPECT_EQ(entries[i], tiles[i].entries);
  }
}

// "usr/lib dir 7 in 2 = 0:3 2:4", or "rest of usr: 2 entries, 3 files, 5 = 0:5".
std::vector<std::string> Tiles(const UnionTree& tree, std::string_view path = "", const TreemapLimits& limits = {}) {
  const Result<std::vector<TreemapTile>> tiles = MakeTreemap(tree, path, limits);
  if (!tiles) return {std::string(CodeName(tiles.error().code))};
  ExpectSums(*tiles);
  std::vector<std::string> lines;
  for (const TreemapTile& tile : *tiles) {
    const bool rest = tile.node == kNoNode;
    std::string line = rest ? "rest of " + tree.paths().Path((*tiles)[tile.parent].node) + ": " +
                                  std::to_string(tile.entries) + " entries, " + std::to_string(tile.files) + " files,"
                            : tree.paths().Path(tile.node) + " " + std::string(EntryTypeName(tile.type));
    line += " " + std::to_string(tile.bytes) + " =";
    for (const TreemapTile::Part& part : tile.layers) {
      line += " " + std::to_string(part.layer) + ":" + std::to_string(part.bytes);
    }
    lines.push_back(line);
  }
  return lines;
}

std::vector<std::string> Tiles(const std::vector<TarWriter>& layers, std::string_view path = "",
                               const TreemapLimits& limits = {}) {
  return Tiles(test::TreeOf(layers), path, limits);
}

TEST(Treemap, DirectoriesWithWhatIsInThem) {
  EXPECT_THAT(Tiles({TarWriter().File("usr/a", "123").File("etc/b", "12"), TarWriter().File("usr/lib/d", "1234")}),
              ElementsAre(" dir 9 = 0:5 1:4", "usr dir 7 = 0:3 1:4", "usr/a file 3 = 0:3", "etc dir 2 = 0:2",
                          "etc/b file 2 = 0:2", "usr/lib dir 4 = 1:4", "usr/lib/d file 4 = 1:4"));
}

TEST(Treemap, OnlyWhatTheFinalTreeShows) {
  EXPECT_THAT(Tiles({TarWriter().File("a/old", "12345").File("gone/x", "1"),
                     TarWriter().File("a/.wh.old", "").File(".wh.gone", "").File("a/new", "1")}),
              ElementsAre(" dir 1 = 1:1", "a dir 1 = 1:1", "a/new file 1 = 1:1"));
}

TEST(Treemap, ADirectoryOfTheTree) {
  const std::vector<TarWriter> layers = {TarWriter().File("usr/lib/a", "123").File("usr/b", "1").File("etc/c", "1")};
  EXPECT_THAT(Tiles(layers, "usr/lib"), ElementsAre("usr/lib dir 3 = 0:3", "usr/lib/a file 3 = 0:3"));
  EXPECT_THAT(Tiles(layers, "/usr/./lib/"), ElementsAre("usr/lib dir 3 = 0:3", "usr/lib/a file 3 = 0:3"));
  EXPECT_THAT(Tiles(layers, "etc/c"), ElementsAre("etc/c file 1 = 0:1"));
}

TEST(Treemap, WhatIsNotThereIsAnError) {
  EXPECT_THAT(Tiles({TarWriter().File("a/b", "1"), TarWriter().File(".wh.a", "")}, "a"), ElementsAre("path-not-found"));
  EXPECT_THAT(Tiles({TarWriter().File("a/b", "1")}, "x"), ElementsAre("path-not-found"));
  EXPECT_THAT(Tiles(UnionTree()), ElementsAre("path-not-found")) << "no layer yet";
  EXPECT_THAT(Tiles({TarWriter()}), ElementsAre(" dir 0 ="));
}

TEST(Treemap, HardLinksCountOnceAndAsFiles) {
  const std::vector<TarWriter> layers = {TarWriter().File("a/one", "123").Hardlink("b/two", "a/one")};
  EXPECT_THAT(Tiles(layers), ElementsAre(" dir 3 = 0:3", "a dir 3 = 0:3", "a/one file 3 = 0:3",
                                         "b dir 0 =", "rest of b: 1 entries, 1 files, 0 ="));
  EXPECT_THAT(Tiles({layers[0], TarWriter().File(".wh.a", "")}),
              ElementsAre(" dir 3 = 0:3", "b dir 3 = 0:3", "b/two file 3 = 0:3"))
      << "the name that is left has the bytes, which still lie in the layer that wrote them";
}

TEST(Treemap, TheRestOfEachDirectoryAddsUp) {
  const std::vector<TarWriter> layers = {TarWriter()
                                             .File("d/large", std::string(100, 'x'))
                                             .File("d/small", "12")
                                             .File("d/deep/e/f", "345")
                                             .File("d/deep/empty", "")
                                             .Symlink("d/link", "small")};
  EXPECT_THAT(Tiles(layers, "", {.min_share = 0.1}),
              ElementsAre(" dir 105 = 0:105", "d dir 105 = 0:105", "d/large file 100 = 0:100",
                          "rest of d: 3 entries, 3 files, 5 = 0:5"));
}

TEST(Treemap, WhatLiesDirectlyInTheRootHasATileHoweverSmall) {
  const std::vector<TarWriter> layers = {
      TarWriter().File("large", std::string(100, 'x')).File("small", "1").Dir("empty").File("e", "")};
  EXPECT_THAT(Tiles(layers, "", {.min_share = 0.5}), ElementsAre(" dir 101 = 0:101", "large file 100 = 0:100",
                                                                 "small file 1 = 0:1", "empty dir 0 =", "e file 0 ="));
  EXPECT_THAT(Tiles(layers, "", {.min_share = 0.5, .children = 2}),
              ElementsAre(" dir 101 = 0:101", "large file 100 = 0:100", "small file 1 = 0:1",
                          "rest of : 2 entries, 1 files, 0 ="));
}

TEST(Treemap, ALimitKeepsTheLargestWithTheirParents) {
  RowTable rows;
  for (int i = 1; i <= 100; ++i) rows.File("d/e/f" + std::to_string(i), static_cast<uint64_t>(i));
  UnionTree tree;
  tree.AddLayer(rows.Finish());
  const std::vector<std::string> tiles = Tiles(tree, "", {.min_share = 0, .tiles = 4});
  EXPECT_THAT(
      tiles, ElementsAre(" dir 5050 = 0:5050", "d dir 5050 = 0:5050", "d/e dir 5050 = 0:5050", "d/e/f99 file 99 = 0:99",
                         "d/e/f100 file 100 = 0:100", "rest of d/e: 98 entries, 98 files, 4851 = 0:4851"));
}

TEST(Treemap, TheLayerWithMostOfTheBytes) {
  const UnionTree tree =
      test::TreeOf({TarWriter().File("d/a", "12"), TarWriter().File("d/b", "345"), TarWriter().Dir("d").Dir("new")});
  const std::vector<TreemapTile> tiles = *MakeTreemap(tree, "");
  EXPECT_EQ(tiles[0].layer, 1u);
  EXPECT_EQ(tiles[1].layer, 1u) << "of d, whatever wrote its own entry last";
  EXPECT_EQ(tiles.back().layer, 2u) << "an empty one has that of its entry";
}

TEST(Treemap, DeepTrees) {
  std::string path = "d";
  for (int depth = 0; depth < 2000; ++depth) path += "/d";
  UnionTree tree;
  tree.AddLayer(RowTable().File(path + "/f", 7).Finish());
  EXPECT_THAT(Tiles(tree, "", {.min_share = 0, .tiles = 5000}), testing::SizeIs(2003));
  EXPECT_THAT(Tiles(tree, "", {.tiles = 3}),
              ElementsAre(" dir 7 = 0:7", "d dir 7 = 0:7", "d/d dir 7 = 0:7", "d/d/d dir 7 = 0:7",
                          "rest of d/d/d: 1 entries, 1 files, 7 = 0:7"));
}

// Random trees of several layers: the sums hold whatever is cut off.
TEST(Treemap, SumsHoldForAnyLimits) {
  std::minstd_rand random(5);
  for (int round = 0; round < 30; ++round) {
    UnionTree tree;
    for (int layer = 0; layer < 4; ++layer) {
      RowTable rows;
      for (int i = 0; i < 200; ++i) {
        std::string path = std::to_string(random() % 5);
        for (uint32_t depth = random() % 4; depth > 0; --depth) path += "/" + std::to_string(random() % 6);
        const size_t name = path.rfind('/') + 1;
        if (layer > 0 && random() % 5 == 0) path.insert(name, ".wh.");
        rows.File(path, random() % 1000, random());
      }
      tree.AddLayer(rows.Finish());
    }
    const TreemapLimits limits = {
        .min_share = static_cast<double>(random() % 100) / 1000, .tiles = random() % 60, .children = random() % 6};
    const Result<std::vector<TreemapTile>> tiles = MakeTreemap(tree, "", limits);
    ASSERT_TRUE(tiles);
    ExpectSums(*tiles);
    EXPECT_EQ(tiles->front().bytes, tree.LiveBytes(3)) << "all that the ledger counts as live";
  }
}

}  // namespace
}  // namespace anatomy
