// Streams with chosen block sizes, for tests of everything that reads streams: what comes out must not depend on how
// the bytes were cut.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/io/byte_source.h"
#include "engine/io/byte_stream.h"

namespace anatomy::test {

/// Where readers go wrong: tiny blocks, one byte around a tar block, everything at once.
inline constexpr std::array<size_t, 7> kBlockSizes = {1, 2, 3, 511, 512, 513, 65536};

std::shared_ptr<ByteSource> SourceOf(std::string_view bytes);

/// Every block is memory of its own, freed at the next call: who keeps a view too long is caught by AddressSanitizer.
/// With `error` the stream breaks after the bytes instead of ending.
std::unique_ptr<ByteStream> BlocksOf(std::string_view bytes, size_t block_size,
                                     std::optional<Error> error = std::nullopt);

/// Blocks of 1 to 700 bytes; the same ones for the same seed.
std::unique_ptr<ByteStream> RandomBlocksOf(std::string_view bytes, uint32_t seed);

struct NamedStream {
  std::string name;
  std::unique_ptr<ByteStream> stream;
};
/// The bytes cut at each of kBlockSizes and three times at random.
std::vector<NamedStream> EveryCutOf(std::string_view bytes);

/// What a stream gave, and the error that ended it.
struct Drained {
  std::string bytes;
  std::optional<Error> error;
  /// Name of the error's code; "" at a regular end.
  std::string_view code() const { return error ? CodeName(error->code) : std::string_view(); }
};
/// Also checks that the end, or the error, repeats itself.
Drained Drain(ByteStream& stream);

/// Text without obvious repetition: equal for the same size and seed.
std::string Noise(size_t size, uint32_t seed);

}  // namespace anatomy::test
