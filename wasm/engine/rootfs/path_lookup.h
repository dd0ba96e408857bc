// Finding what a person means by a path: symbolic links are followed inside the image, as the kernel would with the
// image as root.
#pragma once

#include <string_view>
#include <vector>

#include "engine/base/error.h"
#include "engine/rootfs/union_tree.h"

namespace anatomy {

/// The node that `path` leads to with layers 0…`layer`, every symbolic link followed, the last one too.
/// Errors: path-not-found, link-loop.
Result<NodeId> FollowPath(const UnionTree& tree, std::string_view path, int layer);

/// The other paths that show the same file with layers 0…`layer`: its hard links. Looks through all paths.
std::vector<NodeId> OtherNames(const UnionTree& tree, NodeId node, int layer);

/// The inode with the bytes of a regular file, through hard links. Error: not-a-file.
Result<const Inode*> FileInode(const UnionTree& tree, NodeId node, int layer);

}  // namespace anatomy
