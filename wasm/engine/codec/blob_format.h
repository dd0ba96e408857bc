// Compressed layers that carry a table of contents, so that a runtime can fetch single files of them: eStargz and
// zstd:chunked. To everybody else they are ordinary gzip and zstd; a footer at the end of the blob tells them apart.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "engine/base/bytes.h"

namespace anatomy {

enum class BlobFormat : uint8_t { kPlain, kEstargz, kZstdChunked };
inline constexpr uint8_t kBlobFormats = 3;

/// "plain", "estargz", "zstd:chunked" as in the JSON report.
std::string_view BlobFormatName(BlobFormat format);

/// Files at the root of a layer that its format needs and no image means: landmarks and the table of contents.
bool IsFormatArtefact(BlobFormat format, std::string_view name);

/// The longest footer.
inline constexpr size_t kFooterBytes = 72;

/// Where the table of contents lies in its blob: a gzip member with a tar of one file (eStargz), or a zstd frame
/// (zstd:chunked).
struct TocPlace {
  BlobFormat format;
  uint64_t offset;
  uint64_t size;  // stored
};

/// `tail` has the last bytes of a blob, kFooterBytes where there are so many. Nothing when they are no footer, or name
/// no place inside the blob.
std::optional<TocPlace> FindToc(std::string_view tail, uint64_t blob_size);

/// The end of a blob that passes by, block after block.
class BlobTail {
 public:
  void Add(Bytes block);

  /// What the last bytes announce; asked once the blob has been read to its end.
  BlobFormat Format() const;

 private:
  std::string tail_;  // at most the longest footer
};

}  // namespace anatomy
