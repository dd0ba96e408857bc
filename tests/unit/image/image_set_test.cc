// What kind of archive it is; and archives that describe their images twice, or no longer at all.
#include "engine/image/image_set.h"

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

std::string BlobPathOf(const std::string& blob) { return "blobs/sha256/" + Hex(blob); }

std::string DockerManifest(const std::string& tags = R"(["n:1"])") {
  return R"([{"Config":")" + BlobPathOf(kConfig) + R"(","RepoTags":)" + tags + R"(,"Layers":[")" + BlobPathOf(kBase) +
         R"(",")" + BlobPathOf(kTop) + R"("]}])";
}

std::string Both(const std::string& manifest, const std::string& index, const std::string& docker = DockerManifest()) {
  return OciTar().Blobs({kBase, kTop, kConfig, manifest}).File("manifest.json", docker).Finish(index);
}

TEST(ImageSet, AgreeingSidesAreOneImage) {
  const std::string name = R"("annotations":{"io.containerd.image.name":"docker.io/library/n:1"})";
  const ImageSet set = ReadSet(Both(kManifest, Index({DescriptorOf(kManifest, kOciManifest, name)})));
  EXPECT_EQ(set.container, Container::kDockerArchive);
  ASSERT_EQ(set.images.size(), 1u);
  const Image& image = set.images[0];
  EXPECT_THAT(image.names, ElementsAre("n:1"));
  EXPECT_EQ(image.manifest_digest, Digest(kManifest));
  EXPECT_EQ(image.layers[0].media_type, kOciLayer);
  EXPECT_TRUE(image.manifest.contains("layers")) << "the OCI manifest, not the entry of manifest.json";
  EXPECT_THAT(image.diagnostics, IsEmpty());
}

TEST(ImageSet, NamesOfTheOciSideAreAdded) {
  const std::string name = R"("annotations":{"io.containerd.image.name":"example.org/n:2"})";
  const std::string index = Index({DescriptorOf(kManifest, kOciManifest, name)});
  EXPECT_THAT(ReadSet(Both(kManifest, index)).images[0].names, ElementsAre("n:1", "example.org/n:2"));
  EXPECT_THAT(ReadSet(Both(kManifest, index, DockerManifest("null"))).images[0].names, ElementsAre("example.org/n:2"));
}

TEST(ImageSet, WhereSidesDisagreeManifestJsonIsFollowed) {
  const std::string empty = Manifest(kConfig, {});
  const ImageSet layers = ReadSet(Both(empty, Index({DescriptorOf(empty, kOciManifest)})));
  ASSERT_EQ(layers.images.size(), 1u);
  EXPECT_EQ(layers.images[0].layers.size(), 2u);
  EXPECT_EQ(layers.images[0].manifest_digest, "");
  EXPECT_THAT(Codes(layers.images[0].diagnostics), ElementsAre("oci-disagrees"));

  const ImageSet nothing = ReadSet(Both(kManifest, R"({"schemaVersion":2,"manifests":null})"));
  ASSERT_EQ(nothing.images.size(), 1u);
  EXPECT_THAT(nothing.diagnostics, IsEmpty());
  EXPECT_THAT(Codes(nothing.images[0].diagnostics), ElementsAre("oci-disagrees"));
}

TEST(ImageSet, OtherPlatformsOfTheOciSideFollow) {
  const std::string arm_config = Config({kBase}, "arm64");
  const std::string arm = Manifest(arm_config, {kBase});
  const std::string nested =
      Index({DescriptorOf(arm, kOciManifest, R"("platform":{"os":"linux","architecture":"arm64"})"),
             DescriptorOf("absent", kOciManifest, R"("platform":{"os":"linux","architecture":"s390x"})"),
             DescriptorOf(kManifest, kOciManifest, R"("platform":{"os":"linux","architecture":"amd64"})")});
  const std::string name = R"("annotations":{"io.containerd.image.name":"docker.io/library/n:1"})";
  const std::string tar = OciTar()
                              .Blobs({kBase, kTop, kConfig, kManifest, arm_config, arm, nested})
                              .File("manifest.json", DockerManifest())
                              .Finish(Index({DescriptorOf(nested, kOciIndex, name)}));
  const ImageSet set = ReadSet(tar);
  ASSERT_EQ(set.images.size(), 3u);
  EXPECT_EQ(PlatformText(set.images[0].platform), "linux/amd64");
  EXPECT_EQ(set.images[0].index_digest, Digest(nested));
  EXPECT_EQ(PlatformText(set.images[1].platform), "linux/arm64");
  EXPECT_THAT(set.images[1].names, ElementsAre("n:1")) << "spelt as in manifest.json";
  EXPECT_EQ(PlatformText(set.images[2].platform), "linux/s390x");
  EXPECT_THAT(Codes(set.images[2].diagnostics), ElementsAre("blob-missing"));
  EXPECT_EQ(set.preferred, 0u);
}

TEST(ImageSet, ABrokenSideLeavesTheOther) {
  const ImageSet oci = ReadSet(Both(kManifest, Index({DescriptorOf(kManifest, kOciManifest)}), "null"));
  EXPECT_EQ(oci.container, Container::kOciArchive);
  EXPECT_THAT(Codes(oci.diagnostics), ElementsAre("manifest-invalid"));
  EXPECT_EQ(oci.images[0].layers.size(), 2u);

  const ImageSet docker = ReadSet(Both(kManifest, "{"));
  EXPECT_EQ(docker.container, Container::kDockerArchive);
  EXPECT_THAT(Codes(docker.diagnostics), ElementsAre("index-invalid"));
  EXPECT_THAT(docker.images[0].diagnostics, IsEmpty());
}

TEST(ImageSet, PreferredIsTheFirstImageThatIsWhole) {
  const ImageSet set = ReadSet(TarWriter()
                                   .File("c.json", Config({kBase}))
                                   .File("l.tar", kBase)
                                   .File("manifest.json", R"([{"Config":"c.json","Layers":["gone.tar"]},
                                                              {"Config":"c.json","Layers":["l.tar"]}])")
                                   .Finish());
  EXPECT_EQ(set.preferred, 1u);
}

TEST(ImageSet, BareFileSystemsAndLayers) {
  TarWriter root;
  for (const char* folder : {"bin/", "./etc/", "usr/bin/", "var/"}) root.Dir(folder);
  EXPECT_EQ(ReadSet(root.Finish()).container, Container::kRootfs);
  EXPECT_EQ(ReadSet(TarWriter().File(".dockerenv", "").Finish()).container, Container::kRootfs);
  EXPECT_EQ(ReadSet(root.File("etc/.wh.passwd", "").Finish()).container, Container::kLayer);
  EXPECT_EQ(ReadSet(TarWriter().Dir("etc").File("etc/motd", "hi").Finish()).container, Container::kLayer);

  const std::string tar = Gzip(TarWriter().File("readme.txt", "no image").Finish());
  const ImageSet text = ReadSet(tar);
  EXPECT_EQ(text.container, Container::kLayer);
  ASSERT_EQ(text.images.size(), 1u);
  ASSERT_EQ(text.images[0].layers.size(), 1u);
  const LayerRef& layer = text.images[0].layers[0];
  EXPECT_TRUE(layer.whole_archive);
  EXPECT_FALSE(layer.missing());
  EXPECT_EQ(layer.compression, Compression::kGzip);
  EXPECT_EQ(layer.size, tar.size());
  EXPECT_TRUE(text.images[0].manifest.is_null());
}

TEST(ImageSet, AFolderWithoutAnImageIsAnError) {
  std::vector<Archive::FolderFile> files;
  files.push_back({"readme.txt", Source("hello")});
  Result<std::unique_ptr<Archive>> archive = Archive::OpenFolder(std::move(files));
  ASSERT_TRUE(archive);
  Result<ImageSet> set = ReadImageSet(**archive);
  ASSERT_FALSE(set);
  EXPECT_EQ(set.error().code, Code::kNoImage);
}

TEST(ImageSet, ADockerArchiveCutBeforeItsManifestShowsItsLayers) {
  const ImageSet set = ReadSet(TarWriter()
                                   .File(Digest(kConfig), kConfig)
                                   .File(Hex(kBase) + ".tar", kBase)
                                   .File(Hex(kTop) + ".tar", kTop)
                                   .Finish());
  EXPECT_EQ(set.container, Container::kDockerArchive);
  EXPECT_THAT(Codes(set.diagnostics), ElementsAre("manifest-missing"));
  ASSERT_EQ(set.images.size(), 1u);
  EXPECT_EQ(set.images[0].config_digest, Digest(kConfig));
  ASSERT_EQ(set.images[0].layers.size(), 2u);
  EXPECT_EQ(set.images[0].layers[0].diff_id, Digest(kBase));
}

TEST(ImageSet, EveryCutOfAnArchiveGivesAnAnswer) {
  const std::string index = Index({DescriptorOf(kManifest, kOciManifest)});
  for (const std::string& bytes : {Both(kManifest, index), Gzip(Both(kManifest, index))}) {
    for (size_t size = 0; size < bytes.size(); size += 97) {
      Result<std::unique_ptr<Archive>> archive = OpenBytes(std::string_view(bytes).substr(0, size));
      if (archive) EXPECT_TRUE(ReadImageSet(**archive));
    }
  }
}

TEST(ImageSet, Names) {
  EXPECT_EQ(ContainerName(Container::kDockerArchive), "docker-archive");
  EXPECT_EQ(ContainerName(Container::kOciLayout), "oci-layout");
  EXPECT_EQ(ImageKindName(ImageKind::kAttestation), "attestation");
  EXPECT_EQ(PlatformText({}), "");
  EXPECT_EQ(PlatformText({.os = "linux", .architecture = "arm64", .variant = "v8", .os_version = ""}),
            "linux/arm64/v8");
}

}  // namespace
}  // namespace anatomy
