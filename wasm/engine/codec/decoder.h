// Decompression found by magic, never by name or media type (RULES.md §1). A decoder is a stream over a stream.
#pragma once

#include <cstddef>
#include <memory>
#include <string_view>

#include "engine/base/bytes.h"
#include "engine/base/error.h"
#include "engine/io/byte_stream.h"

namespace anatomy {

// kUnknown: a compression that is recognised but cannot be decoded (lz4).
enum class Compression : uint8_t { kNone, kGzip, kZstd, kXz, kBzip2, kUnknown };

/// "none", "gzip", … as in the JSON report.
std::string_view CompressionName(Compression compression);

/// Bytes that Sniff() wants to see; fewer are fine at the end of a file.
inline constexpr size_t kSniffBytes = 6;

/// The compression that the first bytes of a blob announce.
Compression Sniff(Bytes head);

class ResumeRecorder;  // resume.h

struct Decoded {
  Compression compression;
  std::unique_ptr<ByteStream> stream;
};

/// Looks at the first bytes of `stream` and puts the right decoder over it; the stream itself when nothing is
/// compressed. Several members or frames one after the other are one stream, skippable zstd frames are skipped. Errors:
/// unsupported-compression at once; layer-damaged, layer-truncated and limit-reached from the decoder's Next(), after
/// every byte that could be decoded has been given; `Error::offset` is the compressed byte. `recorder`, if given, takes
/// points from which to resume and outlives the stream.
Result<Decoded> OpenDecoder(std::unique_ptr<ByteStream> stream, ResumeRecorder* recorder = nullptr);

/// The same, again as long as what comes out is compressed: a tarball may have been compressed twice. `compression` is
/// the outer one; there are no points inside two.
Result<Decoded> OpenDecoders(std::unique_ptr<ByteStream> stream, ResumeRecorder* recorder = nullptr);

}  // namespace anatomy
