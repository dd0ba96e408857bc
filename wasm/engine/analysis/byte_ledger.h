// The byte ledger (RULES.md §4.1): every stored file body of every layer is either live, reachable in the final tree,
// or dead for one reason. Invariant: live + dead = all bodies.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "engine/rootfs/union_tree.h"

namespace anatomy {

struct DeadBody {
  NodeId path;
  uint64_t bytes;
  DeadReason reason;
  uint32_t layer;  // that brought the body
};

struct ByteLedger {
  struct Total {
    uint64_t bytes = 0;
    uint64_t files = 0;
  };
  uint64_t live = 0;
  uint64_t dead = 0;
  std::array<Total, kDeadReasons> by_reason;  // index: DeadReason
  std::vector<DeadBody> top;                  // the largest dead bodies, largest first

  /// live / (live + dead); 1 for an image without bytes.
  double efficiency() const {
    return live + dead == 0 ? 1.0 : static_cast<double>(live) / static_cast<double>(live + dead);
  }
};

/// Stored bytes: a sparse file counts what the archive holds of it.
ByteLedger MakeLedger(const UnionTree& tree, size_t top_count);

}  // namespace anatomy
