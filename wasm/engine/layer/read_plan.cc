#include "engine/layer/read_plan.h"

#include <algorithm>

#include "engine/base/path.h"
#include "engine/layer/block.h"

namespace anatomy {
namespace {

constexpr uint32_t kMagic = 0x50524149;  // "IARP"
constexpr uint32_t kVersion = 3;

void WritePoint(BlockWriter& writer, const std::optional<ResumePoint>& point) {
  writer.Number<uint8_t>(point.has_value());
  if (!point) return;
  writer.Number(static_cast<uint8_t>(point->compression));
  writer.Number(point->compressed);
  writer.Number(point->decompressed);
  writer.Number(point->bits);
  writer.Column(point->window);
}

Compression ReadCompression(BlockReader& reader) {
  const uint8_t value = reader.Number<uint8_t>();
  return value <= static_cast<uint8_t>(Compression::kUnknown) ? static_cast<Compression>(value) : Compression::kUnknown;
}

std::optional<ResumePoint> ReadPoint(BlockReader& reader) {
  if (!reader.Number<uint8_t>()) return std::nullopt;
  ResumePoint point{.compression = ReadCompression(reader)};
  point.compressed = reader.Number<uint64_t>();
  point.decompressed = reader.Number<uint64_t>();
  point.bits = reader.Number<uint8_t>();
  reader.Column(point.window);
  return point;
}

Error HasChanged() { return {Code::kFileUnreadable, "It has changed since it was opened."}; }

// The layer's tar from the first byte that the plan wants to the last.
Result<std::unique_ptr<ByteStream>> OpenTarPart(std::shared_ptr<ByteSource> file, const ReadPlan& plan,
                                                size_t block_size) {
  const ResumePoint* tarball_point = plan.tarball_point ? &*plan.tarball_point : nullptr;
  Result<std::unique_ptr<ByteStream>> blob =
      OpenBlob(std::move(file), plan.blob, block_size, PartToRead(plan), tarball_point);
  if (!blob) return blob;
  Result<std::shared_ptr<StreamCursor>> tar = OpenLayerTar(plan, std::move(*blob));
  if (!tar) return tar.error();
  return std::make_unique<WindowStream>(std::move(*tar), plan.entry_begin, plan.entry_end - plan.entry_begin);
}

// From the middle of a body to its end.
Status ReadRest(ByteStream& tar, uint64_t left, const std::function<bool(Bytes)>& sink) {
  while (left > 0) {
    Result<Bytes> piece = tar.Next();
    if (!piece) return OfLayer(piece.error());
    if (piece->empty()) return Error{Code::kLayerTruncated};
    left -= piece->size();
    if (!sink(*piece)) break;
  }
  return Ok();
}

}  // namespace

Error OfLayer(Error error) {
  if (error.code == Code::kArchiveTruncated) error.code = Code::kLayerTruncated;
  if (error.code == Code::kNotAnArchive) return HasChanged();
  return error;
}

Result<std::shared_ptr<StreamCursor>> OpenLayerTar(const ReadPlan& plan, std::unique_ptr<ByteStream> blob) {
  if (plan.compression == Compression::kNone) {
    return std::make_shared<StreamCursor>(std::move(blob), plan.entry_begin);
  }
  if (plan.blob_point) {
    Result<std::unique_ptr<ByteStream>> rest = ResumeDecoder(*plan.blob_point, std::move(blob));
    if (!rest) return rest.error();
    return std::make_shared<StreamCursor>(std::move(*rest), plan.blob_point->decompressed);
  }
  Result<Decoded> decoded = OpenDecoders(std::move(blob));
  if (!decoded) return decoded.error();
  return std::make_shared<StreamCursor>(std::move(decoded->stream));
}

Result<std::unique_ptr<EntryStream>> OpenEntry(std::unique_ptr<ByteStream> tar, std::string_view path, uint64_t size) {
  Result<std::unique_ptr<EntryStream>> body = EntryStream::Open(std::move(tar));
  if (!body) return OfLayer(body.error());
  const TarEntry& entry = (*body)->entry();
  if (entry.type != EntryType::kFile || entry.size != size || NormalisePath(entry.name).path != path) {
    return HasChanged();
  }
  return body;
}

uint64_t EntryEnd(const LayerTable& table, uint32_t row) {
  if (table.state == LayerState::kListed) return table.data_offsets[row] + table.sizes[row];
  const uint64_t next = row + 1 < table.entry_count() ? table.header_offsets[row + 1] : table.unpacked_bytes;
  return std::max(table.header_offsets[row], next);
}

void ReadUntil(ReadPlan& plan, const LayerTable& table, uint64_t end) {
  plan.entry_end = end;
  const auto next = std::ranges::lower_bound(table.resume_points, end, {}, &ResumePoint::decompressed);
  // Some bits of a point's first byte may belong to what comes before.
  plan.blob_end = next == table.resume_points.end() ? UINT64_MAX : next->compressed + (next->bits ? 1 : 0);
}

ReadPlan PlanToRead(const LayerTable& table, uint32_t row, const BlobPlace& blob, uint64_t from) {
  ReadPlan plan;
  plan.blob = blob;
  plan.compression = table.compression;
  plan.entry_begin = table.header_offsets[row];
  ReadUntil(plan, table, EntryEnd(table, row));
  plan.path = table.paths[row];
  plan.size = table.sizes[row];
  plan.from = std::min(from, plan.size);
  // Where a sparse file's bytes lie is only known from its beginning on.
  const bool has_header = table.state != LayerState::kListed;
  plan.inside = !has_header || (plan.from > 0 && table.stored_sizes[row] == plan.size);
  if (plan.inside) {
    plan.entry_begin = table.data_offsets[row] + plan.from;
    ReadUntil(plan, table, table.data_offsets[row] + plan.size);
  }
  if (const ResumePoint* point = NearestPoint(table.resume_points, plan.entry_begin)) plan.blob_point = *point;
  return plan;
}

BlobPart PartToRead(const ReadPlan& plan) {
  if (plan.compression == Compression::kNone) {
    return {.from = plan.entry_begin, .length = plan.entry_end - plan.entry_begin};
  }
  const uint64_t from = plan.blob_point ? plan.blob_point->compressed : 0;
  return {.from = from, .length = plan.blob_end - std::min(from, plan.blob_end)};
}

std::vector<uint8_t> EncodeReadPlan(const ReadPlan& plan) {
  BlockWriter writer;
  writer.Number(kMagic);
  writer.Number(kVersion);
  writer.Number(plan.blob.id);
  writer.Number(plan.blob.file);
  writer.Number(plan.blob.offset);
  writer.Number(plan.blob.size);
  writer.Number<uint8_t>(plan.blob.sequential);
  writer.Number<uint8_t>(plan.blob.sparse);
  WritePoint(writer, plan.tarball_point);
  writer.Number(static_cast<uint8_t>(plan.compression));
  WritePoint(writer, plan.blob_point);
  writer.Number(plan.entry_begin);
  writer.Number(plan.entry_end);
  writer.Number(plan.blob_end);
  writer.Column(std::vector<char>(plan.path.begin(), plan.path.end()));
  writer.Number(plan.size);
  writer.Number(plan.from);
  writer.Number<uint8_t>(plan.inside);
  return writer.Take();
}

Result<ReadPlan> DecodeReadPlan(Bytes block) {
  BlockReader reader(block);
  const Error bad{Code::kArchiveDamaged, "The plan for reading is not valid."};
  if (reader.Number<uint32_t>() != kMagic || reader.Number<uint32_t>() != kVersion) return bad;
  ReadPlan plan;
  plan.blob.id = reader.Number<uint32_t>();
  plan.blob.file = reader.Number<uint32_t>();
  plan.blob.offset = reader.Number<uint64_t>();
  plan.blob.size = reader.Number<uint64_t>();
  plan.blob.sequential = reader.Number<uint8_t>() != 0;
  plan.blob.sparse = reader.Number<uint8_t>() != 0;
  plan.tarball_point = ReadPoint(reader);
  plan.compression = ReadCompression(reader);
  plan.blob_point = ReadPoint(reader);
  plan.entry_begin = reader.Number<uint64_t>();
  plan.entry_end = reader.Number<uint64_t>();
  plan.blob_end = reader.Number<uint64_t>();
  std::vector<char> path;
  reader.Column(path);
  plan.path.assign(path.begin(), path.end());
  plan.size = reader.Number<uint64_t>();
  plan.from = reader.Number<uint64_t>();
  plan.inside = reader.Number<uint8_t>() != 0;
  if (!reader.ok() || !reader.at_end() || plan.entry_end < plan.entry_begin) return bad;
  return plan;
}

Status ReadEntry(std::shared_ptr<ByteSource> file, const ReadPlan& plan, size_t block_size,
                 const std::function<bool(Bytes)>& sink) {
  Result<std::unique_ptr<ByteStream>> tar = OpenTarPart(std::move(file), plan, block_size);
  if (!tar) return OfLayer(tar.error());
  if (plan.inside) return ReadRest(**tar, plan.entry_end - plan.entry_begin, sink);
  Result<std::unique_ptr<EntryStream>> body = OpenEntry(std::move(*tar), plan.path, plan.size);
  if (!body) return body.error();
  for (uint64_t skip = plan.from;;) {
    Result<Bytes> piece = (*body)->Next();
    if (!piece) return OfLayer(piece.error());
    if (piece->empty()) return Ok();
    const Bytes wanted = piece->subspan(static_cast<size_t>(std::min<uint64_t>(skip, piece->size())));
    skip -= piece->size() - wanted.size();
    if (!wanted.empty() && !sink(wanted)) return Ok();
  }
}

}  // namespace anatomy
