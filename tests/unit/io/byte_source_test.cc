#include "engine/io/byte_source.h"

#include <gtest/gtest.h>

#include <limits>
#include <memory>

#include "unit/io/block_streams.h"
#include "unit/support/counting_source.h"

namespace anatomy {
namespace {

std::string ReadText(ByteSource& source, uint64_t offset, size_t count) {
  std::vector<uint8_t> out(count);
  Result<size_t> got = source.ReadAt(offset, out);
  EXPECT_TRUE(got);
  return std::string(AsText(Bytes(out).first(*got)));
}

TEST(MemorySource, ReadsAnywhereAndStopsAtTheEnd) {
  auto source = test::SourceOf("0123456789");
  EXPECT_EQ(source->size(), 10u);
  EXPECT_EQ(ReadText(*source, 0, 4), "0123");
  EXPECT_EQ(ReadText(*source, 7, 9), "789");
  EXPECT_EQ(ReadText(*source, 10, 1), "");
  EXPECT_EQ(ReadText(*source, std::numeric_limits<uint64_t>::max(), 1), "");
  EXPECT_EQ(ReadText(*source, 3, 0), "");
}

TEST(SliceSource, ShowsOnlyItsPart) {
  SliceSource slice(test::SourceOf("0123456789"), 2, 5);
  EXPECT_EQ(slice.size(), 5u);
  EXPECT_EQ(ReadText(slice, 0, 100), "23456") << "never beyond the slice";
  EXPECT_EQ(ReadText(slice, 4, 3), "6");
  EXPECT_EQ(ReadText(slice, 5, 1), "");
}

// Offsets and lengths come from headers of hostile archives.
TEST(SliceSource, IsClippedToTheWholeWithoutOverflow) {
  constexpr uint64_t kMost = std::numeric_limits<uint64_t>::max();
  EXPECT_EQ(SliceSource(test::SourceOf("0123456789"), 8, kMost).size(), 2u);
  EXPECT_EQ(SliceSource(test::SourceOf("0123456789"), kMost, 1).size(), 0u);
  SliceSource beyond(test::SourceOf("0123456789"), 11, 4);
  EXPECT_EQ(beyond.size(), 0u);
  EXPECT_EQ(ReadText(beyond, 0, 1), "");
}

TEST(SliceSource, JumpsAsTheWhole) {
  EXPECT_EQ(SliceSource(std::make_shared<test::CountingSource>(test::SourceOf("0123456789"), 7), 2, 5).worth_jumping(),
            7u);
}

TEST(SliceSource, OfASlice) {
  auto outer = std::make_shared<SliceSource>(test::SourceOf("0123456789"), 2, 6);
  SliceSource inner(outer, 3, 100);
  EXPECT_EQ(ReadText(inner, 0, 100), "567");
}

}  // namespace
}  // namespace anatomy
