// Where the bytes of the final tree lie: a directory with all below it that is large enough to be drawn, and one entry
// for the rest of each directory. The page lays it out; this knows nothing of pixels.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "engine/base/error.h"
#include "engine/rootfs/union_tree.h"

namespace anatomy {

struct TreemapTile {
  static constexpr uint32_t kNoParent = UINT32_MAX;
  struct Part {
    uint32_t layer;
    uint64_t bytes;  // more than 0
  };

  NodeId node;                    // kNoNode: the rest of the parent, what has no tile of its own there
  uint32_t parent;                // index of its tile; kNoParent for the first one
  EntryType type;                 // kDir for a rest
  uint64_t bytes = 0;             // stored bytes of all bodies at or below, each counted once
  uint64_t files = 0;             // names of files at or below, hard links too
  uint64_t entries = 0;           // names directly in a directory; those that a rest stands for
  uint32_t layer = 0;             // that has most of the bytes; where there are none, that wrote the entry
  std::vector<Part> layers = {};  // where the bytes come from, the base first
};

struct TreemapLimits {
  double min_share = 1e-4;  // of the root's bytes: what takes less has no tile
  size_t tiles = 2000;      // of those, the largest; rests come on top, at most one for each directory
  size_t children = 200;    // directly in the root these, the largest, have tiles whatever they take
};

/// The tile of `path` (literal, symbolic links are not followed), then those below it, parents before children, the
/// rests last. The tiles in a directory add up to its own. Linear in the paths of the tree. Error: path-not-found.
Result<std::vector<TreemapTile>> MakeTreemap(const UnionTree& tree, std::string_view path,
                                             const TreemapLimits& limits = {});

}  // namespace anatomy
