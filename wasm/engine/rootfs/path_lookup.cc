#include "engine/rootfs/path_lookup.h"

#include <string>

#include "engine/base/limits.h"
#include "engine/base/path.h"

namespace anatomy {

Result<NodeId> FollowPath(const UnionTree& tree, std::string_view path, int layer) {
  const std::string detail = (path.starts_with('/') ? "It is " : "It is /") + ToUtf8(path) + ".";
  std::string rest(path);
  NodeId node = kRootNode;
  int hops = 0;
  while (!rest.empty()) {
    const size_t slash = rest.find('/');
    const std::string component = rest.substr(0, slash);
    rest.erase(0, slash == std::string::npos ? rest.size() : slash + 1);
    if (component.empty() || component == ".") continue;
    if (component == "..") {
      if (node != kRootNode) node = tree.paths().parent(node);
      continue;
    }
    const NodeId child = tree.paths().FindChild(node, component);
    const Version* version = child == kNoNode ? nullptr : tree.At(child, layer);
    if (!version) return Error{Code::kPathNotFound, detail};
    const EntryView entry = tree.Look(*version, child, layer);
    if (entry.type != EntryType::kSymlink) {
      node = child;
      continue;
    }
    if (++hops > limits::kSymlinkHops) return Error{Code::kLinkLoop, detail};
    if (entry.link.starts_with('/')) node = kRootNode;
    rest = std::string(entry.link) + "/" + rest;
  }
  return node;
}

std::vector<NodeId> OtherNames(const UnionTree& tree, NodeId node, int layer) {
  std::vector<NodeId> names;
  const Version* own = tree.At(node, layer);
  if (!own || !FileInode(tree, node, layer)) return names;
  for (uint32_t i = 0; i < tree.paths().size(); ++i) {
    const NodeId other{i};
    const Version* version = other == node ? nullptr : tree.At(other, layer);
    if (version && version->inode == own->inode) names.push_back(other);
  }
  return names;
}

Result<const Inode*> FileInode(const UnionTree& tree, NodeId node, int layer) {
  const Version* version = tree.At(node, layer);
  if (version) {
    const Inode& inode = tree.inodes()[static_cast<uint32_t>(version->inode)];
    if (inode.row != kNoRow && tree.table(inode.layer).type(inode.row) == EntryType::kFile) return &inode;
  }
  return Error{Code::kNotAFile, "It is /" + ToUtf8(tree.paths().Path(node)) + "."};
}

}  // namespace anatomy
