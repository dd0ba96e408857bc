#include "engine/analysis/byte_ledger.h"

#include <map>
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
struct CostlierStep {
  bool operator()(const ByteLedger::Step& a, const ByteLedger::Step& b) const {
    return std::tie(b.total.bytes, a.layer, a.dead_layer, a.reason) <
           std::tie(a.total.bytes, b.layer, b.dead_layer, b.reason);
  }
};
using LargestBodies = Largest<DeadBody, LargerBody>;

void Count(ByteLedger::Total& total, uint64_t bytes) {
  total.bytes += bytes;
  ++total.files;
}

using StepKey = std::tuple<uint32_t, uint32_t, DeadReason>;  // as Step has them

std::vector<ByteLedger::Step> CostliestSteps(const std::map<StepKey, ByteLedger::Total>& steps, size_t count) {
  Largest<ByteLedger::Step, CostlierStep> largest(count);
  for (const auto& [key, total] : steps) {
    const auto& [layer, dead_layer, reason] = key;
    if (total.bytes > 0) largest.Add({layer, dead_layer, reason, total});
  }
  return std::move(largest).Take();
}

}  // namespace

ByteLedger MakeLedger(const UnionTree& tree, size_t top_count, size_t top_of_layer) {
  ByteLedger ledger;
  ledger.layers.resize(tree.layer_count());
  LargestBodies top(top_count);
  std::vector<LargestBodies> own(tree.layer_count(), LargestBodies(top_of_layer));
  std::vector<LargestBodies> caused = own;
  std::map<StepKey, ByteLedger::Total> steps;
  for (const Inode& inode : tree.inodes()) {
    if (inode.row == kNoRow) continue;
    const LayerTable& table = tree.table(inode.layer);
    if (table.type(inode.row) != EntryType::kFile) continue;
    const uint64_t bytes = table.stored_sizes[inode.row];
    if (inode.names > 0) {
      ledger.live += bytes;
      ledger.layers[inode.layer].live += bytes;
      continue;
    }
    ledger.dead += bytes;
    Count(ledger.by_reason[static_cast<size_t>(inode.dead_reason)], bytes);
    Count(ledger.layers[inode.layer].own.total, bytes);
    Count(ledger.layers[inode.dead_layer].caused.total, bytes);
    Count(steps[{inode.layer, inode.dead_layer, inode.dead_reason}], bytes);
    if (bytes == 0 || inode.home == kNoNode) continue;
    const DeadBody body = {inode.home, bytes, inode.dead_reason, inode.layer, inode.dead_layer};
    top.Add(body);
    own[inode.layer].Add(body);
    caused[inode.dead_layer].Add(body);
  }
  ledger.steps = CostliestSteps(steps, top_count);
  ledger.top = std::move(top).Take();
  for (uint32_t layer = 0; layer < tree.layer_count(); ++layer) {
    ledger.layers[layer].own.top = std::move(own[layer]).Take();
    ledger.layers[layer].caused.top = std::move(caused[layer]).Take();
  }
  return ledger;
}

}  // namespace anatomy
