#include "engine/rootfs/path_trie.h"

#include <gtest/gtest.h>

namespace anatomy {
namespace {

TEST(PathTrie, FindsWhatItMade) {
  PathTrie trie;
  EXPECT_EQ(trie.size(), 1u);
  const NodeId a = trie.GetChild(kRootNode, "a");
  const NodeId b = trie.GetChild(a, "b");
  EXPECT_EQ(trie.GetChild(kRootNode, "a"), a) << "made once";
  EXPECT_EQ(trie.Find("a/b"), b);
  EXPECT_EQ(trie.Find(""), kRootNode);
  EXPECT_EQ(trie.Find("b"), kNoNode) << "names belong to their parent";
  EXPECT_EQ(trie.Find("a/b/c"), kNoNode);
  EXPECT_EQ(trie.FindChild(b, "b"), kNoNode);
  EXPECT_EQ(trie.parent(b), a);
  EXPECT_EQ(trie.name(b), "b");
  EXPECT_EQ(trie.Path(b), "a/b");
  EXPECT_EQ(trie.Path(kRootNode), "");
}

// Enough to make the table grow many times.
TEST(PathTrie, KeepsEverythingWhileItGrows) {
  PathTrie trie;
  constexpr uint32_t kDirs = 60, kFiles = 300;
  for (uint32_t d = 0; d < kDirs; ++d) {
    const NodeId dir = trie.GetChild(kRootNode, "dir" + std::to_string(d));
    for (uint32_t f = 0; f < kFiles; ++f)
      EXPECT_GT(trie.GetChild(dir, "f" + std::to_string(f)), dir) << "parents have smaller ids";
  }
  EXPECT_EQ(trie.size(), 1 + kDirs + kDirs * kFiles);
  for (uint32_t d = 0; d < kDirs; ++d) {
    for (uint32_t f = 0; f < kFiles; ++f) {
      const std::string path = "dir" + std::to_string(d) + "/f" + std::to_string(f);
      const NodeId node = trie.Find(path);
      ASSERT_NE(node, kNoNode);
      ASSERT_EQ(trie.Path(node), path);
    }
  }
  uint32_t children = 0;
  for (NodeId child = trie.first_child(kRootNode); child != kNoNode; child = trie.next_sibling(child)) ++children;
  EXPECT_EQ(children, kDirs);
}

TEST(PathTrie, NamesAreBytes) {
  PathTrie trie;
  const std::string odd("\0\xff\n", 3);
  const NodeId node = trie.GetChild(kRootNode, odd);
  EXPECT_EQ(trie.name(node), odd);
  EXPECT_EQ(trie.FindChild(kRootNode, std::string_view(odd).substr(0, 2)), kNoNode);
}

// Far deeper than any stack would like.
TEST(PathTrie, DeepPaths) {
  PathTrie trie;
  NodeId node = kRootNode;
  for (int i = 0; i < 100'000; ++i) node = trie.GetChild(node, "d");
  EXPECT_EQ(trie.Path(node).size(), 199'999u);
  EXPECT_EQ(trie.Find(trie.Path(node)), node);
}

}  // namespace
}  // namespace anatomy
