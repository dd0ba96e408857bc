// The visible rows of the file tree: a point of view, what is expanded, the order. The page asks for windows of rows.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "engine/rootfs/tree_diff.h"
#include "engine/rootfs/union_tree.h"

namespace anatomy {

/// The tree with layers 0…`to`. With `compare` also what was removed since the tree with layers 0…`from`, and only what
/// differs.
struct PointOfView {
  int to = kBeforeBase;
  bool compare = false;
  int from = kBeforeBase;
};

enum class SortKey : uint8_t { kName, kSize };

struct TreeRow {
  NodeId node;
  uint32_t depth;
  EntryView entry;
  uint64_t size;  // a directory's is the sum of all below it
  Change change;  // against the layer below (`to` - 1), or what is compared with
  bool expandable;
  bool expanded;
  uint32_t position;  // among its siblings, from 1
  uint32_t siblings;
};

class TreeView {
 public:
  explicit TreeView(const UnionTree& tree) : tree_(tree) {}

  /// Has to be called when layers were added to the tree, too. Keeps what is expanded.
  void SetPointOfView(PointOfView view);
  const PointOfView& point_of_view() const { return view_; }
  void SetSort(SortKey key, bool descending);
  void SetExpanded(NodeId node, bool expanded);
  void ExpandAll(bool expanded);

  size_t row_count();
  /// The row at `index` < row_count().
  TreeRow Row(size_t index);
  /// The row of a path with everything above it expanded, or -1 if the point of view does not show it.
  int64_t Reveal(std::string_view path);
  int64_t Reveal(NodeId node);
  /// The first row after `from`, wrapping round, whose name begins with `prefix` in any ASCII case; -1 if none does.
  int64_t FindByPrefix(std::string_view prefix, size_t from);

  bool Shows(NodeId node) const { return StateOf(node).shown; }
  TreeRow Describe(NodeId node) const;

 private:
  struct NodeState {
    bool shown = false;
    bool expandable = false;
    Change change;
    uint64_t size = 0;
  };
  struct VisibleRow {
    NodeId node;
    uint32_t depth;
    uint32_t position;
    uint32_t siblings;
  };
  const NodeState& StateOf(NodeId node) const { return states_[static_cast<uint32_t>(node)]; }
  // The version that a shown node shows, and the layer at which it is looked at.
  std::pair<const Version*, int> Subject(NodeId node) const;
  void ComputeStates();
  void BuildRows();
  std::vector<NodeId> OrderedChildren(NodeId dir) const;

  const UnionTree& tree_;
  PointOfView view_;
  SortKey sort_ = SortKey::kName;
  bool descending_ = false;
  std::vector<NodeState> states_;  // by node
  std::vector<bool> expanded_;     // by node
  std::vector<VisibleRow> rows_;
  bool rows_valid_ = false;
};

}  // namespace anatomy
