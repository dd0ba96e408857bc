// The outer archive: what a person drops on the page. A directory of members and a way to their bytes, whether it is a
// plain tar, a compressed tar, or a folder with an OCI layout. Knows nothing of images.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "engine/base/error.h"
#include "engine/base/limits.h"
#include "engine/codec/decoder.h"
#include "engine/codec/resume.h"
#include "engine/image/blob_place.h"
#include "engine/io/byte_source.h"
#include "engine/io/byte_stream.h"
#include "engine/tar/tar_reader.h"

namespace anatomy {

struct Member {
  std::string path;  // normalised, as NormalisePath() does
  std::string link;  // raw target of symbolic and hard links
  EntryType type = EntryType::kFile;
  uint64_t offset = 0;  // of the body, or of the headers if sparse: in the tar once decompressed, 0 in a folder
  uint64_t size = 0;
  bool sparse = false;  // its holes are not in the tar
  uint32_t file = 0;    // which of the sources holds it: 0 for a tar, the index in the folder otherwise
};

class Archive {
 public:
  struct FolderFile {
    std::string path;  // relative to the root of the layout
    std::shared_ptr<ByteSource> source;
  };
  /// Bytes of the file read so far.
  using OnProgress = std::function<void(uint64_t)>;

  /// Indexes a tarball. A plain tar is hopped through by its headers in small reads; a compressed one is decompressed
  /// once from end to end, and small JSON members are kept. A tar that breaks off or is damaged in the middle gives
  /// what came before, with a diagnostic. Errors: empty-file, not-an-archive, unsupported-compression, file-unreadable,
  /// limit-reached, file-is-… for what is known to be something else; archive-damaged and archive-truncated when there
  /// is not even one member.
  static Result<std::unique_ptr<Archive>> OpenTar(std::shared_ptr<ByteSource> file,
                                                  const OnProgress& on_progress = nullptr,
                                                  uint64_t resume_spacing = limits::kResumeSpacing);

  /// A folder, for OCI layouts that were never packed. Error: empty-file (no file at all).
  static Result<std::unique_ptr<Archive>> OpenFolder(std::vector<FolderFile> files);

  const std::vector<Member>& members() const { return members_; }
  bool is_folder() const { return !folder_.empty(); }
  /// Of the tarball as a whole.
  Compression compression() const { return compression_; }
  /// Bytes of the tarball, or of all files of the folder.
  uint64_t size() const { return size_; }
  const std::vector<Diagnostic>& diagnostics() const { return diagnostics_; }

  /// Whether something follows the end of the tar: a second archive, say. It is not read.
  bool more_follows() const { return more_follows_; }

  /// Makes `folder`, a path as of members(), the root: its members are known by their paths in it from now on, those
  /// outside have none.
  void Enter(const std::string& folder);

  /// The regular file at `path` (normalised before looking), through symbolic and hard links inside the archive;
  /// kNoMember if there is none. Of several members with one path the last counts.
  MemberId Find(std::string_view path) const;

  /// A whole member of at most limits::kJsonBytes, as long as all together are at most limits::kDocumentBytes. Errors:
  /// limit-reached, file-unreadable, archive-truncated, and the decoder's when a compressed tarball must be read again.
  Result<std::string> ReadText(MemberId id) const;

  /// What the first bytes of a member announce. Reads at most one small block.
  Compression SniffMember(MemberId id) const;

  /// Whether a member is a small JSON document, judged by its first byte.
  bool IsSmallJson(MemberId id) const;

  /// Frees what only reading the metadata needs: no documents, no Find() after that. With `members_too` not even
  /// members() and how to reach them: where the tarball itself is the layer there are as many as files.
  void ForgetDirectory(bool members_too);

  /// For whoever reads the member elsewhere.
  BlobPlace PlaceOf(MemberId id) const;

  /// From where to decompress the tarball to reach a part of a member; null if from its beginning, or if it is plain.
  const ResumePoint* ResumePointBefore(const BlobPlace& place, uint64_t from = 0) const;

  /// A member's bytes in order, as stored.
  Result<std::unique_ptr<ByteStream>> OpenMember(MemberId id, size_t block_size) const;

 private:
  // What is learned of a tarball's member while its header is read, to save another visit.
  struct Kept {
    std::string head;  // at most kSniffBytes
    std::string text;  // whole small JSON documents, else empty
  };

  class Passage;

  Archive() = default;
  Status Index(Passage& tar);
  Status Keep(TarReader& reader, const TarEntry& entry, Kept* kept);
  void Add(const TarEntry& entry);
  void CheckBody(const TarEntry& entry);

  std::shared_ptr<ByteSource> file_;
  std::vector<FolderFile> folder_;
  std::vector<Member> members_;
  std::vector<Kept> kept_;  // as members_; empty for a folder
  uint64_t kept_bytes_ = 0;
  std::unordered_map<std::string, MemberId> by_path_;
  Compression compression_ = Compression::kNone;
  std::vector<ResumePoint> resume_points_;  // of a compressed tarball
  uint64_t size_ = 0;
  bool more_follows_ = false;
  mutable uint64_t document_bytes_ = 0;  // given by ReadText()
  std::vector<Diagnostic> diagnostics_;
};

}  // namespace anatomy
