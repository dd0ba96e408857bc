// One file out of a layer: the right bytes, no more read than needed, and an error where something else lies.
#include "engine/layer/read_plan.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

#include "unit/codec/samples.h"
#include "unit/io/block_streams.h"
#include "unit/support/counting_source.h"
#include "unit/support/layer_builder.h"

namespace anatomy {
namespace {

using test::CountingSource;
using test::Noise;
using test::SourceOf;
using test::TarWriter;

constexpr uint64_t kSpacing = 30'000;

Result<std::string> Read(std::shared_ptr<ByteSource> file, const ReadPlan& plan, size_t block_size = 700) {
  std::string body;
  const Status status = ReadEntry(std::move(file), plan, block_size, [&](Bytes piece) {
    body += AsText(piece);
    return true;
  });
  if (!status) return status.error();
  return body;
}

// A layer that lies behind 100 other bytes.
struct PlacedLayer {
  explicit PlacedLayer(const std::string& blob)
      : file(std::string(100, 'x') + blob + "what follows"),
        place{.id = 3, .offset = 100, .size = blob.size()},
        table(ScanLayer(test::BlocksOf(blob, 4096), nullptr, {.resume_spacing = kSpacing})) {}
  ReadPlan PlanOf(uint32_t row) const { return PlanToRead(table, row, place); }

  std::string file;
  BlobPlace place;
  LayerTable table;
};

TEST(ReadEntry, GivesTheRowsBytes) {
  const std::string tar =
      TarWriter().Dir("d").File("a", Noise(90'000, 1)).Symlink("l", "a").File("b", "bee").File("empty", "").Finish();
  for (const std::string& blob : {tar, test::Gzip(tar), test::Gzip(tar, 0), test::Bzip2(tar)}) {
    const PlacedLayer layer(blob);
    for (const size_t size : test::kBlockSizes) {
      EXPECT_EQ(*Read(SourceOf(layer.file), layer.PlanOf(1), size), Noise(90'000, 1));
      EXPECT_EQ(*Read(SourceOf(layer.file), layer.PlanOf(3), size), "bee");
      EXPECT_EQ(*Read(SourceOf(layer.file), layer.PlanOf(4), size), "");
    }
  }
}

TEST(ReadEntry, FromAByteInTheMiddleOn) {
  const std::string body = Noise(300'000, 1);
  const std::string tar = TarWriter().File("before", Noise(100'000, 2)).File("a", body).File("b", "bee").Finish();
  for (const std::string& blob : {tar, test::Gzip(tar)}) {
    const PlacedLayer layer(blob);
    for (const uint64_t from : {1u, 511u, 150'000u, 299'999u, 300'000u, 400'000u}) {
      const auto file = std::make_shared<CountingSource>(SourceOf(layer.file));
      Result<ReadPlan> plan = DecodeReadPlan(EncodeReadPlan(PlanToRead(layer.table, 1, layer.place, from)));
      ASSERT_TRUE(plan);
      EXPECT_EQ(*Read(file, *plan), body.substr(std::min<uint64_t>(from, body.size())));
      if (from >= 150'000) EXPECT_LT(file->bytes_read(), 200'000u) << "what lies before is not read";
    }
  }
}

TEST(ReadEntry, FromTheMiddleOfASparseFile) {
  const PlacedLayer layer(
      TarWriter()
          .Add({.name = "s", .body = "data", .pax = {{"GNU.sparse.size", "9000"}, {"GNU.sparse.map", "5000,4"}}})
          .Finish());
  EXPECT_EQ(*Read(SourceOf(layer.file), PlanToRead(layer.table, 0, layer.place, 4999)),
            std::string(1, '\0') + "data" + std::string(3996, '\0'));
}

TEST(ReadEntry, AMiddleThatIsNotThereIsAnError) {
  const PlacedLayer layer(TarWriter().File("a", Noise(9000, 1)).Finish());
  const Result<std::string> read =
      Read(SourceOf(layer.file.substr(0, 5000)), PlanToRead(layer.table, 0, layer.place, 100));
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().code, Code::kLayerTruncated);
}

TEST(ReadEntry, HolesAreZeros) {
  TarWriter tar;
  tar.File("before", Noise(50'000, 2));
  tar.Add({.name = "s",
           .body = "abcde",
           .pax = {{"GNU.sparse.size", "200000"}, {"GNU.sparse.numblocks", "2"}, {"GNU.sparse.map", "10,3,100000,2"}}});
  std::string expected(200'000, '\0');
  expected.replace(10, 3, "abc").replace(100'000, 2, "de");
  for (const std::string& blob : {tar.Finish(), test::Gzip(tar.Finish())}) {
    const PlacedLayer layer(blob);
    EXPECT_TRUE(*Read(SourceOf(layer.file), layer.PlanOf(1)) == expected);
  }
}

// A preview wants a few kilobytes of a file of gigabytes.
TEST(ReadEntry, StopsWhenTheSinkHasEnough) {
  const PlacedLayer layer(TarWriter().File("a", Noise(50'000, 1)).Finish());
  size_t calls = 0;
  EXPECT_TRUE(ReadEntry(SourceOf(layer.file), layer.PlanOf(0), 1000, [&](Bytes) { return ++calls < 3; }));
  EXPECT_EQ(calls, 3u);
}

TEST(ReadEntry, TheSecondOfTwoEntriesOfOneName) {
  const PlacedLayer layer(test::Gzip(TarWriter().File("a", "first").File("a", "again").Finish()));
  EXPECT_EQ(*Read(SourceOf(layer.file), layer.PlanOf(0)), "first");
  EXPECT_EQ(*Read(SourceOf(layer.file), layer.PlanOf(1)), "again");
}

TEST(ReadEntry, BehindADamagedHeader) {
  std::string tar = TarWriter().File("a", "").File("damaged", "").File("b", "bee").Finish();
  tar[512 + 148] = '9';  // the checksum
  const PlacedLayer layer(test::Gzip(tar));
  ASSERT_EQ(layer.table.entry_count(), 2u);
  EXPECT_EQ(*Read(SourceOf(layer.file), layer.PlanOf(0)), "");
  EXPECT_EQ(*Read(SourceOf(layer.file), layer.PlanOf(1)), "bee");
}

// umoci leaves out what comes after the last body, its padding too.
TEST(ReadEntry, TheLastBodyWithoutItsPadding) {
  const std::string tar = TarWriter().File("a", "one").File("b", "two").bytes();
  const PlacedLayer layer(tar.substr(0, 3 * 512 + 3));
  EXPECT_EQ(*Read(SourceOf(layer.file), layer.PlanOf(1)), "two");
}

TEST(ReadEntry, ALayerThatBreaksOffGivesWhatIsThere) {
  const std::string blob = test::Gzip(TarWriter().File("a", Noise(40'000, 1)).File("b", Noise(90'000, 2)).Finish());
  const PlacedLayer layer(blob.substr(0, blob.size() - 200));
  EXPECT_EQ(*Read(SourceOf(layer.file), layer.PlanOf(0)), Noise(40'000, 1));
  EXPECT_EQ(Read(SourceOf(layer.file.substr(0, 100 + layer.place.size)), layer.PlanOf(1)).error().code,
            Code::kLayerTruncated);
}

struct Big {
  std::string tar = [] {
    TarWriter tar;
    for (int i = 0; i < 60; ++i) tar.File("f" + std::to_string(i), Noise(20'000, static_cast<uint32_t>(i)));
    return tar.Finish();
  }();
  std::string last = Noise(20'000, 59);
};

// A file at the end of a large layer must not cost the layer.
TEST(ReadEntry, ReadsNoMoreThanNeeded) {
  const Big big;
  for (const std::string& blob : {big.tar, test::Gzip(big.tar)}) {
    const PlacedLayer layer(blob);
    auto file = std::make_shared<CountingSource>(SourceOf(layer.file));
    for (const uint32_t row : {0u, 30u, 59u}) {
      file->Reset();
      EXPECT_EQ(*Read(file, layer.PlanOf(row)), Noise(20'000, row));
      EXPECT_LT(file->bytes_read(), 90'000u) << row << ": a twelfth of the layer";
    }
  }
  const PlacedLayer plain(big.tar);
  auto file = std::make_shared<CountingSource>(SourceOf(plain.file));
  EXPECT_EQ(*Read(file, plain.PlanOf(59), 1 << 20), big.last);
  EXPECT_EQ(file->bytes_read(), plain.table.unpacked_bytes - plain.table.header_offsets[59]) << "a large block, too";
}

// The two nest: a point of the tarball, then one of the layer.
TEST(ReadEntry, ReadsNoMoreThanNeededInACompressedTarball) {
  const Big big;
  for (const std::string& blob : {big.tar, test::Gzip(big.tar)}) {
    PlacedLayer layer(blob);
    layer.place.sequential = true;
    const std::string tarball = test::Gzip(layer.file);
    ResumeRecorder recorder(kSpacing);
    Result<Decoded> decoded = OpenDecoder(test::BlocksOf(tarball, 4096), &recorder);
    (void)test::Drain(*decoded->stream);
    const std::vector<ResumePoint> points = recorder.Take();
    auto file = std::make_shared<CountingSource>(SourceOf(tarball));
    for (const uint32_t row : {0u, 30u, 59u}) {
      ReadPlan plan = layer.PlanOf(row);
      EXPECT_EQ(*Read(file, plan), Noise(20'000, row)) << "without a point of the tarball, too";
      const ResumePoint* point = NearestPoint(points, layer.place.offset + PartToRead(plan).from);
      if (point) plan.tarball_point = *point;
      file->Reset();
      EXPECT_EQ(*Read(file, plan), Noise(20'000, row));
      EXPECT_LT(file->bytes_read(), 160'000u) << row;
    }
  }
}

// The tarball itself is the layer.
TEST(ReadEntry, OfAWholeFile) {
  const Big big;
  for (const std::string& bytes : {big.tar, test::Gzip(big.tar)}) {
    const LayerTable table = ScanLayer(test::BlocksOf(bytes, 4096), nullptr, {.resume_spacing = kSpacing});
    EXPECT_EQ(*Read(SourceOf(bytes), PlanToRead(table, 59, {.size = bytes.size()})), big.last);
  }
}

TEST(ReadEntry, AChangedFileIsAnErrorAndNotOtherBytes) {
  const auto layer_of = [](std::string_view name, size_t size) {
    return PlacedLayer(TarWriter().File("a", Noise(600, 1)).File(name, Noise(size, 2)).File("c", "sea").Finish());
  };
  const PlacedLayer layer = layer_of("b", 1000);
  const auto code = [&](const std::string& file) {
    Result<std::string> read = Read(SourceOf(file), layer.PlanOf(1));
    return read ? std::string_view() : CodeName(read.error().code);
  };
  EXPECT_EQ(code(layer.file), "");
  EXPECT_EQ(code(layer_of("other", 1000).file), "file-unreadable") << "another name";
  EXPECT_EQ(code(layer_of("b", 1001).file), "file-unreadable") << "another size";
  EXPECT_EQ(code(PlacedLayer(TarWriter().File("a", Noise(600, 1)).Dir("b").Finish()).file), "file-unreadable");
  EXPECT_NE(code("y" + layer.file), "") << "moved by a byte";
  EXPECT_NE(code(layer.file.substr(0, 900)), "") << "shorter";
  EXPECT_NE(code(std::string(layer.file.size(), '\0')), "");
}

ReadPlan RichPlan() {
  return {.blob = {.id = 7, .file = 2, .offset = 1u << 20, .size = 999, .sequential = true, .sparse = true},
          .tarball_point = ResumePoint{.compression = Compression::kGzip,
                                       .compressed = 5,
                                       .decompressed = 70,
                                       .bits = 3,
                                       .window = {1, 2, 3, 4, 5}},
          .compression = Compression::kZstd,
          .blob_point = ResumePoint{.compression = Compression::kZstd, .compressed = 8, .decompressed = 90},
          .entry_begin = 512,
          .entry_end = 2048,
          .path = "etc/bad\xff",
          .size = 1000};
}

TEST(ReadPlan, CrossesAsABlock) {
  ReadPlan without = RichPlan();
  without.tarball_point.reset();
  without.blob_point.reset();
  without.path.clear();
  for (const ReadPlan& plan : {RichPlan(), without, ReadPlan()}) {
    Result<ReadPlan> decoded = DecodeReadPlan(EncodeReadPlan(plan));
    ASSERT_TRUE(decoded);
    EXPECT_TRUE(*decoded == plan);
  }
}

TEST(ReadPlan, RefusesEveryTruncation) {
  const std::vector<uint8_t> block = EncodeReadPlan(RichPlan());
  for (size_t size = 0; size < block.size(); ++size) {
    const std::vector<uint8_t> part(block.begin(), block.begin() + static_cast<std::ptrdiff_t>(size));
    const Result<ReadPlan> decoded = DecodeReadPlan(part);
    ASSERT_FALSE(decoded) << size;
    ASSERT_EQ(decoded.error().code, Code::kArchiveDamaged);
  }
  std::vector<uint8_t> longer = block;
  longer.push_back(0);
  EXPECT_FALSE(DecodeReadPlan(longer));
}

// Nothing in a plan is trusted: with any change, reading gives bytes or an error.
TEST(ReadPlan, ChangedBytesGiveBytesOrAnError) {
  const PlacedLayer layer(test::Gzip(Big().tar));
  const std::vector<uint8_t> block = EncodeReadPlan(layer.PlanOf(59));
  std::minstd_rand random(3);
  size_t failed = 0, rounds = 0;
  const auto check = [&](const std::vector<uint8_t>& changed) {
    Result<ReadPlan> plan = DecodeReadPlan(changed);
    ++rounds;
    failed += !plan || !Read(SourceOf(layer.file), *plan, 60'000);
  };
  // All numbers are in front of the window and behind it.
  for (size_t i = 0; i<block.size(); i += i> 100 && i + 100 < block.size() ? 997 : 1) {
    std::vector<uint8_t> changed = block;
    changed[i] ^= 0xff;
    check(changed);
  }
  for (int i = 0; i < 200; ++i) {
    std::vector<uint8_t> changed = block;
    for (int k = 0; k < 4; ++k) changed[random() % 100] = static_cast<uint8_t>(random());
    check(changed);
  }
  EXPECT_GT(failed, rounds / 2);
}

}  // namespace
}  // namespace anatomy
