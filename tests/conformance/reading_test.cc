// Every file of every layer, read by itself, is what reading the layer from end to end gives: all cases with their
// oddities and damage, and the archives that real tools wrote.
#include <gtest/gtest.h>

#include "conformance/expected_case.h"
#include "conformance/opened_archive.h"
#include "engine/tar/entry_stream.h"

namespace anatomy::conformance {
namespace {

// Small, so that there are points in small layers.
constexpr uint64_t kSpacing = 50'000;
constexpr size_t kBlock = 16 << 10;

struct Content {
  std::string bytes;
  bool whole = true;  // false where an error came in the middle
};

Content Collect(ByteStream& stream) {
  Content content;
  for (;;) {
    Result<Bytes> piece = stream.Next();
    if (!piece) return {std::move(content.bytes), false};
    if (piece->empty()) return content;
    content.bytes += AsText(*piece);
  }
}

/// The contents of all rows in order; other types than files have none.
std::vector<Content> ReadFromEndToEnd(std::unique_ptr<ByteStream> blob) {
  std::vector<Content> contents;
  Result<Decoded> decoded = OpenDecoder(std::move(blob));
  if (!decoded) return contents;
  TarReader reader(*decoded->stream);
  for (;;) {
    Result<const TarEntry*> entry = reader.NextEntry();
    if (!entry || !*entry) return contents;
    if ((*entry)->type != EntryType::kFile) {
      contents.emplace_back();
      continue;
    }
    EntryStream body(reader, **entry);
    contents.push_back(Collect(body));
    if (!contents.back().whole) return contents;
  }
}

Content ReadAlone(const std::shared_ptr<ByteSource>& file, const ReadPlan& plan) {
  Content content;
  Result<ReadPlan> crossed = DecodeReadPlan(EncodeReadPlan(plan));
  EXPECT_TRUE(crossed);
  if (!crossed) return content;
  const Status status = ReadEntry(file, *crossed, kBlock, [&](Bytes piece) {
    content.bytes += AsText(piece);
    return true;
  });
  content.whole = status.ok();
  return content;
}

void ExpectEveryRowAlone(const std::shared_ptr<ByteSource>& file, const Archive& archive, const BlobPlace& place) {
  SCOPED_TRACE("blob " + std::to_string(place.id));
  Result<std::unique_ptr<ByteStream>> blob = OpenBlob(file, place, kBlock);
  Result<std::unique_ptr<ByteStream>> again = OpenBlob(file, place, kBlock);
  ASSERT_TRUE(blob && again);
  const LayerTable table = ScanLayer(std::move(*blob), nullptr, {.resume_spacing = kSpacing});
  const std::vector<Content> wanted = ReadFromEndToEnd(std::move(*again));
  ASSERT_GE(wanted.size(), table.entry_count());
  for (uint32_t row = 0; row < table.entry_count(); ++row) {
    if (table.type(row) != EntryType::kFile) continue;
    SCOPED_TRACE("/" + std::string(table.paths[row]));
    ReadPlan plan = PlanToRead(table, row, place);
    const ResumePoint* point = archive.ResumePointBefore(place, PartToRead(plan).from);
    if (point) plan.tarball_point = *point;
    const Content alone = ReadAlone(file, plan);
    EXPECT_EQ(alone.whole, wanted[row].whole);
    EXPECT_TRUE(alone.bytes == wanted[row].bytes) << alone.bytes.size() << ", " << wanted[row].bytes.size();
  }
}

void ExpectEveryFileAlone(const std::filesystem::path& path) {
  Result<OpenedArchive> opened = OpenedArchive::Open(path);
  ASSERT_TRUE(opened) << opened.error().detail;
  Result<std::unique_ptr<Archive>> archive = Archive::OpenTar(opened->file(), nullptr, kSpacing);
  ASSERT_TRUE(archive);
  for (const BlobPlace& place : opened->Blobs()) ExpectEveryRowAlone(opened->file(), **archive, place);
}

class CaseReading : public testing::TestWithParam<CaseFile> {};
INSTANTIATE_TEST_SUITE_P(Conformance, CaseReading, testing::ValuesIn(AllCaseFiles()), CaseName);

TEST_P(CaseReading, EveryFileAlone) { ExpectEveryFileAlone(CasePath(GetParam().file)); }

class FixtureReading : public testing::TestWithParam<std::string> {};
INSTANTIATE_TEST_SUITE_P(Conformance, FixtureReading, testing::ValuesIn(FixtureArchives()), TestName);

TEST_P(FixtureReading, EveryFileAlone) { ExpectEveryFileAlone(FixturePath(GetParam())); }

}  // namespace
}  // namespace anatomy::conformance
