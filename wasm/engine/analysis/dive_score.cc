#include "engine/analysis/dive_score.h"

#include <algorithm>
#include <string>
#include <string_view>

#include "engine/rootfs/path_trie.h"
#include "engine/rootfs/whiteout.h"

namespace anatomy {
namespace {

constexpr std::string_view kDroppedPrefix = ".wh..wh..";

// A tree of one layer, or of several merged, as dive stacks them: by name alone. All share one trie of paths.
struct DiveTree {
  struct Node {
    bool present = false;
    bool dir = false;
    uint64_t size = 0;
  };

  explicit DiveTree(PathTrie& shared) : paths(shared) {}

  PathTrie& paths;
  std::vector<Node> nodes = {{.present = true, .dir = true}};  // by path; those behind the end are not there

  Node& At(NodeId id) {
    if (static_cast<uint32_t>(id) >= nodes.size()) nodes.resize(paths.size());
    return nodes[static_cast<uint32_t>(id)];
  }
  Node Get(NodeId id) const {
    return static_cast<uint32_t>(id) < nodes.size() ? nodes[static_cast<uint32_t>(id)] : Node{};
  }

  // Missing parents appear with size 0 and are not directories.
  NodeId Make(std::string_view path) {
    NodeId node = kRootNode;
    while (!path.empty()) {
      const size_t slash = path.find('/');
      node = paths.GetChild(node, path.substr(0, slash));
      At(node).present = true;
      path.remove_prefix(slash == std::string_view::npos ? path.size() : slash + 1);
    }
    return node;
  }

  std::vector<NodeId> Children(NodeId node) const {
    std::vector<NodeId> children;
    for (NodeId child = paths.first_child(node); child != kNoNode; child = paths.next_sibling(child)) {
      if (Get(child).present) children.push_back(child);
    }
    return children;
  }

  uint64_t SizeWithBelow(NodeId top) const {
    uint64_t sum = 0;
    std::vector<NodeId> open = {top};
    while (!open.empty()) {
      const NodeId node = open.back();
      open.pop_back();
      sum += Get(node).size;
      for (const NodeId child : Children(node)) open.push_back(child);
    }
    return sum;
  }

  void Remove(NodeId top) {
    std::vector<NodeId> open = {top};
    while (!open.empty()) {
      const NodeId node = open.back();
      open.pop_back();
      At(node) = {};
      for (const NodeId child : Children(node)) open.push_back(child);
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

// What a whiteout speaks of: its path without the prefix, whether any layer has it or not.
NodeId TargetOf(PathTrie& paths, NodeId whiteout) {
  const std::string name(paths.name(whiteout).substr(kWhiteoutPrefix.size()));
  return name.empty() ? paths.parent(whiteout) : paths.GetChild(paths.parent(whiteout), name);
}

DiveTree TreeOf(const LayerTable& table, PathTrie& paths) {
  DiveTree tree(paths);
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
    std::vector<NodeId> children = tree.Children(node);
    if (children.empty()) {
      if (node != kRootNode && !visit(node)) return false;
      continue;
    }
    std::ranges::sort(children, std::ranges::greater(), [&](NodeId child) { return tree.paths.name(child); });
    open.insert(open.end(), children.begin(), children.end());
  }
  return true;
}

void Stack(DiveTree& merged, const DiveTree& upper) {
  PathTrie& paths = upper.paths;
  VisitLeaves(upper, [&](NodeId leaf) {
    const NodeId gone = IsWhiteout(paths.name(leaf)) ? TargetOf(paths, leaf) : kNoNode;
    if (gone != kNoNode && merged.Get(gone).present) merged.Remove(gone);
    return true;
  });
  for (uint32_t i = 1; i < upper.nodes.size(); ++i) {
    const NodeId node{i};
    const bool marker = IsWhiteout(paths.name(node)) && upper.Children(node).empty();
    if (upper.nodes[i].present && !marker) merged.At(node) = upper.nodes[i];
  }
}

struct Account {
  bool met = false;
  int64_t smallest = -1;  // dive's "none yet", which it adds up too where it met a whiteout of nothing
  uint64_t total = 0;
  uint64_t count = 0;
};

}  // namespace

DiveScore ComputeDiveScore(const std::vector<std::shared_ptr<const LayerTable>>& layers) {
  PathTrie paths;
  std::vector<Account> accounts;  // by path
  DiveTree merged(paths);
  uint64_t user_bytes = 0;
  DiveScore score;
  for (size_t layer = 0; layer < layers.size(); ++layer) {
    const LayerTable& table = *layers[layer];
    uint64_t layer_bytes = 0;
    for (const uint64_t size : table.sizes) layer_bytes += size;
    score.size_bytes += layer_bytes;
    if (layer > 0) user_bytes += layer_bytes;
    const DiveTree tree = TreeOf(table, paths);
    VisitLeaves(tree, [&](NodeId leaf) {
      const bool whiteout = IsWhiteout(paths.name(leaf));
      const NodeId subject = whiteout ? TargetOf(paths, leaf) : leaf;
      accounts.resize(paths.size());
      Account& account = accounts[static_cast<uint32_t>(subject)];
      account.met = true;
      if (whiteout && !merged.Get(subject).present) return false;  // dive stops counting the layer here
      uint64_t size = tree.Get(leaf).size;
      if (whiteout) size = merged.Get(subject).dir ? merged.SizeWithBelow(subject) : 0;
      const int64_t signed_size = static_cast<int64_t>(size);
      account.smallest = account.smallest < 0 ? signed_size : std::min(account.smallest, signed_size);
      account.total += size;
      ++account.count;
      return true;
    });
    Stack(merged, tree);
  }
  int64_t smallest = 0;
  uint64_t total = 0;
  for (const Account& account : accounts) {
    if (!account.met) continue;
    smallest += account.smallest;
    total += account.total;
    if (account.count >= 2) score.wasted_bytes += account.total;
  }
  if (total > 0) score.efficiency = static_cast<double>(smallest) / static_cast<double>(total);
  if (user_bytes > 0)
    score.user_wasted_percent = static_cast<double>(score.wasted_bytes) / static_cast<double>(user_bytes);
  return score;
}

}  // namespace anatomy
