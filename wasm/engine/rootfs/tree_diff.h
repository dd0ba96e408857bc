// What differs at one path between two points of the stack, and why.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "engine/rootfs/union_tree.h"

namespace anatomy {

// kAbsent: the path shows nothing at either point.
enum class ChangeStatus : uint8_t { kAbsent, kUnmodified, kAdded, kModified, kRemoved };
/// "added", … as in the JSON report.
std::string_view ChangeStatusName(ChangeStatus status);

/// Why a path counts as modified; a set of these bits.
enum ChangeReason : uint8_t {
  kContent = 1 << 0,
  kMode = 1 << 1,
  kOwner = 1 << 2,
  kMtime = 1 << 3,
  kLinkTarget = 1 << 4,
  kXattrs = 1 << 5,
  kType = 1 << 6,
};
/// The names of the bits that are set, as in the JSON report.
std::vector<std::string_view> ChangeReasonNames(uint8_t reasons);

struct Change {
  ChangeStatus status = ChangeStatus::kAbsent;
  uint8_t reasons = 0;  // only with kModified
};

/// From the tree with layers 0…`from` to the one with layers 0…`to`; kBeforeBase is the empty tree. An entry that a
/// layer repeats without any difference is unmodified.
Change Compare(const UnionTree& tree, NodeId node, int from, int to);

/// What one layer did to a path.
struct PathVersion {
  uint32_t layer;
  Change change;
};

/// Every layer that touched the path, base first.
std::vector<PathVersion> History(const UnionTree& tree, NodeId node);

}  // namespace anatomy
