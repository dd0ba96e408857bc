// Compressed data for tests: made here where the library can compress, written down where it only decompresses.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/codec/decoder.h"

namespace anatomy::test {

/// Bytes from pairs of lower-case digits.
std::string FromHex(std::string_view hex);

std::string Gzip(std::string_view bytes, int level = 6);
std::string Bzip2(std::string_view bytes);

/// A zstd frame that decoders skip (RFC 8878, 3.1.2).
std::string SkippableZstdFrame(std::string_view content);

/// A small tar: directory "d", file "d/a" of 1200 bytes, symbolic link "d/l" -> "a", empty file "e".
std::string SampleTar();

struct Sample {
  std::string name;
  Compression compression;
  std::string bytes;
};
/// SampleTar() in every compression; zstd with and without a checksum.
std::vector<Sample> SampleTarCompressed();

}  // namespace anatomy::test
