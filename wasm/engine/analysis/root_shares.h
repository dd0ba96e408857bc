// What the final tree shows directly below its root: how many bytes lie below each name, and which layers they come
// from. The picture of the union file system is drawn from it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "engine/rootfs/union_tree.h"

namespace anatomy {

struct RootShare {
  struct Part {
    uint32_t layer;
    uint64_t bytes;  // more than 0
  };
  NodeId node;
  EntryType type;
  uint64_t bytes = 0;        // stored bytes of all bodies at or below `node`, each counted once
  std::vector<Part> layers;  // where they come from, the base first
};

struct RootShares {
  size_t entries = 0;          // names below the root
  std::vector<RootShare> top;  // the largest, largest first; names of equal size in the order of their first layer
};

/// Lists at most `top_count`. Where it lists all, their bytes add up to the live bytes of the ledger.
RootShares MakeRootShares(const UnionTree& tree, size_t top_count);

}  // namespace anatomy
