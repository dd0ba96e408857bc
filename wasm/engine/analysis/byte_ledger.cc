#include "engine/analysis/byte_ledger.h"

#include <tuple>
#include <utility>

#include "engine/analysis/largest.h"

namespace anatomy {
namespace {

struct LargerBody {
  bool operator()(const DeadBody& a, const DeadBody& b) const {
    return std::tie(b.bytes, a.path, a.layer) < std::tie(a.bytes, b.path, b.layer);
  }
};
using LargestBodies = Largest<DeadBody, LargerBody>;

void Count(ByteLedger::Total& total, uint64_t bytes) {
  total.bytes += bytes;
  ++total.files;
}

}  // namespace

ByteLedger MakeLedger(const UnionTree& tree, size_t top_count, size_t top_of_layer) {
  ByteLedger ledger;
  ledger.layers.resize(tree.layer_count());
  LargestBodies top(top_count);
  std::vector<LargestBodies> own(tree.layer_count(), LargestBodies(top_of_layer));
  std::vector<LargestBodies> caused = own;
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
    Count(ledger.by_reason[static_cast<size_t>(inode.dead_reason)], bytes);
    Count(ledger.layers[inode.layer].own.total, bytes);
    Count(ledger.layers[inode.dead_layer].caused.total, bytes);
    if (bytes == 0 || inode.home == kNoNode) continue;
    const DeadBody body = {inode.home, bytes, inode.dead_reason, inode.layer, inode.dead_layer};
    top.Add(body);
    own[inode.layer].Add(body);
    caused[inode.dead_layer].Add(body);
  }
  ledger.top = std::move(top).Take();
  for (uint32_t layer = 0; layer < tree.layer_count(); ++layer) {
    ledger.layers[layer].own.top = std::move(own[layer]).Take();
    ledger.layers[layer].caused.top = std::move(caused[layer]).Take();
  }
  return ledger;
}

}  // namespace anatomy
