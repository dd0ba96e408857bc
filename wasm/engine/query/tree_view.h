// The visible rows of the file tree: a point of view, a filter, what is expanded, the order. The page asks for windows
// of rows.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/query/row_filter.h"
#include "engine/query/sibling_order.h"
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

/// Equal ones are in order of names. Of a row: the size it shows, the permission bits, user then group, the layer that
/// wrote it; added before modified before removed before unmodified. Implicit directories have no mode, owner and time.
enum class SortKey : uint8_t { kName, kSize, kMode, kOwner, kModified, kLayer, kChange };

struct TreeRow {
  NodeId node;
  uint32_t depth;
  EntryView entry;
  uint64_t size;  // a directory's is the sum of all below it
  Change change;  // against the layer below (`to` - 1), or what is compared with
  bool matches;   // the filter asks for something, and this is it
  bool expandable;
  bool expanded;
  uint32_t position;  // among its siblings, from 1
  uint32_t siblings;
};

/// Where a match is: its row, and its place among all matches, from 1.
struct MatchPlace {
  int64_t row;
  size_t ordinal;
};

class TreeView {
 public:
  /// In place of a row: the point of view does not show the path, or the filter leaves it out.
  static constexpr int64_t kNotThere = -1;
  static constexpr int64_t kFilteredOut = -2;

  explicit TreeView(const UnionTree& tree) : tree_(tree) {}

  /// Has to be called when layers were added to the tree, too. Keeps what is expanded.
  void SetPointOfView(PointOfView view);
  const PointOfView& point_of_view() const { return view_; }
  void SetSort(SortKey key, bool descending);
  /// While rows are left out, all folders are open but those that are folded meanwhile; after that what was expanded
  /// before is so again. Error: pattern-too-slow; the filter before stays.
  Status SetFilter(RowFilter filter);
  void SetExpanded(NodeId node, bool expanded);
  void ExpandAll(bool expanded);

  size_t row_count();
  /// The row at `index` < row_count().
  TreeRow Row(size_t index);
  /// The row of a path with everything above it expanded, or kNotThere, or kFilteredOut.
  int64_t Reveal(std::string_view path);
  int64_t Reveal(NodeId node);
  /// The first row after `from`, wrapping round, whose name begins with `prefix` in any ASCII case; -1 if none does.
  int64_t FindByPrefix(std::string_view prefix, size_t from);

  size_t match_count() const { return match_count_; }
  /// The match that comes after `from` in the order of the whole tree, folded or not, or before it; wraps round, and is
  /// revealed. From kNoNode, the first or the last. Row -1 if there is no match.
  MatchPlace NextMatch(NodeId from, bool backwards);

  /// Whether the point of view shows it.
  bool Shows(NodeId node) const { return StateOf(node).shown; }
  TreeRow Describe(NodeId node) const;

 private:
  struct NodeState {
    bool shown = false;     // at the point of view
    bool has_body = false;  // a file, or a further name of one
    bool matches = false;
    bool leads = false;    // to a match
    bool in_rows = false;  // shown, and not left out by the filter
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
  bool LeavesOut() const { return filter_.asks() && filter_.only_matches; }
  bool IsExpanded(NodeId node) const;
  // The version that a shown node shows, and the layer at which it is looked at.
  std::pair<const Version*, int> Subject(NodeId node) const;
  void ComputeStates();
  void ApplyFilter();
  bool Meets(uint32_t node) const;
  void OrderChanged();
  uint64_t SortValue(NodeId node) const;
  template <typename Keep>
  std::vector<NodeId> OrderedChildren(NodeId dir, Keep keep) const;
  void BuildRows();
  void OrderMatches();
  bool IsBefore(NodeId a, NodeId b) const;

  const UnionTree& tree_;
  PointOfView view_;
  SortKey sort_ = SortKey::kName;
  bool descending_ = false;
  RowFilter filter_;
  std::vector<bool> pattern_matches_;  // by node; empty without a pattern
  SiblingOrder by_name_;
  std::vector<NodeState> states_;  // by node
  std::vector<bool> expanded_;     // by node
  std::vector<bool> folded_;       // by node, while rows are left out
  std::vector<VisibleRow> rows_;
  bool rows_valid_ = false;
  size_t match_count_ = 0;
  std::vector<NodeId> matches_;  // in the order of the whole tree
  bool matches_valid_ = false;
};

}  // namespace anatomy
