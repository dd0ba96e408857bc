#include "engine/layer/blob.h"

#include <algorithm>

namespace anatomy {
void ScanBlobs(std::shared_ptr<ByteSource> file, std::vector<BlobPlace> places, size_t block_size,
               const OnLayerTable& on_table,
               const std::function<void(const BlobPlace&, const ScanProgress&)>& on_progress) {
  std::ranges::sort(places, {}, &BlobPlace::offset);
  std::shared_ptr<StreamCursor> cursor;
  for (size_t i = 0; i < places.size(); ++i) {
    const BlobPlace& place = places[i];
    Result<std::unique_ptr<ByteStream>> blob = Error{Code::kLayerMissing, {}};
    if (place.sequential && !place.whole()) {
      if (!cursor) {
        if (Result<std::shared_ptr<StreamCursor>> opened = OpenTarball(file, block_size)) cursor = *opened;
      }
      const uint64_t next = i + 1 < places.size() ? places[i + 1].offset : UINT64_MAX;
      if (cursor) blob = OpenBlobAhead(cursor, place, {}, next);
    } else {
      blob = OpenBlob(file, place, block_size);
    }
    if (!blob) {
      LayerTable broken;
      broken.state = LayerState::kPartial;
      broken.diagnostics.push_back({.code = blob.error().code, .detail = blob.error().detail});
      on_table(place, std::move(broken));
      continue;
    }
    on_table(place, ScanLayer(std::move(*blob), [&](const ScanProgress& progress) { on_progress(place, progress); }));
  }
}

}  // namespace anatomy
