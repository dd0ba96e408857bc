// Every layer that real tools wrote (tests/fixtures), scanned in blocks of every size: always the same table.
#include <gtest/gtest.h>

#include <filesystem>

#include "engine/image/archive.h"
#include "engine/image/image_set.h"
#include "engine/inspector.h"
#include "unit/io/block_streams.h"
#include "unit/support/layer_builder.h"

namespace anatomy {
namespace {

namespace fs = std::filesystem;

std::vector<std::string> FixtureNames() {
  std::vector<std::string> names;
  for (const fs::directory_entry& entry : fs::directory_iterator(fs::path(TEST_SOURCE_DIR) / "fixtures")) {
    const std::string name = entry.path().filename().string();
    if (name.find(".tar") != std::string::npos) names.push_back(name);
  }
  return names;
}

class Fixture : public testing::TestWithParam<std::string> {};
INSTANTIATE_TEST_SUITE_P(Layers, Fixture, testing::ValuesIn(FixtureNames()), [](const testing::TestParamInfo<std::string>& info) {
  std::string name = info.param;
  for (char& c : name) c = std::isalnum(static_cast<unsigned char>(c)) ? c : '_';
  return name;
});

std::vector<std::string> ScanAll(const std::shared_ptr<ByteSource>& file, const std::vector<BlobPlace>& places, size_t block_size) {
  std::vector<std::string> texts;
  ScanBlobs(
      file, places, block_size,
      [&](const BlobPlace& place, LayerTable table) { texts.push_back(std::to_string(place.id) + " " + test::TableText(table)); },
      [](const BlobPlace&, const ScanProgress&) {});
  return texts;
}

TEST_P(Fixture, TablesDoNotDependOnTheBlockSize) {
  const std::shared_ptr<ByteSource> file = test::SourceOf(test::ReadTestFile("fixtures/" + GetParam()));
  Result<std::unique_ptr<Archive>> archive = Archive::OpenTar(file);
  ASSERT_TRUE(archive) << archive.error().detail;
  Result<std::unique_ptr<Inspector>> inspector = Inspector::Open(std::move(*archive), GetParam());
  ASSERT_TRUE(inspector) << inspector.error().detail;
  std::vector<BlobPlace> places;
  for (size_t image = 0; image < (*inspector)->images().images.size(); ++image) {
    for (const BlobPlace& place : (*inspector)->MissingTables(image)) {
      const bool known = std::ranges::any_of(places, [&](const BlobPlace& other) { return other.id == place.id; });
      if (!known) places.push_back(place);
    }
  }
  ASSERT_FALSE(places.empty());
  const std::vector<std::string> expected = ScanAll(file, places, 1 << 20);
  ASSERT_EQ(expected.size(), places.size());
  for (const std::string& text : expected) EXPECT_NE(text.find(" complete "), std::string::npos) << text;
  for (const size_t size : test::kBlockSizes) EXPECT_EQ(ScanAll(file, places, size), expected) << "blocks of " << size;
}

}  // namespace
}  // namespace anatomy
