// One test for each reason of RULES.md §4.1, with the invariant in each.
#include "engine/analysis/byte_ledger.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "unit/support/balance.h"
#include "unit/support/layer_builder.h"

namespace anatomy {
namespace {

using test::TarWriter;
using testing::ElementsAre;

// "<live> live" and one "<bytes> <reason> <files>" for each reason that occurs.
std::vector<std::string> Books(const std::vector<TarWriter>& layers) {
  const UnionTree tree = test::TreeOf(layers);
  test::ExpectBalance(tree);
  const ByteLedger ledger = MakeLedger(tree, 10);
  std::vector<std::string> lines = {std::to_string(ledger.live) + " live"};
  for (size_t i = 0; i < kDeadReasons; ++i) {
    if (ledger.by_reason[i].files == 0) continue;
    lines.push_back(std::to_string(ledger.by_reason[i].bytes) + " " +
                    std::string(DeadReasonName(static_cast<DeadReason>(i))) + " " +
                    std::to_string(ledger.by_reason[i].files));
  }
  return lines;
}

TEST(ByteLedger, DeletedFile) {
  EXPECT_THAT(Books({TarWriter().File("d/a", "12345").File("d/b", "1"), TarWriter().File("d/.wh.a", "")}),
              ElementsAre("1 live", "5 deleted-file 1"));
}

TEST(ByteLedger, DeletedDir) {
  EXPECT_THAT(Books({TarWriter().File("d/a", "12").File("d/e/b", "345"), TarWriter().File(".wh.d", "")}),
              ElementsAre("0 live", "5 deleted-dir 2"));
}

TEST(ByteLedger, Opaque) {
  EXPECT_THAT(
      Books({TarWriter().File("d/a", "12"), TarWriter().Dir("d").File("d/.wh..wh..opq", "").File("d/n", "345")}),
      ElementsAre("3 live", "2 opaque 1"));
}

TEST(ByteLedger, TypeReplaced) {
  EXPECT_THAT(Books({TarWriter().File("x", "12"), TarWriter().Dir("x").File("x/y", "3")}),
              ElementsAre("1 live", "2 type-replaced 1"));
  EXPECT_THAT(Books({TarWriter().File("x/a", "12"), TarWriter().Symlink("x", "y")}),
              ElementsAre("0 live", "2 type-replaced 1"));
}

TEST(ByteLedger, RewrittenDifferent) {
  EXPECT_THAT(Books({TarWriter().File("f", std::string(2000, 'a')), TarWriter().File("f", std::string(5000, 'b'))}),
              ElementsAre("5000 live", "2000 rewritten-different 1"));
  EXPECT_THAT(Books({TarWriter().File("f", "same size"), TarWriter().File("f", "SAME SIZE")}),
              ElementsAre("9 live", "9 rewritten-different 1"));
}

TEST(ByteLedger, RewrittenIdentical) {
  EXPECT_THAT(Books({TarWriter().File("f", "body"), TarWriter().Add({.name = "f", .body = "body", .mode = 0755})}),
              ElementsAre("4 live", "4 rewritten-identical 1"));
}

TEST(ByteLedger, DuplicateEntry) {
  EXPECT_THAT(Books({TarWriter().File("f", "first").File("f", "2")}), ElementsAre("1 live", "5 duplicate-entry 1"));
}

// A file that only a marker's own layer brings, and a body under AUFS's link folder.
TEST(ByteLedger, MarkersAndAufsBodiesAreAccountedFor) {
  EXPECT_THAT(
      Books(
          {TarWriter().File(".wh..wh.plnk/9", "body").Hardlink("a", ".wh..wh.plnk/9").File(".wh..wh.plnk/8", "lost")}),
      testing::Contains("4 live"));
  Books({TarWriter().File("a", "1"), TarWriter().File(".wh.a", "a marker with a body")});  // balances inside
}

TEST(ByteLedger, HardLinksCountOnce) {
  EXPECT_THAT(Books({TarWriter().File("a", "body").Hardlink("b", "a"), TarWriter().File(".wh.a", "")}),
              ElementsAre("4 live"));
  EXPECT_THAT(
      Books({TarWriter().File("a", "body").Hardlink("b", "a"), TarWriter().File(".wh.a", "").File(".wh.b", "")}),
      ElementsAre("0 live", "4 deleted-file 1"));
}

TEST(ByteLedger, SparseFilesCountWhatIsStored) {
  EXPECT_THAT(
      Books({TarWriter().Add(
          {.name = "s",
           .body = "abcde",
           .pax = {{"GNU.sparse.size", "2000"}, {"GNU.sparse.numblocks", "2"}, {"GNU.sparse.map", "0,3,1000,2"}}})}),
      ElementsAre("5 live"));
}

TEST(ByteLedger, Efficiency) {
  EXPECT_EQ(ByteLedger().efficiency(), 1.0) << "no bytes, no waste";
  const UnionTree tree = test::TreeOf(std::vector<TarWriter>{TarWriter().File("f", std::string(2000, 'a')),
                                                             TarWriter().File("f", std::string(5000, 'b'))});
  EXPECT_DOUBLE_EQ(MakeLedger(tree, 1).efficiency(), 5000.0 / 7000.0);
}

TEST(ByteLedger, TopIsTheLargestFirst) {
  const UnionTree tree = test::TreeOf(
      std::vector<TarWriter>{TarWriter().File("a", "1").File("b", "4444").File("c", "333").File("empty", ""),
                             TarWriter().File(".wh.a", "").File(".wh.b", "").File(".wh.c", "").File(".wh.empty", "")});
  const ByteLedger ledger = MakeLedger(tree, 2);
  ASSERT_EQ(ledger.top.size(), 2u);
  EXPECT_EQ(tree.paths().Path(ledger.top[0].path), "b");
  EXPECT_EQ(tree.paths().Path(ledger.top[1].path), "c");
  EXPECT_EQ(ledger.top[0].layer, 0u) << "the layer that brought it";
  EXPECT_EQ(MakeLedger(tree, 100).top.size(), 3u) << "an empty file wastes nothing";
}

// "<own> own, <caused> caused" for each layer, in bytes.
std::vector<std::string> Shares(const std::vector<TarWriter>& layers) {
  const UnionTree tree = test::TreeOf(layers);
  test::ExpectBalance(tree);
  std::vector<std::string> lines;
  for (const ByteLedger::OfLayer& layer : MakeLedger(tree, 0).layers) {
    lines.push_back(std::to_string(layer.own.total.bytes) + " own, " + std::to_string(layer.caused.total.bytes) +
                    " caused");
  }
  return lines;
}

TEST(ByteLedger, LayersThatWroteAndLayersThatHid) {
  EXPECT_THAT(Shares({TarWriter().File("a", "1").File("d/b", "22"), TarWriter().File("a", "333"),
                      TarWriter().File("a", "4444").File(".wh.d", "")}),
              ElementsAre("3 own, 0 caused", "3 own, 1 caused", "0 own, 5 caused"));
  EXPECT_THAT(Shares({TarWriter().File("f", "first").File("f", "2")}), ElementsAre("5 own, 5 caused"))
      << "a path twice in one layer";
}

TEST(ByteLedger, ABodyDiesWithItsLastName) {
  EXPECT_THAT(Shares({TarWriter().File("a", "body").Hardlink("b", "a"), TarWriter().File(".wh.a", ""),
                      TarWriter().File(".wh.b", "")}),
              ElementsAre("4 own, 0 caused", "0 own, 0 caused", "0 own, 4 caused"));
}

TEST(ByteLedger, EachLayerListsItsLargest) {
  const UnionTree tree = test::TreeOf(
      std::vector<TarWriter>{TarWriter().File("a", "1").File("b", "4444").File("c", "333"), TarWriter().File("b", "22"),
                             TarWriter().File(".wh.a", "").File(".wh.b", "").File(".wh.c", "")});
  const ByteLedger ledger = MakeLedger(tree, 1, 2);
  const auto list = [&](const ByteLedger::Share& share) {
    std::vector<std::string> lines;
    for (const DeadBody& body : share.top) {
      lines.push_back(tree.paths().Path(body.path) + " " + std::to_string(body.bytes) + " " +
                      std::string(DeadReasonName(body.reason)) + " " + std::to_string(body.layer) + ">" +
                      std::to_string(body.dead_layer));
    }
    return lines;
  };
  EXPECT_THAT(list(ledger.layers[0].own), ElementsAre("b 4 rewritten-different 0>1", "c 3 deleted-file 0>2"));
  EXPECT_THAT(list(ledger.layers[1].own), ElementsAre("b 2 deleted-file 1>2"));
  EXPECT_THAT(list(ledger.layers[1].caused), ElementsAre("b 4 rewritten-different 0>1"));
  EXPECT_THAT(list(ledger.layers[2].caused), ElementsAre("c 3 deleted-file 0>2", "b 2 deleted-file 1>2"));
  EXPECT_EQ(ledger.layers[2].caused.total.files, 3u) << "more than are listed";
  EXPECT_EQ(ledger.top.size(), 1u);
}

}  // namespace
}  // namespace anatomy
