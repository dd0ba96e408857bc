#include "engine/analysis/duplicates.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <random>

#include "unit/support/layer_builder.h"
#include "unit/support/row_table.h"

namespace anatomy {
namespace {

using test::RowTable;
using test::TarWriter;
using testing::ElementsAre;
using testing::IsEmpty;

// "<bytes> x <copies>: <paths> in <layers>" for each group.
std::vector<std::string> Groups(const UnionTree& tree, size_t top_count = 10, size_t paths_of_group = 10) {
  std::vector<std::string> lines;
  for (const DuplicateGroup& group : FindDuplicates(tree, top_count, paths_of_group).top) {
    std::string line = std::to_string(group.bytes) + " x " + std::to_string(group.copies) + ":";
    for (const NodeId path : group.paths) line += " " + tree.paths().Path(path);
    line += " in";
    for (const uint32_t layer : group.layers) line += " " + std::to_string(layer);
    lines.push_back(line);
  }
  return lines;
}

UnionTree Tree(const std::vector<TarWriter>& layers) { return test::TreeOf(layers); }

TEST(Duplicates, EqualContentUnderSeveralPaths) {
  const UnionTree tree =
      Tree({TarWriter().File("a", "same").File("b", "same").File("c", "diff"), TarWriter().File("d/e", "same")});
  EXPECT_THAT(Groups(tree), ElementsAre("4 x 3: a b d/e in 0 1"));
  const Duplicates duplicates = FindDuplicates(tree, 0, 0);
  EXPECT_EQ(duplicates.bytes, 8u) << "all but one";
  EXPECT_EQ(duplicates.files, 2u);
  EXPECT_EQ(duplicates.groups, 1u);
  EXPECT_THAT(duplicates.top, IsEmpty());
}

TEST(Duplicates, OnlyWhatTheFinalTreeShows) {
  EXPECT_THAT(Groups(Tree({TarWriter().File("a", "same").File("b", "same"), TarWriter().File(".wh.a", "")})),
              IsEmpty());
  EXPECT_THAT(Groups(Tree({TarWriter().File("a", "same"), TarWriter().File("a", "same")})), IsEmpty())
      << "a path written twice is the ledger's";
}

TEST(Duplicates, NamesOfOneInodeAreOneBody) {
  EXPECT_THAT(Groups(Tree({TarWriter().File("a", "same").Hardlink("b", "a").Hardlink("c", "a")})), IsEmpty());
  EXPECT_THAT(
      Groups(Tree({TarWriter().File("a", "same").Hardlink("b", "a").File("z", "same"), TarWriter().File(".wh.a", "")})),
      ElementsAre("4 x 2: b z in 0"))
      << "the name that is there";
}

TEST(Duplicates, EmptyFilesTakeNothing) {
  EXPECT_THAT(Groups(Tree({TarWriter().File("a", "").File("b", "").Dir("c").Dir("d").Symlink("l", "a")})), IsEmpty());
}

TEST(Duplicates, SparseFilesAreEqualInHolesToo) {
  const auto sparse = [](std::string name, std::string size, std::string map) {
    return test::TarItem{
        .name = std::move(name),
        .body = "abcde",
        .pax = {
            {"GNU.sparse.size", std::move(size)}, {"GNU.sparse.numblocks", "2"}, {"GNU.sparse.map", std::move(map)}}};
  };
  EXPECT_THAT(Groups(Tree({TarWriter()
                               .Add(sparse("s1", "2000", "0,3,1000,2"))
                               .Add(sparse("s2", "2000", "0,3,1000,2"))
                               .Add(sparse("longer", "2001", "0,3,1000,2"))
                               .Add(sparse("elsewhere", "2000", "0,3,1001,2"))
                               .File("plain", "abcde")})),
              ElementsAre("5 x 2: s1 s2 in 0"));
}

TEST(Duplicates, WhatSavesMostComesFirst) {
  const UnionTree tree = Tree({TarWriter()
                                   .File("a1", "1234")
                                   .File("a2", "1234")
                                   .File("b1", "56")
                                   .File("b2", "56")
                                   .File("b3", "56")
                                   .File("b4", "56")
                                   .File("c1", "789")
                                   .File("c2", "789")});
  EXPECT_THAT(Groups(tree, 2, 2), ElementsAre("2 x 4: b1 b2 in 0", "4 x 2: a1 a2 in 0"));
}

// Against counting by a map; few contents, so that groups are many and large.
TEST(Duplicates, AgreeWithCountingByHand) {
  std::minstd_rand random(11);
  for (int round = 0; round < 20; ++round) {
    RowTable rows;
    std::map<std::array<uint64_t, 3>, uint64_t> copies;
    for (int i = 0; i < 500; ++i) {
      const uint64_t content = random() % 40, stored = random() % 3, size = stored + random() % 3;
      rows.File("f" + std::to_string(i), size, content, stored);
      if (stored > 0) ++copies[{content, size, stored}];
    }
    UnionTree tree;
    tree.AddLayer(rows.Finish());
    uint64_t bytes = 0, files = 0, groups = 0;
    for (const auto& [content, count] : copies) {
      if (count < 2) continue;
      ++groups;
      files += count - 1;
      bytes += (count - 1) * content[2];
    }
    const Duplicates duplicates = FindDuplicates(tree, 1000, 1000);
    EXPECT_EQ(duplicates.bytes, bytes);
    EXPECT_EQ(duplicates.files, files);
    EXPECT_EQ(duplicates.groups, groups);
    uint64_t listed = 0, paths = 0;
    for (const DuplicateGroup& group : duplicates.top) {
      listed += (group.copies - 1) * group.bytes;
      paths += group.paths.size() - 1;
    }
    EXPECT_EQ(listed, bytes);
    EXPECT_EQ(paths, files);
  }
}

}  // namespace
}  // namespace anatomy
