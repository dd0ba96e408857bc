#include "engine/image/oci_layout.h"

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
const std::string kManifest = Manifest(kConfig, {kBase, kTop});

OciTar Whole() { return OciTar().Blobs({kBase, kTop, kConfig, kManifest}); }

std::string RefName(const std::string& name) {
  return R"("annotations":{"org.opencontainers.image.ref.name":")" + name + R"("})";
}

std::string ForPlatform(const std::string& os, const std::string& architecture) {
  return R"("platform":{"os":")" + os + R"(","architecture":")" + architecture + R"("})";
}

TEST(OciLayout, OneImage) {
  const ImageSet set = ReadSet(Whole().Finish(Index({DescriptorOf(kManifest, kOciManifest, RefName("v1"))})));
  EXPECT_EQ(set.container, Container::kOciArchive);
  EXPECT_THAT(set.diagnostics, IsEmpty());
  ASSERT_EQ(set.images.size(), 1u);
  const Image& image = set.images[0];
  EXPECT_EQ(image.kind, ImageKind::kImage);
  EXPECT_THAT(image.names, ElementsAre("v1"));
  EXPECT_EQ(image.manifest_digest, Digest(kManifest));
  EXPECT_EQ(image.index_digest, "");
  EXPECT_EQ(image.config_digest, Digest(kConfig));
  EXPECT_EQ(PlatformText(image.platform), "linux/amd64");
  ASSERT_EQ(image.layers.size(), 2u);
  EXPECT_EQ(image.layers[0].digest, Digest(kBase));
  EXPECT_EQ(image.layers[0].media_type, kOciLayer);
  EXPECT_EQ(image.layers[1].history, 1u);
  EXPECT_THAT(image.diagnostics, IsEmpty());
}

TEST(OciLayout, AFolderIsAnOciLayout) {
  std::vector<Archive::FolderFile> files;
  auto blob = [&](const std::string& bytes) { files.push_back({"blobs/sha256/" + Hex(bytes), Source(bytes)}); };
  for (const std::string& bytes : {kBase, kTop, kConfig, kManifest}) blob(bytes);
  files.push_back({"index.json", Source(Index({DescriptorOf(kManifest, kOciManifest)}))});
  Result<std::unique_ptr<Archive>> archive = Archive::OpenFolder(std::move(files));
  ASSERT_TRUE(archive);
  Result<ImageSet> set = ReadImageSet(**archive);
  ASSERT_TRUE(set);
  EXPECT_EQ(set->container, Container::kOciLayout);
  EXPECT_EQ(set->images[0].layers.size(), 2u);
}

TEST(OciLayout, ContainerdNamesComeWhole) {
  const std::string more =
      R"("annotations":{"io.containerd.image.name":"docker.io/library/n:1","org.opencontainers.image.ref.name":"1"})";
  const ImageSet set = ReadSet(Whole().Finish(Index({DescriptorOf(kManifest, kOciManifest, more)})));
  EXPECT_THAT(set.images[0].names, ElementsAre("docker.io/library/n:1"));
}

TEST(OciLayout, ManyNamesOfOneManifestAreOneImage) {
  std::vector<std::string> descriptors;
  for (int i = 0; i < 500; ++i)
    descriptors.push_back(DescriptorOf(kManifest, kOciManifest, RefName("t" + std::to_string(i))));
  descriptors.push_back(descriptors[0]);
  const ImageSet set = ReadSet(Whole().Finish(Index(descriptors)));
  ASSERT_EQ(set.images.size(), 1u);
  EXPECT_EQ(set.images[0].names.size(), 500u);
}

TEST(OciLayout, NestedIndexWithAttestationAndAbsentPlatform) {
  const std::string statement = R"({"_type":"in-toto"})";
  const std::string proof_config = R"({"architecture":"unknown","os":"unknown","rootfs":{"diff_ids":[]}})";
  const std::string proof = R"({"config":)" + DescriptorOf(proof_config, kOciConfig) + R"(,"layers":[)" +
                            DescriptorOf(statement, "application/vnd.in-toto+json") + "]}";
  const std::string reference = R"("annotations":{"vnd.docker.reference.type":"attestation-manifest"})";
  const std::string absent = "an absent manifest";
  const std::string nested =
      Index({DescriptorOf(absent, kOciManifest, ForPlatform("linux", "arm64")),
             DescriptorOf(kManifest, kOciManifest, ForPlatform("linux", "amd64")),
             DescriptorOf(proof, kOciManifest, ForPlatform("unknown", "unknown") + "," + reference)});
  const ImageSet set = ReadSet(Whole()
                                   .Blobs({statement, proof_config, proof, nested})
                                   .Finish(Index({DescriptorOf(nested, kOciIndex, RefName("multi"))})));
  ASSERT_EQ(set.images.size(), 3u);
  EXPECT_EQ(PlatformText(set.images[0].platform), "linux/arm64");
  EXPECT_THAT(Codes(set.images[0].diagnostics), ElementsAre("blob-missing"));
  EXPECT_EQ(set.images[1].index_digest, Digest(nested));
  EXPECT_THAT(set.images[1].names, ElementsAre("multi"));
  EXPECT_EQ(set.images[2].kind, ImageKind::kAttestation);
  EXPECT_THAT(set.images[2].diagnostics, IsEmpty());
  EXPECT_EQ(set.preferred, 1u) << "the first that has its blobs";
}

TEST(OciLayout, NamesOfNestedDescriptorsDoNotCount) {
  const std::string nested = Index({DescriptorOf(kManifest, kOciManifest, RefName("inner"))});
  const ImageSet set = ReadSet(Whole().Blob(nested).Finish(Index({DescriptorOf(nested, kOciIndex, RefName("outer"))})));
  EXPECT_THAT(set.images[0].names, ElementsAre("outer"));
}

TEST(OciLayout, ContentDecidesWhatAWrongTypeHides) {
  const std::string nested = Index({DescriptorOf(kManifest, "application/vnd.oci.descriptor.v1+json")});
  const ImageSet set = ReadSet(Whole().Blob(nested).Finish(Index({DescriptorOf(nested, kOciManifest)})));
  ASSERT_EQ(set.images.size(), 1u);
  EXPECT_EQ(set.images[0].kind, ImageKind::kImage);
  EXPECT_EQ(set.images[0].layers.size(), 2u);
}

TEST(OciLayout, IndexesNestedTooDeepEnd) {
  OciTar tar = Whole();
  std::string index = Index({DescriptorOf(kManifest, kOciManifest)});
  for (int i = 0; i < 12; ++i) {
    tar.Blob(index);
    index = Index({DescriptorOf(index, kOciIndex)});
  }
  const ImageSet set = ReadSet(tar.Finish(index));
  EXPECT_EQ(set.diagnostics.front().code, Code::kNestedTooDeep);
}

// A digest cannot be forged into a circle, but nobody compares it with the content here.
TEST(OciLayout, ACircleOfIndexesEnds) {
  const std::string digest = "sha256:" + std::string(64, 'c');
  const std::string loop = R"({"mediaType":")" + std::string(kOciIndex) + R"(","digest":")" + digest + R"("})";
  const std::string index = Index({loop, loop, DescriptorOf(kManifest, kOciManifest)});
  const ImageSet set = ReadSet(Whole().File("blobs/sha256/" + std::string(64, 'c'), index).Finish(index));
  EXPECT_EQ(set.images.size(), 1u);
  EXPECT_EQ(set.diagnostics.front().code, Code::kNestedTooDeep);
}

TEST(OciLayout, IndexesThatNameEachOtherManyTimesEnd) {
  OciTar tar = Whole();
  std::string index = Index({DescriptorOf(kManifest, kOciManifest)});
  for (int i = 0; i < 7; ++i) {
    tar.Blob(index);
    index = Index(std::vector<std::string>(20, DescriptorOf(index, kOciIndex)));
  }
  const ImageSet set = ReadSet(tar.Finish(Index({DescriptorOf(index, kOciIndex)})));
  (void)set;
}

TEST(OciLayout, ArtifactsAreNoImages) {
  struct Case {
    std::string config_type, more, layer_type, expected;
  };
  const std::string image_type(kOciConfig);
  const Case cases[] = {
      {"application/vnd.cncf.helm.config.v1+json", "", "application/tar+gzip",
       "application/vnd.cncf.helm.config.v1+json"},
      {"application/vnd.oci.empty.v1+json", R"(,"artifactType":"application/sbom")", "application/x",
       "application/sbom"},
      {image_type, "", "application/vnd.dev.cosign.simplesigning.v1+json",
       "application/vnd.dev.cosign.simplesigning.v1+json"},
      {image_type, "", "application/vnd.docker.image.rootfs.foreign.diff.tar.gzip", ""},
      {"application/vnd.docker.container.image.v1+json", "", "application/vnd.docker.image.rootfs.diff.tar.gzip", ""},
  };
  for (const Case& c : cases) {
    const std::string manifest = R"({"config":)" + DescriptorOf("{}", c.config_type) + R"(,"layers":[)" +
                                 DescriptorOf(kBase, c.layer_type) + "]" + c.more + "}";
    const ImageSet set = ReadSet(Whole().Blobs({"{}", manifest}).Finish(Index({DescriptorOf(manifest, kOciManifest)})));
    EXPECT_EQ(set.images[0].artifact_type, c.expected);
    EXPECT_EQ(set.images[0].kind, c.expected.empty() ? ImageKind::kImage : ImageKind::kArtifact) << c.expected;
  }
}

TEST(OciLayout, MissingBlobsAndWrongSizes) {
  const std::string manifest = R"({"config":)" + DescriptorOf(kConfig, kOciConfig) + R"(,"layers":[)" +
                               DescriptorOf(kBase, kOciLayer) + R"(,{"digest":")" + Digest(kTop) + R"(","size":1}]})";
  const ImageSet set = ReadSet(OciTar().Blobs({kTop, manifest}).Finish(Index({DescriptorOf(manifest, kOciManifest)})));
  ASSERT_EQ(set.images.size(), 1u);
  const Image& image = set.images[0];
  EXPECT_THAT(Codes(image.diagnostics), ElementsAre("layer-missing", "config-missing"));
  EXPECT_TRUE(image.layers[0].missing());
  EXPECT_EQ(image.layers[0].size, kBase.size()) << "as declared";
  EXPECT_EQ(image.layers[1].size, kTop.size()) << "as stored";
}

TEST(OciLayout, EmbeddedDataStandsInForAMissingBlob) {
  const std::string manifest = R"({"config":{"mediaType":")" + std::string(kOciConfig) + R"(","digest":")" +
                               Digest("{\"os\":\"plan9\"}") +
                               R"(","size":14,"data":"eyJvcyI6InBsYW45In0="},"layers":[]})";
  const ImageSet set = ReadSet(OciTar().Blob(manifest).Finish(Index({DescriptorOf(manifest, kOciManifest)})));
  EXPECT_EQ(set.images[0].platform.os, "plan9");
}

TEST(OciLayout, BrokenIndexesFallBackToTheBlobs) {
  for (const char* index : {"", "null", "[]", "{", "{}", "7", R"({"manifests":{}})", R"({"manifests":7})"}) {
    const ImageSet set = ReadSet(Whole().Finish(index));
    EXPECT_EQ(set.container, Container::kOciArchive) << index;
    EXPECT_THAT(Codes(set.diagnostics), ElementsAre("index-invalid")) << index;
    ASSERT_EQ(set.images.size(), 1u) << index;
    EXPECT_EQ(set.images[0].manifest_digest, Digest(kManifest)) << index;
    EXPECT_EQ(set.images[0].layers.size(), 2u) << index;
  }
  const ImageSet cut = ReadSet(Whole().Finish());
  EXPECT_THAT(Codes(cut.diagnostics), ElementsAre("manifest-missing"));
  EXPECT_EQ(cut.images[0].layers.size(), 2u);
}

TEST(OciLayout, BrokenManifestsAreDiagnostics) {
  for (const char* manifest : {"", "null", "[]", "{", "{}", "7", R"({"layers":[]})", R"({"config":7,"layers":[]})",
                               R"({"config":{},"layers":7})", R"({"config":{"digest":7},"layers":[7,null,[],{}]})"}) {
    const ImageSet set = ReadSet(OciTar().Blob(manifest).Finish(Index({DescriptorOf(manifest, kOciManifest)})));
    ASSERT_EQ(set.images.size(), 1u) << manifest;
    EXPECT_FALSE(set.images[0].diagnostics.empty()) << manifest;
  }
}

TEST(OciLayout, BrokenDescriptorsAreDiagnostics) {
  for (const char* descriptor : {"7", "null", "{}", R"({"digest":"sha256:short"})", R"({"digest":"../../etc/passwd"})",
                                 R"({"digest":7,"size":"x","platform":[],"annotations":7,"data":"?"})"}) {
    const ImageSet set = ReadSet(OciTar().Finish(Index({descriptor})));
    ASSERT_EQ(set.images.size(), 1u) << descriptor;
    EXPECT_THAT(Codes(set.images[0].diagnostics), ElementsAre("blob-missing")) << descriptor;
  }
}

TEST(OciLayout, AnIndexJsonOfSomethingElseIsNoImage) {
  const ImageSet set = ReadSet(TarWriter().File("index.json", R"({"pages":[]})").File("a", "b").Finish());
  EXPECT_EQ(set.container, Container::kLayer);
  EXPECT_THAT(set.diagnostics, IsEmpty());
}

}  // namespace
}  // namespace anatomy
