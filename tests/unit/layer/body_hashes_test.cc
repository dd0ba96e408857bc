// Bodies that a scan moves over, and their hashes afterwards.
#include "engine/layer/body_hashes.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <optional>
#include <utility>

#include "engine/layer/blob.h"
#include "unit/codec/samples.h"
#include "unit/io/block_streams.h"
#include "unit/support/counting_source.h"
#include "unit/support/layer_builder.h"

namespace anatomy {
namespace {

using test::Noise;
using test::SourceOf;
using test::TableText;
using test::TarWriter;
using testing::ElementsAre;
using testing::IsEmpty;

constexpr size_t kBlock = 4096;
constexpr uint64_t kSkipped = 10'000;

std::string Layer() {
  return TarWriter()
      .File("small", "1")
      .File("large", Noise(200'000, 1))
      .Add({.name = "sparse",
            .body = Noise(20'000, 2),
            .pax = {{"GNU.sparse.size", "90000"}, {"GNU.sparse.numblocks", "1"}, {"GNU.sparse.map", "500,20000"}}})
      .File("last", Noise(30'001, 3))
      .Finish();
}

LayerTable ScanFile(const std::shared_ptr<ByteSource>& file, BlobPlace place,
                    std::optional<uint64_t> skipped = kSkipped) {
  LayerTable scanned;
  ScanBlobs(
      file, {place}, kBlock, [&](const BlobPlace&, LayerTable table) { scanned = std::move(table); },
      [](const BlobPlace&, const ScanProgress&) {}, skipped);
  return scanned;
}

BlobPlace PlaceOf(const std::string& blob, uint64_t offset = 0) {
  return {.id = 0, .offset = offset, .size = blob.size()};
}

std::vector<uint32_t> UnreadRows(const LayerTable& table) {
  std::vector<uint32_t> rows;
  for (uint32_t row = 0; row < table.entry_count(); ++row) {
    if (!table.hashes[row].known()) rows.push_back(row);
  }
  return rows;
}

BodyList ListOf(const LayerTable& table, const std::vector<uint32_t>& rows) {
  BodyList list{.rows = rows, .offsets = {}, .sizes = {}};
  for (const uint32_t row : rows) {
    list.offsets.push_back(table.data_offsets[row]);
    list.sizes.push_back(table.sizes[row]);
  }
  return list;
}

BodyHashes HashesOf(const std::shared_ptr<ByteSource>& file, const BlobPlace& place, const BodyList& list) {
  BodyHashes found;
  uint64_t bytes = 0;
  HashBodies(
      file, {{place, list}}, kBlock, [&](const BlobPlace&, const BodyHashes& hashes) { found = hashes; },
      [&](const BlobPlace&, uint64_t read) { bytes = read; });
  EXPECT_LE(bytes, list.bytes());
  return found;
}

TEST(SkippedBodies, OnlyTheirHashesAreMissingAndCanBeHadLater) {
  const std::string layer = Layer();
  for (const uint64_t offset : {uint64_t{0}, uint64_t{777}}) {
    const auto file = SourceOf(std::string(offset, 'x') + layer + std::string(100, 'y'));
    const BlobPlace place = PlaceOf(layer, offset);
    LayerTable skipped = ScanFile(file, place);
    const LayerTable read = ScanFile(file, place, UINT64_MAX);
    EXPECT_THAT(UnreadRows(read), IsEmpty());
    EXPECT_THAT(UnreadRows(skipped), ElementsAre(1, 3)) << "a sparse file is read";
    const BodyHashes hashes = HashesOf(file, place, ListOf(skipped, UnreadRows(skipped)));
    ASSERT_THAT(hashes.rows, ElementsAre(1, 3));
    for (size_t i = 0; i < hashes.rows.size(); ++i) skipped.hashes[hashes.rows[i]] = hashes.hashes[i];
    EXPECT_EQ(TableText(skipped), TableText(read));
  }
}

TEST(SkippedBodies, AreNotRead) {
  const std::string layer = TarWriter().File("large", Noise(5'000'000, 1)).File("after", "1").Finish();
  const auto counted = std::make_shared<test::CountingSource>(SourceOf(layer));
  const LayerTable table = ScanFile(counted, PlaceOf(layer));
  EXPECT_EQ(table.entry_count(), 2u);
  EXPECT_EQ(table.stored_bytes, layer.size()) << "what was moved over counts, too";
  EXPECT_LT(counted->bytes_read(), 200'000u);
}

TEST(SkippedBodies, TheFileSaysWhatIsWorthAJump) {
  const std::string layer = Layer();
  const auto unread = [&](uint64_t worth_jumping) {
    const auto file = std::make_shared<test::CountingSource>(SourceOf(layer), worth_jumping);
    return UnreadRows(ScanFile(file, PlaceOf(layer), std::nullopt));
  };
  EXPECT_THAT(unread(20'000), ElementsAre(1, 3));
  EXPECT_THAT(unread(40'000), ElementsAre(1));
}

// It is in memory already, and may have to be compared.
TEST(SkippedBodies, WhatCameWithItsHeaderIsNotMovedOver) {
  const std::string layer = Layer();
  for (const auto& [block_size, moved] : {std::pair{size_t{240'000}, false}, std::pair{size_t{1'000}, true}}) {
    LayerTable table;
    ScanBlobs(
        SourceOf(layer), {PlaceOf(layer)}, block_size,
        [&](const BlobPlace&, LayerTable read) { table = std::move(read); },
        [](const BlobPlace&, const ScanProgress&) {}, kSkipped);
    EXPECT_EQ(table.hashes[1].known(), !moved) << block_size;
  }
}

// Where a layer breaks off is found out as if nothing had been moved over.
TEST(SkippedBodies, WhatIsNotWhollyThereIsRead) {
  const std::string layer = Layer();
  for (size_t cut = layer.size(); cut > 0; cut = cut > 509 ? cut - 509 : 0) {
    const std::string part = layer.substr(0, cut);
    LayerTable skipped = ScanFile(SourceOf(part), PlaceOf(layer));
    const LayerTable read = ScanFile(SourceOf(part), PlaceOf(layer), UINT64_MAX);
    for (const uint32_t row : UnreadRows(skipped)) skipped.hashes[row] = read.hashes[row];
    ASSERT_EQ(TableText(skipped), TableText(read)) << cut;
  }
}

TEST(SkippedBodies, CompressedLayersHaveNone) {
  const std::string layer = test::Gzip(Layer());
  EXPECT_THAT(UnreadRows(ScanFile(SourceOf(layer), PlaceOf(layer))), IsEmpty());
  BlobPlace inside = PlaceOf(Layer());
  inside.sequential = true;
  EXPECT_THAT(UnreadRows(ScanFile(SourceOf(test::Gzip(Layer())), inside)), IsEmpty());
}

TEST(BodyHashes, ABodyThatIsNoLongerThereHasNone) {
  const std::string layer = Layer();
  const LayerTable table = ScanFile(SourceOf(layer), PlaceOf(layer));
  const BodyHashes found =
      HashesOf(SourceOf(layer.substr(0, 220'000)), PlaceOf(layer), ListOf(table, UnreadRows(table)));
  ASSERT_THAT(found.rows, ElementsAre(1, 3));
  EXPECT_TRUE(found.hashes[0].known());
  EXPECT_FALSE(found.hashes[1].known());
}

TEST(BodyHashes, CrossAsBlocks) {
  const BodyList list{.rows = {1, 2}, .offsets = {512, 1u << 30}, .sizes = {7, 8}};
  EXPECT_EQ(*DecodeBodyList(EncodeBodyList(list)), list);
  const BodyHashes hashes{.rows = {3}, .hashes = {{.low = 1, .high = 2}}};
  EXPECT_EQ(*DecodeBodyHashes(EncodeBodyHashes(hashes)), hashes);
  for (std::vector<uint8_t> block : {EncodeBodyList(list), EncodeBodyHashes(hashes)}) {
    block.pop_back();
    EXPECT_FALSE(DecodeBodyList(block));
    EXPECT_FALSE(DecodeBodyHashes(block));
  }
  EXPECT_FALSE(DecodeBodyList(EncodeBodyList({.rows = {1}, .offsets = {}, .sizes = {1}})));
  EXPECT_FALSE(DecodeBodyHashes(EncodeBodyHashes({.rows = {1, 2}, .hashes = {{1, 1}}})));
}

}  // namespace
}  // namespace anatomy
