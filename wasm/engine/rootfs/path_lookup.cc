#include "engine/rootfs/path_lookup.h"

#include <string>
#include <vector>

#include "engine/base/limits.h"
#include "engine/base/path.h"

namespace anatomy {

Result<NodeId> FollowPath(const UnionTree& tree, std::string_view path, int layer) {
  const auto failed = [&](Code code) {
    return Error{code, (path.starts_with('/') ? "It is " : "It is /") + ToUtf8(path) + "."};
  };
  std::vector<std::string_view> rest = {path};  // what is left of the path and of the links on the way, the next last
  NodeId node = kRootNode;
  int hops = 0;
  size_t components = 0;
  while (!rest.empty()) {
    std::string_view& text = rest.back();
    const size_t slash = text.find('/');
    const std::string_view component = text.substr(0, slash);
    text.remove_prefix(slash == std::string_view::npos ? text.size() : slash + 1);
    if (text.empty()) rest.pop_back();
    if (component.empty() || component == ".") continue;
    if (++components > 2 * limits::kPathComponents) return failed(Code::kLinkLoop);
    if (component == "..") {
      if (node != kRootNode) node = tree.paths().parent(node);
      continue;
    }
    const NodeId child = tree.paths().FindChild(node, component);
    const Version* version = child == kNoNode ? nullptr : tree.At(child, layer);
    if (!version) return failed(Code::kPathNotFound);
    const EntryView entry = tree.Look(*version, child, layer);
    if (entry.inode_type != EntryType::kSymlink) {
      node = child;
      continue;
    }
    if (++hops > limits::kSymlinkHops) return failed(Code::kLinkLoop);
    if (entry.inode_link.starts_with('/')) node = kRootNode;
    rest.push_back(entry.inode_link);
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
