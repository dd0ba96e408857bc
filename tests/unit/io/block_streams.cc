#include "unit/io/block_streams.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <random>

namespace anatomy::test {
namespace {

class ChoppedStream : public ByteStream {
 public:
  ChoppedStream(std::string_view bytes, std::function<size_t()> next_size, std::optional<Error> error)
      : bytes_(bytes), next_size_(std::move(next_size)), error_(std::move(error)) {}

  Result<Bytes> Next() override {
    const size_t count = std::min(next_size_(), bytes_.size() - offset_);
    block_ = std::make_unique<std::vector<uint8_t>>(bytes_.begin() + static_cast<std::ptrdiff_t>(offset_),
                                                    bytes_.begin() + static_cast<std::ptrdiff_t>(offset_ + count));
    offset_ += count;
    if (count == 0 && error_) return *error_;
    return Bytes(*block_);
  }

 private:
  std::string bytes_;
  std::function<size_t()> next_size_;
  std::optional<Error> error_;
  size_t offset_ = 0;
  std::unique_ptr<std::vector<uint8_t>> block_;
};

}  // namespace

std::shared_ptr<ByteSource> SourceOf(std::string_view bytes) {
  return std::make_shared<MemorySource>(std::vector<uint8_t>(bytes.begin(), bytes.end()));
}

std::unique_ptr<ByteStream> BlocksOf(std::string_view bytes, size_t block_size, std::optional<Error> error) {
  return std::make_unique<ChoppedStream>(
      bytes, [block_size] { return block_size; }, std::move(error));
}

std::unique_ptr<ByteStream> RandomBlocksOf(std::string_view bytes, uint32_t seed) {
  // The engine's raw numbers, not a distribution: those differ between standard libraries.
  auto next_size = [random = std::minstd_rand(seed + 1)]() mutable { return size_t{1} + random() % 700; };
  return std::make_unique<ChoppedStream>(bytes, next_size, std::nullopt);
}

std::vector<NamedStream> EveryCutOf(std::string_view bytes) {
  std::vector<NamedStream> streams;
  for (const size_t size : kBlockSizes) streams.push_back({"blocks of " + std::to_string(size), BlocksOf(bytes, size)});
  for (const uint32_t seed : {1u, 2u, 3u}) {
    streams.push_back({"random blocks " + std::to_string(seed), RandomBlocksOf(bytes, seed)});
  }
  return streams;
}

Drained Drain(ByteStream& stream) {
  Drained result;
  for (;;) {
    Result<Bytes> block = stream.Next();
    if (!block) {
      result.error = block.error();
      Result<Bytes> again = stream.Next();
      EXPECT_TRUE(!again && again.error().code == result.error->code) << "an error repeats itself";
      return result;
    }
    if (block->empty()) {
      Result<Bytes> again = stream.Next();
      EXPECT_TRUE(again && again->empty()) << "the end repeats itself";
      return result;
    }
    result.bytes += AsText(*block);
  }
}

std::string Noise(size_t size, uint32_t seed) {
  std::minstd_rand random(seed + 1);
  std::string text(size, '\0');
  for (char& c : text) c = static_cast<char>('!' + random() % 90);
  return text;
}

}  // namespace anatomy::test
