#include "engine/rootfs/union_tree.h"

#include <algorithm>
#include <cstdlib>

#include "engine/base/path.h"

namespace anatomy {

std::string_view DeadReasonName(DeadReason reason) {
  switch (reason) {
    case DeadReason::kDeletedFile:
      return "deleted-file";
    case DeadReason::kDeletedDir:
      return "deleted-dir";
    case DeadReason::kOpaque:
      return "opaque";
    case DeadReason::kTypeReplaced:
      return "type-replaced";
    case DeadReason::kRewrittenDifferent:
      return "rewritten-different";
    case DeadReason::kRewrittenIdentical:
      return "rewritten-identical";
    case DeadReason::kDuplicateEntry:
      return "duplicate-entry";
  }
  std::abort();
}

const Version* UnionTree::At(NodeId node, int layer) const {
  const Version* version = Newest(node);
  while (version && static_cast<int>(version->layer) > layer) version = Older(*version);
  return version && version->inode != kNoInode ? version : nullptr;
}

EntryView UnionTree::Look(const Version& version, NodeId node, int layer) const {
  const Inode& inode = Of(version.inode);
  if (inode.row == kNoRow) return {.type = EntryType::kDir, .layer = version.layer, .implicit = true};
  const LayerTable& table = *tables_[inode.layer];
  const uint32_t row = inode.row;
  EntryView view{
      .type = table.type(row),
      .inode_type = table.type(row),
      .mode = table.modes[inode.attributes],
      .uid = table.uids[inode.attributes],
      .gid = table.gids[inode.attributes],
      .mtime = table.mtimes[inode.attributes],
      .size = table.sizes[row],
      .stored_size = table.stored_sizes[row],
      .hash = table.hashes[row],
      .link = table.links[row],
      .inode_link = table.links[row],
      .layer = version.layer,
  };
  if (const auto found = table.xattrs.find(row); found != table.xattrs.end()) view.xattrs = &found->second;
  if (const auto found = table.devices.find(row); found != table.devices.end()) view.device = found->second;
  const bool at_root = table.format != BlobFormat::kPlain && paths_.parent(node) == kRootNode;
  if (at_root && IsFormatArtefact(table.format, paths_.name(node))) view.artefact = table.format;
  if (inode.home == node) return view;
  const NodeId home = HomeAt(version.inode, layer);
  if (home == node) return view;
  view.type = EntryType::kHardlink;
  view.link = tables_[version.layer]->links[version.row];
  if (home != kNoNode && !IsNameOf(version.inode, view.link, layer)) view.link_home = home;
  return view;
}

bool UnionTree::IsNameOf(InodeId id, std::string_view path, int layer) const {
  const NodeId node = paths_.Find(NormalisePath(path).path);
  const Version* version = node == kNoNode ? nullptr : At(node, layer);
  return version && version->inode == id;
}

NodeId UnionTree::HomeAt(InodeId id, int layer) const {
  auto shows = [&](NodeId node) {
    const Version* version = At(node, layer);
    return version && version->inode == id;
  };
  if (shows(Of(id).home)) return Of(id).home;
  const auto names = linked_names_.find(id);
  if (names == linked_names_.end()) return kNoNode;
  const auto first = std::ranges::find_if(names->second, shows);
  return first == names->second.end() ? kNoNode : *first;
}

std::string UnionTree::LinkText(const EntryView& view) const {
  return view.link_home == kNoNode ? std::string(view.link) : paths_.Path(view.link_home);
}

}  // namespace anatomy
