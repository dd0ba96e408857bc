#include "engine/analysis/byte_ledger.h"

#include <algorithm>

namespace anatomy {

ByteLedger MakeLedger(const UnionTree& tree, size_t top_count) {
  ByteLedger ledger;
  std::vector<DeadBody> dead;
  for (const Inode& inode : tree.inodes()) {
    if (inode.row == kNoRow) continue;
    const LayerTable& table = tree.table(inode.layer);
    if (table.type(inode.row) != EntryType::kFile) continue;
    const uint64_t bytes = table.stored_sizes[inode.row];
    if (inode.names > 0) {
      ledger.live += bytes;
      continue;
    }
    ledger.dead += bytes;
    ByteLedger::Total& total = ledger.by_reason[static_cast<size_t>(inode.dead_reason)];
    total.bytes += bytes;
    ++total.files;
    if (bytes > 0 && inode.home != kNoNode) dead.push_back({inode.home, bytes, inode.dead_reason, inode.layer});
  }
  const auto middle = dead.begin() + static_cast<std::ptrdiff_t>(std::min(top_count, dead.size()));
  std::partial_sort(dead.begin(), middle, dead.end(), [](const DeadBody& a, const DeadBody& b) {
    return a.bytes != b.bytes ? a.bytes > b.bytes : a.path < b.path;
  });
  dead.erase(middle, dead.end());
  ledger.top = std::move(dead);
  return ledger;
}

}  // namespace anatomy
