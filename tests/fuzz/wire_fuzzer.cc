// Any bytes as a layer block from another worker: refused, or a table that encodes to the same bytes again and can be
// applied.
#include <algorithm>

#include "engine/layer/wire.h"
#include "fuzz/input.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace anatomy;
  Result<LayerTable> table = DecodeLayerTable(Bytes(data, size));
  if (!table) return 0;
  const std::vector<uint8_t> block = EncodeLayerTable(*table);
  Result<LayerTable> again = DecodeLayerTable(block);
  fuzz::Require(again.ok());
  fuzz::Require(EncodeLayerTable(*again) == block);
  const auto shared = std::make_shared<const LayerTable>(std::move(*table));
  (void)fuzz::UseLayers({shared, shared});
  return 0;
}
