// Well-formed documents that together ask for too much, lead in circles, or point where they must not: each ends soon,
// within bounds, and shows what is there.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/base/limits.h"
#include "unit/image/fixtures.h"

namespace anatomy {
namespace {

using namespace image_test;
using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;

const std::string kBase = Layer("base");
const std::string kTop = Layer("top");
const std::string kConfig = Config({kBase, kTop});
const std::string kManifest = Manifest(kConfig, {kBase, kTop});

// A digest that nothing has, to build circles with.
std::string Fake(char c) { return "sha256:" + std::string(64, c); }
std::string FakePath(char c) { return "blobs/sha256/" + std::string(64, c); }

std::string Named(const std::string& digest, std::string_view type = kOciIndex, const std::string& more = "") {
  return R"({"mediaType":")" + std::string(type) + R"(","digest":")" + digest + '"' + more + "}";
}

OciTar Whole() { return OciTar().Blobs({kBase, kTop, kConfig, kManifest}); }

std::string Times(size_t count, const std::string& text) {
  std::string list;
  for (size_t i = 0; i < count; ++i) list += (i ? "," : "") + text;
  return list;
}

std::string ImageOfDocker(const std::string& config, const std::string& layers) {
  return R"({"Config":")" + config + R"(","RepoTags":null,"Layers":[)" + layers + "]}";
}

TEST(HostileStructures, CirclesOfIndexes) {
  const std::string sound = DescriptorOf(kManifest, kOciManifest);
  OciTar tar = Whole();
  tar.File(FakePath('a'), Index({Named(Fake('a')), Named(Fake('b')), sound}));
  tar.File(FakePath('b'), Index({Named(Fake('a'))}));
  const ImageSet set = ReadSet(tar.Finish(Index({Named(Fake('a')), Named(Fake('b'))})));
  ASSERT_EQ(set.images.size(), 1u);
  EXPECT_EQ(set.images[0].layers.size(), 2u);
  EXPECT_THAT(Codes(set.diagnostics), Contains("nested-too-deep"));
}

// Eight steps with many ways between them, and documents that are slow to parse: each is parsed once.
TEST(HostileStructures, ManyWaysThroughLargeIndexes) {
  OciTar tar = Whole();
  const std::string padding = R"(,"annotations":{"x":")" + std::string(100, 'x') + "\"}";
  for (char c = 'a'; c < 'f'; ++c) {
    const std::string next =
        c == 'e' ? DescriptorOf(kManifest, kOciManifest) : Named(Fake(static_cast<char>(c + 1)), kOciIndex, padding);
    tar.File(FakePath(c), R"({"manifests":[)" + Times(3000, next) + "]}");
  }
  const ImageSet set = ReadSet(tar.Finish(Index({Named(Fake('a'))})));
  ASSERT_EQ(set.images.size(), 1u);
  EXPECT_EQ(set.images[0].layers.size(), 2u);
  EXPECT_THAT(Codes(set.diagnostics), Contains("limit-reached"));
}

TEST(HostileStructures, TenThousandManifests) {
  std::string list = DescriptorOf(kManifest, kOciManifest);
  for (int i = 0; i < 10'000; ++i) list += "," + Named(Digest(std::to_string(i)), kOciManifest);
  const ImageSet set = ReadSet(Whole().Finish(R"({"manifests":[)" + list + "]}"));
  EXPECT_EQ(set.images.size(), limits::kImages);
  EXPECT_EQ(set.preferred, 0u);
  EXPECT_THAT(Codes(set.diagnostics), ElementsAre("limit-reached"));
}

TEST(HostileStructures, ManyNamesOfManyImages) {
  std::string names, images;
  for (int i = 0; i < 400; ++i) {
    const std::string name = R"(,"annotations":{"org.opencontainers.image.ref.name":"n)" + std::to_string(i) + "\"}";
    names += (i ? "," : "") + Named(Fake('a'), kOciIndex, name);
    images += (i ? "," : "") + Named(Digest(std::to_string(i)), kOciManifest);
  }
  const ImageSet set = ReadSet(
      OciTar().File(FakePath('a'), R"({"manifests":[)" + images + "]}").Finish(R"({"manifests":[)" + names + "]}"));
  size_t count = 0;
  for (const Image& image : set.images) count += image.names.size();
  EXPECT_EQ(set.images.size(), 400u);
  EXPECT_EQ(count, limits::kNames);
  EXPECT_THAT(Codes(set.diagnostics), ElementsAre("limit-reached"));
}

TEST(HostileStructures, AHistoryOfAHundredThousandEntries) {
  const std::string history = R"({"os":"linux","rootfs":{"diff_ids":[]},"history":[)";
  const ImageSet set = ReadSet(TarWriter()
                                   .File("c.json", history + Times(limits::kHistory + 5, "{}") + "]}")
                                   .File("l", kBase)
                                   .File("manifest.json", "[" + ImageOfDocker("c.json", "\"l\"") + "]")
                                   .Finish());
  EXPECT_EQ(set.images[0].history.size(), limits::kHistory);
  EXPECT_EQ(set.images[0].layers[0].history, 0u);
  EXPECT_THAT(Codes(set.images[0].diagnostics), Contains("limit-reached"));
}

TEST(HostileStructures, FewerAndMoreDiffIdsThanLayers) {
  for (const std::vector<std::string>& known : {std::vector<std::string>{}, {kBase}, {kBase, kTop, kBase, kBase}}) {
    const ImageSet set = ReadSet(TarWriter()
                                     .File("c.json", Config(known))
                                     .File("one", kBase)
                                     .File("two", kTop)
                                     .File("manifest.json", "[" + ImageOfDocker("c.json", R"("one","two")") + "]")
                                     .Finish());
    const Image& image = set.images[0];
    ASSERT_EQ(image.layers.size(), 2u);
    EXPECT_EQ(image.layers[1].diff_id, known.size() > 1 ? Digest(kTop) : "");
    EXPECT_THAT(Codes(image.diagnostics), Contains("diffid-mismatch"));
  }
}

TEST(HostileStructures, OneLayerListedFiveThousandTimes) {
  const std::string docker = "[" + ImageOfDocker("c.json", Times(5000, "\"l\"")) + "]";
  const ImageSet set =
      ReadSet(TarWriter().File("l", kBase).File("c.json", kConfig).File("manifest.json", docker).Finish());
  ASSERT_EQ(set.images[0].layers.size(), limits::kLayers);
  EXPECT_EQ(set.images[0].layers.back().member, set.images[0].layers.front().member);
  EXPECT_THAT(Codes(set.images[0].diagnostics), Contains("limit-reached"));

  const std::string manifest = R"({"config":)" + DescriptorOf(kConfig, kOciConfig) + R"(,"layers":[)" +
                               Times(5000, DescriptorOf(kBase, kOciLayer)) + "]}";
  const ImageSet oci = ReadSet(Whole().Blob(manifest).Finish(Index({DescriptorOf(manifest, kOciManifest)})));
  EXPECT_EQ(oci.images[0].layers.size(), limits::kLayers);
}

TEST(HostileStructures, TooManyLayersInAll) {
  const std::string image = ImageOfDocker("c.json", Times(1000, "\"l\""));
  const ImageSet set = ReadSet(
      TarWriter().File("l", kBase).File("c.json", "{}").File("manifest.json", "[" + Times(200, image) + "]").Finish());
  EXPECT_EQ(set.images.size(), limits::kAllLayers / 1000 + 1);
  EXPECT_THAT(Codes(set.diagnostics), ElementsAre("limit-reached"));
}

// Each image keeps its documents: one large config of thousands of images must not fill the memory. Most of what may be
// read is read before, to be quick.
TEST(HostileStructures, DocumentsThatAreTooLargeTogether) {
  const std::string config = R"({"os":"linux","x":")" + std::string(5'000, 'x') + "\"}";
  const std::string tar = TarWriter()
                              .File("large", std::string(limits::kDocumentBytes / 4 - 10'000, 'x'))
                              .File("l", kBase)
                              .File("c.json", config)
                              .File("manifest.json", "[" + Times(40, ImageOfDocker("c.json", "\"l\"")) + "]")
                              .Finish();
  Result<std::unique_ptr<Archive>> archive = OpenBytes(tar);
  ASSERT_TRUE(archive);
  for (int i = 0; i < 4; ++i) EXPECT_TRUE((*archive)->ReadText((*archive)->Find("large"))) << i;
  Result<ImageSet> set = ReadImageSet(**archive);
  ASSERT_TRUE(set);
  ASSERT_EQ(set->images.size(), 40u);
  EXPECT_EQ(set->images.front().platform.os, "linux");
  EXPECT_TRUE(set->images.back().config.is_null());
  EXPECT_THAT(Codes(set->images.back().diagnostics), ElementsAre("config-invalid"));
  EXPECT_FALSE(set->images.back().layers[0].missing());
}

TEST(HostileStructures, PathsAndLinksStayInTheArchive) {
  const ImageSet set = ReadSet(
      TarWriter()
          .File("etc/passwd", "inside")
          .Symlink("out", "../../../../etc/passwd")
          .Symlink("abs", "/etc/passwd")
          .Symlink("loop", "loop")
          .Hardlink("hard", "/proc/self/environ")
          .File("manifest.json",
                "[" + ImageOfDocker("../../etc/shadow", R"("out","abs","loop","hard","/proc/self/mem","..","")") + "]")
          .Finish());
  const Image& image = set.images[0];
  ASSERT_EQ(image.layers.size(), 7u);
  EXPECT_EQ(image.layers[0].member, 0u) << "a link that would leave the root ends at it";
  EXPECT_EQ(image.layers[1].member, 0u);
  for (size_t i = 2; i < 7; ++i) EXPECT_TRUE(image.layers[i].missing()) << i;
  EXPECT_THAT(Codes(image.diagnostics), Contains("config-missing"));
}

TEST(HostileStructures, SizesThatLie) {
  for (const char* size : {"0", "1", "-5", "18446744073709551615", "99999999999999999999", "1.5", "\"12\"", "null"}) {
    const std::string lying =
        R"({"mediaType":")" + std::string(kOciLayer) + R"(","digest":")" + Digest(kBase) + R"(","size":)" + size + "}";
    const std::string manifest = R"({"config":)" + DescriptorOf(kConfig, kOciConfig) + R"(,"layers":[)" + lying + "]}";
    const ImageSet set = ReadSet(Whole().Blob(manifest).Finish(Index({DescriptorOf(manifest, kOciManifest)})));
    ASSERT_EQ(set.images[0].layers.size(), 1u) << size;
    EXPECT_EQ(set.images[0].layers[0].size, kBase.size()) << size;
  }
}

}  // namespace
}  // namespace anatomy
