// A tree of names as dive keeps one, for its score: an entry at each path, and no knowledge of what markers mean.
// Costs what is in it, however many paths the other layers have.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/rootfs/path_trie.h"

namespace anatomy {

class NameTree {
 public:
  struct Entry {
    bool dir = false;
    uint64_t size = 0;
  };

  /// Of an empty tree, whose root is always there. The paths of all trees that are compared are those of one trie.
  explicit NameTree(const PathTrie& paths) : paths_(paths), nodes_(1, Node{.present = true}) {}

  bool Has(NodeId node) const { return Index(node) < nodes_.size() && nodes_[Index(node)].present; }
  /// Of a path that is there.
  Entry At(NodeId node) const { return {Of(node).dir, Of(node).size}; }
  bool IsLeaf(NodeId node) const { return Of(node).first_child == kNoNode; }

  /// Puts the path there, and what leads to it, with empty entries where there are none.
  void Make(NodeId node);
  void Set(NodeId node, const Entry& entry);
  /// Removes a path that is there with all below it; the root itself stays, as it is.
  void Remove(NodeId top);
  /// Removes all.
  void Clear();

  /// Appends the children of a path that is there, in no order.
  void AppendChildren(NodeId node, std::vector<NodeId>& list) const;
  /// All but the root, each after its children, siblings in byte order of their names.
  std::vector<NodeId> ChildrenFirst() const;

 private:
  struct Node {
    uint64_t size = 0;
    NodeId first_child = kNoNode;
    NodeId previous = kNoNode;  // sibling
    NodeId next = kNoNode;
    bool dir = false;
    bool present = false;
  };
  static uint32_t Index(NodeId node) { return static_cast<uint32_t>(node); }
  Node& Of(NodeId node) { return nodes_[Index(node)]; }
  const Node& Of(NodeId node) const { return nodes_[Index(node)]; }
  void Unlink(NodeId node);
  void Forget(NodeId top);

  const PathTrie& paths_;
  std::vector<Node> nodes_;  // by path; those behind the end are not there
};

}  // namespace anatomy
