#include "engine/query/tree_view.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

#include "engine/base/saturating.h"
#include "unit/support/layer_builder.h"
#include "unit/support/row_table.h"

namespace anatomy {
namespace {

using test::TarWriter;
using testing::ElementsAre;
using testing::IsEmpty;

// "  d/ 30 [1/2]" for each visible row: indented by depth, "+" when it can be opened, "/" when it is a directory.
std::vector<std::string> Rows(TreeView& view, const UnionTree& tree) {
  std::vector<std::string> lines;
  for (size_t i = 0; i < view.row_count(); ++i) {
    const TreeRow row = view.Row(i);
    std::string line(2 * row.depth, ' ');
    if (row.expandable) line += row.expanded ? "-" : "+";
    line += std::string(tree.paths().name(row.node)) + " " + std::to_string(row.size);
    if (row.change.status != ChangeStatus::kUnmodified) line += " " + std::string(ChangeStatusName(row.change.status));
    lines.push_back(std::move(line));
  }
  return lines;
}

UnionTree SomeTree() {
  return test::TreeOf(std::vector<TarWriter>{
      TarWriter()
          .Dir("etc")
          .File("etc/hosts", "1234")
          .File("etc/passwd", "123456")
          .Dir("Empty")
          .File("bin/tool", "12")
          .Hardlink("bin/link", "bin/tool"),
      TarWriter().File("etc/hosts", "12345678").File("bin/.wh.tool", "").File("etc/new/deep", "1")});
}

TEST(TreeView, NothingBeforeAPointOfView) {
  const UnionTree tree = SomeTree();
  TreeView view(tree);
  EXPECT_EQ(view.row_count(), 0u);
}

TEST(TreeView, CollapsedByNameInByteOrder) {
  const UnionTree tree = SomeTree();
  TreeView view(tree);
  view.SetPointOfView({.to = 0});
  EXPECT_THAT(Rows(view, tree), ElementsAre("Empty 0 added", "+bin 2 added", "+etc 10 added"));
}

TEST(TreeView, SumsStopAtTheLargestNumber) {
  UnionTree tree;
  test::RowTable rows;
  for (const char* path : {"d/a", "d/b", "d/c"}) rows.File(path, kMostBytes, 0, 1);
  tree.AddLayer(rows.Finish());
  TreeView view(tree);
  view.SetPointOfView({.to = 0});
  EXPECT_EQ(view.Row(0).size, kMostBytes);
}

TEST(TreeView, ExpandingShowsTheChildren) {
  const UnionTree tree = SomeTree();
  TreeView view(tree);
  view.SetPointOfView({.to = 1});
  view.SetExpanded(tree.paths().Find("etc"), true);
  EXPECT_THAT(Rows(view, tree),
              ElementsAre("Empty 0", "+bin 2", "-etc 15", "  hosts 8 modified", "  +new 1 added", "  passwd 6"));
  const TreeRow hosts = view.Row(3);
  EXPECT_EQ(hosts.depth, 1u);
  EXPECT_EQ(hosts.position, 1u);
  EXPECT_EQ(hosts.siblings, 3u);
  EXPECT_EQ(hosts.entry.layer, 1u);
  view.SetExpanded(tree.paths().Find("etc"), false);
  EXPECT_EQ(view.row_count(), 3u);
}

TEST(TreeView, WhatIsExpandedSurvivesAnotherPointOfView) {
  const UnionTree tree = SomeTree();
  TreeView view(tree);
  view.SetPointOfView({.to = 1});
  view.SetExpanded(tree.paths().Find("bin"), true);
  EXPECT_THAT(Rows(view, tree), testing::Contains("  link 2"));
  view.SetPointOfView({.to = 0});
  EXPECT_THAT(Rows(view, tree), testing::IsSupersetOf({"  link 2 added", "  tool 2 added"}));
}

TEST(TreeView, ExpandAllAndNothing) {
  const UnionTree tree = SomeTree();
  TreeView view(tree);
  view.SetPointOfView({.to = 1});
  view.ExpandAll(true);
  EXPECT_EQ(view.row_count(), 8u);
  view.ExpandAll(false);
  EXPECT_EQ(view.row_count(), 3u);
}

// A directory weighs the bodies below it; a hard link's body weighs once.
TEST(TreeView, SizesAreSumsThatCountABodyOnce) {
  const UnionTree tree = SomeTree();
  TreeView view(tree);
  view.SetPointOfView({.to = 0});
  view.ExpandAll(true);
  uint64_t top = 0;
  for (size_t i = 0; i < view.row_count(); ++i) {
    if (view.Row(i).depth == 0) top += view.Row(i).size;
  }
  EXPECT_EQ(top, tree.LiveBytes(0));
}

TEST(TreeView, SortBySize) {
  const UnionTree tree = SomeTree();
  TreeView view(tree);
  view.SetPointOfView({.to = 0});
  view.SetSort(SortKey::kSize, /*descending=*/true);
  EXPECT_THAT(Rows(view, tree), ElementsAre("+etc 10 added", "+bin 2 added", "Empty 0 added"));
  view.SetSort(SortKey::kSize, false);
  EXPECT_THAT(Rows(view, tree), ElementsAre("Empty 0 added", "+bin 2 added", "+etc 10 added"));
  view.SetSort(SortKey::kName, true);
  EXPECT_THAT(Rows(view, tree), ElementsAre("+etc 10 added", "+bin 2 added", "Empty 0 added"));
}

TEST(TreeView, SortByEveryColumn) {
  UnionTree tree;
  test::RowTable rows;
  rows.File("a", 30).File("b", 10).File("c/x", 20);
  tree.AddLayer(rows.Finish());
  tree.AddLayer(test::TableOf(TarWriter().File("b", "1").File("d", "2")));
  TreeView view(tree);
  view.SetPointOfView({.to = 1});
  const auto order = [&](SortKey key, bool descending) {
    view.SetSort(key, descending);
    std::string names;
    for (size_t i = 0; i < view.row_count(); ++i) names += tree.paths().name(view.Row(i).node);
    return names;
  };
  EXPECT_EQ(order(SortKey::kLayer, false), "acbd");
  EXPECT_EQ(order(SortKey::kLayer, true), "bdac");
  EXPECT_EQ(order(SortKey::kChange, false), "dbac") << "added, modified, then the rest";
  EXPECT_EQ(order(SortKey::kChange, true), "acbd");
}

TEST(TreeView, SortByAttributes) {
  const UnionTree tree =
      test::TreeOf(std::vector<TarWriter>{TarWriter()
                                              .Add({.name = "a", .mode = 0755, .uid = 5, .mtime = 10})
                                              .Add({.name = "b", .mode = 0600, .uid = 5, .gid = 1, .mtime = 7})
                                              .Add({.name = "c", .mode = 0644, .uid = 0, .gid = 9, .mtime = 99})});
  TreeView view(tree);
  view.SetPointOfView({.to = 0});
  const auto order = [&](SortKey key) {
    view.SetSort(key, false);
    std::string names;
    for (size_t i = 0; i < view.row_count(); ++i) names += tree.paths().name(view.Row(i).node);
    return names;
  };
  EXPECT_EQ(order(SortKey::kMode), "bca");
  EXPECT_EQ(order(SortKey::kOwner), "cab");
  EXPECT_EQ(order(SortKey::kModified), "bac");
  EXPECT_EQ(order(SortKey::kSize), "abc");
}

TEST(TreeView, EqualSizesAreInOrderOfNames) {
  const UnionTree tree = test::TreeOf(std::vector<TarWriter>{TarWriter().File("b", "1").File("c", "1").File("a", "1")});
  TreeView view(tree);
  view.SetPointOfView({.to = 0});
  view.SetSort(SortKey::kSize, true);
  EXPECT_THAT(Rows(view, tree), ElementsAre("a 1 added", "b 1 added", "c 1 added"));
}

// The changes of a layer: only what differs, with what it removed, and the directories on the way.
TEST(TreeView, ComparingShowsOnlyWhatDiffers) {
  const UnionTree tree = SomeTree();
  TreeView view(tree);
  view.SetPointOfView({.to = 1, .compare = true, .from = 0});
  view.ExpandAll(true);
  EXPECT_THAT(Rows(view, tree), ElementsAre("-bin 0", "  tool 2 removed", "-etc 9", "  hosts 8 modified",
                                            "  -new 1 added", "    deep 1 added"));
}

// What a removed directory took with it is its weight; a directory that stays does not carry what it lost.
TEST(TreeView, RemovedDirectoryWeighsWhatWentWithIt) {
  const UnionTree tree = test::TreeOf(std::vector<TarWriter>{
      TarWriter().File("var/cache/a", "123").File("var/cache/deep/b", "4567").File("var/kept", "1"),
      TarWriter().File("var/.wh.cache", "")});
  TreeView view(tree);
  view.SetPointOfView({.to = 1, .compare = true, .from = 0});
  view.ExpandAll(true);
  EXPECT_THAT(Rows(view, tree), ElementsAre("-var 0", "  -cache 7 removed", "    a 3 removed", "    -deep 4 removed",
                                            "      b 4 removed"));
}

TEST(TreeView, ComparingAPointWithItselfShowsNothing) {
  const UnionTree tree = SomeTree();
  TreeView view(tree);
  view.SetPointOfView({.to = 1, .compare = true, .from = 1});
  EXPECT_THAT(Rows(view, tree), IsEmpty());
}

TEST(TreeView, ComparingWithNothingShowsEverythingAsAdded) {
  const UnionTree tree = SomeTree();
  TreeView view(tree);
  view.SetPointOfView({.to = 1, .compare = true, .from = kBeforeBase});
  view.ExpandAll(true);
  EXPECT_EQ(view.row_count(), 8u);
  for (size_t i = 0; i < view.row_count(); ++i) EXPECT_EQ(view.Row(i).change.status, ChangeStatus::kAdded);
}

TEST(TreeView, APointAboveTheTopIsTheTop) {
  const UnionTree tree = SomeTree();
  TreeView view(tree);
  view.SetPointOfView({.to = 99});
  EXPECT_EQ(view.point_of_view().to, 1);
  EXPECT_EQ(view.row_count(), 3u);
}

TEST(TreeView, RevealOpensTheWay) {
  const UnionTree tree = SomeTree();
  TreeView view(tree);
  view.SetPointOfView({.to = 1});
  const int64_t row = view.Reveal("etc/new/deep");
  ASSERT_GE(row, 0);
  EXPECT_EQ(tree.paths().Path(view.Row(static_cast<size_t>(row)).node), "etc/new/deep");
  EXPECT_EQ(view.Row(static_cast<size_t>(row)).depth, 2u);
  EXPECT_EQ(view.Reveal("bin/tool"), -1) << "not at this point";
  EXPECT_EQ(view.Reveal("nope"), -1);
  EXPECT_EQ(view.Reveal(""), -1) << "the root has no row";
}

TEST(TreeView, TypingFindsTheNextRowAndWrapsRound) {
  const UnionTree tree = test::TreeOf(
      std::vector<TarWriter>{TarWriter().File("alpha", "").File("Beta", "").File("beta2", "").File("gamma", "")});
  TreeView view(tree);
  view.SetPointOfView({.to = 0});  // Beta alpha beta2 gamma
  EXPECT_EQ(view.FindByPrefix("be", 0), 2);
  EXPECT_EQ(view.FindByPrefix("BE", 2), 0);
  EXPECT_EQ(view.FindByPrefix("gamma", 3), 3) << "the row itself, after a whole round";
  EXPECT_EQ(view.FindByPrefix("x", 0), -1);
  EXPECT_EQ(view.FindByPrefix("", 1), 2);
  TreeView empty(tree);
  EXPECT_EQ(empty.FindByPrefix("a", 0), -1);
}

// Layers arrive while the tree is on the screen.
TEST(TreeView, GrowsWithTheTree) {
  UnionTree tree;
  tree.AddLayer(test::TableOf(TarWriter().File("a", "1")));
  TreeView view(tree);
  view.SetPointOfView({.to = 0});
  EXPECT_EQ(view.row_count(), 1u);
  tree.AddLayer(test::TableOf(TarWriter().File("b/c", "1")));
  view.SetPointOfView({.to = 1});
  EXPECT_EQ(view.Reveal("b/c"), 2);
}

TEST(TreeView, DeepTreesNeedNoStack) {
  std::string path = "d";
  for (int i = 0; i < 3000; ++i) path += "/d";
  const UnionTree tree = test::TreeOf(std::vector<TarWriter>{TarWriter().File(path, "1")});
  TreeView view(tree);
  view.SetPointOfView({.to = 0});
  EXPECT_EQ(view.Reveal(path), 3000);
  EXPECT_EQ(view.Row(0).size, 1u);
}

// Whatever is opened, in any order and at any point: the rows are a depth-first walk without gaps.
TEST(TreeView, RandomUseKeepsTheRowsConsistent) {
  const UnionTree tree = SomeTree();
  TreeView view(tree);
  std::minstd_rand random(3);
  view.SetPointOfView({.to = 0});
  for (int step = 0; step < 400; ++step) {
    switch (random() % 4) {
      case 0:
        view.SetPointOfView({.to = static_cast<int>(random() % 3) - 1,
                             .compare = random() % 2 == 0,
                             .from = static_cast<int>(random() % 3) - 1});
        break;
      case 1:
        view.SetSort(static_cast<SortKey>(random() % 7), random() % 2 == 0);
        break;
      default:
        view.SetExpanded(NodeId{static_cast<uint32_t>(random() % (tree.paths().size() + 2))}, random() % 3 != 0);
    }
    uint32_t depth = 0;
    for (size_t i = 0; i < view.row_count(); ++i) {
      const TreeRow row = view.Row(i);
      ASSERT_LE(row.depth, i == 0 ? 0 : depth + 1);
      ASSERT_LE(row.position, row.siblings);
      ASSERT_TRUE(view.Shows(row.node));
      depth = row.depth;
    }
  }
}

}  // namespace
}  // namespace anatomy
