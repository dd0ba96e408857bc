#include "engine/analysis/root_shares.h"

#include <algorithm>
#include <unordered_map>
#include <utility>

namespace anatomy {
namespace {

// For each node the one directly below the root that leads to it; the root leads to itself.
std::vector<NodeId> NodesBelowRoot(const PathTrie& paths) {
  std::vector<NodeId> top(paths.size(), kRootNode);
  for (uint32_t i = 1; i < paths.size(); ++i) {
    const NodeId parent = paths.parent(NodeId{i});
    top[i] = parent == kRootNode ? NodeId{i} : top[static_cast<uint32_t>(parent)];
  }
  return top;
}

bool IsLarger(const RootShare& a, const RootShare& b) {
  return a.bytes != b.bytes ? a.bytes > b.bytes : a.node < b.node;
}

}  // namespace

RootShares MakeRootShares(const UnionTree& tree, size_t top_count) {
  const int last = static_cast<int>(tree.layer_count()) - 1;
  const std::vector<NodeId> top = NodesBelowRoot(tree.paths());
  std::vector<RootShare> shares;
  std::unordered_map<NodeId, size_t> place;
  // A body by (share, layer); parents come before what is below them, so a share is there before its bodies are.
  std::unordered_map<uint64_t, uint64_t> bytes;
  for (uint32_t i = 1; i < top.size(); ++i) {
    const Version* version = tree.At(NodeId{i}, last);
    if (version == nullptr) continue;
    const EntryView view = tree.Look(*version, NodeId{i}, last);
    if (top[i] == NodeId{i}) {
      place.emplace(top[i], shares.size());
      shares.push_back({.node = top[i], .type = view.type, .layers = {}});
    }
    if (view.type != EntryType::kFile || view.stored_size == 0) continue;
    const auto share = place.find(top[i]);
    if (share == place.end()) continue;
    shares[share->second].bytes += view.stored_size;
    bytes[uint64_t{share->second} << 32 | view.layer] += view.stored_size;
  }
  for (const auto& [key, sum] : bytes) shares[key >> 32].layers.push_back({static_cast<uint32_t>(key), sum});

  RootShares result{.entries = shares.size(), .top = {}};
  const auto middle = shares.begin() + static_cast<std::ptrdiff_t>(std::min(top_count, shares.size()));
  std::partial_sort(shares.begin(), middle, shares.end(), IsLarger);
  shares.erase(middle, shares.end());
  for (RootShare& share : shares) {
    std::sort(share.layers.begin(), share.layers.end(),
              [](const RootShare::Part& a, const RootShare::Part& b) { return a.layer < b.layer; });
  }
  result.top = std::move(shares);
  return result;
}

}  // namespace anatomy
