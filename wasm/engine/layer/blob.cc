#include "engine/layer/blob.h"

#include <algorithm>

#include "engine/layer/table_of_contents.h"

namespace anatomy {

void VisitBlobs(std::shared_ptr<ByteSource> file, std::vector<BlobPlace> places, size_t block_size,
                const std::function<void(const BlobPlace&, Result<std::unique_ptr<ByteStream>>)>& visit) {
  std::ranges::sort(places, {}, &BlobPlace::offset);
  std::shared_ptr<StreamCursor> cursor;
  for (size_t i = 0; i < places.size(); ++i) {
    const BlobPlace& place = places[i];
    if (!place.sequential || place.whole()) {
      visit(place, OpenBlob(file, place, block_size));
      continue;
    }
    if (!cursor) {
      Result<std::shared_ptr<StreamCursor>> opened = OpenTarball(file, block_size);
      if (!opened) {
        visit(place, opened.error());
        continue;
      }
      cursor = *opened;
    }
    const uint64_t next = i + 1 < places.size() ? places[i + 1].offset : UINT64_MAX;
    visit(place, OpenBlobAhead(cursor, place, {}, next));
  }
}

void ScanBlobs(std::shared_ptr<ByteSource> file, std::vector<BlobPlace> places, size_t block_size,
               const OnLayerTable& on_table,
               const std::function<void(const BlobPlace&, const ScanProgress&)>& on_progress,
               std::optional<uint64_t> skipped_body, const KnownToc& known_toc) {
  const std::shared_ptr<ByteSource> again = file;
  const uint64_t file_bytes = file->size();
  const uint64_t skipped = skipped_body.value_or(file->worth_jumping());
  VisitBlobs(std::move(file), std::move(places), block_size,
             [&](const BlobPlace& place, Result<std::unique_ptr<ByteStream>> blob) {
               if (!blob) {
                 LayerTable broken;
                 broken.state = LayerState::kPartial;
                 broken.diagnostics.push_back({.code = blob.error().code, .detail = blob.error().detail});
                 on_table(place, std::move(broken));
                 return;
               }
               ScanOptions options;
               const bool is_at_hand = !place.sequential && !place.sparse;
               if (is_at_hand) {
                 options.skipped_body = skipped;
                 options.blob_bytes = std::min(place.size, file_bytes - std::min(file_bytes, place.offset));
               }
               const auto tell = [&](const ScanProgress& progress) { on_progress(place, progress); };
               LayerTable table = ScanLayer(std::move(*blob), tell, options);
               if (is_at_hand && table.state == LayerState::kComplete && table.format != BlobFormat::kPlain) {
                 std::optional<LayerTable> toc = known_toc ? known_toc(place) : std::nullopt;
                 if (!toc) toc = ReadToc(again, place, block_size);
                 if (toc) CompareWithToc(*toc, table);
               }
               on_table(place, std::move(table));
             });
}

}  // namespace anatomy
