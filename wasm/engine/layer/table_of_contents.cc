#include "engine/layer/table_of_contents.h"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "engine/base/digest.h"
#include "engine/base/limits.h"
#include "engine/base/path.h"
#include "engine/base/saturating.h"
#include "engine/codec/blob_format.h"
#include "engine/codec/decoder.h"
#include "engine/layer/table_builder.h"
#include "engine/layer/toc_json.h"
#include "engine/tar/entry_stream.h"

namespace anatomy {
namespace {

struct TocType {
  std::string_view name;
  EntryType type;
};
constexpr TocType kTypes[] = {{"reg", EntryType::kFile},        {"dir", EntryType::kDir},
                              {"symlink", EntryType::kSymlink}, {"hardlink", EntryType::kHardlink},
                              {"char", EntryType::kChar},       {"block", EntryType::kBlock},
                              {"fifo", EntryType::kFifo}};

// The number of `count` digits at `at`; -1 when it is none.
int DigitsAt(std::string_view text, size_t at, size_t count) {
  int number = 0;
  for (const char c : text.substr(std::min(at, text.size()), count)) {
    if (c < '0' || c > '9') return -1;
    number = number * 10 + (c - '0');
  }
  return at + count <= text.size() ? number : -1;
}

// Files without bytes are listed without a digest.
constexpr std::string_view kDigestOfNothing = "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

// Seconds since 1970 of "2026-11-23T07:28:35.5+01:00"; 0 when it is none.
int64_t SecondsOf(std::string_view rfc3339) {
  const std::chrono::year_month_day date(std::chrono::year(DigitsAt(rfc3339, 0, 4)),
                                         std::chrono::month(static_cast<unsigned>(DigitsAt(rfc3339, 5, 2))),
                                         std::chrono::day(static_cast<unsigned>(DigitsAt(rfc3339, 8, 2))));
  const int hour = DigitsAt(rfc3339, 11, 2);
  const int minute = DigitsAt(rfc3339, 14, 2);
  const int second = DigitsAt(rfc3339, 17, 2);
  if (!date.ok() || hour < 0 || minute < 0 || second < 0) return 0;
  const int64_t days = std::chrono::sys_days(date).time_since_epoch().count();
  const int64_t seconds = days * 86400 + hour * 3600 + minute * 60 + second;
  const size_t zone = rfc3339.find_first_of("+-", 19);
  if (zone == std::string_view::npos) return seconds;
  const int ahead = DigitsAt(rfc3339, zone + 1, 2) * 3600 + DigitsAt(rfc3339, zone + 4, 2) * 60;
  return rfc3339[zone] == '+' ? seconds - ahead : seconds + ahead;
}

// As good as the digest for telling contents apart, as long as only such hashes are compared.
ContentHash HashOf(std::string_view digest) {
  ContentHash hash;
  DigestParts parts;
  if (!ParseDigest(digest, &parts) || !AlgorithmOf(digest)) return hash;
  std::from_chars(parts.encoded.data(), parts.encoded.data() + 16, hash.low, 16);
  std::from_chars(parts.encoded.data() + 16, parts.encoded.data() + 32, hash.high, 16);
  return hash;
}

class TocTable {
 public:
  TocTable(const TocPlace& place, Compression compression) : place_(place), compression_(compression) {}

  bool Add(const TocEntry& entry);
  LayerTable Finish(uint64_t stored_bytes);

 private:
  bool AddRow(TarEntry row, const ContentHash& hash);
  void AddChunk(const TocEntry& chunk);
  std::optional<uint64_t> PlaceBody(uint64_t offset, uint64_t inner_offset, uint64_t size);

  const TocPlace place_;
  const Compression compression_;
  TableBuilder builder_;
  uint64_t end_ = 0;  // of the bodies so far
};

bool TocTable::Add(const TocEntry& entry) {
  if (entry.type == "chunk") {
    AddChunk(entry);
    return true;
  }
  const auto type = std::ranges::find(kTypes, entry.type, &TocType::name);
  if (type == std::end(kTypes)) return false;
  const bool is_file = type->type == EntryType::kFile;
  TarEntry row;
  row.name = entry.name;
  row.type = type->type;
  if (type->type == EntryType::kSymlink || type->type == EntryType::kHardlink) row.link = entry.link_name;
  row.mode = static_cast<uint32_t>(entry.mode & 07777);
  row.uid = static_cast<uint32_t>(entry.uid);
  row.gid = static_cast<uint32_t>(entry.gid);
  row.mtime = SecondsOf(entry.modtime);
  row.device_major = static_cast<uint32_t>(entry.dev_major);
  row.device_minor = static_cast<uint32_t>(entry.dev_minor);
  // Rule 15: a symbolic link's mode is always 0777, an empty extended attribute is none.
  if (row.type == EntryType::kSymlink) row.mode = 0777;
  for (const auto& xattr : entry.xattrs) {
    if (!xattr.second.empty()) row.xattrs.push_back(xattr);
  }
  row.data_offset = end_;
  if (!is_file) return AddRow(std::move(row), {});
  row.size = entry.size;
  if (row.size == 0) return AddRow(std::move(row), HashOf(kDigestOfNothing));
  const std::optional<uint64_t> body = PlaceBody(entry.offset, entry.inner_offset, entry.size);
  if (!body) return false;
  row.data_offset = *body;
  return AddRow(std::move(row), HashOf(entry.digest));
}

bool TocTable::AddRow(TarEntry row, const ContentHash& hash) {
  if (builder_.table().entry_count() == limits::kTocEntries) return false;
  row.header_offset = row.data_offset;
  if (builder_.Add(row) != TableBuilder::Added::kRow) return false;
  builder_.table().stored_sizes.back() = row.size;
  builder_.table().hashes.back() = hash;
  return true;
}

// Where a body is put. Members and frames follow each other, and several bodies may come out of one, in order.
std::optional<uint64_t> TocTable::PlaceBody(uint64_t offset, uint64_t inner_offset, uint64_t size) {
  std::vector<ResumePoint>& points = builder_.table().resume_points;
  // Before the first body there is a header at least.
  if (offset == 0 && inner_offset == 0) return {};
  if (offset >= place_.offset || (!points.empty() && offset < points.back().compressed)) return {};
  if (points.empty() || points.back().compressed != offset) {
    points.push_back({.compression = compression_, .compressed = offset, .decompressed = end_});
  }
  const uint64_t body = SaturatingSum(points.back().decompressed, inner_offset);
  if (body < end_ || SaturatingSum(body, size) > limits::kUnpackedBytes) return {};
  end_ = body + size;
  return body;
}

// Another place to begin at, in the middle of the last file; without it that is read from its beginning.
void TocTable::AddChunk(const TocEntry& chunk) {
  LayerTable& table = builder_.table();
  if (table.resume_points.empty() || table.entry_count() == 0 || chunk.inner_offset != 0) return;
  const uint64_t begin = SaturatingSum(table.data_offsets.back(), chunk.chunk_offset);
  const ResumePoint& last = table.resume_points.back();
  if (begin >= end_ || begin <= last.decompressed || chunk.offset <= last.compressed || chunk.offset >= place_.offset) {
    return;
  }
  table.resume_points.push_back({.compression = compression_, .compressed = chunk.offset, .decompressed = begin});
}

LayerTable TocTable::Finish(uint64_t stored_bytes) {
  LayerTable& table = builder_.table();
  table.state = LayerState::kListed;
  table.compression = compression_;
  table.format = place_.format;
  table.stored_bytes = stored_bytes;
  return std::move(table);
}

Result<std::string> ReadAll(ByteStream& stream) {
  std::string text;
  for (;;) {
    Result<Bytes> block = stream.Next();
    if (!block) return block.error();
    if (block->empty()) return text;
    text.append(AsText(*block));
    if (text.size() > limits::kTocBytes) return Error{Code::kLimitReached};
  }
}

std::optional<TocPlace> PlaceOfToc(const std::shared_ptr<ByteSource>& file, const BlobPlace& place) {
  const uint64_t footer = std::min<uint64_t>(place.size, kFooterBytes);
  Result<std::unique_ptr<ByteStream>> end =
      OpenBlob(file, place, kFooterBytes, {.from = place.size - footer, .length = footer});
  if (!end) return {};
  const Result<std::string> tail = ReadAll(**end);
  return tail ? FindToc(*tail, place.size) : std::nullopt;
}

// Of rows with the same path the last counts.
std::unordered_map<std::string, uint32_t> RowsByPath(const LayerTable& table) {
  std::unordered_map<std::string, uint32_t> rows;
  rows.reserve(table.entry_count());
  // JSON has no way to say what is not UTF-8.
  for (uint32_t row = 0; row < table.entry_count(); ++row) rows[ToUtf8(table.paths[row])] = row;
  return rows;
}

template <typename Map>
auto Rare(const Map& map, uint32_t row) {
  const auto found = map.find(row);
  return found == map.end() ? typename Map::mapped_type{} : found->second;
}

// Tar has SELinux labels in records of their own, which writers of tables pass over.
std::vector<Xattr> Listable(std::vector<Xattr> xattrs) {
  std::erase_if(xattrs, [](const Xattr& xattr) { return xattr.name == "security.selinux"; });
  return xattrs;
}

bool SameEntry(const LayerTable& toc, uint32_t i, const LayerTable& layer, uint32_t k) {
  // A fraction of a second is gone here; stargz-snapshotter rounds, others cut it off as we do.
  const bool same_time = toc.mtimes[i] == layer.mtimes[k] || toc.mtimes[i] - 1 == layer.mtimes[k];
  if (!same_time || toc.types[i] != layer.types[k] || toc.modes[i] != layer.modes[k] || toc.uids[i] != layer.uids[k] ||
      toc.gids[i] != layer.gids[k] || toc.sizes[i] != layer.sizes[k] ||
      Rare(toc.devices, i) != Rare(layer.devices, k) ||
      Listable(Rare(toc.xattrs, i)) != Listable(Rare(layer.xattrs, k))) {
    return false;
  }
  const std::string there = ToUtf8(layer.links[k]);
  if (toc.type(i) != EntryType::kHardlink) return toc.links[i] == there;
  return NormalisePath(toc.links[i]).path == NormalisePath(there).path;
}

// As all writers have it: a row for a row.
bool SameInOrder(const LayerTable& toc, const LayerTable& layer) {
  if (toc.entry_count() != layer.entry_count()) return false;
  for (uint32_t row = 0; row < toc.entry_count(); ++row) {
    if (toc.paths[row] != layer.paths[row] || !SameEntry(toc, row, layer, row)) return false;
  }
  return true;
}

}  // namespace

std::optional<LayerTable> ReadToc(std::shared_ptr<ByteSource> file, const BlobPlace& place, size_t block_size) {
  const std::optional<TocPlace> toc = PlaceOfToc(file, place);
  if (!toc) return {};
  Result<std::unique_ptr<ByteStream>> stored =
      OpenBlob(std::move(file), place, block_size, {.from = toc->offset, .length = toc->size});
  if (!stored) return {};
  Result<Decoded> decoded = OpenDecoder(std::move(*stored));
  if (!decoded || decoded->compression == Compression::kNone) return {};
  std::unique_ptr<ByteStream> json = std::move(decoded->stream);
  if (toc->format == BlobFormat::kEstargz) {
    Result<std::unique_ptr<EntryStream>> entry = EntryStream::Open(std::move(json));
    if (!entry || (*entry)->entry().type != EntryType::kFile) return {};
    json = std::move(*entry);
  }
  const Result<std::string> text = ReadAll(*json);
  if (!text) return {};
  TocTable table(*toc, decoded->compression);
  if (!ReadTocJson(*text, [&](const TocEntry& entry) { return table.Add(entry); })) return {};
  return table.Finish(place.size);
}

std::optional<std::string> WhereTocDiffers(const LayerTable& toc, const LayerTable& layer) {
  if (SameInOrder(toc, layer)) return {};
  const std::unordered_map<std::string, uint32_t> listed = RowsByPath(toc);
  const std::unordered_map<std::string, uint32_t> there = RowsByPath(layer);
  std::optional<std::string> first;
  const auto differs = [&](const std::string& path) {
    if (!first || path < *first) first = path;
  };
  for (const auto& [path, row] : listed) {
    const auto found = there.find(path);
    if (found == there.end() || !SameEntry(toc, row, layer, found->second)) differs(path);
  }
  for (const auto& [path, row] : there) {
    // The table of contents is a file of the tar, and does not name itself.
    if (!listed.contains(path) && !IsFormatArtefact(toc.format, path)) differs(path);
  }
  if (first) first->insert(0, "/");
  return first;
}

void CompareWithToc(const LayerTable& toc, LayerTable& layer) {
  const std::optional<std::string> path = WhereTocDiffers(toc, layer);
  if (path) layer.diagnostics.push_back({.code = Code::kTocDiffers, .path = *path});
}

}  // namespace anatomy
