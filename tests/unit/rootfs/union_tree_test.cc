// The rules of RULES.md §2 one by one, on the smallest layers that show them. The cases of tests/cases say the same
// from the outside; here the versions, inodes and counts are looked at, and the ledger is balanced in every test.
#include "engine/rootfs/union_tree.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

#include "engine/analysis/byte_ledger.h"
#include "engine/base/limits.h"
#include "unit/support/balance.h"
#include "unit/support/layer_builder.h"
#include "unit/support/row_table.h"

namespace anatomy {
namespace {

using test::CodesOf;
using test::ExpectBalance;
using test::Lines;
using test::TarWriter;
using testing::ElementsAre;
using testing::IsEmpty;

UnionTree Tree(const std::vector<TarWriter>& layers) {
  UnionTree tree = test::TreeOf(layers);
  ExpectBalance(tree);
  return tree;
}

EntryView LookAt(const UnionTree& tree, std::string_view path, int layer = -1) {
  if (layer == -1) layer = static_cast<int>(tree.layer_count()) - 1;
  const NodeId node = tree.paths().Find(path);
  return tree.Look(*tree.At(node, layer), node, layer);
}

TEST(UnionTree, NothingAtAll) {
  UnionTree tree;
  EXPECT_EQ(tree.layer_count(), 0u);
  EXPECT_EQ(tree.LiveBytes(kBeforeBase), 0u);
  tree.AddLayer(std::make_shared<const LayerTable>());
  EXPECT_THAT(Lines(tree), IsEmpty());
  EXPECT_NE(tree.At(kRootNode, 0), nullptr) << "there is always a root";
  EXPECT_EQ(tree.At(kRootNode, kBeforeBase), nullptr);
}

// The tree at every layer is kept, not only the last one.
TEST(UnionTree, EveryPointOfTheStackStaysVisible) {
  const UnionTree tree =
      Tree({TarWriter().File("a", "1").File("b", "22"), TarWriter().File("a", "333"), TarWriter().File(".wh.b", "")});
  EXPECT_THAT(Lines(tree, 0), ElementsAre("file a 1", "file b 2"));
  EXPECT_THAT(Lines(tree, 1), ElementsAre("file a 3", "file b 2"));
  EXPECT_THAT(Lines(tree, 2), ElementsAre("file a 3"));
  EXPECT_EQ(tree.LiveBytes(0), 3u);
  EXPECT_EQ(tree.LiveBytes(1), 5u);
  EXPECT_EQ(tree.LiveBytes(2), 3u);
  EXPECT_EQ(tree.Changes(0).added, 2u);
  EXPECT_EQ(tree.Changes(1).modified, 1u);
  EXPECT_EQ(tree.Changes(2).removed, 1u);
}

TEST(UnionTree, Rule2WhiteoutTakesEverythingBelow) {
  const UnionTree tree =
      Tree({TarWriter().Dir("d").File("d/a", "1").File("d/e/b", "2").File("dd", "3"), TarWriter().File(".wh.d", "")});
  EXPECT_THAT(Lines(tree), ElementsAre("file dd 1"));
  EXPECT_EQ(tree.Changes(1).removed, 4u);
}

TEST(UnionTree, Rule2MarkersAreNeverVisible) {
  const UnionTree tree = Tree({TarWriter().File(".wh.x", "").Dir("d").File("d/.wh..wh..opq", "").File("d/.wh.y", "")});
  EXPECT_THAT(Lines(tree), ElementsAre("dir d"));
}

TEST(UnionTree, Rule3AMarkerSparesItsOwnLayer) {
  for (const bool marker_first : {true, false}) {
    TarWriter upper;
    if (marker_first) upper.File(".wh.f", "");
    upper.File("f", "new");
    if (!marker_first) upper.File(".wh.f", "");
    const UnionTree tree = Tree({TarWriter().File("f", "o"), upper});
    EXPECT_THAT(Lines(tree), ElementsAre("file f 3"));
    EXPECT_EQ(tree.Changes(1).modified, 1u);
  }
}

TEST(UnionTree, Rule4OpaqueHidesLowerChildrenInAnyOrder) {
  for (const bool marker_last : {true, false}) {
    TarWriter upper;
    upper.Dir("d");
    if (!marker_last) upper.File("d/.wh..wh..opq", "");
    upper.File("d/new", "n");
    if (marker_last) upper.File("d/.wh..wh..opq", "");
    const UnionTree tree = Tree({TarWriter().Dir("d").File("d/old", "o").File("d/s/deep", "x"), upper});
    EXPECT_THAT(Lines(tree), ElementsAre("dir d", "file d/new 1"));
  }
}

TEST(UnionTree, Rule6InvalidMarkersDoNothingButARemark) {
  const UnionTree tree =
      Tree({TarWriter().File("d/a", "1"), TarWriter().File("d/.wh.", "").File("d/.wh..", "").File("d/.wh...", "")});
  EXPECT_THAT(Lines(tree), ElementsAre("dir d implicit", "file d/a 1"));
  EXPECT_THAT(CodesOf(tree.diagnostics()), ElementsAre("whiteout-invalid", "whiteout-invalid", "whiteout-invalid"));
}

TEST(UnionTree, Rule7AufsLeftoversAreHiddenAndStillLinked) {
  const UnionTree tree = Tree({TarWriter()
                                   .Dir(".wh..wh.plnk")
                                   .File(".wh..wh.plnk/1.2", "body")
                                   .Hardlink("a", ".wh..wh.plnk/1.2")
                                   .Hardlink("b", ".wh..wh.plnk/1.2")
                                   .File(".wh..wh.aufs", "")});
  EXPECT_EQ(LookAt(tree, "a").size, 4u);
  EXPECT_EQ(LookAt(tree, "b").size, 4u);
  EXPECT_EQ(tree.LiveBytes(0), 4u) << "one body, two names";
  EXPECT_EQ(Lines(tree).size(), 2u);
}

TEST(UnionTree, Rule8OnlyTheNameMakesAWhiteout) {
  const UnionTree tree = Tree({TarWriter().File("a", "1").File("b", "2"),
                               TarWriter().File(".wh.a", "not empty").Hardlink(".wh.b", "elsewhere")});
  EXPECT_THAT(Lines(tree), IsEmpty());
}

TEST(UnionTree, Rule9WhiteoutOfNothing) {
  const UnionTree tree = Tree({TarWriter().File("a", "1"), TarWriter().File(".wh.nope", "").File("no/.wh.where", "")});
  EXPECT_THAT(Lines(tree), ElementsAre("file a 1", "dir no implicit"))
      << "the marker's parents are made, as docker does";
  EXPECT_THAT(CodesOf(tree.diagnostics()), ElementsAre("whiteout-of-nothing", "whiteout-of-nothing"));
  EXPECT_EQ(tree.diagnostics()[0].layer, 1u);
  EXPECT_EQ(tree.diagnostics()[0].path, "/.wh.nope");
}

// Each kind over each other kind: only a directory over a directory keeps the children.
TEST(UnionTree, Rule10ReplacingOneKindByAnother) {
  struct Kind {
    std::string_view name;
    void (*add)(TarWriter&);
    bool dir;
  };
  const Kind kinds[] = {
      {"file", [](TarWriter& tar) { tar.File("x", "12"); }, false},
      {"dir", [](TarWriter& tar) { tar.Dir("x").File("x/y", "345"); }, true},
      {"symlink", [](TarWriter& tar) { tar.Symlink("x", "t"); }, false},
      {"fifo", [](TarWriter& tar) { tar.Add({.name = "x", .type = '6'}); }, false},
      {"hardlink", [](TarWriter& tar) { tar.File("other", "6").Hardlink("x", "other"); }, false},
  };
  for (const Kind& below : kinds) {
    for (const Kind& above : kinds) {
      SCOPED_TRACE(std::string(below.name) + " below " + std::string(above.name));
      TarWriter base, upper;
      below.add(base);
      if (below.dir) base.File("x/keep", "7");
      above.add(upper);
      const UnionTree tree = Tree({base, upper});
      EXPECT_EQ(EntryTypeName(LookAt(tree, "x").type), above.name);
      const NodeId keep = tree.paths().Find("x/keep");
      const bool kept = keep != kNoNode && tree.At(keep, 1) != nullptr;
      EXPECT_EQ(kept, below.dir && above.dir);
    }
  }
}

TEST(UnionTree, Rule11PathsAreLiteral) {
  const UnionTree tree = Tree({TarWriter().Dir("target").File("target/t", "1").Symlink("link", "/target"),
                               TarWriter().Dir("link").File("link/.wh..wh..opq", "").File("link/n", "2")});
  EXPECT_THAT(Lines(tree), ElementsAre("dir link", "file link/n 1", "dir target", "file target/t 1"));
}

TEST(UnionTree, Rule11AParentThatIsNoDirectoryIsReplaced) {
  const UnionTree tree = Tree(
      {TarWriter().Dir("usr/lib").File("usr/lib/l", "1").Symlink("lib", "usr/lib"), TarWriter().File("lib/foo", "2")});
  EXPECT_THAT(CodesOf(tree.diagnostics()), ElementsAre("parent-not-directory"));
  EXPECT_EQ(LookAt(tree, "lib").type, EntryType::kDir);
  EXPECT_EQ(LookAt(tree, "usr/lib/l").size, 1u);
}

TEST(UnionTree, Rule12HardLinksShareOneBody) {
  const UnionTree tree = Tree({TarWriter().File("a", "body").Hardlink("b", "a"), TarWriter().File(".wh.a", "")});
  EXPECT_THAT(Lines(tree, 0), ElementsAre("file a 4", "hardlink b -> a"));
  EXPECT_THAT(Lines(tree, 1), ElementsAre("file b 4")) << "the last name keeps the body";
  EXPECT_EQ(tree.LiveBytes(1), 4u);
}

TEST(UnionTree, Rule12RewritingOneNameLeavesTheOther) {
  const UnionTree tree = Tree({TarWriter().File("a", "body").Hardlink("b", "a"), TarWriter().File("a", "n")});
  EXPECT_EQ(LookAt(tree, "a").size, 1u);
  EXPECT_EQ(LookAt(tree, "b").size, 4u);
  EXPECT_EQ(tree.LiveBytes(1), 5u);
}

TEST(UnionTree, Rule12TargetsComeBeforeAfterOrBelow) {
  const UnionTree after = Tree({TarWriter().Hardlink("l", "d/f").File("d/f", "1234")});
  EXPECT_EQ(LookAt(after, "l").size, 4u);
  EXPECT_THAT(after.diagnostics(), IsEmpty());
  const UnionTree chain =
      Tree({TarWriter().Hardlink("l1", "l2").Hardlink("l2", "l3").Hardlink("l3", "f").File("f", "12")});
  EXPECT_EQ(LookAt(chain, "l1").size, 2u);
  EXPECT_EQ(chain.LiveBytes(0), 2u);
  const UnionTree lower = Tree({TarWriter().File("f", "123"), TarWriter().Hardlink("l", "./f")});
  EXPECT_EQ(LookAt(lower, "l").size, 3u);
  EXPECT_THAT(CodesOf(lower.diagnostics()), ElementsAre("hardlink-lower-layer"));
}

TEST(UnionTree, Rule12LinksThatLeadNowhereEndToo) {
  const UnionTree tree = Tree({TarWriter()
                                   .Hardlink("self", "self")
                                   .Hardlink("a", "b")
                                   .Hardlink("b", "a")
                                   .Hardlink("lost", "nowhere")
                                   .Dir("d")
                                   .Hardlink("dir", "d")});
  EXPECT_EQ(Lines(tree).size(), 6u) << "the entries are kept";
  EXPECT_THAT(CodesOf(tree.diagnostics()), testing::Each("hardlink-missing"));
  EXPECT_EQ(tree.diagnostics().size(), 5u);
}

// A link over the very file that it links to: docker's own layers do this.
TEST(UnionTree, Rule12ALinkReplacesALowerFile) {
  const UnionTree tree =
      Tree({TarWriter().File("a", "old").File("b", "older"), TarWriter().File("a", "new!").Hardlink("b", "a")});
  EXPECT_EQ(LookAt(tree, "b").size, 4u);
  EXPECT_EQ(tree.LiveBytes(1), 4u);
}

TEST(UnionTree, Rule13RootAndImplicitParents) {
  const UnionTree tree =
      Tree({TarWriter().Add({.name = "./", .type = '5', .mode = 0700, .uid = 5}).File("a/b/c", "1")});
  EXPECT_EQ(LookAt(tree, "").mode, 0700u);
  EXPECT_FALSE(LookAt(tree, "").implicit);
  EXPECT_TRUE(LookAt(tree, "a").implicit);
  EXPECT_TRUE(LookAt(tree, "a/b").implicit);
  EXPECT_EQ(LookAt(tree, "a").mode, 0755u);
}

TEST(UnionTree, Rule13AnEntryAfterItsChildrenIsNoDuplicate) {
  const UnionTree tree = Tree({TarWriter().File("d/f", "1").Add({.name = "d", .type = '5', .mode = 0700})});
  EXPECT_EQ(LookAt(tree, "d").mode, 0700u);
  EXPECT_THAT(Lines(tree), ElementsAre("dir d", "file d/f 1"));
  EXPECT_THAT(tree.diagnostics(), IsEmpty());
}

TEST(UnionTree, Rule14TheLastOfTwoEntriesWins) {
  const UnionTree tree = Tree({TarWriter().File("a", "first").File("a", "2")});
  EXPECT_THAT(Lines(tree), ElementsAre("file a 1"));
  EXPECT_THAT(CodesOf(tree.diagnostics()), ElementsAre("duplicate-entry"));
  EXPECT_EQ(MakeLedger(tree, 1).by_reason[static_cast<size_t>(DeadReason::kDuplicateEntry)].bytes, 5u);
}

TEST(UnionTree, Rule16OverlayWhiteoutHides) {
  const UnionTree tree =
      Tree({TarWriter().File("a", "1").File("b", "2"),
            TarWriter().Add({.name = "a", .type = '3'}).Add({.name = "b", .type = '3', .device_major = 1})});
  EXPECT_THAT(Lines(tree), ElementsAre("char b"));
  EXPECT_THAT(CodesOf(tree.diagnostics()), ElementsAre("device-whiteout"));
}

TEST(UnionTree, Rule19OpaqueAtTheRootIsIgnored) {
  const UnionTree tree = Tree({TarWriter().File("a", "1"), TarWriter().File(".wh..wh..opq", "").File("b", "2")});
  EXPECT_THAT(Lines(tree), ElementsAre("file a 1", "file b 1"));
  EXPECT_THAT(CodesOf(tree.diagnostics()), ElementsAre("opaque-at-root"));
}

TEST(UnionTree, ARemovedDirectoryCanComeBack) {
  const UnionTree tree = Tree(
      {TarWriter().File("d/a", "1").File("d/b", "2"), TarWriter().File(".wh.d", ""), TarWriter().File("d/c", "3")});
  EXPECT_THAT(Lines(tree, 1), IsEmpty());
  EXPECT_THAT(Lines(tree, 2), ElementsAre("dir d implicit", "file d/c 1"));
}

TEST(UnionTree, DiagnosticsAreCapped) {
  TarWriter tar;
  for (size_t i = 0; i < limits::kDiagnostics + 100; ++i) tar.File(".wh.x" + std::to_string(i), "");
  EXPECT_EQ(Tree({tar}).diagnostics().size(), limits::kDiagnostics);
}

// Each time the directory goes, only what came into it since is looked at; with the names of all times this would take
// minutes.
TEST(UnionTree, ADirectoryAndAFileThatAlternate) {
  constexpr uint32_t kTurns = 50'000;
  test::RowTable rows;
  for (uint32_t i = 0; i < kTurns; ++i) {
    rows.File("x", 1);
    rows.File("x/child" + std::to_string(i), 1);
  }
  UnionTree tree;
  tree.AddLayer(rows.Finish());
  ExpectBalance(tree);
  EXPECT_THAT(Lines(tree), ElementsAre("dir x implicit", "file x/child49999 1"));
  EXPECT_EQ(tree.inodes().size(), 1 + 3 * kTurns) << "the root; a file, a directory and a child each time";
}

TEST(UnionTree, AChildThatWentAndCameBackIsFoundAgain) {
  const UnionTree tree = Tree({TarWriter().File("d/a", "1").File("d/b", "2"), TarWriter().File("d/.wh.a", ""),
                               TarWriter().File("d/a", "3"), TarWriter().Dir("d").File("d/.wh..wh..opq", ""),
                               TarWriter().File("d/b", "4"), TarWriter().File(".wh.d", "")});
  EXPECT_THAT(Lines(tree, 2), ElementsAre("dir d implicit", "file d/a 1", "file d/b 1"));
  EXPECT_THAT(Lines(tree, 3), ElementsAre("dir d"));
  EXPECT_THAT(Lines(tree, 4), ElementsAre("dir d", "file d/b 1"));
  EXPECT_THAT(Lines(tree, 5), IsEmpty());
  EXPECT_EQ(tree.Changes(5).removed, 2u);
}

// Layers without sense, of few names so that everything collides with everything: no crash, and the books balance after
// each.
TEST(UnionTree, RandomStacksBalance) {
  std::minstd_rand random(7);
  const std::string names[] = {
      "a",    "b", "a/b", "a/c", "b/a", "a/b/c", ".wh.a", ".wh.b", "a/.wh.b", "a/.wh..wh..opq", ".wh..wh.plnk/x",
      "../a", "."};
  const auto name = [&] { return names[random() % std::size(names)]; };
  for (int stack = 0; stack < 300; ++stack) {
    UnionTree tree;
    for (int layer = 0; layer < 4; ++layer) {
      TarWriter tar;
      for (int entry = 0; entry < 8; ++entry) {
        switch (random() % 6) {
          case 0:
            tar.Dir(name());
            break;
          case 1:
            tar.Hardlink(name(), name());
            break;
          case 2:
            tar.Symlink(name(), name());
            break;
          case 3:
            tar.Add({.name = name(), .type = '3'});
            break;
          default:
            tar.File(name(), std::string(random() % 5, 'x'));
        }
      }
      tree.AddLayer(test::TableOf(tar));
      ExpectBalance(tree);
      uint64_t live_nodes = 0;
      for (uint32_t i = 1; i < tree.paths().size(); ++i) {
        const NodeId node{i};
        if (!tree.At(node, layer)) continue;
        ++live_nodes;
        const NodeId parent = tree.paths().parent(node);
        ASSERT_NE(tree.At(parent, layer), nullptr) << "what is visible has a visible parent";
        ASSERT_EQ(LookAt(tree, tree.paths().Path(parent), layer).type, EntryType::kDir);
      }
      ASSERT_EQ(Lines(tree).size(), live_nodes);
    }
  }
}

}  // namespace
}  // namespace anatomy
