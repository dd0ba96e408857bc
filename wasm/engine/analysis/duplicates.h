// Files of the final tree with equal content: what is stored more than once though all of it can be seen. Stands beside
// the ledger and is no part of its waste, since nothing of it can be left out of an image without changing its tree
// (RULES.md §4.4).
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "engine/rootfs/union_tree.h"

namespace anatomy {

/// Bodies with one content. Names of one inode are one body.
struct DuplicateGroup {
  uint64_t bytes = 0;            // stored, of one body
  uint64_t copies = 0;           // at least 2
  std::vector<NodeId> paths;     // of the first bodies, one name each, in the order of the layers
  std::vector<uint32_t> layers;  // that brought the bodies, each once, the base first
};

struct Duplicates {
  uint64_t bytes = 0;  // of all bodies but one of each group
  uint64_t files = 0;  // how many bodies that are
  uint64_t groups = 0;
  std::vector<DuplicateGroup> top;  // those whose further bodies take most bytes, these first
};

/// Of the tree with all layers that are in, without empty bodies. Linear in the bodies. Lists at most `top_count`
/// groups with at most `paths_of_group` paths each.
Duplicates FindDuplicates(const UnionTree& tree, size_t top_count, size_t paths_of_group);

}  // namespace anatomy
