// Which paths of a tree a pattern fits, found once for each pattern: points of view come and go over it.
#pragma once

#include <vector>

#include "engine/query/pattern.h"
#include "engine/rootfs/path_trie.h"

namespace anatomy {

/// By node; never the root. Error: pattern-too-slow, when one name or all of them take too long.
Result<std::vector<bool>> MatchingNodes(const PathTrie& paths, const Pattern& pattern);

}  // namespace anatomy
