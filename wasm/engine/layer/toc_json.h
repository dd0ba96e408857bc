// The JSON of a layer's table of contents: eStargz and zstd:chunked have the same fields.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace anatomy {

/// As the document has it; what is absent, or of another kind, is empty or 0.
struct TocEntry {
  std::string type;  // "reg", "dir", "symlink", "hardlink", "char", "block", "fifo"; "chunk": more of the file before
  std::string name;
  std::string link_name;
  std::string modtime;  // RFC 3339
  std::string digest;   // of the whole file
  uint64_t size = 0;
  uint64_t mode = 0;  // zstd:chunked adds the bits of the type
  uint64_t uid = 0;
  uint64_t gid = 0;
  uint64_t dev_major = 0;
  uint64_t dev_minor = 0;
  uint64_t offset = 0;        // in the blob: of the member or frame with the file's bytes, or the chunk's
  uint64_t inner_offset = 0;  // in what comes out there
  uint64_t chunk_offset = 0;  // in the file
  std::vector<std::pair<std::string, std::string>> xattrs;
};

/// Gives the entries one by one, in order, as long as `on_entry` wants them; there may be very many. False when it did
/// not want them all, or the text is no such document.
bool ReadTocJson(std::string_view text, const std::function<bool(const TocEntry&)>& on_entry);

}  // namespace anatomy
