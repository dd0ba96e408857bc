#include "engine/io/byte_stream.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "unit/io/block_streams.h"

namespace anatomy {
namespace {

using test::Drain;
using test::SourceOf;

// A file that became shorter after it was opened, or that the disk refuses from some place on.
class BrokenSource : public ByteSource {
 public:
  explicit BrokenSource(Result<size_t> answer) : answer_(std::move(answer)) {}
  uint64_t size() const override { return 100; }
  Result<size_t> ReadAt(uint64_t offset, MutableBytes) override {
    if (offset == 0) return size_t{10};
    return answer_;
  }

 private:
  Result<size_t> answer_;
};

TEST(SourceStream, GivesAllBytesAtEveryBlockSize) {
  const std::string bytes = test::Noise(3000, 1);
  for (const size_t size : test::kBlockSizes) {
    SourceStream stream(SourceOf(bytes), size);
    const test::Drained all = Drain(stream);
    EXPECT_EQ(all.bytes, bytes);
    EXPECT_EQ(all.code(), "");
  }
}

TEST(SourceStream, SkipsAndSaysHowFar) {
  SourceStream stream(SourceOf("0123456789"), 3);
  EXPECT_EQ(AsText(*stream.Next()), "012");
  EXPECT_EQ(stream.Skip(4), 4u);
  EXPECT_EQ(AsText(*stream.Next()), "789");
  EXPECT_EQ(stream.Skip(5), 0u) << "there is nothing left";
  SourceStream other(SourceOf("0123456789"), 3);
  EXPECT_EQ(other.Skip(1000), 10u);
  EXPECT_TRUE(other.Next()->empty());
}

// Behind a large body there is often but the header of the next one.
TEST(SourceStream, BlocksBeginSmallAfterAJump) {
  constexpr size_t kBlock = 2u << 20;
  const std::string bytes = test::Noise(12u << 20, 1);
  SourceStream stream(SourceOf(bytes), kBlock);
  EXPECT_EQ(stream.Next()->size(), kBlock);
  EXPECT_EQ(stream.Skip(kBlock), kBlock);
  size_t offset = 2 * kBlock;
  for (const size_t wanted : {size_t{64} << 10, size_t{1} << 20, kBlock, kBlock}) {
    const Bytes block = *stream.Next();
    EXPECT_EQ(block.size(), wanted);
    EXPECT_EQ(AsText(block), bytes.substr(offset, wanted));
    offset += wanted;
  }
}

TEST(SourceStream, AnEmptySourceIsAnEmptyStream) {
  SourceStream stream(SourceOf(""), 16);
  EXPECT_EQ(Drain(stream).bytes, "");
}

// Without this the reader of a file that shrank would spin for ever.
TEST(SourceStream, AFileThatShrinksIsAnError) {
  SourceStream stream(std::make_shared<BrokenSource>(size_t{0}), 50);
  const test::Drained all = Drain(stream);
  EXPECT_EQ(all.bytes.size(), 10u);
  EXPECT_EQ(all.code(), "file-unreadable");
  EXPECT_EQ(all.error->offset, 10u);
}

TEST(SourceStream, PassesTheSourcesErrorOn) {
  SourceStream stream(std::make_shared<BrokenSource>(Error{Code::kFileUnreadable, "disk"}), 50);
  EXPECT_EQ(Drain(stream).error->detail, "disk");
}

TEST(PrefixedStream, GivesTheFirstBytesOnceThenTheRest) {
  const std::string first = "abc";
  PrefixedStream stream({first.begin(), first.end()}, test::BlocksOf("defgh", 2));
  EXPECT_EQ(stream.Skip(2), 0u) << "what was put back has to be read";
  EXPECT_EQ(Drain(stream).bytes, "abcdefgh");
}

TEST(PrefixedStream, WithoutFirstBytesIsTheRest) {
  PrefixedStream stream(Bytes(), test::BlocksOf("defgh", 2));
  EXPECT_EQ(Drain(stream).bytes, "defgh");
}

TEST(PrefixedStream, SkipsInTheRest) {
  const std::string first = "abc";
  PrefixedStream stream({first.begin(), first.end()}, std::make_unique<SourceStream>(SourceOf("defgh"), 2));
  EXPECT_EQ(AsText(*stream.Next()), "abc");
  EXPECT_EQ(stream.Skip(3), 3u);
  EXPECT_EQ(Drain(stream).bytes, "gh");
}

TEST(ObservedStream, ShowsEveryByteThatPasses) {
  std::string seen;
  ObservedStream stream(test::BlocksOf("0123456789", 3), [&](Bytes block) { seen += AsText(block); });
  EXPECT_EQ(stream.Skip(4), 0u) << "who hashes must see all bytes";
  EXPECT_EQ(Drain(stream).bytes, "0123456789");
  EXPECT_EQ(seen, "0123456789");
}

TEST(ObservedStream, CountsWhatWasSkipped) {
  uint64_t read = 0, skipped = 0;
  ObservedStream stream(
      std::make_unique<SourceStream>(SourceOf("0123456789"), 3), [&](Bytes block) { read += block.size(); },
      [&](uint64_t count) { skipped += count; });
  EXPECT_EQ(stream.Skip(4), 4u);
  EXPECT_EQ(Drain(stream).bytes, "456789");
  EXPECT_EQ(read, 6u);
  EXPECT_EQ(skipped, 4u);
}

}  // namespace
}  // namespace anatomy
