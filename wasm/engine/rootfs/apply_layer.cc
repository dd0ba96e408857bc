// How a UnionTree takes a layer: what it removes, then what it brings, then the hard links that came before their
// targets.
#include <algorithm>
#include <utility>

#include "engine/base/limits.h"
#include "engine/base/path.h"
#include "engine/rootfs/path_lookup.h"
#include "engine/rootfs/tree_diff.h"
#include "engine/rootfs/union_tree.h"
#include "engine/rootfs/whiteout.h"

namespace anatomy {
namespace {

bool SameAttributes(const LayerTable& table, uint32_t a, uint32_t b) {
  return table.modes[a] == table.modes[b] && table.uids[a] == table.uids[b] && table.gids[a] == table.gids[b] &&
         table.mtimes[a] == table.mtimes[b];
}

bool IsOverlayWhiteout(const LayerTable& table, uint32_t row) {
  if (table.type(row) != EntryType::kChar) return false;
  const auto device = table.devices.find(row);
  return device != table.devices.end() && device->second == std::array<uint32_t, 2>{0, 0};
}

}  // namespace

const Version* UnionTree::Live(NodeId node) const {
  const Version* version = Newest(node);
  return version && version->inode != kNoInode ? version : nullptr;
}

bool UnionTree::IsLiveDir(NodeId node) const {
  const Version* version = Live(node);
  return version && TypeOf(Of(version->inode)) == EntryType::kDir;
}

EntryType UnionTree::TypeOf(const Inode& inode) const {
  return inode.row == kNoRow ? EntryType::kDir : tables_[inode.layer]->type(inode.row);
}

uint64_t UnionTree::BytesOf(const Inode& inode) const {
  return inode.row == kNoRow ? 0 : tables_[inode.layer]->stored_sizes[inode.row];
}

void UnionTree::AddLayer(std::shared_ptr<const LayerTable> table) {
  layer_ = layer_count();
  tables_.push_back(table);
  states_.resize(paths_.size());
  touched_.clear();
  pending_links_.clear();
  hidden_bodies_.clear();
  last_parent_path_.clear();
  last_parent_ = kRootNode;
  if (!Live(kRootNode)) Push(kRootNode, kNoRow, NewInode(kNoRow, kRootNode));

  // Rules 3 and 4: markers speak of lower layers only, wherever in the tar they stand; so they go first.
  ApplyRemovals(*table);
  for (uint32_t row = 0; row < table->entry_count(); ++row) AddEntry(*table, row);
  ResolvePendingLinks();
  live_bytes_after_.push_back(live_bytes_);
  CountChanges();
}

void UnionTree::ApplyRemovals(const LayerTable& table) {
  for (uint32_t row = 0; row < table.entry_count(); ++row) {
    const std::string_view path = table.paths[row];
    if (IsOverlayWhiteout(table, row)) {  // rule 16
      Remark(Code::kDeviceWhiteout, path);
      RemoveHidden(paths_.Find(path), path);
      continue;
    }
    const WhiteoutName name = ParseWhiteout(BaseName(path));
    if (name.marker == Marker::kNone || LeadsThroughMarker(path)) continue;
    const NodeId dir = paths_.Find(ParentPath(path));
    if (name.marker == Marker::kWhiteout) {
      RemoveHidden(dir == kNoNode ? kNoNode : paths_.FindChild(dir, name.target), path);
    } else if (name.marker == Marker::kInvalid) {  // rule 6
      Remark(Code::kWhiteoutInvalid, path);
    } else if (name.marker == Marker::kOpaque) {
      if (dir == kRootNode) {  // rule 19: docker and podman ignore it there
        Remark(Code::kOpaqueAtRoot, path);
      } else if (dir != kNoNode && IsLiveDir(dir)) {
        for (const NodeId child : TakeChildren(dir)) RemoveTree(child, DeadReason::kOpaque, DeadReason::kOpaque);
      }
    }
  }
}

void UnionTree::RemoveHidden(NodeId node, std::string_view marker_path) {
  if (node == kNoNode || node == kRootNode || !Live(node)) {
    Remark(Code::kWhiteoutOfNothing, marker_path);  // rule 9
  } else {
    RemoveTree(node, DeadReason::kDeletedFile, DeadReason::kDeletedDir);
  }
}

std::vector<NodeId> UnionTree::TakeChildren(NodeId dir) {
  std::vector<NodeId> there;
  for (NodeId child = std::exchange(StateOf(dir).first_child, kNoNode); child != kNoNode;) {
    if (Live(child)) there.push_back(child);
    StateOf(child).listed = false;
    child = StateOf(child).next_child;
  }
  return there;
}

void UnionTree::RemoveTree(NodeId node, DeadReason reason, DeadReason reason_below) {
  std::vector<NodeId> open = {node};
  while (!open.empty()) {
    const NodeId at = open.back();
    open.pop_back();
    const InodeId inode = Live(at)->inode;
    Push(at, kNoRow, kNoInode);
    Release(inode, at == node ? reason : reason_below);
    if (TypeOf(Of(inode)) != EntryType::kDir) continue;
    const std::vector<NodeId> children = TakeChildren(at);
    open.insert(open.end(), children.begin(), children.end());
  }
}

void UnionTree::AddEntry(const LayerTable& table, uint32_t row) {
  const std::string_view path = table.paths[row];
  const Marker marker = ParseWhiteout(BaseName(path)).marker;
  if (LeadsThroughMarker(path)) {
    // Rule 7: what lies in .wh..wh.plnk is a body that hard links of this layer may want.
    const EntryType type = table.type(row);
    const bool body = type != EntryType::kDir && type != EntryType::kHardlink && marker == Marker::kNone;
    if (body) hidden_bodies_[std::string(path)] = NewInode(row, kNoNode);
    return;
  }
  if (marker != Marker::kNone || IsOverlayWhiteout(table, row)) {
    if (marker != Marker::kAufs && marker != Marker::kInvalid) MakeMarkerParents(path);
    return;
  }
  if (path.empty()) {  // rule 13: the root's own attributes
    if (table.type(row) == EntryType::kDir) Replace(kRootNode, table, row);
    // A file in its place is shown nowhere, but its bytes are there and count.
    if (table.type(row) == EntryType::kFile) NewInode(row, kNoNode);
    return;
  }
  const NodeId node = MakeNode(MakeParents(path), BaseName(path));
  Replace(node, table, row);
}

// Rule 9. A marker takes no place of an entry of its own layer (rule 3).
void UnionTree::MakeMarkerParents(std::string_view path) {
  NodeId node = kRootNode;
  for (std::string_view rest = ParentPath(path); !rest.empty();) {
    const size_t slash = rest.find('/');
    node = paths_.FindChild(node, rest.substr(0, slash));
    if (node == kNoNode || !Live(node)) break;
    if (!IsLiveDir(node) && Live(node)->layer == layer_) return;
    rest.remove_prefix(slash == std::string_view::npos ? rest.size() : slash + 1);
  }
  MakeParents(path);
}

NodeId UnionTree::MakeParents(std::string_view path) {
  const std::string_view parent_path = ParentPath(path);
  // Entries of one directory follow each other. A live directory has only live directories above it.
  if (parent_path == last_parent_path_ && IsLiveDir(last_parent_)) return last_parent_;
  NodeId node = kRootNode;
  bool linked = false;
  for (std::string_view rest = parent_path; !rest.empty();) {
    const size_t slash = rest.find('/');
    node = MakeNode(node, rest.substr(0, slash));
    rest.remove_prefix(slash == std::string_view::npos ? rest.size() : slash + 1);
    if (const NodeId dir = Enter(node); dir != kNoNode) {
      linked = linked || dir != node;
      node = dir;
      continue;
    }
    if (Live(node)) {  // rules 11 and 19
      Remark(Code::kParentNotDirectory, path);
      RemoveTree(node, DeadReason::kTypeReplaced, DeadReason::kTypeReplaced);
    }
    Push(node, kNoRow, NewInode(kNoRow, node));  // rule 13
  }
  if (!linked) {
    last_parent_path_ = parent_path;
    last_parent_ = node;
  }
  return node;
}

// Rule 11: the directory that a path leads through, also by a symbolic link of the layer being applied; else kNoNode.
NodeId UnionTree::Enter(NodeId node) const {
  const Version* version = Live(node);
  if (!version) return kNoNode;
  const EntryType type = TypeOf(Of(version->inode));
  if (type == EntryType::kDir) return node;
  if (type != EntryType::kSymlink || version->layer != layer_) return kNoNode;
  const Result<NodeId> target = FollowPath(*this, paths_.Path(node), static_cast<int>(layer_));
  return target && IsLiveDir(*target) ? *target : kNoNode;
}

// Rule 10: a directory over a directory keeps the children; anything else removes the old and makes the new.
void UnionTree::Replace(NodeId node, const LayerTable& table, uint32_t row) {
  const EntryType type = table.type(row);
  if (const Version* old = Live(node)) {
    const InodeId old_inode = old->inode;
    const EntryType old_type = TypeOf(Of(old_inode));
    const bool same_layer = old->layer == layer_ && old->row != kNoRow;
    if (type == EntryType::kDir && old_type == EntryType::kDir) {
      Push(node, row, NewInode(row, node));
      Release(old_inode, DeadReason::kTypeReplaced);
      return;
    }
    if (same_layer) {  // rule 14
      Remark(Code::kDuplicateEntry, table.paths[row]);
      if (type == EntryType::kHardlink && NormalisePath(table.links[row]).path == table.paths[row]) return;
      RemoveTree(node, DeadReason::kDuplicateEntry, DeadReason::kDuplicateEntry);
    } else if (type == EntryType::kFile && old_type == EntryType::kFile) {
      const Inode& body = Of(old_inode);
      const LayerTable& below = *tables_[body.layer];
      const bool identical =
          below.sizes[body.row] == table.sizes[row] && SameContent(below.hashes[body.row], table.hashes[row]);
      RemoveTree(node, identical ? DeadReason::kRewrittenIdentical : DeadReason::kRewrittenDifferent,
                 DeadReason::kDeletedDir);
    } else if (type == EntryType::kHardlink && old_type == EntryType::kFile) {
      // The old body may be the very one that is linked to: link before letting go of it.
      if (LinkNow(node, row, table.links[row])) {
        Release(old_inode, DeadReason::kRewrittenDifferent);
        return;
      }
      RemoveTree(node, DeadReason::kRewrittenDifferent, DeadReason::kDeletedDir);
    } else {
      RemoveTree(node, DeadReason::kTypeReplaced, DeadReason::kTypeReplaced);
    }
  }
  if (type == EntryType::kHardlink && LinkNow(node, row, table.links[row])) return;
  const VersionId version = Push(node, row, NewInode(row, node));
  if (type == EntryType::kHardlink) {
    pending_links_.push_back({node, version, NormalisePath(table.links[row]).path});
  }
}

InodeId UnionTree::Hidden(std::string_view path) const {
  const auto found = hidden_bodies_.find(std::string(path));
  return found == hidden_bodies_.end() ? kNoInode : found->second;
}

NodeId UnionTree::FindTarget(std::string_view path) const {
  NodeId node = kRootNode;
  for (;;) {
    const size_t slash = path.find('/');
    node = paths_.FindChild(node, path.substr(0, slash));
    if (node == kNoNode || slash == std::string_view::npos) return node;
    path.remove_prefix(slash + 1);
    node = Enter(node);
    if (node == kNoNode) return node;
  }
}

// Rule 12: the target is looked for as things stand at this entry, in this layer and below.
bool UnionTree::LinkNow(NodeId node, uint32_t row, std::string_view target) {
  const std::string path = NormalisePath(target).path;
  InodeId inode = Hidden(path);
  if (inode == kNoInode) {
    const NodeId found = FindTarget(path);
    const Version* version = found == kNoNode || found == node ? nullptr : Live(found);
    if (!version) return false;
    const EntryType type = TypeOf(Of(version->inode));
    if (type == EntryType::kDir || type == EntryType::kHardlink)
      return false;  // a link not resolved yet counts as missing
    inode = version->inode;
    Inode& file = Of(inode);
    if (type != EntryType::kSymlink && file.layer == layer_ && row > file.attributes) {
      if (!SameAttributes(*tables_[layer_], row, file.attributes)) Remark(Code::kHardlinkAttributes, paths_.Path(node));
      file.attributes = row;
    }
  } else if (Of(inode).home == kNoNode) {
    Of(inode).home = node;
  }
  if (Of(inode).layer != layer_)
    Remark(Code::kHardlinkLowerLayer, paths_.Path(node), "Its target is /" + ToUtf8(path) + ".");
  if (Of(inode).home != node) linked_names_[inode].push_back(node);
  Push(node, row, inode);
  return true;
}

// Links that came before their targets. A target may be such a link, too, so the end of each chain goes first; what
// leads nowhere or in a circle is missing.
void UnionTree::ResolvePendingLinks() {
  std::unordered_map<NodeId, size_t> waiting;  // index of the link that is at a path; a later entry may have taken it
  for (size_t i = 0; i < pending_links_.size(); ++i) {
    const PendingLink& link = pending_links_[i];
    if (StateOf(link.node).newest == link.version) waiting[link.node] = i;
  }
  std::vector<size_t> missing;
  for (const PendingLink& first : pending_links_) {
    std::vector<size_t> chain;
    for (auto at = waiting.find(first.node); at != waiting.end();) {
      chain.push_back(at->second);
      waiting.erase(at);
      at = waiting.find(paths_.Find(pending_links_[chain.back()].target));
    }
    for (; !chain.empty(); chain.pop_back()) {
      const PendingLink& link = pending_links_[chain.back()];
      const Version placeholder = *Get(link.version);
      if (LinkNow(link.node, placeholder.row, link.target)) {
        Release(placeholder.inode, DeadReason::kDuplicateEntry);
      } else {
        missing.push_back(chain.back());
      }
    }
  }
  std::ranges::sort(missing);
  for (const size_t i : missing) {
    const PendingLink& link = pending_links_[i];
    Remark(Code::kHardlinkMissing, paths_.Path(link.node), "Its target is /" + ToUtf8(link.target) + ".");
  }
}

NodeId UnionTree::MakeNode(NodeId parent, std::string_view name) {
  const NodeId node = paths_.GetChild(parent, name);
  states_.resize(paths_.size());
  return node;
}

InodeId UnionTree::NewInode(uint32_t row, NodeId home) {
  inodes_.push_back({.layer = layer_, .row = row, .attributes = row, .home = home, .dead_layer = layer_});
  return InodeId{static_cast<uint32_t>(inodes_.size() - 1)};
}

VersionId UnionTree::Push(NodeId node, uint32_t row, InodeId inode) {
  NodeState& state = StateOf(node);
  const Version* newest = Get(state.newest);
  if (!newest || newest->layer != layer_) touched_.push_back(node);
  versions_.push_back({.layer = layer_, .row = row, .inode = inode, .older = state.newest});
  state.newest = VersionId{static_cast<uint32_t>(versions_.size() - 1)};
  if (inode == kNoInode) return state.newest;
  if (Of(inode).names++ == 0) live_bytes_ += BytesOf(Of(inode));
  if (!state.listed && node != kRootNode) {
    state.listed = true;
    state.next_child = std::exchange(StateOf(paths_.parent(node)).first_child, node);
  }
  return state.newest;
}

void UnionTree::Release(InodeId id, DeadReason reason) {
  Inode& inode = Of(id);
  if (--inode.names > 0) return;
  live_bytes_ -= BytesOf(inode);
  inode.dead_reason = reason;
  inode.dead_layer = layer_;
}

void UnionTree::CountChanges() {
  ChangeCounts counts;
  const int layer = static_cast<int>(layer_);
  for (const NodeId node : touched_) {
    if (node == kRootNode) continue;  // it is no entry of any list
    switch (Compare(*this, node, layer - 1, layer).status) {
      case ChangeStatus::kAdded:
        ++counts.added;
        break;
      case ChangeStatus::kModified:
        ++counts.modified;
        break;
      case ChangeStatus::kRemoved:
        ++counts.removed;
        break;
      case ChangeStatus::kUnmodified:
      case ChangeStatus::kAbsent:
        break;
    }
  }
  changes_.push_back(counts);
}

void UnionTree::Remark(Code code, std::string_view path, std::string detail) {
  if (diagnostics_.size() >= limits::kDiagnostics) return;
  diagnostics_.push_back({.code = code, .detail = std::move(detail), .layer = layer_, .path = "/" + ToUtf8(path)});
}

}  // namespace anatomy
