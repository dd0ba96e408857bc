#include "engine/layer/layer_scanner.h"

#include <algorithm>
#include <optional>

#include "engine/layer/content_hasher.h"
#include "engine/layer/table_builder.h"

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
  void DrainTail(ByteStream& tar, uint64_t tar_end);
  void Broken(Error error);

  const ScanOptions options_;
  TableBuilder builder_;
  LayerTable& table_ = builder_.table();
  ResumeRecorder recorder_;
  BlobTail tail_;
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
    const TableBuilder::Added added = builder_.Add(**entry);
    if (added == TableBuilder::Added::kNoRoom) break;
    if (added == TableBuilder::Added::kLeftOut) continue;
    body_end_ = (*entry)->data_offset + (*entry)->stored_size;
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

void Scanner::DrainTail(ByteStream& tar, uint64_t tar_end) {
  for (;;) {
    Result<Bytes> block = tar.Next();
    if (!block) {
      if (table_.state == LayerState::kComplete) Broken(block.error());
      return;
    }
    if (block->empty()) break;
  }
  if (table_.state == LayerState::kComplete && content_end_ > tar_end) builder_.Remark({.code = Code::kTrailingData});
}

void Scanner::Broken(Error error) {
  if (error.code == Code::kArchiveTruncated) error.code = Code::kLayerTruncated;
  if (error.code == Code::kNotAnArchive) error.code = Code::kLayerNotTar;
  builder_.BreakOff(error);
}

}  // namespace

LayerTable ScanLayer(std::unique_ptr<ByteStream> blob, const OnScanProgress& on_progress, const ScanOptions& options) {
  return Scanner(options).Run(std::move(blob), on_progress);
}

}  // namespace anatomy
