// The byte ledger (RULES.md §4.1): every stored file body of every layer is either live, reachable in the final tree,
// or dead for one reason. Invariants: live + dead = all bodies; dead = the sum over the reasons = the sum over the
// layers that wrote = the sum over the layers that hid.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "engine/rootfs/union_tree.h"

namespace anatomy {

struct DeadBody {
  NodeId path;  // that brought the body
  uint64_t bytes;
  DeadReason reason;
  uint32_t layer;       // that wrote the body
  uint32_t dead_layer;  // that hid it: its last name went there
};

struct ByteLedger {
  struct Total {
    uint64_t bytes = 0;
    uint64_t files = 0;
  };
  /// Dead bodies seen from one layer, with the largest of them, largest first.
  struct Share {
    Total total;
    std::vector<DeadBody> top;
  };
  struct OfLayer {
    uint64_t live = 0;  // of bodies that the layer wrote and that can be seen in the end
    Share own;          // bodies that the layer wrote and that are dead in the end
    Share caused;       // bodies that the layer hid, whichever wrote them
  };
  /// What one layer wrote and one layer hid, for one reason: a step of the build that could be another.
  struct Step {
    uint32_t layer;
    uint32_t dead_layer;
    DeadReason reason;
    Total total;
  };
  uint64_t live = 0;
  uint64_t dead = 0;
  std::array<Total, kDeadReasons> by_reason;  // index: DeadReason
  std::vector<OfLayer> layers;
  std::vector<Step> steps;    // that cost most bytes, these first; without those that cost none
  std::vector<DeadBody> top;  // the largest dead bodies of all, largest first

  /// live / (live + dead); 1 for an image without bytes.
  double efficiency() const {
    return live + dead == 0 ? 1.0 : static_cast<double>(live) / static_cast<double>(live + dead);
  }
};

/// Stored bytes: a sparse file counts what the archive holds of it. Lists at most `top_count` steps and dead bodies,
/// and of each layer at most `top_of_layer` bodies, without those that are empty or never had a path.
ByteLedger MakeLedger(const UnionTree& tree, size_t top_count, size_t top_of_layer = 0);

}  // namespace anatomy
