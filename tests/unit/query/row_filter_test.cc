// What the tree view shows while a filter is set, and the way through its matches.
#include "engine/query/row_filter.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

#include "engine/query/tree_view.h"
#include "unit/support/layer_builder.h"

namespace anatomy {
namespace {

using test::TarWriter;
using testing::ElementsAre;
using testing::IsEmpty;

// "  -etc", "    hosts *" for each row: indented by depth, "+" when folded, "*" when it matches.
std::vector<std::string> Rows(TreeView& view, const UnionTree& tree) {
  std::vector<std::string> lines;
  for (size_t i = 0; i < view.row_count(); ++i) {
    const TreeRow row = view.Row(i);
    std::string line(2 * row.depth, ' ');
    if (row.expandable) line += row.expanded ? "-" : "+";
    lines.push_back(line + std::string(tree.paths().name(row.node)) + (row.matches ? " *" : ""));
  }
  return lines;
}

UnionTree SomeTree() {
  return test::TreeOf(std::vector<TarWriter>{
      TarWriter()
          .File("bin/tool", "12")
          .Hardlink("bin/link", "bin/tool")
          .File("etc/conf.d/a.conf", "1234")
          .File("etc/hosts", "123456")
          .File("etc/main.conf", "1")
          .File("usr/etc/other.conf", "123"),
      TarWriter().File("etc/hosts", "12345678").File("bin/.wh.tool", "").File("etc/new.conf", "12")});
}

RowFilter Looking(PatternKind kind, std::string_view text, bool only_matches = true) {
  return {.pattern = std::make_shared<const Pattern>(std::move(Pattern::Compile(kind, text).value())),
          .only_matches = only_matches};
}

class RowFilterTest : public testing::Test {
 protected:
  RowFilterTest() { view_.SetPointOfView({.to = 1}); }
  void Filter(RowFilter filter) { ASSERT_TRUE(view_.SetFilter(std::move(filter))); }
  std::vector<std::string> Rows() { return anatomy::Rows(view_, tree_); }
  NodeId Find(std::string_view path) { return tree_.paths().Find(path); }

  UnionTree tree_ = SomeTree();
  TreeView view_{tree_};
};

TEST_F(RowFilterTest, ShowsMatchesAndWhatLeadsToThemOpened) {
  Filter(Looking(PatternKind::kGlob, "*.conf"));
  EXPECT_THAT(Rows(), ElementsAre("-etc", "  -conf.d", "    a.conf *", "  main.conf *", "  new.conf *", "-usr",
                                  "  -etc", "    other.conf *"));
  EXPECT_EQ(view_.match_count(), 4u);
  const TreeRow conf_d = view_.Row(1);
  EXPECT_EQ(conf_d.position, 1u);
  EXPECT_EQ(conf_d.siblings, 3u) << "of the rows that are shown";
}

TEST_F(RowFilterTest, AFolderThatMatchesIsShownWithoutWhatDoesNot) {
  Filter(Looking(PatternKind::kName, "ETC"));
  EXPECT_THAT(Rows(), ElementsAre("etc *", "-usr", "  etc *"));
}

TEST_F(RowFilterTest, PathsAreLookedAtWhereThePatternHasASlash) {
  Filter(Looking(PatternKind::kGlob, "/etc/*.conf"));
  EXPECT_THAT(Rows(), ElementsAre("-etc", "  main.conf *", "  new.conf *"));
  Filter(Looking(PatternKind::kRegex, "^/usr/.*f$"));
  EXPECT_THAT(Rows(), ElementsAre("-usr", "  -etc", "    other.conf *"));
  Filter(Looking(PatternKind::kName, "etc/o"));
  EXPECT_THAT(Rows(), ElementsAre("-usr", "  -etc", "    other.conf *"));
}

TEST_F(RowFilterTest, Changes) {
  Filter({.changes = ChangeBit(ChangeStatus::kModified)});
  EXPECT_THAT(Rows(), ElementsAre("-etc", "  hosts *"));
  Filter({.changes = ChangeBit(ChangeStatus::kModified) | ChangeBit(ChangeStatus::kAdded)});
  EXPECT_THAT(Rows(), ElementsAre("-etc", "  hosts *", "  new.conf *"));
  view_.SetPointOfView({.to = 1, .compare = true, .from = 0});
  Filter({.changes = ChangeBit(ChangeStatus::kRemoved)});
  EXPECT_THAT(Rows(), ElementsAre("-bin", "  tool *"));
}

// A folder's size is that of what is in it, which says nothing about any file.
TEST_F(RowFilterTest, SizesAreThoseOfFiles) {
  Filter({.min_size = 3});
  EXPECT_THAT(Rows(),
              ElementsAre("-etc", "  -conf.d", "    a.conf *", "  hosts *", "-usr", "  -etc", "    other.conf *"));
  Filter({.min_size = 2, .max_size = 3});
  EXPECT_THAT(Rows(), ElementsAre("-bin", "  link *", "-etc", "  new.conf *", "-usr", "  -etc", "    other.conf *"));
  RowFilter all = Looking(PatternKind::kName, "o");
  all.max_size = 3;
  all.changes = ChangeBit(ChangeStatus::kUnmodified);
  Filter(all);
  EXPECT_THAT(Rows(), ElementsAre("-etc", "  main.conf *", "-usr", "  -etc", "    other.conf *"));
}

TEST_F(RowFilterTest, WhatWasOpenIsOpenAgainAfterwards) {
  view_.SetExpanded(Find("usr"), true);
  Filter(Looking(PatternKind::kGlob, "*.conf"));
  view_.SetExpanded(Find("etc"), false);
  EXPECT_THAT(Rows(), ElementsAre("+etc", "-usr", "  -etc", "    other.conf *"));
  view_.ExpandAll(false);
  EXPECT_THAT(Rows(), ElementsAre("+etc", "+usr"));
  view_.ExpandAll(true);
  EXPECT_EQ(view_.row_count(), 8u);
  EXPECT_EQ(view_.Reveal("usr/etc/other.conf"), 7);
  Filter({});
  EXPECT_THAT(Rows(), ElementsAre("+bin", "+etc", "-usr", "  +etc"));
}

TEST_F(RowFilterTest, MarksOnlyWhereAllRowsStay) {
  Filter(Looking(PatternKind::kName, "etc", /*only_matches=*/false));
  EXPECT_THAT(Rows(), ElementsAre("+bin", "+etc *", "+usr"));
  EXPECT_EQ(view_.match_count(), 2u);
}

TEST_F(RowFilterTest, SaysWhetherAPathIsLeftOutOrNotThere) {
  Filter(Looking(PatternKind::kName, "hosts"));
  EXPECT_EQ(view_.Reveal("etc/hosts"), 1);
  EXPECT_EQ(view_.Reveal("bin/link"), TreeView::kFilteredOut);
  EXPECT_EQ(view_.Reveal("bin/tool"), TreeView::kNotThere);
  EXPECT_EQ(view_.Reveal("no/such"), TreeView::kNotThere);
}

TEST_F(RowFilterTest, NothingMatches) {
  Filter(Looking(PatternKind::kName, "zzz"));
  EXPECT_THAT(Rows(), IsEmpty());
  EXPECT_EQ(view_.match_count(), 0u);
  EXPECT_EQ(view_.NextMatch(kNoNode, false).row, -1);
}

TEST_F(RowFilterTest, ThroughTheMatchesOfTheWholeTreeAndRound) {
  Filter(Looking(PatternKind::kGlob, "*.conf", /*only_matches=*/false));
  const auto next = [&](std::string_view from, bool backwards) {
    const MatchPlace place = view_.NextMatch(from.empty() ? kNoNode : Find(from), backwards);
    const NodeId node = view_.Row(static_cast<size_t>(place.row)).node;
    return tree_.paths().Path(node) + " " + std::to_string(place.ordinal);
  };
  EXPECT_EQ(next("", false), "etc/conf.d/a.conf 1");
  EXPECT_EQ(next("etc/conf.d/a.conf", false), "etc/main.conf 2");
  EXPECT_EQ(next("usr/etc/other.conf", false), "etc/conf.d/a.conf 1");
  EXPECT_EQ(next("etc/conf.d/a.conf", true), "usr/etc/other.conf 4");
  EXPECT_EQ(next("", true), "usr/etc/other.conf 4");
  // From a row that does not match itself.
  EXPECT_EQ(next("bin", false), "etc/conf.d/a.conf 1");
  EXPECT_EQ(next("etc", false), "etc/conf.d/a.conf 1");
  EXPECT_EQ(next("etc/hosts", false), "etc/main.conf 2");
  EXPECT_EQ(next("etc/hosts", true), "etc/conf.d/a.conf 1");
  EXPECT_EQ(next("usr", true), "etc/new.conf 3");
  EXPECT_EQ(next("bin/tool", false), "etc/conf.d/a.conf 1") << "a path that is not there is no place to begin";
  view_.SetSort(SortKey::kSize, true);
  EXPECT_EQ(next("etc/conf.d/a.conf", false), "etc/new.conf 2");
  EXPECT_EQ(next("etc/hosts", true), "usr/etc/other.conf 4");
  view_.SetSort(SortKey::kName, true);
  EXPECT_EQ(next("usr", false), "usr/etc/other.conf 1");
}

TEST_F(RowFilterTest, ATooSlowPatternLeavesTheFilterBefore) {
  const UnionTree tree =
      test::TreeOf(std::vector<TarWriter>{TarWriter().File(std::string(90, 'a') + "!", "1").File("b", "1")});
  TreeView view(tree);
  view.SetPointOfView({.to = 0});
  ASSERT_TRUE(view.SetFilter(Looking(PatternKind::kName, "b")));
  const Status set = view.SetFilter(Looking(PatternKind::kRegex, "(a+)+\\b$"));
  ASSERT_FALSE(set);
  EXPECT_EQ(set.error().code, Code::kPatternTooSlow);
  EXPECT_THAT(anatomy::Rows(view, tree), ElementsAre("b *"));
}

TEST(RowFilter, FollowsATreeThatGrows) {
  UnionTree tree;
  tree.AddLayer(test::TableOf(TarWriter().File("a.txt", "1")));
  TreeView view(tree);
  view.SetPointOfView({.to = 0});
  ASSERT_TRUE(view.SetFilter(Looking(PatternKind::kGlob, "*.txt")));
  tree.AddLayer(test::TableOf(TarWriter().File("d/b.txt", "1").File("d/c", "1")));
  view.SetPointOfView({.to = 1});
  EXPECT_THAT(Rows(view, tree), ElementsAre("a.txt *", "-d", "  b.txt *"));
  EXPECT_EQ(view.match_count(), 2u);
}

// Each match is reached once per round, in the order of the rows, whatever is set.
TEST(RowFilter, MatchesAreInTheOrderOfTheRows) {
  const UnionTree tree = SomeTree();
  std::minstd_rand random(5);
  for (int round = 0; round < 60; ++round) {
    TreeView view(tree);
    view.SetPointOfView({.to = static_cast<int>(random() % 2), .compare = random() % 3 == 0, .from = -1});
    view.SetSort(static_cast<SortKey>(random() % 7), random() % 2 == 0);
    ASSERT_TRUE(view.SetFilter(Looking(PatternKind::kName, random() % 2 ? "o" : "c", /*only_matches=*/random() % 2)));
    std::vector<NodeId> by_search;
    NodeId at = kNoNode;
    for (size_t i = 0; i < view.match_count(); ++i) {
      const MatchPlace place = view.NextMatch(at, false);
      EXPECT_EQ(place.ordinal, i + 1);
      at = view.Row(static_cast<size_t>(place.row)).node;
      by_search.push_back(at);
    }
    view.ExpandAll(true);
    std::vector<NodeId> by_rows;
    for (size_t i = 0; i < view.row_count(); ++i) {
      if (view.Row(i).matches) by_rows.push_back(view.Row(i).node);
    }
    EXPECT_EQ(by_search, by_rows);
  }
}

}  // namespace
}  // namespace anatomy
