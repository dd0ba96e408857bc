// The dive-compatible score, defects included: by the rules of RULES.md §4.2 on small layers, and against what dive
// 0.13.1 itself said about the archives of the corpus (expected/dive-0.13.1.tsv there).
#include "engine/analysis/dive_score.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "engine/base/saturating.h"
#include "engine/image/archive.h"
#include "engine/inspector.h"
#include "engine/layer/wire.h"
#include "unit/io/block_streams.h"
#include "unit/support/layer_builder.h"
#include "unit/support/row_table.h"

namespace anatomy {
namespace {

using test::TarWriter;

DiveScore Score(const std::vector<TarWriter>& layers) { return ComputeDiveScore(test::TablesOf(layers)); }

TEST(DiveScore, NothingIsPerfect) {
  const DiveScore score = ComputeDiveScore({});
  EXPECT_EQ(score.efficiency, 1.0);
  EXPECT_EQ(score.wasted_bytes, 0u);
  EXPECT_FALSE(score.user_wasted_percent);
}

// dive divides by zero there.
TEST(DiveScore, OneLayerHasNoUserPercentage) {
  const DiveScore score = Score({TarWriter().File("a", "123")});
  EXPECT_EQ(score.efficiency, 1.0);
  EXPECT_EQ(score.size_bytes, 3u);
  EXPECT_FALSE(score.user_wasted_percent);
  EXPECT_FALSE(Score({TarWriter().File("a", "123"), TarWriter().Dir("d")}).user_wasted_percent);
}

TEST(DiveScore, ARewrittenFileCountsBothTimes) {
  const DiveScore score =
      Score({TarWriter().File("f", std::string(2000, 'a')), TarWriter().File("f", std::string(5000, 'b'))});
  EXPECT_DOUBLE_EQ(score.efficiency, 2000.0 / 7000.0) << "the smallest over the total";
  EXPECT_EQ(score.wasted_bytes, 7000u) << "also the copy one keeps";
  EXPECT_DOUBLE_EQ(*score.user_wasted_percent, 7000.0 / 5000.0);
}

TEST(DiveScore, AWhiteoutOfAFileCountsNothingButASecondPlace) {
  const DiveScore score = Score({TarWriter().File("f", "12345"), TarWriter().File(".wh.f", "")});
  EXPECT_EQ(score.wasted_bytes, 5u);
  EXPECT_EQ(score.efficiency, 0.0);
}

TEST(DiveScore, AWhiteoutOfADirectoryCountsItAllOnce) {
  const DiveScore score =
      Score({TarWriter().Dir("d").File("d/a", "12345").File("d/b", "12"), TarWriter().File(".wh.d", "")});
  EXPECT_EQ(score.wasted_bytes, 0u) << "only the directory's own path has a count, of one";
  EXPECT_DOUBLE_EQ(score.efficiency, 1.0);
}

// One bad whiteout ends the accounting of its layer; what stands before it in the order of names still counts.
TEST(DiveScore, AWhiteoutOfNothingStopsTheLayer) {
  const std::vector<TarWriter> layers = {TarWriter().File("a", "1").File("z", "22"),
                                         TarWriter().File("a", "1").File("b/.wh.nope", "").File("z", "22")};
  const DiveScore score = Score(layers);
  EXPECT_EQ(score.wasted_bytes, 2u) << "a counted twice, z once";
  EXPECT_EQ(score.size_bytes, 6u);
  EXPECT_DOUBLE_EQ(score.efficiency, (1 + 2 - 1) / 4.0)
      << "dive leaves -1 as the smallest size of the path it stopped at";
}

TEST(DiveScore, OpaqueMarkersAreDropped) {
  const DiveScore score =
      Score({TarWriter().File("d/a", "12345"), TarWriter().Dir("d").File("d/.wh..wh..opq", "").File("d/a", "12345")});
  EXPECT_EQ(score.wasted_bytes, 10u);
}

TEST(DiveScore, OnlyLeavesCount) {
  const DiveScore score = Score({TarWriter().File("d", "12345"), TarWriter().Dir("d").File("d/a", "1")});
  EXPECT_EQ(score.wasted_bytes, 0u);
}

// A directory that only leads to a marker is there, as an empty leaf.
TEST(DiveScore, WhatLeadsToADroppedNameStays) {
  const DiveScore score =
      Score({TarWriter().File("d", "12345"), TarWriter().File("d/.wh..wh..opq", ""), TarWriter().File("x", "12345")});
  EXPECT_EQ(score.wasted_bytes, 5u) << "d counts twice, once as nothing";
  EXPECT_DOUBLE_EQ(score.efficiency, 0.5);
}

// dive looks for what a whiteout of the base speaks of in the base itself.
TEST(DiveScore, WhiteoutsOfTheBaseSpeakOfTheBase) {
  const DiveScore score = Score({TarWriter().File("f", "12345").File(".wh.f", "")});
  EXPECT_EQ(score.wasted_bytes, 5u);
  EXPECT_EQ(score.efficiency, 0.0);
  const DiveScore above = Score({TarWriter().File("f", "12345").File(".wh.f", ""), TarWriter().File(".wh.f", "")});
  EXPECT_EQ(above.wasted_bytes, 5u) << "the base is stacked in the order of names: the whiteout, then the file";
}

// Names that begin with a smaller byte than a dot come before their whiteout, and go.
TEST(DiveScore, AWhiteoutActsInTheOrderOfNames) {
  const auto stack = [](std::string name) {
    return Score({TarWriter().File(name, "1"), TarWriter().File(".wh." + name, "").File(name, "22"),
                  TarWriter().File(".wh." + name, "").File("z", "333"), TarWriter().File("z", "333")});
  };
  EXPECT_DOUBLE_EQ(stack("f").efficiency, 3.0 / 9.0) << "f: 1, 0, 2, 0 bytes; z twice";
  EXPECT_DOUBLE_EQ(stack("-").efficiency, 3.0 / 6.0) << "in the third layer it is gone, and the count stops before z";
  EXPECT_EQ(stack("f").wasted_bytes, 9u);
  EXPECT_EQ(stack("-").wasted_bytes, 3u);
}

TEST(DiveScore, AWhiteoutWithoutANameRemovesItsDirectory) {
  const DiveScore score =
      Score({TarWriter().Dir("d").File("d/a", "12345"), TarWriter().File("d/.wh.", ""), TarWriter().File("d/a", "1")});
  EXPECT_EQ(score.wasted_bytes, 6u) << "d/a; the directory itself is counted under a path that is no other's";
  EXPECT_DOUBLE_EQ(score.efficiency, (1 + 5) / 11.0);
  EXPECT_EQ(Score({TarWriter().File("a", "12"), TarWriter().File(".wh.", "")}).efficiency, 1.0)
      << "the root cannot be removed";
}

TEST(DiveScore, WhiteoutsInsideWhatAnotherOneRemoves) {
  const std::vector<TarWriter> layers = {TarWriter().Dir("d").Dir("d/e").File("d/e/a", "12").File("d/b", "345"),
                                         TarWriter().File("d/.wh.e", "").File(".wh.d", "").File("d/.wh.b", "")};
  const DiveScore score = Score(layers);
  EXPECT_EQ(score.wasted_bytes, 3u) << "only d/b has a leaf twice";
  EXPECT_DOUBLE_EQ(score.efficiency, (2 + 0 + 2 + 5) / (2 + 3 + 2 + 5.0));
}

// Sizes that a tar can claim in a sparse file, and whose sums no number holds.
TEST(DiveScore, ExtremeSizesStopAtTheLargestNumber) {
  const auto base = test::RowTable().Dir("d").File("d/a", kMostBytes, 0, 1).File("d/b", kMostBytes, 0, 1).Finish();
  const auto removes = test::RowTable().File(".wh.d", 0).File("c", UINT64_MAX, 0, 1).Finish();
  const auto again = test::RowTable().File("d/a", kMostBytes, 0, 1).Finish();
  const DiveScore score = ComputeDiveScore({base, removes, again});
  EXPECT_EQ(score.size_bytes, kMostBytes);
  EXPECT_EQ(score.wasted_bytes, kMostBytes);
  EXPECT_EQ(score.efficiency, 1.0);
  EXPECT_EQ(score.user_wasted_percent, 1.0);
}

// --- against dive ---

std::string ReadFile(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

struct ArchiveTables {
  bool docker = false;  // it has a manifest.json
  test::Tables tables;
};

// Tables of an archive's preferred image, as the workers make them.
ArchiveTables TablesOfArchive(const std::filesystem::path& path) {
  const std::shared_ptr<ByteSource> file = test::SourceOf(ReadFile(path));
  Result<std::unique_ptr<Archive>> archive = Archive::OpenTar(file);
  if (!archive) return {};
  const bool docker = (*archive)->Find("manifest.json") != kNoMember;
  Result<std::unique_ptr<Inspector>> inspector = Inspector::Open(std::move(*archive), "test");
  if (!inspector) return {};
  const size_t image = (*inspector)->images().preferred;
  ScanBlobs(
      file, (*inspector)->MissingTables(image), 1 << 20,
      [&](const BlobPlace& place, LayerTable table) {
        EXPECT_TRUE((*inspector)->AddTable(place.id, EncodeLayerTable(table)));
      },
      [](const BlobPlace&, const ScanProgress&) {});
  ArchiveTables result{.docker = docker};
  for (uint32_t layer = 0; layer < (*inspector)->LayersInTree(image); ++layer) {
    if ((*inspector)->images().images[image].layers[layer].missing()) continue;
    result.tables.push_back(std::make_shared<const LayerTable>((*inspector)->tree(image).table(layer)));
  }
  return result;
}

constexpr size_t kMostReordered = 4;

bool SomeOrderGives(test::Tables tables, double efficiency, uint64_t size_bytes, uint64_t wasted_bytes) {
  std::ranges::sort(tables);
  do {
    const DiveScore score = ComputeDiveScore(tables);
    if (score.efficiency == efficiency && score.size_bytes == size_bytes && score.wasted_bytes == wasted_bytes)
      return true;
  } while (std::ranges::next_permutation(tables).found);
  return false;
}

class DiveCorpus : public testing::Test {
 protected:
  void SetUp() override {
    const char* folder = std::getenv("IMAGE_ANATOMY_CORPUS");
    if (!folder || !std::filesystem::is_directory(folder)) GTEST_SKIP() << "IMAGE_ANATOMY_CORPUS names no folder";
    folder_ = folder;
  }
  std::filesystem::path folder_;
};

TEST_F(DiveCorpus, EqualToTheLastDigit) {
  std::ifstream list(folder_ / "made/expected/dive-0.13.1.tsv");
  std::string line;
  std::getline(list, line);  // the names of the columns
  size_t compared = 0, reordered = 0;
  while (std::getline(list, line)) {
    std::istringstream fields(line);
    std::string file, efficiency;
    uint64_t size_bytes = 0, wasted_bytes = 0;
    size_t layers = 0;
    std::getline(fields, file, '\t');
    fields >> efficiency >> size_bytes >> wasted_bytes >> layers;
    if (!std::filesystem::exists(folder_ / file)) continue;
    SCOPED_TRACE(file);
    const auto [docker, tables] = TablesOfArchive(folder_ / file);
    if (!docker) {
      // Without a manifest.json dive takes the layers in random order, of several images perhaps: one of the orders is
      // its.
      if (tables.size() != layers || layers > kMostReordered) continue;
      EXPECT_TRUE(SomeOrderGives(tables, std::strtod(efficiency.c_str(), nullptr), size_bytes, wasted_bytes));
      ++reordered;
      continue;
    }
    const DiveScore score = ComputeDiveScore(tables);
    ++compared;
    EXPECT_EQ(tables.size(), layers);
    EXPECT_EQ(score.efficiency, std::strtod(efficiency.c_str(), nullptr));
    EXPECT_EQ(score.size_bytes, size_bytes);
    EXPECT_EQ(score.wasted_bytes, wasted_bytes);
  }
  EXPECT_GT(compared, 0u);
  RecordProperty("compared", static_cast<int>(compared));
  RecordProperty("reordered", static_cast<int>(reordered));
}

// dive's own test image: the vector of RULES.md §4.2.
TEST_F(DiveCorpus, BusyboxOfFourteenLayers) {
  const std::filesystem::path file = folder_ / "public/wagoodman__dive/.data/test-docker-image.tar";
  if (!std::filesystem::exists(file)) GTEST_SKIP();
  const test::Tables tables = TablesOfArchive(file).tables;
  ASSERT_EQ(tables.size(), 14u);
  const DiveScore score = ComputeDiveScore(tables);
  EXPECT_EQ(score.efficiency, 0.9844212134184309);
  EXPECT_EQ(score.size_bytes, 1220598u);
  EXPECT_EQ(score.wasted_bytes, 32025u);
  EXPECT_EQ(score.user_wasted_percent, 0.4834911001404049);
}

}  // namespace
}  // namespace anatomy
