#include "engine/layer/layer_scanner.h"

#include <algorithm>
#include <optional>

#include "engine/base/limits.h"
#include "engine/base/path.h"
#include "engine/layer/content_hasher.h"

namespace anatomy {
namespace {

constexpr uint64_t kTarBlock = 512;

class Scanner {
 public:
  explicit Scanner(const ScanOptions& options) : options_(options), recorder_(options.resume_spacing) {}
  LayerTable Run(std::unique_ptr<ByteStream> blob, const OnScanProgress& on_progress);

 private:
  void ReadEntries(ByteStream& tar);
  bool MaySkip(const TarEntry& entry) const;
  Status ReadBody(TarReader& reader);
  bool EndsAfterBody(const Error& error) const;
  bool IsTooDeep(const TarEntry& entry);
  bool HasRoomFor(const TarEntry& entry);
  void AddRow(const TarEntry& entry);
  void DrainTail(ByteStream& tar, uint64_t tar_end);
  void Broken(const Error& error);
  void Remark(Diagnostic diagnostic);

  const ScanOptions options_;
  LayerTable table_;
  ResumeRecorder recorder_;
  BlobTail tail_;
  NormalisedPath name_;           // of the entry that is being read
  size_t string_bytes_ = 0;       // in the table
  size_t names_ = 0;              // that the paths of the table have
  uint64_t tar_bytes_given_ = 0;  // by the decoder
  uint64_t content_end_ = 0;      // of those, behind the last one that is not zero
  uint64_t body_end_ = 0;         // of the last row
};

LayerTable Scanner::Run(std::unique_ptr<ByteStream> blob, const OnScanProgress& on_progress) {
  auto counted = std::make_unique<ObservedStream>(
      std::move(blob),
      [this, &on_progress](Bytes block) {
        table_.stored_bytes += block.size();
        tail_.Add(block);
        if (on_progress) on_progress({table_.stored_bytes, table_.entry_count()});
      },
      [this](uint64_t moved) { table_.stored_bytes += moved; });
  Result<Decoded> decoded = OpenDecoders(std::move(counted), &recorder_);
  if (!decoded) {
    Broken(decoded.error());
    return std::move(table_);
  }
  table_.compression = decoded->compression;
  ObservedStream tar(
      std::move(decoded->stream),
      [this](Bytes block) {
        const auto zeros = std::ranges::find_if(block.rbegin(), block.rend(), [](uint8_t byte) { return byte != 0; });
        if (zeros != block.rend()) content_end_ = tar_bytes_given_ + static_cast<uint64_t>(block.rend() - zeros);
        tar_bytes_given_ += block.size();
      },
      [this](uint64_t moved) { tar_bytes_given_ += moved; });
  ReadEntries(tar);
  table_.format = tail_.Format();
  table_.unpacked_bytes = tar_bytes_given_;
  table_.resume_points = recorder_.Take();
  return std::move(table_);
}

void Scanner::ReadEntries(ByteStream& tar) {
  TarReader reader(tar);
  for (;;) {
    Result<const TarEntry*> entry = reader.NextEntry();
    if (!entry) {
      // Zero bytes, or nothing at all, is a legal empty layer.
      if (entry.error().code == Code::kNotAnArchive && tar_bytes_given_ == 0) return;
      Broken(entry.error());
      break;
    }
    if (*entry == nullptr) break;
    if (IsTooDeep(**entry)) continue;
    if (!HasRoomFor(**entry)) break;
    AddRow(**entry);
    if ((*entry)->type != EntryType::kFile) continue;
    if (MaySkip(**entry)) {
      // The reader moves over it on the way to the next header.
      table_.stored_sizes.back() = (*entry)->size;
      continue;
    }
    Status body = ReadBody(reader);
    if (!body) {
      if (!EndsAfterBody(body.error())) Broken(body.error());
      break;
    }
  }
  // The blob is read to its real end: what follows the tar belongs to the diff ID, and a damaged tail must be noticed.
  DrainTail(tar, reader.position());
}

// umoci leaves out what comes after the last body: the end blocks, and the padding too.
bool Scanner::EndsAfterBody(const Error& error) const {
  if (error.code != Code::kArchiveTruncated || table_.entry_count() == 0) return false;
  if (table_.stored_sizes.back() != table_.sizes.back()) return false;
  return tar_bytes_given_ >= body_end_ && tar_bytes_given_ - body_end_ < kTarBlock;
}

// Only what is wholly there, and no sparse file: its hash counts the holes, which only reading tells.
bool Scanner::MaySkip(const TarEntry& entry) const {
  if (table_.compression != Compression::kNone) return false;
  // What the last block has of it is there already.
  const uint64_t end = entry.data_offset + std::min(entry.size, UINT64_MAX - entry.data_offset);
  if (end - std::min(end, tar_bytes_given_) < options_.skipped_body) return false;
  const uint64_t left = options_.blob_bytes - std::min(options_.blob_bytes, entry.data_offset);
  return entry.stored_size == entry.size && entry.size <= left && left - entry.size >= kTarBlock;
}

Status Scanner::ReadBody(TarReader& reader) {
  ContentHasher hasher;
  Status status = Ok();
  for (;;) {
    uint64_t position = 0;
    Result<Bytes> piece = reader.NextData(&position);
    if (!piece) status = piece.error();
    if (!piece || piece->empty()) break;
    hasher.Add(position, *piece);
  }
  table_.hashes.back() = hasher.Finish();
  table_.stored_sizes.back() = hasher.bytes();
  return status;
}

// Left out, but the rest of the layer is not lost for it.
bool Scanner::IsTooDeep(const TarEntry& entry) {
  name_ = NormalisePath(entry.name);
  if (static_cast<size_t>(std::ranges::count(name_.path, '/')) < limits::kPathComponents) return false;
  table_.state = LayerState::kPartial;
  Remark({.code = Code::kLimitReached, .detail = "A path has too many components.", .offset = entry.data_offset});
  return true;
}

bool Scanner::HasRoomFor(const TarEntry& entry) {
  // From where the path differs from the one before it.
  const std::string_view before = table_.entry_count() == 0 ? "" : table_.paths[table_.entry_count() - 1];
  const auto differs = std::ranges::mismatch(name_.path, before).in1;
  names_ += 1 + static_cast<size_t>(std::count(differs, name_.path.end(), '/'));
  if (table_.entry_count() < limits::kLayerEntries && string_bytes_ <= limits::kLayerStringBytes &&
      names_ <= limits::kLayerNames) {
    return true;
  }
  Broken({Code::kLimitReached, "The layer has too many entries.", entry.data_offset});
  return false;
}

void Scanner::AddRow(const TarEntry& entry) {
  const uint32_t row = static_cast<uint32_t>(table_.entry_count());
  const NormalisedPath& name = name_;
  const bool is_utf8 = IsUtf8(entry.name);
  const auto shown = [&] { return "/" + ToUtf8(name.path); };
  if (name.escaped_root) Remark({.code = Code::kPathEscapesRoot, .path = ToUtf8(entry.name)});
  if (!is_utf8) Remark({.code = Code::kNameNotUtf8, .path = shown()});
  if (!entry.remark.empty()) Remark({.code = Code::kTarDamaged, .detail = std::string(entry.remark), .path = shown()});

  table_.paths.Append(name.path);
  table_.links.Append(entry.link);
  string_bytes_ += name.path.size() + entry.link.size();
  table_.types.push_back(static_cast<uint8_t>(entry.type));
  table_.modes.push_back(entry.mode);
  table_.uids.push_back(entry.uid);
  table_.gids.push_back(entry.gid);
  table_.mtimes.push_back(entry.mtime);
  table_.sizes.push_back(entry.size);
  table_.stored_sizes.push_back(0);
  table_.header_offsets.push_back(entry.header_offset);
  table_.data_offsets.push_back(entry.data_offset);
  body_end_ = entry.data_offset + entry.stored_size;
  table_.hashes.emplace_back();
  if (!entry.xattrs.empty()) {
    std::vector<Xattr>& list = table_.xattrs[row];
    for (const auto& [key, value] : entry.xattrs) {
      list.push_back({key, value});
      string_bytes_ += key.size() + value.size();
    }
    // libarchive's own writer gives each attribute twice, and gives them back the last first: the last counts.
    std::ranges::stable_sort(list, {}, &Xattr::name);
    const auto same_name = [](const Xattr& a, const Xattr& b) { return a.name == b.name; };
    list.erase(std::unique(list.begin(), list.end(), same_name), list.end());
  }
  if (entry.type == EntryType::kChar || entry.type == EntryType::kBlock) {
    table_.devices[row] = {entry.device_major, entry.device_minor};
  }
  // "./a/" for "a" is how many tools write; only what says more is worth keeping.
  if (name.escaped_root || !is_utf8) table_.raw_names[row] = entry.name;
}

void Scanner::DrainTail(ByteStream& tar, uint64_t tar_end) {
  for (;;) {
    Result<Bytes> block = tar.Next();
    if (!block) {
      if (table_.state == LayerState::kComplete) Broken(block.error());
      return;
    }
    if (block->empty()) break;
  }
  if (table_.state == LayerState::kComplete && content_end_ > tar_end) Remark({.code = Code::kTrailingData});
}

void Scanner::Broken(const Error& error) {
  table_.state = LayerState::kPartial;
  Code code = error.code;
  if (code == Code::kArchiveTruncated) code = Code::kLayerTruncated;
  if (code == Code::kNotAnArchive) code = Code::kLayerNotTar;
  table_.diagnostics.push_back({.code = code, .detail = error.detail, .offset = error.offset});
}

void Scanner::Remark(Diagnostic diagnostic) {
  if (table_.diagnostics.size() < limits::kDiagnostics) table_.diagnostics.push_back(std::move(diagnostic));
}

}  // namespace

LayerTable ScanLayer(std::unique_ptr<ByteStream> blob, const OnScanProgress& on_progress, const ScanOptions& options) {
  return Scanner(options).Run(std::move(blob), on_progress);
}

}  // namespace anatomy
