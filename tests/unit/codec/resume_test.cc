// Points from which to resume: from each of them come the bytes that reading from the beginning gives, and they lie in
// the same places however the stream is cut.
#include "engine/codec/resume.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <zlib.h>

#include "unit/codec/samples.h"
#include "unit/io/block_streams.h"

namespace anatomy {
namespace {

using test::Drain;
using test::Noise;
using testing::IsEmpty;
using testing::SizeIs;

struct Recorded {
  std::string bytes;
  std::vector<ResumePoint> points;
};

Recorded Record(std::unique_ptr<ByteStream> stream, uint64_t spacing) {
  ResumeRecorder recorder(spacing);
  Result<Decoded> decoded = OpenDecoder(std::move(stream), &recorder);
  EXPECT_TRUE(decoded);
  const test::Drained all = Drain(*decoded->stream);
  EXPECT_EQ(all.code(), "");
  return {all.bytes, recorder.Take()};
}

// Checks every point, and that every cut finds the same ones; gives them.
std::vector<ResumePoint> CheckEveryPoint(const std::string& compressed, const std::string& bytes, uint64_t spacing) {
  const Recorded whole = Record(test::BlocksOf(compressed, compressed.size() + 1), spacing);
  EXPECT_TRUE(whole.bytes == bytes) << "looking for points changes nothing";
  for (const ResumePoint& point : whole.points) {
    SCOPED_TRACE("at " + std::to_string(point.decompressed));
    EXPECT_GE(point.decompressed, spacing);
    if (point.decompressed > bytes.size()) return whole.points;
    for (const size_t block : {size_t{7}, compressed.size() + 1}) {
      auto rest = test::BlocksOf(std::string_view(compressed).substr(static_cast<size_t>(point.compressed)), block);
      Result<std::unique_ptr<ByteStream>> stream = ResumeDecoder(point, std::move(rest));
      EXPECT_TRUE(stream);
      if (!stream) return whole.points;
      const test::Drained got = Drain(**stream);
      EXPECT_EQ(got.code(), "");
      EXPECT_TRUE(got.bytes == std::string_view(bytes).substr(static_cast<size_t>(point.decompressed)));
    }
  }
  EXPECT_TRUE(Record(test::BlocksOf(compressed, 1), spacing).points == whole.points) << "single bytes";
  EXPECT_TRUE(Record(test::BlocksOf(compressed, 512), spacing).points == whole.points) << "blocks";
  EXPECT_TRUE(Record(test::RandomBlocksOf(compressed, 1), spacing).points == whole.points) << "random blocks";
  return whole.points;
}

// Words, so that deflate has something to look back at, and blocks of many kinds.
std::string Words(size_t size, uint32_t seed) {
  const std::string words = Noise(6000, seed);
  const std::string picks = Noise(size / 3 + 1, seed + 1);
  std::string text;
  for (size_t i = 0; text.size() < size; ++i) text += words.substr(static_cast<size_t>(picks[i]) * 40, 3 + i % 9);
  text.resize(size);
  return text;
}

// One gzip member, flushed after every `every` bytes: as pigz(1) does, blocks end in whole bytes there.
std::string FlushedGzip(const std::string& bytes, size_t every) {
  z_stream stream = {};
  if (deflateInit2(&stream, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) != Z_OK) std::abort();
  std::string in = bytes;
  std::string out(deflateBound(&stream, in.size()) + in.size() / every * 16 + 64, '\0');
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  for (size_t at = 0; at < in.size(); at += every) {
    stream.next_in = reinterpret_cast<Bytef*>(in.data() + at);
    stream.avail_in = static_cast<uInt>(std::min(every, in.size() - at));
    deflate(&stream, at + every < in.size() ? Z_SYNC_FLUSH : Z_FINISH);
  }
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

TEST(Resume, InTheMiddleOfAGzipMember) {
  const std::string bytes = Words(300'000, 5);
  for (const int level : {1, 6, 9}) {
    SCOPED_TRACE(level);
    const std::vector<ResumePoint> points = CheckEveryPoint(test::Gzip(bytes, level), bytes, 40'000);
    EXPECT_GE(points.size(), 2u);
    for (const ResumePoint& point : points) {
      if (point.decompressed < bytes.size()) EXPECT_THAT(point.window, SizeIs(kDeflateWindow));
    }
    const auto odd = [](const ResumePoint& point) { return point.bits > 0; };
    EXPECT_TRUE(std::ranges::any_of(points, odd)) << "blocks end inside bytes";
  }
}

TEST(Resume, AtStoredBlocks) {
  const std::string bytes = Noise(200'000, 3);
  EXPECT_EQ(CheckEveryPoint(test::Gzip(bytes, 0), bytes, 50'000).size(), 3u);
}

// The spacing is a multiple of the distance between flushes: a block ends exactly where a point is wanted.
TEST(Resume, WhereABlockEndsExactly) {
  const std::string bytes = Words(100'000, 8);
  const std::vector<ResumePoint> points = CheckEveryPoint(FlushedGzip(bytes, 5000), bytes, 20'000);
  ASSERT_GE(points.size(), 5u);
  for (size_t i = 0; i < points.size() && i < 5; ++i) EXPECT_EQ(points[i].decompressed, 20'000 * (i + 1));
  EXPECT_EQ(CheckEveryPoint(FlushedGzip(bytes, 5000), bytes, 100'000).size(), 1u) << "the very end";
}

TEST(Resume, AWindowSmallerThanTheLargest) {
  const std::string bytes = Words(20'000, 2);
  const std::vector<ResumePoint> points = CheckEveryPoint(FlushedGzip(bytes, 1000), bytes, 3000);
  ASSERT_FALSE(points.empty());
  EXPECT_THAT(points.front().window, SizeIs(3000));
}

TEST(Resume, BetweenMembersOfEveryCompression) {
  for (const test::Sample& sample : test::SampleTarCompressed()) {
    SCOPED_TRACE(sample.name);
    const std::string tar = test::SampleTar();
    const std::vector<ResumePoint> points = CheckEveryPoint(sample.bytes + sample.bytes + sample.bytes + sample.bytes,
                                                            tar + tar + tar + tar, tar.size() + 1);
    ASSERT_THAT(points, SizeIs(2));
    for (size_t i = 0; i < points.size(); ++i) {
      EXPECT_EQ(points[i].compression, sample.compression);
      EXPECT_EQ(points[i].decompressed, tar.size() * (2 + 2 * i));
      EXPECT_EQ(points[i].compressed, sample.bytes.size() * (2 + 2 * i));
      EXPECT_THAT(points[i].window, IsEmpty());
    }
  }
}

// Several members behind the one in whose middle reading begins, and what is no member behind the last.
TEST(Resume, GoesOnThroughWhatFollows) {
  const std::string bytes = Words(150'000, 4);
  const std::string member = FlushedGzip(bytes, 10'000);
  const std::string two = member + test::Gzip("") + member;
  EXPECT_GE(CheckEveryPoint(two, bytes + bytes, 40'000).size(), 6u);
  EXPECT_GE(CheckEveryPoint(two + std::string(700, '\0'), bytes + bytes, 40'000).size(), 6u);
  EXPECT_GE(CheckEveryPoint(test::Bzip2("a") + test::Bzip2("b") + "x", "ab", 1).size(), 2u);
  for (const test::Sample& sample : test::SampleTarCompressed()) {
    if (sample.compression != Compression::kXz) continue;
    const std::string padded = sample.bytes + std::string(8, '\0') + sample.bytes + std::string(4, '\0');
    EXPECT_THAT(CheckEveryPoint(padded, test::SampleTar() + test::SampleTar(), 100), SizeIs(2));
  }
}

// However long a stream is, what is kept of it stays bounded and evenly spread.
TEST(Resume, PointsAreThinnedOut) {
  constexpr size_t kMembers = 5000;
  std::string one = test::Gzip("0123456789"), compressed, bytes;
  for (size_t i = 0; i < kMembers; ++i) {
    compressed += one;
    bytes += "0123456789";
  }
  const std::vector<ResumePoint> points = Record(test::BlocksOf(compressed, 4096), 10).points;
  EXPECT_LE(points.size(), limits::kResumePoints);
  EXPECT_GE(points.size(), limits::kResumePoints / 2);
  uint64_t before = 0;
  for (const ResumePoint& point : points) {
    EXPECT_EQ(point.decompressed - before, points.front().decompressed);
    EXPECT_EQ(point.compressed / one.size() * 10, point.decompressed);
    before = point.decompressed;
  }
}

TEST(Resume, TheNearestPointLiesBefore) {
  std::vector<ResumePoint> points;
  EXPECT_EQ(NearestPoint(points, 5), nullptr);
  points = {{.decompressed = 10}, {.decompressed = 20}};
  EXPECT_EQ(NearestPoint(points, 9), nullptr);
  EXPECT_EQ(NearestPoint(points, 10), &points[0]);
  EXPECT_EQ(NearestPoint(points, 19), &points[0]);
  EXPECT_EQ(NearestPoint(points, UINT64_MAX), &points[1]);
}

TEST(Resume, WhatIsNoPointIsRefused) {
  const auto code = [](const ResumePoint& point) {
    Result<std::unique_ptr<ByteStream>> stream = ResumeDecoder(point, test::BlocksOf("rest", 4));
    return stream ? std::string_view() : CodeName(stream.error().code);
  };
  EXPECT_EQ(code({.compression = Compression::kNone}), "layer-damaged");
  EXPECT_EQ(code({.compression = Compression::kUnknown}), "layer-damaged");
  EXPECT_EQ(code({.compression = Compression::kZstd, .window = {1}}), "layer-damaged");
  EXPECT_EQ(code({.compression = Compression::kGzip, .bits = 3}), "layer-damaged") << "bits and no window";
  EXPECT_EQ(code({.compression = Compression::kGzip, .bits = 8, .window = {1}}), "layer-damaged");
  EXPECT_EQ(code({.compression = Compression::kGzip, .window = std::vector<uint8_t>(kDeflateWindow + 1)}),
            "layer-damaged");
}

// A point that lies, and a stream that changed: bytes or an error, never a crash or a hang.
TEST(Resume, WrongPointsEnd) {
  const std::string compressed = test::Gzip(Words(30'000, 1));
  for (uint8_t bits = 0; bits < 8; ++bits) {
    for (size_t at = 0; at < compressed.size(); at += 97) {
      const ResumePoint point{.compression = Compression::kGzip, .compressed = at, .bits = bits, .window = {'w'}};
      Result<std::unique_ptr<ByteStream>> stream =
          ResumeDecoder(point, test::BlocksOf(std::string_view(compressed).substr(at), 700));
      ASSERT_TRUE(stream);
      const test::Drained got = Drain(**stream);
      if (got.error) EXPECT_GE(got.error->offset.value_or(0), at) << "offsets count from the beginning";
    }
  }
}

TEST(Resume, ATruncatedStreamStillHasItsPoints) {
  const std::string bytes = Words(300'000, 6);
  const std::string compressed = test::Gzip(bytes);
  const std::string part = compressed.substr(0, compressed.size() - 20);
  ResumeRecorder recorder(40'000);
  Result<Decoded> decoded = OpenDecoder(test::BlocksOf(part, 512), &recorder);
  EXPECT_EQ(Drain(*decoded->stream).code(), "layer-truncated");
  const std::vector<ResumePoint> points = recorder.Take();
  ASSERT_FALSE(points.empty());
  const ResumePoint& last = points.back();
  Result<std::unique_ptr<ByteStream>> stream =
      ResumeDecoder(last, test::BlocksOf(std::string_view(part).substr(static_cast<size_t>(last.compressed)), 512));
  const test::Drained got = Drain(**stream);
  EXPECT_EQ(got.code(), "layer-truncated");
  EXPECT_EQ(got.error->offset, part.size());
  EXPECT_TRUE(std::string_view(bytes).substr(static_cast<size_t>(last.decompressed)).starts_with(got.bytes));
}

}  // namespace
}  // namespace anatomy
