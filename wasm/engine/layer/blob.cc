#include "engine/layer/blob.h"

#include <algorithm>
#include <array>

#include "engine/codec/decoder.h"
#include "engine/io/window_stream.h"
#include "engine/tar/tar_reader.h"

namespace anatomy {
namespace {

bool GiveZeros(uint64_t count, const std::function<bool(Bytes)>& sink) {
  static constexpr std::array<uint8_t, 64 << 10> kZeros = {};
  while (count > 0) {
    const size_t piece = static_cast<size_t>(std::min<uint64_t>(count, kZeros.size()));
    if (!sink(Bytes(kZeros).first(piece))) return false;
    count -= piece;
  }
  return true;
}

Status GiveBody(TarReader& reader, uint64_t size, const std::function<bool(Bytes)>& sink) {
  uint64_t given = 0;
  for (;;) {
    uint64_t position = given;
    Result<Bytes> piece = reader.NextData(&position);
    if (!piece) return piece.error();
    if (piece->empty()) break;
    if (position > given && !GiveZeros(position - given, sink)) return Ok();
    if (!sink(*piece)) return Ok();
    given = position + piece->size();
  }
  if (size > given) GiveZeros(size - given, sink);
  return Ok();
}

}  // namespace

void VisitBlobs(std::shared_ptr<ByteSource> file, std::vector<BlobPlace> places, size_t block_size,
                const std::function<void(const BlobPlace&, Result<std::unique_ptr<ByteStream>>)>& visit) {
  std::ranges::sort(places, {}, &BlobPlace::offset);
  std::shared_ptr<StreamCursor> cursor;
  for (const BlobPlace& place : places) {
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
    visit(place, std::unique_ptr<ByteStream>(std::make_unique<WindowStream>(cursor, place.offset, place.size)));
  }
}

void ScanBlobs(std::shared_ptr<ByteSource> file, std::vector<BlobPlace> places, size_t block_size,
               const OnLayerTable& on_table,
               const std::function<void(const BlobPlace&, const ScanProgress&)>& on_progress) {
  VisitBlobs(std::move(file), std::move(places), block_size,
             [&](const BlobPlace& place, Result<std::unique_ptr<ByteStream>> blob) {
               if (blob) {
                 on_table(place, ScanLayer(std::move(*blob),
                                           [&](const ScanProgress& progress) { on_progress(place, progress); }));
                 return;
               }
               LayerTable broken;
               broken.state = LayerState::kPartial;
               broken.diagnostics.push_back({.code = blob.error().code, .detail = blob.error().detail});
               on_table(place, std::move(broken));
             });
}

Status ReadEntryBody(std::unique_ptr<ByteStream> blob, uint32_t row, const std::function<bool(Bytes)>& sink) {
  Result<Decoded> decoded = OpenDecoder(std::move(blob));
  if (!decoded) return decoded.error();
  TarReader reader(*decoded->stream);
  for (uint32_t at = 0;; ++at) {
    Result<const TarEntry*> entry = reader.NextEntry();
    if (!entry) return entry.error();
    if (*entry == nullptr) return Error{Code::kPathNotFound, "The layer has no such entry."};
    if (at == row) return GiveBody(reader, (*entry)->size, sink);
  }
}

}  // namespace anatomy
