#include "engine/image/archive.h"

#include <algorithm>
#include <utility>

#include "engine/base/limits.h"
#include "engine/base/path.h"
#include "engine/image/foreign_file.h"
#include "engine/image/json.h"
#include "engine/tar/entry_stream.h"

namespace anatomy {
namespace {

// A plain tar is hopped through, a read for each hop; in a browser a read of up to this size costs 0.7 ms.
constexpr size_t kHopBlock = 64u << 10;
// A compressed one is read from end to end.
constexpr size_t kStreamBlock = 1u << 20;
// Zeros after the end of a tar: up to a record, of 10 KiB as a rule.
constexpr uint64_t kPadding = 1u << 20;
// JSON kept while hopping through a plain tar: what one read brings along. Larger documents are read when asked for.
constexpr uint64_t kSmallJson = kHopBlock;

// The decoders and the tar reader speak of layers; here it is the archive.
Error OfArchive(Error error) {
  if (error.code == Code::kTarDamaged || error.code == Code::kLayerDamaged) error.code = Code::kArchiveDamaged;
  if (error.code == Code::kLayerTruncated) error.code = Code::kArchiveTruncated;
  return error;
}

std::string FollowSymlink(std::string_view path, std::string_view link) {
  if (link.starts_with('/')) return NormalisePath(link).path;
  std::string target(ParentPath(path));
  return NormalisePath(target.append("/").append(link)).path;
}

}  // namespace

// The tar on its way to the reader: its beginning is kept, and where its last byte is that is not zero.
class Archive::Passage : public ByteStream {
 public:
  explicit Passage(std::unique_ptr<ByteStream> tar) : tar_(std::move(tar)) {}

  Result<Bytes> Next() override {
    Result<Bytes> block = tar_->Next();
    if (!block) return block;
    if (head_.size() < kForeignHeadBytes && head_.size() == passed_) {
      head_.append(AsText(block->first(std::min(block->size(), kForeignHeadBytes - head_.size()))));
    }
    const auto zeros = std::find_if(block->rbegin(), block->rend(), [](uint8_t byte) { return byte != 0; });
    if (zeros != block->rend()) content_end_ = passed_ + static_cast<uint64_t>(block->rend() - zeros);
    passed_ += block->size();
    return block;
  }

  uint64_t Skip(uint64_t count) override {
    const uint64_t moved = tar_->Skip(count);
    passed_ += moved;
    return moved;
  }

  const std::string& head() const { return head_; }

  /// Whether something comes after the tar's end at `position`; as many zeros are read as tar writes at most.
  bool HasContentBehind(uint64_t position) {
    while (content_end_ <= position) {
      if (passed_ > position + kPadding) return false;
      Result<Bytes> block = Next();
      if (!block || block->empty()) return false;
    }
    return true;
  }

 private:
  std::unique_ptr<ByteStream> tar_;
  std::string head_;  // without gaps
  uint64_t passed_ = 0;
  uint64_t content_end_ = 0;
};

Result<std::unique_ptr<Archive>> Archive::OpenTar(std::shared_ptr<ByteSource> file, const OnProgress& on_progress,
                                                  uint64_t resume_spacing) {
  if (file->size() == 0) return Error{Code::kEmptyFile, {}};
  uint8_t head[kSniffBytes];
  Result<size_t> count = file->ReadAt(0, head);
  if (!count) return count.error();

  std::unique_ptr<Archive> archive(new Archive);
  archive->file_ = std::move(file);
  archive->size_ = archive->file_->size();
  archive->compression_ = Sniff(Bytes(head, *count));
  const bool plain = archive->compression_ == Compression::kNone;
  std::unique_ptr<ByteStream> stream = std::make_unique<SourceStream>(archive->file_, plain ? kHopBlock : kStreamBlock);
  uint64_t done = 0;
  if (on_progress) {
    auto advance = [&](uint64_t bytes) { on_progress(done += bytes); };
    stream = std::make_unique<ObservedStream>(
        std::move(stream), [advance](Bytes block) { advance(block.size()); }, advance);
  }
  ResumeRecorder recorder(resume_spacing);
  Result<Decoded> decoded = OpenDecoders(std::move(stream), &recorder);
  if (!decoded) return OfArchive(decoded.error());
  Passage passage(std::move(decoded->stream));
  Status indexed = archive->Index(passage);
  const bool nothing = indexed ? archive->members_.empty() : indexed.error().code == Code::kNotAnArchive;
  if (nothing) {
    if (const std::optional<Error> foreign = LooksForeign(AsBytes(passage.head()))) return *foreign;
  }
  if (!indexed) return indexed.error();
  archive->resume_points_ = recorder.Take();
  return archive;
}

// Stops where nothing can be read any more. What came before is kept, unless that is nothing or the file is gone.
Status Archive::Index(Passage& tar) {
  TarReader reader(tar);
  for (;;) {
    std::optional<Error> stop;
    Result<const TarEntry*> entry = reader.NextEntry();
    if (!entry) {
      stop = OfArchive(entry.error());
    } else if (!*entry) {
      more_follows_ = tar.HasContentBehind(reader.position());
      return Ok();
    } else if (members_.size() == limits::kArchiveMembers) {
      stop =
          Error{Code::kLimitReached, "The archive has too many members; the rest is left out.", (*entry)->data_offset};
    } else {
      Add(**entry);
      Status kept = Keep(reader, **entry, &kept_.back());
      if (!kept) stop = OfArchive(kept.error());
    }
    if (!stop) continue;
    if (members_.empty() || stop->code == Code::kFileUnreadable) return *stop;
    const bool known = stop->code == Code::kArchiveTruncated && !diagnostics_.empty();
    if (!known) diagnostics_.push_back({.code = stop->code, .detail = stop->detail, .offset = stop->offset});
    return Ok();
  }
}

void Archive::Add(const TarEntry& entry) {
  Member member;
  member.path = NormalisePath(entry.name).path;
  member.link = entry.link;
  member.type = entry.type;
  member.offset = entry.sparse() ? entry.header_offset : entry.data_offset;
  member.size = entry.size;
  member.sparse = entry.sparse();
  CheckBody(entry);
  by_path_[member.path] = static_cast<MemberId>(members_.size());
  members_.push_back(std::move(member));
  kept_.emplace_back();
}

// Skipping never notices the end of a plain file, so a body that is cut off is found by its length.
void Archive::CheckBody(const TarEntry& entry) {
  if (compression_ != Compression::kNone || entry.data_offset + entry.stored_size <= size_) return;
  diagnostics_.push_back({.code = Code::kArchiveTruncated,
                          .detail = "The file ends inside this member.",
                          .path = ToUtf8(entry.name),
                          .offset = size_});
}

Status Archive::Keep(TarReader& reader, const TarEntry& entry, Kept* kept) {
  const uint64_t size = entry.size;
  EntryStream body(reader, entry);
  std::string start;
  auto read_until = [&](uint64_t wanted) -> Status {
    while (start.size() < wanted) {
      Result<Bytes> data = body.Next();
      if (!data) return data.error();
      if (data->empty()) break;
      start.append(AsText(*data));
    }
    return Ok();
  };
  Status status = read_until(std::min<uint64_t>(size, kSniffBytes));
  kept->head = start.substr(0, kSniffBytes);
  const uint64_t largest = compression_ == Compression::kNone ? kSmallJson : limits::kJsonBytes;
  const bool fits = size <= largest && kept_bytes_ + size <= limits::kKeptMemberBytes;
  if (!status || !fits || !LooksLikeJson(start)) return status;
  status = read_until(size);
  if (status && start.size() == size) {
    kept_bytes_ += size;
    kept->text = std::move(start);
  }
  return status;
}

Result<std::unique_ptr<Archive>> Archive::OpenFolder(std::vector<FolderFile> files) {
  if (files.empty()) return Error{Code::kEmptyFile, "The folder is empty."};
  std::unique_ptr<Archive> archive(new Archive);
  archive->folder_ = std::move(files);
  for (const FolderFile& file : archive->folder_) {
    Member member;
    member.path = NormalisePath(file.path).path;
    member.size = file.source->size();
    member.file = static_cast<uint32_t>(archive->members_.size());
    archive->size_ += member.size;
    archive->by_path_[member.path] = member.file;
    archive->members_.push_back(std::move(member));
  }
  return archive;
}

void Archive::Enter(const std::string& folder) {
  const std::string prefix = folder + "/";
  auto inside = [&](std::string_view path) { return path.starts_with(prefix) ? path.substr(prefix.size()) : ""; };
  by_path_.clear();
  for (MemberId id = 0; id < members_.size(); ++id) {
    Member& member = members_[id];
    member.path = std::string(inside(member.path));
    if (member.type == EntryType::kHardlink) member.link = inside(NormalisePath(member.link).path);
    if (!member.path.empty()) by_path_[member.path] = id;
  }
}

MemberId Archive::Find(std::string_view raw) const {
  auto member_at = [&](const std::string& path) {
    const auto found = by_path_.find(path);
    return found == by_path_.end() ? kNoMember : found->second;
  };
  std::string path = NormalisePath(raw).path;
  // No path of more than 4096 bytes works in Linux; looking up each folder of a longer one could take for ever.
  for (int hops = 0; hops <= limits::kSymlinkHops && path.size() <= limits::kPathComponents; ++hops) {
    const MemberId id = member_at(path);
    if (id != kNoMember) {
      const Member& member = members_[id];
      if (member.type == EntryType::kFile) return id;
      if (member.type == EntryType::kHardlink) {
        path = NormalisePath(member.link).path;
      } else if (member.type == EntryType::kSymlink) {
        path = FollowSymlink(path, member.link);
      } else {
        return kNoMember;
      }
      continue;
    }
    // Perhaps one of its folders is a link.
    size_t slash = path.find('/');
    for (; slash != std::string::npos; slash = path.find('/', slash + 1)) {
      const std::string folder = path.substr(0, slash);
      const MemberId link = member_at(folder);
      if (link == kNoMember || members_[link].type != EntryType::kSymlink) continue;
      path = NormalisePath(FollowSymlink(folder, members_[link].link) + path.substr(slash)).path;
      break;
    }
    if (slash == std::string::npos) return kNoMember;
  }
  return kNoMember;
}

Result<std::string> Archive::ReadText(MemberId id) const {
  const Member& member = members_[id];
  if (member.size > limits::kJsonBytes) return Error{Code::kLimitReached, "The document is too large.", member.offset};
  if (document_bytes_ + member.size > limits::kDocumentBytes) {
    return Error{Code::kLimitReached, "The documents are too large together.", member.offset};
  }
  document_bytes_ += member.size;
  if (!is_folder() && !kept_[id].text.empty()) return kept_[id].text;
  Result<std::unique_ptr<ByteStream>> stream = OpenMember(id, kStreamBlock);
  if (!stream) return stream.error();
  std::string text;
  for (;;) {
    Result<Bytes> block = (*stream)->Next();
    if (!block) return OfArchive(block.error());
    if (block->empty()) break;
    text.append(AsText(*block));
  }
  if (text.size() == member.size) return text;
  return Error{Code::kArchiveTruncated, "The document is cut off.", member.offset + text.size()};
}

Compression Archive::SniffMember(MemberId id) const {
  if (!is_folder()) return Sniff(AsBytes(kept_[id].head));
  uint8_t head[kSniffBytes];
  Result<size_t> count = folder_[members_[id].file].source->ReadAt(0, head);
  return count ? Sniff(Bytes(head, *count)) : Compression::kNone;
}

bool Archive::IsSmallJson(MemberId id) const {
  if (!is_folder()) return !kept_[id].text.empty();
  if (members_[id].size > kSmallJson) return false;
  uint8_t head[16];
  Result<size_t> count = folder_[members_[id].file].source->ReadAt(0, head);
  return count && LooksLikeJson(AsText(Bytes(head, *count)));
}

void Archive::ForgetDirectory(bool members_too) {
  kept_ = {};
  by_path_ = {};
  if (!members_too) return;
  members_ = {};
  resume_points_ = {};
}

BlobPlace Archive::PlaceOf(MemberId id) const {
  const Member& member = members_[id];
  return {.id = id,
          .file = member.file,
          .offset = member.offset,
          .size = member.size,
          .sequential = compression_ != Compression::kNone,
          .sparse = member.sparse};
}

// The holes of a sparse member are not in the tar: what of it is wanted lies no earlier than its headers.
const ResumePoint* Archive::ResumePointBefore(const BlobPlace& place, uint64_t from) const {
  if (place.whole()) return nullptr;
  return NearestPoint(resume_points_, place.sparse ? place.offset : place.offset + from);
}

Result<std::unique_ptr<ByteStream>> Archive::OpenMember(MemberId id, size_t block_size) const {
  const BlobPlace place = PlaceOf(id);
  return OpenBlob(is_folder() ? folder_[place.file].source : file_, place, block_size, {}, ResumePointBefore(place));
}

}  // namespace anatomy
