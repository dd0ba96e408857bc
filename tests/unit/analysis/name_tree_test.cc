#include "engine/analysis/name_tree.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace anatomy {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class NameTreeTest : public testing::Test {
 protected:
  NodeId Node(std::string_view path) {
    NodeId node = kRootNode;
    while (!path.empty()) {
      const size_t slash = path.find('/');
      node = paths_.GetChild(node, path.substr(0, slash));
      path.remove_prefix(slash == std::string_view::npos ? path.size() : slash + 1);
    }
    return node;
  }
  void Set(std::string_view path, uint64_t size) { tree_.Set(Node(path), {.size = size}); }
  std::vector<std::string> Paths() const {
    std::vector<std::string> list;
    for (const NodeId node : tree_.ChildrenFirst()) list.push_back(paths_.Path(node));
    return list;
  }

  PathTrie paths_;
  NameTree tree_{paths_};
};

TEST_F(NameTreeTest, ChildrenFirstInByteOrder) {
  Set("b/z", 1);
  Set("b/a", 2);
  Set("a", 3);
  Set("b-", 4);
  EXPECT_THAT(Paths(), ElementsAre("a", "b/a", "b/z", "b", "b-"));
  EXPECT_EQ(tree_.At(Node("b/a")).size, 2u);
  EXPECT_EQ(tree_.At(Node("b")).size, 0u) << "led to only";
  EXPECT_FALSE(tree_.At(Node("b")).dir);
  EXPECT_TRUE(tree_.IsLeaf(Node("a")));
  EXPECT_FALSE(tree_.IsLeaf(Node("b")));
}

TEST_F(NameTreeTest, RemovingTakesAllBelowAndLeavesTheRest) {
  for (const char* path : {"a", "b/x/1", "b/x/2", "b/y", "c"}) Set(path, 1);
  tree_.Remove(Node("b/x"));
  EXPECT_THAT(Paths(), ElementsAre("a", "b/y", "b", "c"));
  EXPECT_FALSE(tree_.Has(Node("b/x/1")));
  tree_.Remove(Node("b"));
  tree_.Remove(Node("c"));
  EXPECT_THAT(Paths(), ElementsAre("a"));
  Set("b/x/2", 7);
  EXPECT_THAT(Paths(), ElementsAre("a", "b/x/2", "b/x", "b")) << "what went does not come back";
  tree_.Remove(kRootNode);
  EXPECT_EQ(Paths().size(), 4u) << "the root cannot be removed";
}

TEST_F(NameTreeTest, ClearedItIsAsNew) {
  Set("a/b", 1);
  tree_.Clear();
  EXPECT_THAT(Paths(), IsEmpty());
  EXPECT_TRUE(tree_.Has(kRootNode));
  EXPECT_FALSE(tree_.Has(Node("a")));
  Set("a", 2);
  EXPECT_THAT(Paths(), ElementsAre("a"));
}

TEST_F(NameTreeTest, PathsOfOtherTreesAreNotThere) {
  const NodeId elsewhere = Node("only/in/the/trie");
  EXPECT_FALSE(tree_.Has(elsewhere));
}

}  // namespace
}  // namespace anatomy
