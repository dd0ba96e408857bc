// Opens every file of the corpus of real and made archives, where IMAGE_ANATOMY_CORPUS names its folder, and compares
// the images with corpus_expectations.tsv (made from the archives' metadata by another program, checked against
// skopeo).
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "unit/image/fixtures.h"

namespace anatomy {
namespace {

namespace fs = std::filesystem;

std::string ReadFile(const fs::path& path) {
  std::string bytes(fs::file_size(path), '\0');
  std::ifstream(path, std::ios::binary).read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  return bytes;
}

std::string ImageText(const Image& image) {
  const auto present = std::ranges::count_if(image.layers, [](const LayerRef& layer) { return !layer.missing(); });
  const std::string platform = PlatformText(image.platform);
  std::string names;
  for (const std::string& name : image.names) names += (names.empty() ? "" : " ") + name;
  if (image.names.size() > 8) names = std::to_string(image.names.size()) + " names";
  return std::string(ImageKindName(image.kind)) + " " + (platform.empty() ? "-" : platform) + " " +
         std::to_string(present) + "/" + std::to_string(image.layers.size()) + " " + (names.empty() ? "-" : names);
}

std::string SetText(const ImageSet& set) {
  std::string text = std::string(ContainerName(set.container)) + "\t";
  for (size_t i = 0; i < set.images.size(); ++i) text += (i ? "; " : "") + ImageText(set.images[i]);
  return text;
}

class Corpus : public testing::Test {
 protected:
  void SetUp() override {
    const char* folder = std::getenv("IMAGE_ANATOMY_CORPUS");
    if (!folder || !fs::is_directory(folder)) GTEST_SKIP() << "IMAGE_ANATOMY_CORPUS names no folder";
    folder_ = folder;
  }
  fs::path folder_;
};

TEST_F(Corpus, ImagesAreAsExpected) {
  std::ifstream table(fs::path(TEST_SOURCE_DIR) / "unit/image/corpus_expectations.tsv");
  size_t compared = 0;
  for (std::string line; std::getline(table, line);) {
    if (line.starts_with("#")) continue;
    const std::string file = line.substr(0, line.find('\t'));
    if (!fs::exists(folder_ / file)) continue;
    SCOPED_TRACE(file);
    EXPECT_EQ(SetText(image_test::ReadSet(ReadFile(folder_ / file))), line.substr(file.size() + 1));
    ++compared;
  }
  EXPECT_GT(compared, 0u);
}

TEST_F(Corpus, EveryFileIsOpenedOrRefused) {
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(folder_)) {
    if (!entry.is_regular_file()) continue;
    SCOPED_TRACE(entry.path().string());
    Result<std::unique_ptr<Archive>> archive = image_test::OpenBytes(ReadFile(entry.path()));
    if (!archive) continue;
    Result<ImageSet> set = ReadImageSet(**archive);
    ASSERT_TRUE(set);
    EXPECT_LT(set->preferred, set->images.size());
  }
}

}  // namespace
}  // namespace anatomy
