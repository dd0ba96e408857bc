#include "engine/rootfs/path_trie.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

#include <algorithm>

namespace anatomy {
namespace {

constexpr size_t kFirstSlots = 1024;

uint64_t HashOf(NodeId parent, std::string_view name) {
  return XXH3_64bits_withSeed(name.data(), name.size(), static_cast<uint32_t>(parent));
}

}  // namespace

PathTrie::PathTrie() : slots_(kFirstSlots, kNoNode) {
  nodes_.push_back({.parent = kNoNode});
  names_.Append("");
}

std::string PathTrie::Path(NodeId node) const {
  size_t length = 0;
  for (NodeId at = node; at != kRootNode; at = parent(at)) length += name(at).size() + 1;
  if (length == 0) return {};
  std::string path(length - 1, '/');
  size_t end = path.size();
  for (NodeId at = node; at != kRootNode; at = parent(at)) {
    const std::string_view part = name(at);
    std::ranges::copy(part, path.begin() + static_cast<std::ptrdiff_t>(end - part.size()));
    end -= std::min(end, part.size() + 1);
  }
  return path;
}

size_t PathTrie::SlotOf(NodeId parent, std::string_view name) const {
  const size_t mask = slots_.size() - 1;
  for (size_t slot = HashOf(parent, name) & mask;; slot = (slot + 1) & mask) {
    const NodeId node = slots_[slot];
    if (node == kNoNode || (At(node).parent == parent && this->name(node) == name)) return slot;
  }
}

NodeId PathTrie::FindChild(NodeId parent, std::string_view name) const { return slots_[SlotOf(parent, name)]; }

NodeId PathTrie::GetChild(NodeId parent, std::string_view name) {
  size_t slot = SlotOf(parent, name);
  if (slots_[slot] != kNoNode) return slots_[slot];
  if (nodes_.size() * 2 >= slots_.size()) {
    Grow();
    slot = SlotOf(parent, name);
  }
  const NodeId node{static_cast<uint32_t>(nodes_.size())};
  Node& above = nodes_[static_cast<uint32_t>(parent)];
  const NodeId sibling = above.first_child;
  above.first_child = node;
  nodes_.push_back({.parent = parent, .next_sibling = sibling});
  names_.Append(name);
  slots_[slot] = node;
  return node;
}

void PathTrie::Grow() {
  slots_.assign(slots_.size() * 2, kNoNode);
  for (uint32_t i = 1; i < nodes_.size(); ++i) {
    const NodeId node{i};
    slots_[SlotOf(parent(node), name(node))] = node;
  }
}

NodeId PathTrie::Find(std::string_view path) const {
  NodeId node = kRootNode;
  while (!path.empty() && node != kNoNode) {
    const size_t slash = path.find('/');
    node = FindChild(node, path.substr(0, slash));
    path.remove_prefix(slash == std::string_view::npos ? path.size() : slash + 1);
  }
  return node;
}

}  // namespace anatomy
