#include "engine/rootfs/path_lookup.h"

#include <gtest/gtest.h>

#include "engine/base/limits.h"
#include "unit/support/layer_builder.h"

namespace anatomy {
namespace {

using test::TarWriter;

UnionTree SomeTree() {
  TarWriter base;
  base.Dir("usr/bin").File("usr/bin/tool", "tool!").Symlink("bin", "usr/bin").Symlink("abs", "/usr/bin/tool");
  base.Symlink("usr/up", "../bin/tool").Symlink("loop", "loop").Symlink("ping", "pong").Symlink("pong", "ping");
  base.Symlink("dangling", "nowhere").Hardlink("hard", "usr/bin/tool").Symlink("outside", "../../../usr/bin");
  return test::TreeOf(std::vector<TarWriter>{base, TarWriter().File("usr/bin/.wh.tool", "").File("late", "1")});
}

std::string Follow(const UnionTree& tree, std::string_view path, int layer = 0) {
  Result<NodeId> node = FollowPath(tree, path, layer);
  return node ? "/" + tree.paths().Path(*node) : std::string(CodeName(node.error().code));
}

// As the kernel would with the image as root: links never lead out of it.
TEST(FollowPath, FollowsLinksInsideTheImage) {
  const UnionTree tree = SomeTree();
  EXPECT_EQ(Follow(tree, ""), "/");
  EXPECT_EQ(Follow(tree, "/"), "/");
  EXPECT_EQ(Follow(tree, "usr/bin/tool"), "/usr/bin/tool");
  EXPECT_EQ(Follow(tree, "/usr//bin/./tool"), "/usr/bin/tool");
  EXPECT_EQ(Follow(tree, "bin/tool"), "/usr/bin/tool");
  EXPECT_EQ(Follow(tree, "bin"), "/usr/bin") << "the last link, too";
  EXPECT_EQ(Follow(tree, "abs"), "/usr/bin/tool");
  EXPECT_EQ(Follow(tree, "usr/up"), "/usr/bin/tool");
  EXPECT_EQ(Follow(tree, "bin/.."), "/usr") << "after the link, not before";
  EXPECT_EQ(Follow(tree, "../../usr"), "/usr") << "the root is its own parent";
  EXPECT_EQ(Follow(tree, "outside/tool"), "/usr/bin/tool");
  EXPECT_EQ(Follow(tree, "hard"), "/hard");
}

TEST(FollowPath, SaysWhyNot) {
  const UnionTree tree = SomeTree();
  EXPECT_EQ(Follow(tree, "nope"), "path-not-found");
  EXPECT_EQ(Follow(tree, "dangling"), "path-not-found");
  EXPECT_EQ(Follow(tree, "usr/bin/tool/below"), "path-not-found") << "nothing lies below a file";
  EXPECT_EQ(Follow(tree, "loop"), "link-loop");
  EXPECT_EQ(Follow(tree, "ping/x"), "link-loop");
}

TEST(FollowPath, SeesThePointOfTheStack) {
  const UnionTree tree = SomeTree();
  EXPECT_EQ(Follow(tree, "abs", 1), "path-not-found");
  EXPECT_EQ(Follow(tree, "late", 0), "path-not-found");
  EXPECT_EQ(Follow(tree, "late", 1), "/late");
  EXPECT_EQ(Follow(tree, "late", kBeforeBase), "path-not-found");
}

TEST(FollowPath, AsManyLinksAsLinuxFollows) {
  TarWriter tar;
  tar.File("l0", "end");
  for (int i = 1; i <= limits::kSymlinkHops + 1; ++i) tar.Symlink("l" + std::to_string(i), "l" + std::to_string(i - 1));
  const UnionTree tree = test::TreeOf(std::vector<TarWriter>{tar});
  EXPECT_EQ(Follow(tree, "l" + std::to_string(limits::kSymlinkHops)), "/l0");
  EXPECT_EQ(Follow(tree, "l" + std::to_string(limits::kSymlinkHops + 1)), "link-loop");
}

// Links whose targets name the link twice double at every step: the hops end that before it costs anything.
TEST(FollowPath, GrowingTargetsEnd) {
  const UnionTree tree =
      test::TreeOf(std::vector<TarWriter>{TarWriter().Symlink("a", "./././a/a/a/a/a/a/a/a/a/a/a/a/a/a")});
  EXPECT_EQ(Follow(tree, "a"), "link-loop");
}

TEST(FileInode, FilesAndHardLinksOnly) {
  const UnionTree tree = SomeTree();
  auto inode_of = [&](std::string_view path, int layer) { return FileInode(tree, tree.paths().Find(path), layer); };
  ASSERT_TRUE(inode_of("usr/bin/tool", 0));
  EXPECT_EQ(*inode_of("hard", 0), *inode_of("usr/bin/tool", 0)) << "one body";
  EXPECT_TRUE(inode_of("hard", 1)) << "it outlives its first name";
  for (const std::string_view path : {"usr", "bin", "usr/bin"})
    EXPECT_EQ(inode_of(path, 0).error().code, Code::kNotAFile);
  EXPECT_EQ(inode_of("usr/bin/tool", 1).error().code, Code::kNotAFile) << "removed by then";
}

TEST(FileInode, AHardLinkToNothingHasNoBytes) {
  const UnionTree tree = test::TreeOf(std::vector<TarWriter>{TarWriter().Hardlink("lost", "nowhere")});
  EXPECT_EQ(FileInode(tree, tree.paths().Find("lost"), 0).error().code, Code::kNotAFile);
}

}  // namespace
}  // namespace anatomy
