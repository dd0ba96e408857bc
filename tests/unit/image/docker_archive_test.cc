#include "engine/image/docker_archive.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "unit/image/fixtures.h"

namespace anatomy {
namespace {

using namespace image_test;
using testing::ElementsAre;
using testing::IsEmpty;

const std::string kBase = Layer("base");
const std::string kTop = Layer("top");
const std::string kConfig = Config({kBase, kTop});

std::string Quote(const std::string& text) { return '"' + text + '"'; }

TEST(DockerArchive, LegacyLayoutWithARepeatedLayerAsASymlink) {
  const std::string config = Config({kBase, kBase});
  const std::string tar =
      TarWriter()
          .Dir("one")
          .File("one/json", "{}")
          .File("one/layer.tar", kBase)
          .Symlink("two/layer.tar", "../one/layer.tar")
          .File(Hex(config) + ".json", config)
          .File("manifest.json", R"([{"Config":")" + Hex(config) +
                                     R"(.json","RepoTags":["a:1","a:2"],"Layers":["one/layer.tar","two/layer.tar"]}])")
          .File("repositories", "{}")
          .Finish();
  const ImageSet set = ReadSet(tar);
  EXPECT_EQ(set.container, Container::kDockerArchive);
  ASSERT_EQ(set.images.size(), 1u);
  const Image& image = set.images[0];
  EXPECT_THAT(image.names, ElementsAre("a:1", "a:2"));
  EXPECT_EQ(image.config_digest, Digest(config));
  EXPECT_EQ(image.manifest_digest, "");
  EXPECT_TRUE(image.manifest.is_object());
  EXPECT_EQ(PlatformText(image.platform), "linux/amd64");
  ASSERT_EQ(image.layers.size(), 2u);
  EXPECT_EQ(image.layers[0].member, image.layers[1].member);
  EXPECT_EQ(image.layers[1].size, kBase.size());
  EXPECT_EQ(image.layers[1].digest, "") << "the path does not tell";
  EXPECT_EQ(image.layers[1].diff_id, Digest(kBase));
  EXPECT_EQ(image.layers[1].history, 1u);
  EXPECT_THAT(image.diagnostics, IsEmpty());
}

TEST(DockerArchive, SkopeoNamesLayersAfterTheirDiffIds) {
  const ImageSet set =
      ReadSet(TarWriter()
                  .File(Hex(kBase) + ".tar", kBase)
                  .File(Hex(kTop) + ".tar", kTop)
                  .File(Hex(kConfig) + ".json", kConfig)
                  .File("manifest.json", R"([{"Config":")" + Hex(kConfig) + R"(.json","RepoTags":[],"Layers":[")" +
                                             Hex(kBase) + R"(.tar",")" + Hex(kTop) + R"(.tar"]}])")
                  .Finish());
  ASSERT_EQ(set.images.size(), 1u);
  EXPECT_THAT(set.images[0].names, IsEmpty());
  EXPECT_EQ(set.images[0].layers[0].digest, Digest(kBase));
  EXPECT_EQ(set.images[0].layers[1].digest, Digest(kTop));
}

TEST(DockerArchive, KanikoNamesTheConfigByItsDigest) {
  const std::string gz = Gzip(kBase);
  const std::string config = Config({kBase});
  const ImageSet set =
      ReadSet(TarWriter()
                  .File(Digest(config), config)
                  .File(Hex(gz) + ".tar.gz", gz)
                  .File("manifest.json", R"([{"Config":")" + Digest(config) + R"(","RepoTags":["k:1"],"Layers":[")" +
                                             Hex(gz) + R"(.tar.gz"]}])")
                  .Finish());
  ASSERT_EQ(set.images.size(), 1u);
  EXPECT_EQ(set.images[0].config_digest, Digest(config));
  EXPECT_EQ(set.images[0].layers[0].digest, Digest(gz));
  EXPECT_EQ(set.images[0].layers[0].compression, Compression::kGzip);
  EXPECT_EQ(set.images[0].layers[0].diff_id, Digest(kBase));
}

TEST(DockerArchive, OldJibWritesLowerCaseKeysAndAPlainConfigName) {
  const std::string config = Config({kBase});
  const ImageSet set =
      ReadSet(TarWriter()
                  .File("config.json", config)
                  .File("l.tar.gz", Gzip(kBase))
                  .File("manifest.json", R"([{"config":"config.json","repoTags":["j:1"],"layers":["l.tar.gz"]}])")
                  .Finish());
  ASSERT_EQ(set.images.size(), 1u);
  EXPECT_THAT(set.images[0].names, ElementsAre("j:1"));
  EXPECT_EQ(set.images[0].config_digest, Digest(config)) << "computed where the path does not tell";
  EXPECT_EQ(set.images[0].layers.size(), 1u);
}

TEST(DockerArchive, SeveralImagesAndNullTags) {
  const ImageSet set = ReadSet(TarWriter()
                                   .File("c.json", Config({}))
                                   .File("manifest.json", R"([{"Config":"c.json","RepoTags":null,"Layers":null},
                                                              {"Config":"c.json","RepoTags":["b:1",7],"Layers":[]}])")
                                   .Finish());
  ASSERT_EQ(set.images.size(), 2u);
  EXPECT_THAT(set.images[0].names, IsEmpty());
  EXPECT_THAT(set.images[1].names, ElementsAre("b:1"));
  EXPECT_THAT(Codes(set.images[0].diagnostics), ElementsAre("image-empty"));
}

TEST(DockerArchive, WhatIsMissingIsSaid) {
  const ImageSet set = ReadSet(TarWriter()
                                   .File("l.tar", kBase)
                                   .File("manifest.json", R"([{"Config":"gone.json","Layers":["l.tar","gone.tar",7]}])")
                                   .Finish());
  ASSERT_EQ(set.images.size(), 1u);
  const Image& image = set.images[0];
  ASSERT_EQ(image.layers.size(), 3u);
  EXPECT_FALSE(image.layers[0].missing());
  EXPECT_TRUE(image.layers[1].missing());
  EXPECT_TRUE(image.layers[2].missing());
  EXPECT_THAT(Codes(image.diagnostics), ElementsAre("layer-missing", "layer-missing", "config-missing"));
  EXPECT_EQ(image.diagnostics[0].layer, 1u);
  EXPECT_TRUE(image.config.is_null());
}

TEST(DockerArchive, LayerSourcesTellMediaTypesAndDigestsOfAbsentLayers) {
  const std::string config = Config({kBase});
  const std::string source =
      R"({")" + Digest(kBase) + R"(":{"mediaType":"foreign","size":3,"digest":")" + Digest("blob") + R"("}})";
  const ImageSet set = ReadSet(
      TarWriter()
          .File("c.json", config)
          .File("manifest.json", R"([{"Config":"c.json","Layers":["gone/layer.tar"],"LayerSources":)" + source + "}]")
          .Finish());
  ASSERT_EQ(set.images.size(), 1u);
  EXPECT_EQ(set.images[0].layers[0].media_type, "foreign");
  EXPECT_EQ(set.images[0].layers[0].digest, Digest("blob"));
}

TEST(DockerArchive, ACompressedLayerUnderItsDiffIdHasNoKnownDigest) {
  const std::string config = Config({kBase});
  const std::string name = Hex(kBase) + ".tar";
  const ImageSet set = ReadSet(TarWriter()
                                   .File("c.json", config)
                                   .File(name, Gzip(kBase))
                                   .File("manifest.json", R"([{"Config":"c.json","Layers":[)" + Quote(name) + "]}]")
                                   .Finish());
  EXPECT_EQ(set.images[0].layers[0].digest, "");
}

TEST(DockerArchive, BrokenManifestsAreDiagnostics) {
  for (const char* manifest : {"null", "{}", "7", "\"x\"", "[", "", "[]x", R"({"name":"a web app"})", "[1]", "[null]",
                               "[{}]", R"([{"Config":1,"Layers":{}}])"}) {
    const ImageSet set = ReadSet(TarWriter().File("manifest.json", manifest).Finish());
    EXPECT_EQ(set.container, Container::kLayer) << manifest;
    EXPECT_THAT(Codes(set.diagnostics), ElementsAre("manifest-invalid")) << manifest;
  }
}

TEST(DockerArchive, PathsTellDigests) {
  const std::string hex(64, 'a');
  const std::string digest = "sha256:" + hex;
  for (const std::string& path :
       {"blobs/sha256/" + hex, "./blobs/sha256/" + hex, digest, hex, hex + ".json", hex + ".tar", hex + ".tar.gz"}) {
    EXPECT_EQ(DigestOfPath(path), digest) << path;
  }
  for (const std::string& path :
       {hex + "/layer.tar", std::string("config.json"), std::string(), "blobs/sha256/" + hex + "0"}) {
    EXPECT_EQ(DigestOfPath(path), "") << path;
  }
}

}  // namespace
}  // namespace anatomy
