// The children of every path by name, sorted once for each state of the tree: the order that all others begin with.
#pragma once

#include <span>
#include <vector>

#include "engine/rootfs/path_trie.h"

namespace anatomy {

class SiblingOrder {
 public:
  /// To be called when the tree has grown; else it does nothing.
  void Update(const PathTrie& paths);
  /// In byte order. Valid until the next Update().
  std::span<const NodeId> Of(NodeId dir) const {
    const size_t i = static_cast<uint32_t>(dir);
    return std::span(children_).subspan(begins_[i], begins_[i + 1] - begins_[i]);
  }

 private:
  std::vector<uint32_t> begins_;  // by node, and one more
  std::vector<NodeId> children_;
};

}  // namespace anatomy
