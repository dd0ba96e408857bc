#include "bindings/layer_work.h"

#include <emscripten/val.h>

#include <algorithm>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "bindings/js_source.h"
#include "engine/base/path.h"
#include "engine/export/tree_export.h"
#include "engine/layer/blob.h"
#include "engine/layer/blob_digests.h"
#include "engine/layer/body_hashes.h"
#include "engine/layer/read_plan.h"
#include "engine/layer/table_of_contents.h"
#include "engine/layer/wire.h"

namespace anatomy {
namespace {

// Reading costs much per call and little per byte (0.7 ms against 4 MiB in 5 ms); each worker holds one block.
constexpr size_t kBlockBytes = 4u << 20;

std::vector<BlobPlace> PlacesIn(const PlaceList& places) {
  std::vector<BlobPlace> list;
  const size_t count = places["length"].as<size_t>();
  for (size_t i = 0; i < count; ++i) list.push_back(FromValue(places[i].as<PlaceValue>()));
  return list;
}

}  // namespace

void ReadTocs(const ReaderHandle& reader, const PlaceList& places, const OnToc& on_toc) {
  const std::shared_ptr<ByteSource> file = SourceOf(reader);
  for (const BlobPlace& place : PlacesIn(places)) {
    const std::optional<LayerTable> toc = ReadToc(file, place, kBlockBytes);
    on_toc(static_cast<double>(place.id), toc ? CopyOut(EncodeLayerTable(*toc)) : emscripten::val::null());
  }
}

void ScanLayers(const ReaderHandle& reader, const PlaceList& places, const BlockList& tocs,
                const OnScanned& on_progress, const OnTable& on_table) {
  const std::vector<BlobPlace> list = PlacesIn(places);
  const auto known_toc = [&](const BlobPlace& place) -> std::optional<LayerTable> {
    const auto index = static_cast<size_t>(std::ranges::find(list, place) - list.begin());
    const emscripten::val block = tocs[index];
    if (block.isUndefined()) return {};
    Result<LayerTable> toc = DecodeLayerTable(CopiedIn(BytesHandle(block)).bytes());
    return toc ? std::optional(std::move(*toc)) : std::nullopt;
  };
  ScanBlobs(
      SourceOf(reader), list, kBlockBytes,
      [&](const BlobPlace& place, const LayerTable& table) {
        on_table(static_cast<double>(place.id), CopyOut(EncodeLayerTable(table)));
      },
      [&](const BlobPlace& place, const ScanProgress& progress) {
        on_progress(static_cast<double>(place.id), static_cast<double>(progress.stored_bytes),
                    static_cast<double>(progress.entries));
      },
      {}, known_toc);
}

void DigestBlobs(const ReaderHandle& reader, const WishList& wishes, const OnHashed& on_progress,
                 const OnDigests& on_digests) {
  std::vector<DigestWish> list;
  const size_t count = wishes["length"].as<size_t>();
  for (size_t i = 0; i < count; ++i) list.push_back(FromValue(wishes[i].as<WishValue>()));
  HashBlobs(
      SourceOf(reader), list, kBlockBytes,
      [&](const BlobPlace& place, const BlobDigests& digests) {
        on_digests(static_cast<double>(place.id), ToValue(digests));
      },
      [&](const BlobPlace& place, uint64_t bytes) {
        on_progress(static_cast<double>(place.id), static_cast<double>(bytes));
      });
}

void HashSkippedBodies(const ReaderHandle& reader, const BodyWishList& wishes, const OnHashed& on_progress,
                       const OnBodies& on_bodies) {
  std::vector<BodyWish> list;
  const size_t count = wishes["length"].as<size_t>();
  for (size_t i = 0; i < count; ++i) {
    const BodyWishValue value = wishes[i].as<BodyWishValue>();
    Result<BodyList> bodies = DecodeBodyList(CopiedIn(value.bodies).bytes());
    list.push_back({FromValue(value.place), bodies ? std::move(*bodies) : BodyList()});
  }
  HashBodies(
      SourceOf(reader), list, kBlockBytes,
      [&](const BlobPlace& place, const BodyHashes& hashes) {
        on_bodies(static_cast<double>(place.id), CopyOut(EncodeBodyHashes(hashes)));
      },
      [&](const BlobPlace& place, uint64_t bytes) {
        on_progress(static_cast<double>(place.id), static_cast<double>(bytes));
      });
}

OutcomeValue ReadFile(const ReaderHandle& reader, const BytesHandle& plan, const OnPiece& on_piece) {
  const Result<ReadPlan> decoded = DecodeReadPlan(CopiedIn(plan).bytes());
  if (!decoded) return Outcome(decoded.error());
  const Status read = ReadEntry(SourceOf(reader), *decoded, kBlockBytes,
                                [&](Bytes piece) { return on_piece(CopyOut(piece)).as<bool>(); });
  return read ? OutcomeValue{} : Outcome(read.error());
}

OutcomeValue WriteExport(const ReaderList& readers, const BytesHandle& plan, const OnPiece& on_piece,
                         const OnLost& on_lost) {
  const Result<ExportPlan> decoded = DecodeExportPlan(CopiedIn(plan).bytes());
  if (!decoded) return Outcome(decoded.error());
  ExportTree([&](uint32_t file) { return SourceOf(readers[file]); }, *decoded, kBlockBytes,
             [&](Bytes piece) { return on_piece(CopyOut(piece)).as<bool>(); },
             [&](const LostFile& lost) {
               on_lost(LostValue{.path = AsJs("/" + ToUtf8(lost.path)),
                                 .code = AsJs(CodeName(lost.error.code)),
                                 .detail = AsJs(lost.error.detail),
                                 .cut = lost.cut});
             });
  return {};
}

}  // namespace anatomy
