#include "engine/layer/wire.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

#include "unit/io/block_streams.h"
#include "unit/support/layer_builder.h"

namespace anatomy {
namespace {

using test::Scan;
using test::TableText;
using test::TarWriter;

LayerTable RichTable() {
  TarWriter tar;
  tar.Dir("./").Dir("d/").File("d/a", "content").Symlink("l", "d/a").Hardlink("h", "d/a");
  tar.Add({.name = "null", .type = '3', .device_major = 1, .device_minor = 3});
  tar.Add({.name = "x",
           .body = "y",
           .pax = {{"SCHILY.xattr.user.b", "2"}, {"SCHILY.xattr.user.a", std::string("\0\xff", 2)}}});
  tar.File("../up", "e").File("bad\xff", "u");
  LayerTable table = Scan(tar.Finish() + "what follows the tar");
  table.format = BlobFormat::kZstdChunked;
  table.diagnostics.push_back({.code = Code::kTarDamaged, .detail = "detail", .path = "/p", .offset = 0});
  table.resume_points = {{.compressed = 10, .decompressed = 700, .bits = 3, .window = {1, 2, 3}},
                         {.compressed = 30, .decompressed = 1400}};
  return table;
}

TEST(Wire, RoundTrip) {
  for (LayerTable table : {LayerTable(), RichTable(), Scan("no tar"), Scan(std::string(1024, '\0'))}) {
    const std::vector<uint8_t> block = EncodeLayerTable(table);
    Result<LayerTable> decoded = DecodeLayerTable(block);
    ASSERT_TRUE(decoded) << decoded.error().detail;
    EXPECT_EQ(TableText(*decoded), TableText(table));
    EXPECT_EQ(EncodeLayerTable(*decoded), block);
  }
}

// The header is documented byte by byte: another reader may rely on it.
TEST(Wire, HeaderLayout) {
  const LayerTable table = RichTable();
  const std::vector<uint8_t> block = EncodeLayerTable(table);
  EXPECT_EQ(AsText(Bytes(block).first(4)), "IALT");
  EXPECT_EQ(block[4], 3) << "version";
  EXPECT_EQ(block[8], 0) << "complete";
  EXPECT_EQ(block[12], 0) << "no compression";
  EXPECT_EQ(block[14], 2) << "zstd:chunked";
  EXPECT_EQ(block[32], table.entry_count());
  EXPECT_EQ(block.size() % 8, 0u);
}

TEST(Wire, RefusesEveryTruncation) {
  const std::vector<uint8_t> block = EncodeLayerTable(RichTable());
  for (size_t size = 0; size < block.size(); ++size) {
    // Memory of exactly this size, so that a read past its end is noticed.
    const std::vector<uint8_t> part(block.begin(), block.begin() + static_cast<std::ptrdiff_t>(size));
    const Result<LayerTable> decoded = DecodeLayerTable(part);
    ASSERT_FALSE(decoded) << size;
    ASSERT_EQ(decoded.error().code, Code::kArchiveDamaged);
  }
  std::vector<uint8_t> longer = block;
  longer.resize(longer.size() + 8);
  EXPECT_FALSE(DecodeLayerTable(longer));
}

// What a decoded table promises to the union tree, which does not check again.
void ExpectValid(const LayerTable& table) {
  const size_t rows = table.entry_count();
  ASSERT_EQ(table.paths.size(), rows);
  ASSERT_EQ(table.links.size(), rows);
  ASSERT_EQ(table.modes.size(), rows);
  ASSERT_EQ(table.hashes.size(), rows);
  for (uint32_t row = 0; row < rows; ++row) ASSERT_LT(table.types[row], kEntryTypes);
  for (const auto& [row, list] : table.xattrs) ASSERT_LT(row, rows);
  for (const auto& [row, numbers] : table.devices) ASSERT_LT(row, rows);
  for (const auto& [row, name] : table.raw_names) ASSERT_LT(row, rows);
  (void)TableText(table);
}

// Any change gives an error or a table that can be used: every byte once, and many at random.
TEST(Wire, ChangedBytesGiveAnErrorOrAUsableTable) {
  const std::vector<uint8_t> block = EncodeLayerTable(RichTable());
  std::minstd_rand random(17);
  size_t refused = 0;
  for (size_t round = 0; round < block.size() + 4000; ++round) {
    std::vector<uint8_t> changed = block;
    const size_t changes = round < block.size() ? 1 : 1 + random() % 8;
    for (size_t i = 0; i < changes; ++i) {
      const size_t place = round < block.size() ? round : random() % changed.size();
      changed[place] = static_cast<uint8_t>(round < block.size() ? changed[place] ^ 0xff : random());
    }
    Result<LayerTable> decoded = DecodeLayerTable(changed);
    if (!decoded) {
      ++refused;
      continue;
    }
    ExpectValid(*decoded);
    UnionTree tree;
    tree.AddLayer(std::make_shared<const LayerTable>(std::move(*decoded)));
  }
  EXPECT_GT(refused, 1000u);
}

TEST(Wire, ResumePointsCrossAndAreInOrder) {
  LayerTable table = RichTable();
  EXPECT_EQ(DecodeLayerTable(EncodeLayerTable(table))->resume_points, table.resume_points);
  std::swap(table.resume_points[0], table.resume_points[1]);
  EXPECT_FALSE(DecodeLayerTable(EncodeLayerTable(table)));
  table.resume_points = {{.window = std::vector<uint8_t>(kDeflateWindow + 1)}};
  EXPECT_FALSE(DecodeLayerTable(EncodeLayerTable(table)));
}

TEST(Wire, RefusesAnotherVersion) {
  std::vector<uint8_t> block = EncodeLayerTable(LayerTable());
  ++block[4];
  EXPECT_THAT(DecodeLayerTable(block).error().detail, testing::HasSubstr("version"));
}

}  // namespace
}  // namespace anatomy
