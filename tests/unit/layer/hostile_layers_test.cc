// Layers made to take for ever, or all memory, or to hide what comes after them. They are made while they are read.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <zlib.h>

#include <cstring>
#include <functional>

#include "engine/base/limits.h"
#include "engine/codec/decoder_stream.h"
#include "engine/layer/layer_scanner.h"
#include "unit/codec/samples.h"
#include "unit/io/block_streams.h"
#include "unit/support/balance.h"
#include "unit/support/layer_builder.h"
#include "unit/support/repeating_source.h"

namespace anatomy {
namespace {

using test::Bzip2;
using test::CodesOf;
using test::FromHex;
using test::Gzip;
using test::RepeatingSource;
using test::Scan;
using test::TarItem;
using test::TarWriter;
using testing::ElementsAre;

constexpr uint64_t kMiB = 1 << 20;
constexpr uint64_t kBombBytes = 8 * kMiB;

std::string BombHeader() { return TarWriter().Add({.name = "bomb", .size = kBombBytes}).bytes(); }

// BombHeader() and 1 MiB of zeros as `xz -6 --check=crc32` writes them.
constexpr std::string_view kXzHeader =
    "fd377a585a0000016922de360200210116000000742fe5a3e001ff00345d00311bc9f2a346e918b371ad2ff0dbae23cf8b70a6b3810ec09c"
    "b4ff9e434231ab5f723bd69a2e52955a10425e3d2e1bda2179e00000279a569c00014c80040000000f394b853e300d8b020000000001595a";
constexpr std::string_view kXzZeros =
    "fd377a585a0000016922de360200210116000000742fe5a3efffff00d95d00006ffdffffa3b7ff473e481572396151b89228e6a38607f9ee"
    "e41e82d32fc53a3c014bb17ec98a8a4d2fa30dd97fa6e38c231153e05918c5758ae277f8b6947f0c6ac0de744964e2e95c53b204d8f7440c"
    "ab5f0d6d46e9e5c37688b79657acb64de1691d6ffb4b88106c42cb883f5c008fd04eaf262894711f3d8f24e1709ea7235fec28cb85d19598"
    "8a7e2a91f22775f719c006984d98fdd8afd5900fc42553f8f591363105a5b0ee6fc1704d470cd19111aaad601dbaceb127185c5986e96652"
    "58bee976ac59e4e55b0508f9c7daadfcfb522af7e4952500000000001cea38a70001f101808040006fd5eedc3e300d8b020000000001595a";

// A frame of 128 KiB windows; a block is raw bytes, or one byte repeated (RFC 8878, 3.1.1.2).
std::string ZstdFrame(std::string_view block) { return FromHex("28b52ffd0038").append(block); }
std::string ZstdRaw(const std::string& bytes) {
  const size_t header = 1 | bytes.size() << 3;
  return ZstdFrame(std::string{static_cast<char>(header), static_cast<char>(header >> 8), '\0'} + bytes);
}
constexpr uint64_t kZstdZeros = 128 << 10;
std::string ZstdZeros() { return ZstdFrame(FromHex("03001000")); }

struct Bomb {
  std::string name;
  std::string header;
  std::string zeros;
  uint64_t times;
};
std::vector<Bomb> Bombs() {
  const std::string zeros(kMiB, '\0');
  return {{"gzip", Gzip(BombHeader()), Gzip(zeros), kBombBytes / kMiB},
          {"bzip2", Bzip2(BombHeader()), Bzip2(zeros), kBombBytes / kMiB},
          {"xz", FromHex(kXzHeader), FromHex(kXzZeros), kBombBytes / kMiB},
          {"zstd", ZstdRaw(BombHeader()), ZstdZeros(), kBombBytes / kZstdZeros}};
}

LayerTable ScanSource(std::shared_ptr<ByteSource> source) {
  return ScanLayer(std::make_unique<SourceStream>(std::move(source), 64 << 10));
}

// What a thousand times as much comes out of costs time, and is given up nowhere near a real layer's size.
TEST(HostileLayers, DecompressionBombs) {
  for (const Bomb& bomb : Bombs()) {
    const auto source =
        std::make_shared<RepeatingSource>(std::vector<RepeatingSource::Piece>{{bomb.header}, {bomb.zeros, bomb.times}});
    EXPECT_LT(source->size(), kBombBytes / 500) << bomb.name;
    const LayerTable table = ScanSource(source);
    EXPECT_EQ(table.state, LayerState::kComplete) << bomb.name;
    ASSERT_EQ(table.entry_count(), 1u) << bomb.name;
    EXPECT_EQ(table.stored_sizes[0], kBombBytes) << bomb.name;
    EXPECT_EQ(table.unpacked_bytes, 512 + kBombBytes) << bomb.name;
    EXPECT_LE(table.resume_points.size(), limits::kResumePoints) << bomb.name;
  }
}

TEST(HostileLayers, ABombInABomb) {
  const std::string zeros = Gzip(std::string(kMiB, '\0'));
  std::string inner = Gzip(BombHeader());
  for (uint64_t i = 0; i < kBombBytes / kMiB; ++i) inner += zeros;
  const std::string blob = Gzip(inner);
  EXPECT_LT(blob.size(), 10'000u);
  const LayerTable table = Scan(blob);
  ASSERT_EQ(table.entry_count(), 1u);
  EXPECT_EQ(table.stored_sizes[0], kBombBytes);
}

// More layers of compression than anybody needs are not followed: a file can be made that never ends to be compressed.
TEST(HostileLayers, CompressedAgainAndAgain) {
  std::string blob = TarWriter().File("a", "1").Finish();
  for (int i = 0; i < 10; ++i) blob = Gzip(blob);
  EXPECT_THAT(CodesOf(Scan(blob).diagnostics), ElementsAre("layer-not-tar"));
}

TEST(HostileLayers, WhatUnpacksToTooMuchIsGivenUp) {
  const std::string zeros(kMiB, '\0');
  std::string frames;
  for (uint64_t i = 0; i < kMiB / kZstdZeros; ++i) frames += ZstdZeros();
  for (const auto& [compression, bytes] :
       {std::pair{Compression::kGzip, Gzip(zeros)}, std::pair{Compression::kXz, FromHex(kXzZeros)},
        std::pair{Compression::kBzip2, Bzip2(zeros)}, std::pair{Compression::kZstd, frames}}) {
    const std::unique_ptr<ByteStream> most =
        MakeDecoder(compression, test::BlocksOf(bytes + bytes, 512), {.most_bytes = 2 * kMiB});
    EXPECT_EQ(test::Drain(*most).code(), "") << CompressionName(compression);
    const std::unique_ptr<ByteStream> less =
        MakeDecoder(compression, test::BlocksOf(bytes + bytes, 512), {.most_bytes = kMiB});
    const test::Drained drained = test::Drain(*less);
    EXPECT_EQ(drained.code(), "limit-reached") << CompressionName(compression);
    EXPECT_LT(drained.bytes.size(), 2 * kMiB) << CompressionName(compression);
  }
}

TEST(HostileLayers, AnXzDictionaryLargerThanMemory) {
  std::string blob = FromHex(kXzHeader);
  constexpr size_t kBlockHeader = 12, kCheckedBytes = 8, kDictionary = 16;
  blob[kDictionary] = 0x28;  // 4 GiB
  const auto* header = reinterpret_cast<const Bytef*>(&blob[kBlockHeader]);
  const uint32_t crc = static_cast<uint32_t>(crc32(0, header, kCheckedBytes));
  std::memcpy(&blob[kBlockHeader + kCheckedBytes], &crc, sizeof crc);
  const LayerTable table = Scan(blob);
  EXPECT_EQ(table.state, LayerState::kPartial);
  EXPECT_THAT(CodesOf(table.diagnostics), ElementsAre("limit-reached"));
}

TEST(HostileLayers, HeadersThatClaimExbibytes) {
  for (const uint64_t size : {uint64_t{1} << 62, (uint64_t{1} << 63) - 1, uint64_t{1} << 63, UINT64_MAX}) {
    const LayerTable table =
        Scan(TarWriter().File("before", "1").Add({.name = "huge", .body = "x", .size = size}).File("c", "2").Finish());
    EXPECT_EQ(table.state, LayerState::kPartial) << size;
    EXPECT_THAT(CodesOf(table.diagnostics), ElementsAre(testing::AnyOf("layer-truncated", "tar-damaged"))) << size;
    ASSERT_GE(table.entry_count(), 1u) << size;
    EXPECT_EQ(table.paths[0], "before");
    test::ExpectBalance(test::TreeOf({std::make_shared<const LayerTable>(table)}));
  }
}

// Gives one entry after the other.
class EntriesStream : public ByteStream {
 public:
  EntriesStream(uint64_t count, std::function<TarItem(uint64_t)> make) : count_(count), make_(std::move(make)) {}
  Result<Bytes> Next() override {
    block_ = at_ < count_ ? TarWriter().Add(make_(at_)).bytes() : std::string();
    ++at_;
    return AsBytes(block_);
  }

 private:
  const uint64_t count_;
  const std::function<TarItem(uint64_t)> make_;
  uint64_t at_ = 0;
  std::string block_;
};

TEST(HostileLayers, TensOfThousandsOfTinyEntries) {
  constexpr uint64_t kEntries = 30'000;
  const auto table =
      std::make_shared<const LayerTable>(ScanLayer(std::make_unique<EntriesStream>(kEntries, [](uint64_t i) -> TarItem {
        return {.name = "d" + std::to_string(i % 7) + "/f" + std::to_string(i), .body = "x"};
      })));
  EXPECT_EQ(table->state, LayerState::kComplete);
  EXPECT_EQ(table->entry_count(), kEntries);
  const UnionTree tree = test::TreeOf(test::Tables{table});
  EXPECT_EQ(tree.paths().size(), 1 + 7 + kEntries);
  test::ExpectBalance(tree);
}

// Each path is legal and its names take no room in the archive once it is compressed, but one node each in the tree.
TEST(HostileLayers, MoreNamesThanTheTreeCanHold) {
  std::string deep;
  for (size_t i = 1; i < limits::kPathComponents; ++i) deep += "/a";
  const uint64_t enough = limits::kLayerNames / limits::kPathComponents;
  const LayerTable table = ScanLayer(std::make_unique<EntriesStream>(
      enough + 100, [&](uint64_t i) -> TarItem { return {.name = std::to_string(i) + deep}; }));
  EXPECT_EQ(table.state, LayerState::kPartial);
  EXPECT_EQ(table.entry_count(), enough);
  EXPECT_THAT(CodesOf(table.diagnostics), ElementsAre("limit-reached"));
}

std::string Components(size_t count) {
  std::string path;
  for (size_t i = 0; i < count; ++i) path += "a/";
  return path + "f";
}

TEST(HostileLayers, PathsOfAbsurdDepthAreLeftOut) {
  const LayerTable table = Scan(TarWriter()
                                    .File("before", "1")
                                    .Add({.name = "deep", .body = "body", .pax = {{"path", Components(400'000)}}})
                                    .Add({.name = Components(limits::kPathComponents), .body = "body"})
                                    .File("after", "22")
                                    .Finish());
  EXPECT_EQ(table.state, LayerState::kPartial);
  EXPECT_THAT(CodesOf(table.diagnostics), ElementsAre("limit-reached", "limit-reached"));
  ASSERT_EQ(table.entry_count(), 2u);
  EXPECT_EQ(table.paths[0], "before");
  EXPECT_EQ(table.paths[1], "after");
  EXPECT_EQ(table.stored_sizes[1], 2u);
}

// Headers of more than 1 MiB are refused, as docker refuses them.
TEST(HostileLayers, HeadersThatAreTooLarge) {
  const std::string megabytes = Components(1'000'000);
  for (const TarItem& item : {TarItem{.name = "x", .pax = {{"path", megabytes}}}, TarItem{.name = megabytes},
                              TarItem{.name = "x", .type = '2', .link = megabytes}}) {
    const LayerTable table = Scan(TarWriter().File("before", "1").Add(item).File("after", "2").Finish());
    EXPECT_THAT(CodesOf(table.diagnostics), ElementsAre("tar-damaged"));
    EXPECT_THAT(table.diagnostics[0].detail, testing::HasSubstr("too large"));
    ASSERT_EQ(table.entry_count(), 1u);
    EXPECT_EQ(table.unpacked_bytes, TarWriter().File("before", "1").Add(item).File("after", "2").Finish().size());
  }
}

TEST(HostileLayers, PaxHeadersAndRecordsThatClaimGigabytes) {
  const LayerTable header =
      Scan(TarWriter().File("before", "1").Add({.name = "pax", .type = 'x', .size = uint64_t{4} << 30}).Finish());
  EXPECT_EQ(header.entry_count(), 1u);
  EXPECT_THAT(CodesOf(header.diagnostics), ElementsAre("tar-damaged"));

  for (const char* records : {"4294967296 path=x\n", "99999999999999999999 path=x\n", "12 path=", "0 path=x\n", "x"}) {
    const LayerTable record = Scan(
        TarWriter().Add({.name = "pax", .type = 'x', .body = records}).File("name", "1").File("after", "2").Finish());
    ASSERT_EQ(record.entry_count(), 2u) << records;
    EXPECT_EQ(record.paths[0], "name") << records;
    EXPECT_EQ(record.state, LayerState::kComplete);
    EXPECT_THAT(CodesOf(record.diagnostics), ElementsAre("tar-damaged")) << records;
    EXPECT_EQ(record.diagnostics[0].path, "/name");
  }
}

TEST(HostileLayers, EndlessHeadersBeforeAnEntry) {
  TarWriter tar;
  tar.File("before", "1");
  for (int i = 0; i < 40; ++i) tar.Add({.name = "pax", .type = 'x', .body = "9 path=x\n"});
  const LayerTable table = Scan(tar.File("after", "2").Finish());
  EXPECT_EQ(table.state, LayerState::kPartial);
  EXPECT_THAT(CodesOf(table.diagnostics), ElementsAre("tar-damaged"));
  EXPECT_EQ(table.entry_count(), 1u);
}

TarItem WithXattrs(size_t count) {
  TarItem item{.name = "much"};
  for (size_t i = 0; i < count; ++i) item.pax.emplace_back("SCHILY.xattr.u" + std::to_string(i), "v");
  return item;
}

TEST(HostileLayers, ThousandsOfExtendedAttributes) {
  const auto table = test::TableOf(TarWriter().Add(WithXattrs(35'000)).File("after", "1"));
  EXPECT_EQ(table->state, LayerState::kComplete);
  EXPECT_EQ(table->xattrs.at(0).size(), 35'000u);
  EXPECT_EQ(table->entry_count(), 2u);

  const auto more = test::TableOf(TarWriter().File("before", "1").Add(WithXattrs(100'000)).File("after", "1"));
  EXPECT_EQ(more->entry_count(), 1u);
  EXPECT_THAT(CodesOf(more->diagnostics), ElementsAre("tar-damaged"));
}

// A NUL ends a name for Linux, and for every runtime.
TEST(HostileLayers, NulInNames) {
  using namespace std::string_literals;
  const LayerTable table = Scan(TarWriter()
                                    .Add({.name = "a", .pax = {{"path", "etc/passwd\0.txt"s}}})
                                    .Add({.name = "b", .type = '2', .pax = {{"linkpath", "target\0more"s}}})
                                    .File("after", "1")
                                    .Finish());
  ASSERT_EQ(table.entry_count(), 3u);
  for (uint32_t row = 0; row < 3; ++row) {
    EXPECT_EQ(table.paths[row].find('\0'), std::string_view::npos) << row;
    EXPECT_EQ(table.links[row].find('\0'), std::string_view::npos) << row;
  }
  EXPECT_EQ(table.paths[2], "after");
}

}  // namespace
}  // namespace anatomy
