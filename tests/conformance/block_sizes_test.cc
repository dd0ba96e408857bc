// However a blob's bytes are cut into blocks, its table is the same to the last byte: the cases, with all their
// oddities and damage, and the archives that real tools wrote.
#include <gtest/gtest.h>

#include <map>
#include <optional>

#include "conformance/expected_case.h"
#include "conformance/opened_archive.h"
#include "engine/layer/table_of_contents.h"
#include "engine/layer/wire.h"
#include "unit/io/block_streams.h"

namespace anatomy::conformance {
namespace {

constexpr size_t kReferenceBlock = 1 << 20;
// Single bytes of larger blobs take seconds under the sanitizers.
constexpr uint64_t kMostForSingleBytes = 200'000;

/// Encoded, by blob.
using Tables = std::map<MemberId, std::vector<uint8_t>>;

Tables ScannedInBlocksOf(size_t block_size, const OpenedArchive& opened, const std::vector<BlobPlace>& places) {
  Tables tables;
  ScanBlobs(
      opened.file(), places, block_size,
      [&](const BlobPlace& place, const LayerTable& table) { tables[place.id] = EncodeLayerTable(table); },
      [](const BlobPlace&, const ScanProgress&) {});
  return tables;
}

std::vector<uint8_t> Scanned(const OpenedArchive& opened, const BlobPlace& place, std::unique_ptr<ByteStream> blob) {
  LayerTable table = ScanLayer(std::move(blob));
  const bool has_toc = !place.sequential && table.state == LayerState::kComplete && table.format != BlobFormat::kPlain;
  const std::optional<LayerTable> toc = has_toc ? ReadToc(opened.file(), place, kReferenceBlock) : std::nullopt;
  if (toc) CompareWithToc(*toc, table);
  return EncodeLayerTable(table);
}

// One blob, in cuts that no source gives: single bytes, and blocks of another length each time.
void ExpectSameBlob(const OpenedArchive& opened, const BlobPlace& place, const std::vector<uint8_t>& wanted) {
  SCOPED_TRACE("blob " + std::to_string(place.id));
  Result<std::unique_ptr<ByteStream>> blob = OpenBlob(opened.file(), place, kReferenceBlock);
  ASSERT_TRUE(blob) << blob.error().detail;
  const test::Drained stored = test::Drain(**blob);
  ASSERT_FALSE(stored.error) << stored.code();
  if (place.size <= kMostForSingleBytes) {
    EXPECT_TRUE(Scanned(opened, place, test::BlocksOf(stored.bytes, 1)) == wanted) << "single bytes";
  }
  for (const uint32_t seed : {1, 2, 3}) {
    EXPECT_TRUE(Scanned(opened, place, test::RandomBlocksOf(stored.bytes, seed)) == wanted) << "random, seed " << seed;
  }
}

void ExpectSameInEveryCut(const std::filesystem::path& path) {
  Result<OpenedArchive> opened = OpenedArchive::Open(path);
  ASSERT_TRUE(opened) << opened.error().detail;
  const std::vector<BlobPlace> places = opened->Blobs();
  const Tables wanted = ScannedInBlocksOf(kReferenceBlock, *opened, places);
  ASSERT_EQ(wanted.size(), places.size());
  for (const size_t size : {511, 512, 513}) {
    EXPECT_TRUE(ScannedInBlocksOf(size, *opened, places) == wanted) << "blocks of " << size;
  }
  for (const BlobPlace& place : places) ExpectSameBlob(*opened, place, wanted.at(place.id));
}

class CaseBlockSizes : public testing::TestWithParam<CaseFile> {};
INSTANTIATE_TEST_SUITE_P(Conformance, CaseBlockSizes, testing::ValuesIn(AllCaseFiles()), CaseName);

TEST_P(CaseBlockSizes, DoNotMatter) { ExpectSameInEveryCut(CasePath(GetParam().file)); }

class FixtureBlockSizes : public testing::TestWithParam<std::string> {};
INSTANTIATE_TEST_SUITE_P(Conformance, FixtureBlockSizes, testing::ValuesIn(FixtureArchives()), TestName);

TEST_P(FixtureBlockSizes, DoNotMatter) { ExpectSameInEveryCut(FixturePath(GetParam())); }

}  // namespace
}  // namespace anatomy::conformance
