// A tree as lines of text that compare equal when the trees are equal: what an independent tool unpacked (umoci, GNU
// tar, BuildKit's own snapshot; `*.tree.tsv`, columns `path type mode uid gid size link mtime`), and ours in the same
// form. Hard links are compared as groups of names that share a body, because which of them is "the file" differs from
// tool to tool.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "engine/rootfs/union_tree.h"

namespace anatomy::conformance {

using Listing = std::vector<std::string>;

/// kIgnored: for an image that was built again for each tool, a second earlier or later.
enum class Times { kCompared, kIgnored };

Listing ReadListing(const std::filesystem::path& tsv, Times times = Times::kCompared);
/// The tree with all its layers.
Listing ListingOf(const UnionTree& tree, Times times = Times::kCompared);

/// One letter as in the listings: 'f', 'd', 'l' … and 'h' for a hard link.
char TypeLetter(EntryType type);

/// The nodes that show something with all layers, without the root.
std::vector<NodeId> VisibleNodes(const UnionTree& tree);

/// The lines that only one side has, "+" before ours, "-" before the others; "" when there are none. The order does not
/// matter.
std::string Difference(Listing ours, Listing wanted);

}  // namespace anatomy::conformance
