#include "unit/support/balance.h"

#include <gtest/gtest.h>

#include "engine/analysis/byte_ledger.h"
#include "unit/support/layer_builder.h"

namespace anatomy::test {
namespace {

void Add(ByteLedger::Total& sum, const ByteLedger::Total& total) {
  sum.bytes += total.bytes;
  sum.files += total.files;
}

}  // namespace

void ExpectBalance(const UnionTree& tree) {
  const ByteLedger ledger = MakeLedger(tree, SIZE_MAX);
  EXPECT_EQ(ledger.live + ledger.dead, BodyBytes(tree)) << "live + dead = all bodies";
  EXPECT_EQ(ledger.live, tree.LiveBytes(static_cast<int>(tree.layer_count()) - 1))
      << "the tree counts as the ledger does";
  ByteLedger::Total by_reason, own, caused, steps;
  uint64_t live = 0;
  for (const ByteLedger::Total& total : ledger.by_reason) Add(by_reason, total);
  ASSERT_EQ(ledger.layers.size(), tree.layer_count());
  for (const ByteLedger::OfLayer& layer : ledger.layers) {
    Add(own, layer.own.total);
    Add(caused, layer.caused.total);
    live += layer.live;
  }
  for (const ByteLedger::Step& step : ledger.steps) Add(steps, step.total);
  EXPECT_EQ(live, ledger.live) << "over the layers that wrote what can be seen";
  EXPECT_EQ(steps.bytes, ledger.dead) << "over the steps";
  EXPECT_EQ(by_reason.bytes, ledger.dead) << "over the reasons";
  EXPECT_EQ(own.bytes, ledger.dead) << "over the layers that wrote";
  EXPECT_EQ(caused.bytes, ledger.dead) << "over the layers that hid";
  EXPECT_EQ(own.files, by_reason.files);
  EXPECT_EQ(caused.files, by_reason.files);
}

}  // namespace anatomy::test
