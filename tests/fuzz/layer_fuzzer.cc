// Any bytes as a layer: scan it in blocks of two sizes, which must not matter, then apply it twice, so that it meets
// itself.
#include "engine/layer/layer_scanner.h"
#include "engine/layer/wire.h"
#include "fuzz/input.h"
#include "fuzz/tar_mutator.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace anatomy;
  const std::shared_ptr<ByteSource> file = fuzz::SourceOf(data, size);
  const auto table = std::make_shared<const LayerTable>(ScanLayer(std::make_unique<SourceStream>(file, 1 << 16)));
  // Where data is damaged, liblzma gives more or less of the nonsense behind it.
  if (table->state == LayerState::kComplete) {
    const LayerTable again = ScanLayer(std::make_unique<SourceStream>(file, 509));
    fuzz::Require(EncodeLayerTable(again) == EncodeLayerTable(*table));
  }
  fuzz::Require(fuzz::UseLayers({table, table}));
  return 0;
}
