#include "engine/export/tree_export.h"

#include <algorithm>
#include <unordered_set>
#include <utility>

namespace anatomy {
namespace {

// Headers come in half kilobytes; the receiver gets larger pieces.
constexpr size_t kPieceBytes = 1 << 20;

class PieceSink {
 public:
  explicit PieceSink(const TarSink& sink) : sink_(sink) {}
  bool Take(Bytes bytes) {
    if (pending_.size() + bytes.size() > kPieceBytes && !Flush()) return false;
    if (bytes.size() >= kPieceBytes) return sink_(bytes);
    pending_.insert(pending_.end(), bytes.begin(), bytes.end());
    return true;
  }
  bool Flush() {
    const bool wanted = pending_.empty() || sink_(pending_);
    pending_.clear();
    return wanted;
  }

 private:
  const TarSink& sink_;
  std::vector<uint8_t> pending_;
};

class Exporter {
 public:
  Exporter(const SourceAt& source_at, const ExportPlan& plan, size_t block_size, const TarSink& sink,
           const std::function<void(const LostFile&)>& on_lost)
      : source_at_(source_at), plan_(plan), block_size_(block_size), sink_(sink), on_lost_(on_lost) {}

  void Run() {
    for (uint32_t row = 0; row < plan_.first_body && writer_.wanted(); ++row) WritePlain(row);
    uint32_t body = 0;
    for (const ExportRun& run : plan_.runs) {
      WriteRun(run, body);
      body += run.count;
    }
    const size_t count = plan_.entries.entry_count();
    for (uint32_t row = plan_.first_body + body; row < count && writer_.wanted(); ++row) WritePlain(row);
    writer_.Finish();
    if (writer_.wanted()) sink_.Flush();
  }

 private:
  TarEntry EntryOf(uint32_t row) const;
  void WritePlain(uint32_t row);
  void WriteRun(const ExportRun& run, uint32_t first);
  Result<std::shared_ptr<StreamCursor>> OpenTar(const ReadPlan& way);
  Result<std::unique_ptr<ByteStream>> OpenAhead(const ReadPlan& way);
  Result<std::unique_ptr<ByteStream>> OpenBody(const std::shared_ptr<StreamCursor>& tar, const ReadPlan& way,
                                               uint32_t body);
  void WriteFile(const std::shared_ptr<StreamCursor>& tar, const ReadPlan& way, uint32_t body);
  void Lose(uint32_t row, Error error, bool cut);

  const SourceAt& source_at_;
  const ExportPlan& plan_;
  size_t block_size_;
  PieceSink sink_;
  const std::function<void(const LostFile&)>& on_lost_;
  PaxWriter writer_{[this](Bytes bytes) { return sink_.Take(bytes); }};
  std::shared_ptr<StreamCursor> tarball_;      // of a compressed tarball, behind the run before
  std::unordered_set<std::string_view> lost_;  // paths that the tar has not
};

TarEntry Exporter::EntryOf(uint32_t row) const {
  const LayerTable& table = plan_.entries;
  TarEntry entry;
  entry.name = table.paths[row];
  entry.link = table.links[row];
  entry.type = table.type(row);
  entry.mode = table.modes[row];
  entry.uid = table.uids[row];
  entry.gid = table.gids[row];
  entry.mtime = table.mtimes[row];
  entry.size = table.sizes[row];
  if (const auto found = table.devices.find(row); found != table.devices.end()) {
    entry.device_major = found->second[0];
    entry.device_minor = found->second[1];
  }
  if (const auto found = table.xattrs.find(row); found != table.xattrs.end()) {
    for (const Xattr& xattr : found->second) entry.xattrs.emplace_back(xattr.name, xattr.value);
  }
  return entry;
}

void Exporter::WritePlain(uint32_t row) {
  const TarEntry entry = EntryOf(row);
  if (entry.type == EntryType::kSocket) return Lose(row, {Code::kNotAFile, "It is a socket."}, false);
  if (entry.type == EntryType::kHardlink && (entry.link.empty() || lost_.contains(entry.link))) {
    return Lose(row, {Code::kHardlinkMissing}, false);
  }
  writer_.WriteHeader(entry);
}

void Exporter::WriteRun(const ExportRun& run, uint32_t first) {
  const Result<std::shared_ptr<StreamCursor>> tar = OpenTar(run.way);
  for (uint32_t body = first; body < first + run.count && writer_.wanted(); ++body) {
    if (tar) {
      WriteFile(*tar, run.way, body);
    } else {
      Lose(plan_.first_body + body, OfLayer(tar.error()), false);
    }
  }
}

Result<std::shared_ptr<StreamCursor>> Exporter::OpenTar(const ReadPlan& way) {
  Result<std::unique_ptr<ByteStream>> blob =
      way.blob.sequential && !way.blob.whole()
          ? OpenAhead(way)
          : OpenBlob(source_at_(way.blob.file), way.blob, block_size_, PartToRead(way));
  if (!blob) return blob.error();
  return OpenLayerTar(way, std::move(*blob));
}

// A compressed tarball is decompressed on from where the run before ended, where that leads to the blob and no point of
// its compression lies nearer.
Result<std::unique_ptr<ByteStream>> Exporter::OpenAhead(const ReadPlan& way) {
  const BlobPart part = PartToRead(way);
  const uint64_t begin = way.blob.offset + (way.blob.sparse ? 0 : part.from);
  const ResumePoint* point = way.tarball_point ? &*way.tarball_point : nullptr;
  const bool is_ahead = tarball_ && tarball_->position() <= begin;
  if (!is_ahead || (point && point->decompressed > tarball_->position())) {
    Result<std::shared_ptr<StreamCursor>> opened = OpenTarball(source_at_(way.blob.file), block_size_, point);
    if (!opened) return opened.error();
    tarball_ = *opened;
  }
  return OpenBlobAhead(tarball_, way.blob, part);
}

Result<std::unique_ptr<ByteStream>> Exporter::OpenBody(const std::shared_ptr<StreamCursor>& tar, const ReadPlan& way,
                                                       uint32_t body) {
  const uint32_t row = plan_.first_body + body;
  const uint64_t begin = plan_.entries.header_offsets[row];
  const uint64_t size = plan_.entries.sizes[row];
  if (way.inside) return std::unique_ptr<ByteStream>(std::make_unique<WindowStream>(tar, begin, size));
  const uint64_t end = std::max(begin, plan_.body_ends[body]);
  Result<std::unique_ptr<EntryStream>> entry =
      OpenEntry(std::make_unique<WindowStream>(tar, begin, end - begin), plan_.body_paths[body], size);
  if (!entry) return entry.error();
  return std::unique_ptr<ByteStream>(std::move(*entry));
}

void Exporter::WriteFile(const std::shared_ptr<StreamCursor>& tar, const ReadPlan& way, uint32_t body) {
  const uint32_t row = plan_.first_body + body;
  const TarEntry entry = EntryOf(row);
  const Result<std::unique_ptr<ByteStream>> stream = OpenBody(tar, way, body);
  if (!stream) return Lose(row, stream.error(), false);
  // The header waits for the first bytes: a file without any is left out.
  uint64_t written = 0;
  while (writer_.wanted() && written < entry.size) {
    const Result<Bytes> piece = (*stream)->Next();
    if (!piece || piece->empty()) {
      Lose(row, piece ? Error{Code::kLayerTruncated} : OfLayer(piece.error()), written > 0);
      break;
    }
    if (written == 0) writer_.WriteHeader(entry);
    writer_.WriteBody(*piece);
    written += piece->size();
  }
  if (written > 0) writer_.EndBody();
}

void Exporter::Lose(uint32_t row, Error error, bool cut) {
  const std::string_view path = plan_.entries.paths[row];
  if (!cut) lost_.insert(path);
  on_lost_({std::string(path), std::move(error), cut});
}

}  // namespace

void ExportTree(const SourceAt& source_at, const ExportPlan& plan, size_t block_size, const TarSink& sink,
                const std::function<void(const LostFile&)>& on_lost) {
  Exporter(source_at, plan, block_size, sink, on_lost).Run();
}

}  // namespace anatomy
