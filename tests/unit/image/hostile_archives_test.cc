// Archives that claim to be enormous, or are: what is asked of them is answered from little, or refused in words.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/base/limits.h"
#include "unit/codec/samples.h"
#include "unit/image/fixtures.h"
#include "unit/support/repeating_source.h"

namespace anatomy {
namespace {

using namespace image_test;
using test::Gzip;
using test::RepeatingSource;
using testing::Contains;
using testing::ElementsAre;

constexpr uint64_t kMiB = 1 << 20;

std::string HeaderOf(const std::string& name, uint64_t size) {
  return TarWriter().Add({.name = name, .size = size}).bytes();
}

TEST(HostileArchives, HeadersThatClaimExbibytes) {
  for (const uint64_t size : {uint64_t{1} << 62, (uint64_t{1} << 63) - 1, uint64_t{1} << 63, UINT64_MAX}) {
    const std::string tar = TarWriter().File("a", "first").bytes() + HeaderOf("huge", size) + std::string(2048, 'x');
    Result<std::unique_ptr<Archive>> archive = OpenBytes(tar);
    ASSERT_TRUE(archive) << size;
    EXPECT_EQ((*archive)->ReadText((*archive)->Find("a")).value(), "first") << size;
    EXPECT_THAT(Codes((*archive)->diagnostics()), ElementsAre(testing::AnyOf("archive-truncated", "archive-damaged")))
        << size;
  }
}

// A config of hundreds of megabytes is neither read nor waited for, and the layers are there without it.
TEST(HostileArchives, DocumentsOfHundredsOfMegabytes) {
  for (const uint64_t size : {limits::kJsonBytes + 512, 512 * kMiB}) {
    const std::string layer = Layer("only");
    const std::string manifest = R"([{"Config":"c.json","RepoTags":["a:1"],"Layers":["l"]}])";
    const auto file = std::make_shared<RepeatingSource>(std::vector<RepeatingSource::Piece>{
        {TarWriter().File("l", layer).File("manifest.json", manifest).bytes() + HeaderOf("c.json", size)},
        {R"({"os":")" + std::string(505, 'x')},
        {std::string(512, 'x'), size / 512 - 1},
        {std::string(1024, '\0')}});
    Result<std::unique_ptr<Archive>> archive = Archive::OpenTar(file);
    ASSERT_TRUE(archive);
    Result<ImageSet> set = ReadImageSet(**archive);
    ASSERT_TRUE(set);
    ASSERT_EQ(set->images.size(), 1u);
    EXPECT_THAT(Codes(set->images[0].diagnostics), Contains("config-invalid"));
    EXPECT_FALSE(set->images[0].layers.at(0).missing());
    EXPECT_LT(file->bytes_read(), 2 * kMiB);
  }
}

TEST(HostileArchives, AManifestOfHundredsOfMegabytes) {
  const auto file = std::make_shared<RepeatingSource>(std::vector<RepeatingSource::Piece>{
      {HeaderOf("manifest.json", 512 * kMiB)}, {"[[],", 128 * kMiB}, {std::string(1024, '\0')}});
  Result<std::unique_ptr<Archive>> archive = Archive::OpenTar(file);
  ASSERT_TRUE(archive);
  Result<ImageSet> set = ReadImageSet(**archive);
  EXPECT_TRUE(!set || !set->diagnostics.empty());
  EXPECT_LT(file->bytes_read(), 2 * kMiB);
}

TEST(HostileArchives, JsonNestedAMillionDeep) {
  for (const std::string& open : {std::string("["), std::string("{\"a\":")}) {
    std::string deep;
    for (int i = 0; i < 1'000'000; ++i) deep += open;
    const ImageSet set = ReadSet(TarWriter()
                                     .File("c.json", deep)
                                     .File("l", Layer("only"))
                                     .File("manifest.json", R"([{"Config":"c.json","RepoTags":null,"Layers":["l"]}])")
                                     .Finish());
    ASSERT_EQ(set.images.size(), 1u);
    EXPECT_THAT(Codes(set.images[0].diagnostics), Contains("config-invalid"));
    EXPECT_FALSE(set.images[0].layers.at(0).missing());
  }
}

// A bomb as the archive itself: its members are found, and only small documents are kept of what comes out.
TEST(HostileArchives, ABombInABombAroundTheWhole) {
  const std::string zeros = Gzip(std::string(kMiB, '\0'));
  std::string inner = Gzip(TarWriter().File("first", "1").bytes() + HeaderOf("bomb", 33 * kMiB));
  for (int i = 0; i < 33; ++i) inner += zeros;
  inner += Gzip(TarWriter().File("last", "2").Finish());
  const std::string file = Gzip(inner);
  EXPECT_LT(file.size(), 20'000u);
  Result<std::unique_ptr<Archive>> archive = OpenBytes(file);
  ASSERT_TRUE(archive);
  ASSERT_EQ((*archive)->members().size(), 3u);
  EXPECT_EQ((*archive)->ReadText((*archive)->Find("first")).value(), "1");
  EXPECT_EQ((*archive)->ReadText((*archive)->Find("bomb")).error().code, Code::kLimitReached);
}

}  // namespace
}  // namespace anatomy
