#include "engine/query/tree_view.h"

#include <algorithm>

#include "engine/base/saturating.h"

namespace anatomy {
namespace {

uint32_t Index(NodeId node) { return static_cast<uint32_t>(node); }

char AsciiLower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool StartsWithAnyCase(std::string_view text, std::string_view prefix) {
  return text.size() >= prefix.size() &&
         std::ranges::equal(text.substr(0, prefix.size()), prefix, {}, AsciiLower, AsciiLower);
}

}  // namespace

void TreeView::SetPointOfView(PointOfView view) {
  view.to = std::min(view.to, static_cast<int>(tree_.layer_count()) - 1);
  view_ = view;
  ComputeStates();
  rows_valid_ = false;
}

void TreeView::SetSort(SortKey key, bool descending) {
  sort_ = key;
  descending_ = descending;
  rows_valid_ = false;
}

void TreeView::SetExpanded(NodeId node, bool expanded) {
  if (Index(node) >= states_.size()) return;
  expanded_[Index(node)] = expanded;
  rows_valid_ = false;
}

void TreeView::ExpandAll(bool expanded) {
  expanded_.assign(states_.size(), expanded);
  rows_valid_ = false;
}

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
      if (hardlink || entry.type == EntryType::kFile) state.size = entry.size;
      // In a directory's sum a body counts once, at its first name, and what was removed only where all of it was.
      const bool removed_alone = status == ChangeStatus::kRemoved && tree_.At(paths.parent(node), view_.to);
      weighs = !hardlink && !removed_alone;
    }
    NodeState& above = states_[Index(paths.parent(node))];
    if (weighs) above.size = SaturatingSum(above.size, state.size);
    above.expandable = true;
    if (view_.compare) above.shown = true;
  }
}

std::vector<NodeId> TreeView::OrderedChildren(NodeId dir) const {
  const PathTrie& paths = tree_.paths();
  std::vector<NodeId> children;
  for (NodeId child = paths.first_child(dir); child != kNoNode; child = paths.next_sibling(child)) {
    if (StateOf(child).shown) children.push_back(child);
  }
  std::ranges::sort(children, [&](NodeId a, NodeId b) {
    if (sort_ == SortKey::kSize && StateOf(a).size != StateOf(b).size) {
      return descending_ ? StateOf(a).size > StateOf(b).size : StateOf(a).size < StateOf(b).size;
    }
    const bool by_name_down = descending_ && sort_ == SortKey::kName;
    return by_name_down ? paths.name(a) > paths.name(b) : paths.name(a) < paths.name(b);
  });
  return children;
}

void TreeView::BuildRows() {
  rows_.clear();
  rows_valid_ = true;
  if (states_.empty()) return;
  // Depth first without recursion: paths can be thousands of components deep.
  std::vector<VisibleRow> open;
  auto push_children = [&](NodeId dir, uint32_t depth) {
    const std::vector<NodeId> children = OrderedChildren(dir);
    const uint32_t count = static_cast<uint32_t>(children.size());
    for (uint32_t i = count; i-- > 0;) open.push_back({children[i], depth, i + 1, count});
  };
  push_children(kRootNode, 0);
  while (!open.empty()) {
    const VisibleRow row = open.back();
    open.pop_back();
    rows_.push_back(row);
    if (expanded_[Index(row.node)] && StateOf(row.node).expandable) push_children(row.node, row.depth + 1);
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
              .expandable = state.expandable,
              .expanded = expanded_[Index(node)],
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
  return node == kNoNode ? -1 : Reveal(node);
}

int64_t TreeView::Reveal(NodeId node) {
  if (Index(node) >= states_.size() || node == kRootNode || !Shows(node)) return -1;
  for (NodeId at = tree_.paths().parent(node); at != kRootNode; at = tree_.paths().parent(at)) SetExpanded(at, true);
  if (!rows_valid_) BuildRows();
  const auto found = std::ranges::find(rows_, node, &VisibleRow::node);
  return found == rows_.end() ? -1 : found - rows_.begin();
}

int64_t TreeView::FindByPrefix(std::string_view prefix, size_t from) {
  const size_t count = row_count();
  for (size_t step = 1; step <= count; ++step) {
    const size_t index = (from + step) % count;
    if (StartsWithAnyCase(tree_.paths().name(rows_[index].node), prefix)) return static_cast<int64_t>(index);
  }
  return -1;
}

}  // namespace anatomy
