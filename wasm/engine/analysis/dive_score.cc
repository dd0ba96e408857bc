#include "engine/analysis/dive_score.h"

#include <algorithm>
#include <map>
#include <string>
#include <string_view>

#include "engine/rootfs/path_trie.h"
#include "engine/rootfs/whiteout.h"

namespace anatomy {
namespace {

constexpr std::string_view kDroppedPrefix = ".wh..wh..";

// A tree of one layer, or of several merged, as dive stacks them: by name alone.
struct DiveTree {
  PathTrie paths;
  struct Node {
    bool present = false;
    bool dir = false;
    uint64_t size = 0;
  };
  std::vector<Node> nodes = {{.present = true, .dir = true}};

  Node& At(NodeId id) { return nodes[static_cast<uint32_t>(id)]; }

  // Missing parents appear with size 0 and are not directories.
  NodeId Make(std::string_view path) {
    NodeId node = kRootNode;
    while (!path.empty()) {
      const size_t slash = path.find('/');
      node = paths.GetChild(node, path.substr(0, slash));
      nodes.resize(paths.size());
      if (!At(node).present) At(node) = {.present = true};
      path.remove_prefix(slash == std::string_view::npos ? path.size() : slash + 1);
    }
    return node;
  }

  NodeId FindPresent(std::string_view path) const {
    const NodeId node = paths.Find(path);
    return node != kNoNode && nodes[static_cast<uint32_t>(node)].present ? node : kNoNode;
  }

  std::vector<NodeId> SortedChildren(NodeId node) const {
    std::vector<NodeId> children;
    for (NodeId child = paths.first_child(node); child != kNoNode; child = paths.next_sibling(child)) {
      if (nodes[static_cast<uint32_t>(child)].present) children.push_back(child);
    }
    std::ranges::sort(children, {}, [this](NodeId child) { return paths.name(child); });
    return children;
  }

  bool HasPresentChild(NodeId node) const {
    for (NodeId child = paths.first_child(node); child != kNoNode; child = paths.next_sibling(child)) {
      if (nodes[static_cast<uint32_t>(child)].present) return true;
    }
    return false;
  }

  uint64_t SizeWithBelow(NodeId top) const {
    uint64_t sum = 0;
    std::vector<NodeId> open = {top};
    while (!open.empty()) {
      const NodeId node = open.back();
      open.pop_back();
      sum += nodes[static_cast<uint32_t>(node)].size;
      for (NodeId child = paths.first_child(node); child != kNoNode; child = paths.next_sibling(child)) {
        if (nodes[static_cast<uint32_t>(child)].present) open.push_back(child);
      }
    }
    return sum;
  }

  void Remove(NodeId top) {
    std::vector<NodeId> open = {top};
    while (!open.empty()) {
      const NodeId node = open.back();
      open.pop_back();
      At(node) = {};
      for (NodeId child = paths.first_child(node); child != kNoNode; child = paths.next_sibling(child)) {
        if (At(child).present) open.push_back(child);
      }
    }
  }
};

bool IsDropped(std::string_view path) {
  for (;;) {
    if (path.starts_with(kDroppedPrefix)) return true;
    const size_t slash = path.find('/');
    if (slash == std::string_view::npos) return false;
    path.remove_prefix(slash + 1);
  }
}

bool IsWhiteout(std::string_view name) { return name.starts_with(kWhiteoutPrefix); }

std::string WithoutWhiteout(std::string_view path) {
  const size_t slash = path.rfind('/');
  const size_t name = slash == std::string_view::npos ? 0 : slash + 1;
  std::string result(path);
  if (IsWhiteout(path.substr(name))) result.erase(name, kWhiteoutPrefix.size());
  return result;
}

DiveTree TreeOf(const LayerTable& table) {
  DiveTree tree;
  for (uint32_t row = 0; row < table.entry_count(); ++row) {
    const std::string_view path = table.paths[row];
    if (path.empty() || IsDropped(path)) continue;
    tree.At(tree.Make(path)) = {.present = true, .dir = table.type(row) == EntryType::kDir, .size = table.sizes[row]};
  }
  return tree;
}

// What dive's visitor does at every node of a tree that has no children, depth first, siblings in byte order.
template <typename Visit>
bool VisitLeaves(const DiveTree& tree, Visit visit) {
  std::vector<NodeId> open = {kRootNode};
  while (!open.empty()) {
    const NodeId node = open.back();
    open.pop_back();
    std::vector<NodeId> children = tree.SortedChildren(node);
    if (children.empty()) {
      if (node != kRootNode && !visit(node)) return false;
      continue;
    }
    open.insert(open.end(), children.rbegin(), children.rend());
  }
  return true;
}

void Stack(DiveTree& merged, const DiveTree& upper) {
  VisitLeaves(upper, [&](NodeId leaf) {
    const std::string path = upper.paths.Path(leaf);
    if (!IsWhiteout(upper.paths.name(leaf))) return true;
    const NodeId gone = merged.FindPresent(WithoutWhiteout(path));
    if (gone != kNoNode) merged.Remove(gone);
    return true;
  });
  for (uint32_t i = 1; i < upper.nodes.size(); ++i) {
    const NodeId node{i};
    if (IsWhiteout(upper.paths.name(node)) && !upper.HasPresentChild(node)) continue;
    merged.At(merged.Make(upper.paths.Path(node))) = upper.nodes[i];
  }
}

struct Account {
  uint64_t total = 0;
  uint64_t smallest = UINT64_MAX;
  uint64_t count = 0;
};

}  // namespace

DiveScore ComputeDiveScore(const std::vector<std::shared_ptr<const LayerTable>>& layers) {
  std::map<std::string, Account, std::less<>> accounts;
  DiveTree merged;
  uint64_t user_bytes = 0;
  DiveScore score;
  for (size_t layer = 0; layer < layers.size(); ++layer) {
    const LayerTable& table = *layers[layer];
    uint64_t layer_bytes = 0;
    for (const uint64_t size : table.sizes) layer_bytes += size;
    score.size_bytes += layer_bytes;
    if (layer > 0) user_bytes += layer_bytes;
    const DiveTree tree = TreeOf(table);
    VisitLeaves(tree, [&](NodeId leaf) {
      const std::string path = WithoutWhiteout(tree.paths.Path(leaf));
      uint64_t size = tree.nodes[static_cast<uint32_t>(leaf)].size;
      if (IsWhiteout(tree.paths.name(leaf))) {
        const NodeId previous = merged.FindPresent(path);
        if (previous == kNoNode) return false;  // dive stops counting the layer here
        size = merged.At(previous).dir ? merged.SizeWithBelow(previous) : 0;
      }
      Account& account = accounts[path];
      account.total += size;
      account.smallest = std::min(account.smallest, size);
      ++account.count;
      return true;
    });
    Stack(merged, tree);
  }
  uint64_t smallest = 0;
  uint64_t total = 0;
  for (const auto& [path, account] : accounts) {
    smallest += account.smallest;
    total += account.total;
    if (account.count >= 2) score.wasted_bytes += account.total;
  }
  if (total > 0) score.efficiency = static_cast<double>(smallest) / static_cast<double>(total);
  if (user_bytes > 0) score.user_wasted_percent = static_cast<double>(score.wasted_bytes) / static_cast<double>(user_bytes);
  return score;
}

}  // namespace anatomy
