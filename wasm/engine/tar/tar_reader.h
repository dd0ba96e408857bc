// Entries of a tar archive and their data, pulled from a stream of plain (decompressed) tar. libarchive does the
// reading: ustar, GNU, PAX (also global headers), sparse files, base-256 numbers.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/base/bytes.h"
#include "engine/base/error.h"
#include "engine/io/byte_stream.h"

struct archive;
struct archive_entry;

namespace anatomy {

enum class EntryType : uint8_t { kFile, kDir, kSymlink, kHardlink, kChar, kBlock, kFifo, kSocket };
inline constexpr uint8_t kEntryTypes = 8;

/// "file", "dir", … as in the JSON report.
std::string_view EntryTypeName(EntryType type);

/// One header. Views are valid until the next call of NextEntry().
struct TarEntry {
  std::string_view name;  // raw bytes, as in the archive
  std::string_view link;  // raw target of symbolic and hard links, else empty
  EntryType type = EntryType::kFile;
  uint32_t mode = 0;  // permission bits with setuid, setgid, sticky
  uint32_t uid = 0;
  uint32_t gid = 0;
  int64_t mtime = 0;         // seconds since 1970
  uint64_t size = 0;         // logical size of a file
  uint64_t stored_size = 0;  // of its body in the tar stream: less where holes are left out
  uint32_t device_major = 0;
  uint32_t device_minor = 0;
  uint64_t header_offset = 0;  // in the tar stream, of the first header that belongs to the entry
  uint64_t data_offset = 0;    // of the body in the tar stream
  std::string_view remark;     // what of the headers could not be understood; empty as a rule
  std::vector<std::pair<std::string, std::string>> xattrs;

  bool sparse() const { return stored_size < size; }
};

class TarReader {
 public:
  /// Reads from `stream`, which must outlive the reader.
  explicit TarReader(ByteStream& stream);
  ~TarReader();

  /// The next header, or nullptr at the end of the archive; unread data of the entry before is skipped.
  /// Errors: not-an-archive (nothing of a tar at all), archive-truncated, tar-damaged, and whatever the stream gives.
  Result<const TarEntry*> NextEntry();

  /// The next piece of the current entry's stored data, valid until the next call; empty at its end. Holes of sparse
  /// files are left out; `*position`, if given, is the piece's place in the file.
  Result<Bytes> NextData(uint64_t* position = nullptr);

  /// Bytes of the tar stream that the reader has consumed.
  uint64_t position() const;

 private:
  struct Input;
  struct Closer {
    void operator()(archive* a) const;
  };
  Error LastError(Code otherwise) const;
  std::string_view Remark() const;
  void Fill(archive_entry* entry);

  std::unique_ptr<Input> input_;
  std::unique_ptr<archive, Closer> archive_;
  TarEntry entry_;
  bool opened_ = false;
  bool any_entry_ = false;
};

}  // namespace anatomy
