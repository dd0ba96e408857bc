#include "engine/query/tree_view.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "engine/base/ascii.h"
#include "engine/base/saturating.h"
#include "engine/query/matching_nodes.h"

namespace anatomy {
namespace {

uint32_t Index(NodeId node) { return static_cast<uint32_t>(node); }

bool StartsWithAnyCase(std::string_view text, std::string_view prefix) {
  return text.size() >= prefix.size() &&
         std::ranges::equal(text.substr(0, prefix.size()), prefix, {}, AsciiLower, AsciiLower);
}

uint64_t RankOf(ChangeStatus status) {
  switch (status) {
    case ChangeStatus::kAdded:
      return 0;
    case ChangeStatus::kModified:
      return 1;
    case ChangeStatus::kRemoved:
      return 2;
    case ChangeStatus::kUnmodified:
    case ChangeStatus::kAbsent:
      return 3;
  }
  std::abort();
}

// From the topmost folder down to the node itself.
std::vector<NodeId> Lineage(const PathTrie& paths, NodeId node) {
  std::vector<NodeId> lineage;
  for (; node != kRootNode; node = paths.parent(node)) lineage.push_back(node);
  std::ranges::reverse(lineage);
  return lineage;
}

}  // namespace

void TreeView::SetPointOfView(PointOfView view) {
  view.to = std::min(view.to, static_cast<int>(tree_.layer_count()) - 1);
  view_ = view;
  ComputeStates();
  ApplyFilter();
}

void TreeView::SetSort(SortKey key, bool descending) {
  sort_ = key;
  descending_ = descending;
  OrderChanged();
}

Status TreeView::SetFilter(RowFilter filter) {
  std::vector<bool> pattern_matches;
  if (filter.pattern) {
    Result<std::vector<bool>> found = MatchingNodes(tree_.paths(), *filter.pattern);
    if (!found) return found.error();
    pattern_matches = std::move(*found);
  }
  filter_ = std::move(filter);
  pattern_matches_ = std::move(pattern_matches);
  folded_.assign(tree_.paths().size(), false);
  ApplyFilter();
  return Ok();
}

void TreeView::SetExpanded(NodeId node, bool expanded) {
  if (Index(node) >= states_.size() || IsExpanded(node) == expanded) return;
  if (LeavesOut()) {
    folded_[Index(node)] = !expanded;
  } else {
    expanded_[Index(node)] = expanded;
  }
  rows_valid_ = false;
}

void TreeView::ExpandAll(bool expanded) {
  if (LeavesOut()) {
    folded_.assign(states_.size(), !expanded);
  } else {
    expanded_.assign(states_.size(), expanded);
  }
  rows_valid_ = false;
}

bool TreeView::IsExpanded(NodeId node) const { return LeavesOut() ? !folded_[Index(node)] : expanded_[Index(node)]; }

std::pair<const Version*, int> TreeView::Subject(NodeId node) const {
  if (const Version* version = tree_.At(node, view_.to)) return {version, view_.to};
  return {tree_.At(node, view_.from), view_.from};
}

// Parents have smaller ids than their children, so one pass from the last node sums sizes and spreads visibility
// upwards.
void TreeView::ComputeStates() {
  const PathTrie& paths = tree_.paths();
  states_.assign(paths.size(), {});
  expanded_.resize(paths.size(), false);
  folded_.resize(paths.size(), false);
  const int from = view_.compare ? view_.from : view_.to - 1;
  for (uint32_t i = static_cast<uint32_t>(paths.size()); i-- > 0;) {
    const NodeId node{i};
    NodeState& state = states_[i];
    state.change = Compare(tree_, node, from, view_.to);
    const ChangeStatus status = state.change.status;
    if (view_.compare) {
      state.shown = state.shown || (status != ChangeStatus::kAbsent && status != ChangeStatus::kUnmodified);
    } else {
      state.shown = status != ChangeStatus::kAbsent && status != ChangeStatus::kRemoved;
    }
    if (!state.shown || node == kRootNode) continue;
    bool weighs = true;
    if (const auto [version, layer] = Subject(node); version) {
      const EntryView entry = tree_.Look(*version, node, layer);
      const bool hardlink = entry.type == EntryType::kHardlink;
      state.has_body = hardlink || entry.type == EntryType::kFile;
      if (state.has_body) state.size = entry.size;
      // In a directory's sum a body counts once, at its first name, and what was removed only where all of it was.
      const bool removed_alone = status == ChangeStatus::kRemoved && tree_.At(paths.parent(node), view_.to);
      weighs = !hardlink && !removed_alone;
    }
    NodeState& above = states_[Index(paths.parent(node))];
    if (weighs) above.size = SaturatingSum(above.size, state.size);
    if (view_.compare) above.shown = true;
  }
}

bool TreeView::Meets(uint32_t node) const {
  const NodeState& state = states_[node];
  if (filter_.pattern && !pattern_matches_[node]) return false;
  if (filter_.changes && !(filter_.changes & ChangeBit(state.change.status))) return false;
  return !filter_.asks_size() || (state.has_body && state.size >= filter_.min_size && state.size <= filter_.max_size);
}

// The same way as ComputeStates(): from the last node to the first.
void TreeView::ApplyFilter() {
  const PathTrie& paths = tree_.paths();
  // Names that came into the tree since; a pattern that has become too slow fits none of them.
  if (filter_.pattern && pattern_matches_.size() != states_.size()) {
    Result<std::vector<bool>> found = MatchingNodes(paths, *filter_.pattern);
    if (found) pattern_matches_ = std::move(*found);
    pattern_matches_.resize(states_.size(), false);
  }
  for (NodeState& state : states_) state.leads = state.expandable = false;
  match_count_ = 0;
  const bool asks = filter_.asks();
  const bool leaves_out = LeavesOut();
  for (uint32_t i = static_cast<uint32_t>(states_.size()); i-- > 1;) {
    NodeState& state = states_[i];
    state.matches = asks && state.shown && Meets(i);
    state.in_rows = state.shown && (!leaves_out || state.matches || state.leads);
    if (state.matches) ++match_count_;
    NodeState& above = states_[Index(paths.parent(NodeId{i}))];
    if (state.matches || state.leads) above.leads = true;
    if (state.in_rows) above.expandable = true;
  }
  OrderChanged();
}

void TreeView::OrderChanged() {
  rows_valid_ = false;
  matches_valid_ = false;
}

uint64_t TreeView::SortValue(NodeId node) const {
  const NodeState& state = StateOf(node);
  if (sort_ == SortKey::kSize) return state.size;
  if (sort_ == SortKey::kChange) return RankOf(state.change.status);
  const auto [version, layer] = Subject(node);
  if (!version) return 0;
  const EntryView entry = tree_.Look(*version, node, layer);
  if (sort_ == SortKey::kLayer) return entry.layer;
  if (entry.implicit) return 0;
  constexpr uint64_t kZeroTime = uint64_t{1} << 63;
  if (sort_ == SortKey::kModified) return static_cast<uint64_t>(entry.mtime) + kZeroTime;
  return sort_ == SortKey::kMode ? entry.mode & 07777u : uint64_t{entry.uid} << 32 | entry.gid;
}

// Those that `keep` takes, in the order that is set.
template <typename Keep>
std::vector<NodeId> TreeView::OrderedChildren(NodeId dir, Keep keep) const {
  std::vector<NodeId> children;
  std::ranges::copy_if(by_name_.Of(dir), std::back_inserter(children),
                       [&](NodeId child) { return keep(StateOf(child)); });
  if (sort_ == SortKey::kName) {
    if (descending_) std::ranges::reverse(children);
    return children;
  }
  std::vector<std::pair<uint64_t, NodeId>> ranked;
  ranked.reserve(children.size());
  for (const NodeId child : children) ranked.emplace_back(descending_ ? ~SortValue(child) : SortValue(child), child);
  std::ranges::stable_sort(ranked, {}, &std::pair<uint64_t, NodeId>::first);
  std::ranges::transform(ranked, children.begin(), &std::pair<uint64_t, NodeId>::second);
  return children;
}

void TreeView::BuildRows() {
  rows_.clear();
  rows_valid_ = true;
  if (states_.empty()) return;
  by_name_.Update(tree_.paths());
  // Depth first without recursion: paths can be thousands of components deep.
  std::vector<VisibleRow> open;
  auto push_children = [&](NodeId dir, uint32_t depth) {
    const std::vector<NodeId> children = OrderedChildren(dir, [](const NodeState& state) { return state.in_rows; });
    const uint32_t count = static_cast<uint32_t>(children.size());
    for (uint32_t i = count; i-- > 0;) open.push_back({children[i], depth, i + 1, count});
  };
  push_children(kRootNode, 0);
  while (!open.empty()) {
    const VisibleRow row = open.back();
    open.pop_back();
    rows_.push_back(row);
    if (StateOf(row.node).expandable && IsExpanded(row.node)) push_children(row.node, row.depth + 1);
  }
}

size_t TreeView::row_count() {
  if (!rows_valid_) BuildRows();
  return rows_.size();
}

TreeRow TreeView::Describe(NodeId node) const {
  const NodeState& state = StateOf(node);
  const auto [version, layer] = Subject(node);
  TreeRow row{.node = node,
              .depth = 0,
              .entry = {.type = EntryType::kDir, .implicit = true},
              .size = state.size,
              .change = state.change,
              .matches = state.matches,
              .expandable = state.expandable,
              .expanded = IsExpanded(node),
              .position = 1,
              .siblings = 1};
  if (version) row.entry = tree_.Look(*version, node, layer);
  if (row.entry.type == EntryType::kFile || row.entry.type == EntryType::kHardlink) row.size = row.entry.size;
  return row;
}

TreeRow TreeView::Row(size_t index) {
  if (!rows_valid_) BuildRows();
  const VisibleRow& visible = rows_[index];
  TreeRow row = Describe(visible.node);
  row.depth = visible.depth;
  row.position = visible.position;
  row.siblings = visible.siblings;
  return row;
}

int64_t TreeView::Reveal(std::string_view path) {
  const NodeId node = tree_.paths().Find(path);
  return node == kNoNode ? kNotThere : Reveal(node);
}

int64_t TreeView::Reveal(NodeId node) {
  if (Index(node) >= states_.size() || node == kRootNode || !Shows(node)) return kNotThere;
  if (!StateOf(node).in_rows) return kFilteredOut;
  for (NodeId at = tree_.paths().parent(node); at != kRootNode; at = tree_.paths().parent(at)) SetExpanded(at, true);
  if (!rows_valid_) BuildRows();
  const auto found = std::ranges::find(rows_, node, &VisibleRow::node);
  return found == rows_.end() ? kNotThere : found - rows_.begin();
}

int64_t TreeView::FindByPrefix(std::string_view prefix, size_t from) {
  const size_t count = row_count();
  for (size_t step = 1; step <= count; ++step) {
    const size_t index = (from + step) % count;
    if (StartsWithAnyCase(tree_.paths().name(rows_[index].node), prefix)) return static_cast<int64_t>(index);
  }
  return -1;
}

void TreeView::OrderMatches() {
  matches_.clear();
  matches_valid_ = true;
  by_name_.Update(tree_.paths());
  const auto keep = [](const NodeState& state) { return state.matches || state.leads; };
  std::vector<NodeId> open = {kRootNode};
  while (!open.empty()) {
    const NodeId node = open.back();
    open.pop_back();
    if (StateOf(node).matches) matches_.push_back(node);
    const std::vector<NodeId> children = OrderedChildren(node, keep);
    open.insert(open.end(), children.rbegin(), children.rend());
  }
}

// In the order of the whole tree.
bool TreeView::IsBefore(NodeId a, NodeId b) const {
  const std::vector<NodeId> above_a = Lineage(tree_.paths(), a);
  const std::vector<NodeId> above_b = Lineage(tree_.paths(), b);
  const auto [in_a, in_b] = std::ranges::mismatch(above_a, above_b);
  if (in_a == above_a.end() || in_b == above_b.end()) return above_a.size() < above_b.size();
  const std::string_view name_a = tree_.paths().name(*in_a);
  const std::string_view name_b = tree_.paths().name(*in_b);
  if (sort_ == SortKey::kName) return descending_ ? name_a > name_b : name_a < name_b;
  const uint64_t value_a = SortValue(*in_a);
  const uint64_t value_b = SortValue(*in_b);
  if (value_a == value_b) return name_a < name_b;
  return descending_ ? value_a > value_b : value_a < value_b;
}

MatchPlace TreeView::NextMatch(NodeId from, bool backwards) {
  if (match_count_ == 0) return {.row = -1, .ordinal = 0};
  if (!matches_valid_) OrderMatches();
  const bool known = Index(from) < states_.size() && from != kRootNode && Shows(from);
  const auto before = [&](NodeId a, NodeId b) { return IsBefore(a, b); };
  size_t index = 0;
  if (backwards) {
    const auto end = known ? std::ranges::lower_bound(matches_, from, before) : matches_.end();
    index = static_cast<size_t>((end == matches_.begin() ? matches_.end() : end) - matches_.begin()) - 1;
  } else if (known) {
    index = static_cast<size_t>(std::ranges::upper_bound(matches_, from, before) - matches_.begin()) % matches_.size();
  }
  return {.row = Reveal(matches_[index]), .ordinal = index + 1};
}

}  // namespace anatomy
