// The invariant of the byte ledger (RULES.md §4.1), for every test that has a tree.
#pragma once

#include "engine/rootfs/union_tree.h"

namespace anatomy::test {

/// live + dead = the stored bytes of all bodies, counted in the tables without the tree; dead = the sum over the
/// reasons = over the layers that wrote = over the layers that hid, in bytes and in files.
void ExpectBalance(const UnionTree& tree);

}  // namespace anatomy::test
