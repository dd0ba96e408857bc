#include "engine/rootfs/tree_diff.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "unit/support/layer_builder.h"

namespace anatomy {
namespace {

using test::TarItem;
using test::TarWriter;
using testing::ElementsAre;
using testing::IsEmpty;

// "modified mode,owner" for a path that is `before` in layer 0 and `after` in layer 1.
std::string ChangeText(const UnionTree& tree, std::string_view path, int from = 0, int to = 1) {
  const Change change = Compare(tree, tree.paths().Find(path), from, to);
  std::string text(ChangeStatusName(change.status));
  for (const std::string_view reason : ChangeReasonNames(change.reasons)) text.append(" ").append(reason);
  return text;
}

std::string ChangeOf(const TarItem& before, const TarItem& after) {
  return ChangeText(test::TreeOf(std::vector<TarWriter>{TarWriter().Add(before), TarWriter().Add(after)}), "f");
}

const TarItem kFile{.name = "f", .body = "body", .mode = 0644, .uid = 1, .gid = 1, .mtime = 10};

// Conformance M1–M3: which attribute differs, and nothing else.
TEST(Compare, NamesWhatDiffers) {
  EXPECT_EQ(ChangeOf(kFile, kFile), "unmodified") << "copied up without any difference";
  TarItem item = kFile;
  item.body = "BODY";
  EXPECT_EQ(ChangeOf(kFile, item), "modified content");
  item = kFile;
  item.mode = 0755;
  EXPECT_EQ(ChangeOf(kFile, item), "modified mode");
  item = kFile;
  item.gid = 2;
  EXPECT_EQ(ChangeOf(kFile, item), "modified owner");
  item = kFile;
  item.mtime = 11;
  EXPECT_EQ(ChangeOf(kFile, item), "modified mtime");
  item = kFile;
  item.pax = {{"SCHILY.xattr.user.k", "v"}};
  EXPECT_EQ(ChangeOf(kFile, item), "modified xattr");
  EXPECT_EQ(ChangeOf(item, kFile), "modified xattr");
  EXPECT_EQ(ChangeOf(item, item), "unmodified");
  item = {.name = "f", .type = '2', .link = "x"};
  EXPECT_EQ(ChangeOf(kFile, item), "modified type");
  TarItem other_target = item;
  other_target.link = "y";
  EXPECT_EQ(ChangeOf(item, other_target), "modified link");
  item = {.name = "f", .body = "BODY!", .mode = 0600, .uid = 9, .mtime = 3};
  EXPECT_EQ(ChangeOf(kFile, item), "modified content mode owner mtime") << "a fixed order";
}

TEST(Compare, Devices) {
  const TarItem null{.name = "f", .type = '3', .device_major = 1, .device_minor = 3};
  TarItem zero = null;
  zero.device_minor = 5;
  EXPECT_EQ(ChangeOf(null, zero), "modified content");
}

TEST(Compare, AnyTwoPointsOfTheStack) {
  const UnionTree tree = test::TreeOf(std::vector<TarWriter>{TarWriter().File("a", "1").File("b", "1"),
                                                             TarWriter().File("c", "1").File(".wh.b", ""),
                                                             TarWriter().File("b", "1").File(".wh.c", "")});
  EXPECT_EQ(ChangeText(tree, "a", kBeforeBase, 0), "added");
  EXPECT_EQ(ChangeText(tree, "a", 0, 2), "unmodified");
  EXPECT_EQ(ChangeText(tree, "b", 0, 1), "removed");
  EXPECT_EQ(ChangeText(tree, "b", 1, 2), "added");
  EXPECT_EQ(ChangeText(tree, "b", 0, 2), "unmodified") << "removed and brought back as it was";
  EXPECT_EQ(ChangeText(tree, "c", 0, 2), "absent") << "it came and went between";
  EXPECT_EQ(ChangeText(tree, "c", 0, 1), "added");
  EXPECT_EQ(ChangeText(tree, "b", 2, 1), "removed") << "backwards, too";
}

// A hard link is one more name of a file: that it became one is no change of type.
TEST(Compare, AHardLinkComparesAsItsFile) {
  const UnionTree tree = test::TreeOf(
      std::vector<TarWriter>{TarWriter().File("a", "1").File("b", "1"), TarWriter().File("a", "1").Hardlink("b", "a")});
  EXPECT_EQ(ChangeText(tree, "b"), "unmodified");
}

TEST(ChangeReasonNames, InTheOrderOfTheBits) {
  EXPECT_THAT(ChangeReasonNames(0), IsEmpty());
  EXPECT_THAT(ChangeReasonNames(0x7f), ElementsAre("content", "mode", "owner", "mtime", "link", "xattr", "type"));
}

TEST(History, EveryLayerThatTouchedThePath) {
  const UnionTree tree = test::TreeOf(
      std::vector<TarWriter>{TarWriter().File("a", "1"), TarWriter().File("other", ""), TarWriter().File("a", "2"),
                             TarWriter().File("a", "2"), TarWriter().File(".wh.a", ""), TarWriter().File("a", "3")});
  std::vector<std::string> texts;
  for (const PathVersion& version : History(tree, tree.paths().Find("a"))) {
    texts.push_back(std::to_string(version.layer) + " " + std::string(ChangeStatusName(version.change.status)));
  }
  EXPECT_THAT(texts, ElementsAre("0 added", "2 modified", "3 unmodified", "4 removed", "5 added"));
}

// A whiteout and a new entry in one layer are one change.
TEST(History, OneVersionPerLayer) {
  const UnionTree tree = test::TreeOf(
      std::vector<TarWriter>{TarWriter().File("a", "1"), TarWriter().File(".wh.a", "").File("a", "2").File("a", "3")});
  const std::vector<PathVersion> history = History(tree, tree.paths().Find("a"));
  ASSERT_EQ(history.size(), 2u);
  EXPECT_EQ(history[1].change.status, ChangeStatus::kModified);
}

TEST(History, APathThatWasNeverThereHasNone) {
  const UnionTree tree = test::TreeOf(std::vector<TarWriter>{TarWriter().File("a", "1").File("a", "2")});
  EXPECT_EQ(History(tree, tree.paths().Find("a")).size(), 1u);
}

}  // namespace
}  // namespace anatomy
