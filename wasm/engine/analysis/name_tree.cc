#include "engine/analysis/name_tree.h"

#include <algorithm>

namespace anatomy {

void NameTree::Make(NodeId node) {
  if (Index(node) >= nodes_.size()) nodes_.resize(paths_.size());
  while (!Of(node).present) {
    const NodeId parent = paths_.parent(node);
    Node& made = Of(node);
    made.present = true;
    made.next = Of(parent).first_child;
    if (made.next != kNoNode) Of(made.next).previous = node;
    Of(parent).first_child = node;
    node = parent;
  }
}

void NameTree::Set(NodeId node, const Entry& entry) {
  Make(node);
  Of(node).dir = entry.dir;
  Of(node).size = entry.size;
}

void NameTree::Unlink(NodeId node) {
  const Node& gone = Of(node);
  if (gone.previous != kNoNode) {
    Of(gone.previous).next = gone.next;
  } else {
    Of(paths_.parent(node)).first_child = gone.next;
  }
  if (gone.next != kNoNode) Of(gone.next).previous = gone.previous;
}

void NameTree::Remove(NodeId top) {
  if (top == kRootNode) return;
  Unlink(top);
  Forget(top);
}

void NameTree::Clear() {
  Forget(kRootNode);
  Of(kRootNode).present = true;
}

// The path with all below it, as if it had never been.
void NameTree::Forget(NodeId top) {
  std::vector<NodeId> open = {top};
  while (!open.empty()) {
    const NodeId node = open.back();
    open.pop_back();
    AppendChildren(node, open);
    Of(node) = {};
  }
}

void NameTree::AppendChildren(NodeId node, std::vector<NodeId>& list) const {
  for (NodeId child = Of(node).first_child; child != kNoNode; child = Of(child).next) list.push_back(child);
}

std::vector<NodeId> NameTree::ChildrenFirst() const {
  // Backwards it is parents first, siblings from the last to the first.
  std::vector<NodeId> backwards;
  std::vector<NodeId> open = {kRootNode};
  while (!open.empty()) {
    const NodeId node = open.back();
    open.pop_back();
    if (node != kRootNode) backwards.push_back(node);
    const auto first = static_cast<std::ptrdiff_t>(open.size());
    AppendChildren(node, open);
    std::ranges::sort(open.begin() + first, open.end(), {}, [&](NodeId child) { return paths_.name(child); });
  }
  std::ranges::reverse(backwards);
  return backwards;
}

}  // namespace anatomy
