// Every path that occurs in any layer, as a tree of names. A node stays for good, whatever layers do to its path: what
// is there at which layer is the union tree's business.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/string_column.h"

namespace anatomy {

/// Index of a path; parents have smaller ones than their children.
enum class NodeId : uint32_t {};
inline constexpr NodeId kRootNode{0};
inline constexpr NodeId kNoNode{UINT32_MAX};

class PathTrie {
 public:
  PathTrie();

  size_t size() const { return nodes_.size(); }
  NodeId parent(NodeId node) const { return At(node).parent; }
  NodeId first_child(NodeId node) const { return At(node).first_child; }
  NodeId next_sibling(NodeId node) const { return At(node).next_sibling; }
  /// Valid until the next GetChild().
  std::string_view name(NodeId node) const { return names_[static_cast<uint32_t>(node)]; }
  /// "" for the root, else "a/b/c".
  std::string Path(NodeId node) const;

  NodeId FindChild(NodeId parent, std::string_view name) const;
  /// Finds or makes the child.
  NodeId GetChild(NodeId parent, std::string_view name);
  /// The node of a normalised path, or kNoNode.
  NodeId Find(std::string_view path) const;

 private:
  struct Node {
    NodeId parent;
    NodeId first_child = kNoNode;
    NodeId next_sibling = kNoNode;
  };
  // With the hash beside it a slot of another path is passed over, and the table grows, without a look at any name.
  struct Slot {
    uint32_t hash = 0;
    NodeId node = kNoNode;  // kNoNode: empty
  };
  const Node& At(NodeId node) const { return nodes_[static_cast<uint32_t>(node)]; }
  // The slot of the child, or the empty slot where it belongs.
  size_t SlotOf(uint32_t hash, NodeId parent, std::string_view name) const;
  void Grow();

  std::vector<Node> nodes_;
  StringColumn names_;
  // Open addressing over (parent, name); the size is a power of two.
  std::vector<Slot> slots_;
};

}  // namespace anatomy
