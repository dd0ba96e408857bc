#include "engine/query/sibling_order.h"

#include <algorithm>

namespace anatomy {

void SiblingOrder::Update(const PathTrie& paths) {
  const uint32_t count = static_cast<uint32_t>(paths.size());
  if (begins_.size() == count + 1) return;
  begins_.assign(count + 1, 0);
  children_.resize(count - 1);
  for (uint32_t i = 1; i < count; ++i) ++begins_[static_cast<uint32_t>(paths.parent(NodeId{i})) + 1];
  for (uint32_t i = 1; i <= count; ++i) begins_[i] += begins_[i - 1];
  std::vector<uint32_t> ends(begins_.begin(), begins_.end() - 1);
  for (uint32_t i = 1; i < count; ++i) children_[ends[static_cast<uint32_t>(paths.parent(NodeId{i}))]++] = NodeId{i};
  const auto name = [&](NodeId node) { return paths.name(node); };
  for (uint32_t i = 0; i < count; ++i) {
    const std::span<NodeId> siblings = std::span(children_).subspan(begins_[i], begins_[i + 1] - begins_[i]);
    // Many archives are written in order.
    if (!std::ranges::is_sorted(siblings, {}, name)) std::ranges::sort(siblings, {}, name);
  }
}

}  // namespace anatomy
