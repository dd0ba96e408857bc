#include "engine/rootfs/path_trie.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

#include <algorithm>
#include <utility>

namespace anatomy {
namespace {

constexpr size_t kFirstSlots = 1024;

uint32_t HashOf(NodeId parent, std::string_view name) {
  return static_cast<uint32_t>(XXH3_64bits_withSeed(name.data(), name.size(), static_cast<uint32_t>(parent)));
}

}  // namespace

PathTrie::PathTrie() : slots_(kFirstSlots) {
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

size_t PathTrie::SlotOf(uint32_t hash, NodeId parent, std::string_view name) const {
  const size_t mask = slots_.size() - 1;
  for (size_t at = hash & mask;; at = (at + 1) & mask) {
    const Slot& slot = slots_[at];
    if (slot.node == kNoNode) return at;
    if (slot.hash == hash && At(slot.node).parent == parent && this->name(slot.node) == name) return at;
  }
}

NodeId PathTrie::FindChild(NodeId parent, std::string_view name) const {
  return slots_[SlotOf(HashOf(parent, name), parent, name)].node;
}

NodeId PathTrie::GetChild(NodeId parent, std::string_view name) {
  const uint32_t hash = HashOf(parent, name);
  size_t slot = SlotOf(hash, parent, name);
  if (slots_[slot].node != kNoNode) return slots_[slot].node;
  if (nodes_.size() * 4 >= slots_.size() * 3) {
    Grow();
    slot = SlotOf(hash, parent, name);
  }
  const NodeId node{static_cast<uint32_t>(nodes_.size())};
  Node& above = nodes_[static_cast<uint32_t>(parent)];
  const NodeId sibling = above.first_child;
  above.first_child = node;
  nodes_.push_back({.parent = parent, .next_sibling = sibling});
  names_.Append(name);
  slots_[slot] = {hash, node};
  return node;
}

void PathTrie::Grow() {
  std::vector<Slot> grown(slots_.size() * 2);
  const size_t mask = grown.size() - 1;
  for (const Slot& slot : slots_) {
    if (slot.node == kNoNode) continue;
    size_t at = slot.hash & mask;
    while (grown[at].node != kNoNode) at = (at + 1) & mask;
    grown[at] = slot;
  }
  slots_ = std::move(grown);
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
