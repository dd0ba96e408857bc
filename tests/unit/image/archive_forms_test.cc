// The archive of every tool as that tool writes it, member by member (RULES.md §1), and the ways in which archives are
// packed, moved and renamed before somebody drops them here.
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

std::string Entry(const std::string& config, const std::vector<std::string>& layers, const std::string& tags) {
  std::string list;
  for (const std::string& layer : layers) list += (list.empty() ? "\"" : ",\"") + layer + '"';
  return R"([{"Config":")" + config + R"(","RepoTags":)" + tags + R"(,"Layers":[)" + list + "]}]";
}

// Both layers there, with all that the config says of them.
void ExpectWhole(const ImageSet& set, const std::vector<std::string>& digests = {}) {
  ASSERT_EQ(set.images.size(), 1u);
  const Image& image = set.images[0];
  EXPECT_THAT(Codes(image.diagnostics), IsEmpty());
  EXPECT_EQ(image.kind, ImageKind::kImage);
  EXPECT_EQ(image.config_digest, Digest(kConfig));
  EXPECT_EQ(PlatformText(image.platform), "linux/amd64");
  ASSERT_EQ(image.layers.size(), 2u);
  for (size_t i = 0; i < 2; ++i) {
    EXPECT_FALSE(image.layers[i].missing()) << i;
    EXPECT_EQ(image.layers[i].diff_id, Digest(i == 0 ? kBase : kTop));
    EXPECT_TRUE(image.layers[i].history) << i;
    if (!digests.empty()) EXPECT_EQ(image.layers[i].digest, digests[i]);
  }
}

// The docker-archive that the tests of packing pack.
TarWriter Plain(const std::string& prefix = "") {
  return TarWriter()
      .File(prefix + Hex(kBase) + ".tar", kBase)
      .File(prefix + Hex(kTop) + ".tar", kTop)
      .File(prefix + Hex(kConfig) + ".json", kConfig)
      .File(prefix + "manifest.json",
            Entry(Hex(kConfig) + ".json", {Hex(kBase) + ".tar", Hex(kTop) + ".tar"}, R"(["a:1"])"));
}

std::string OciImage(const std::string& prefix = "") {
  const std::string manifest = Manifest(kConfig, {kBase, kTop});
  TarWriter tar;
  tar.File(prefix + "oci-layout", R"({"imageLayoutVersion":"1.0.0"})");
  for (const std::string& blob : {kBase, kTop, kConfig, manifest}) tar.File(prefix + "blobs/sha256/" + Hex(blob), blob);
  return tar.File(prefix + "index.json", Index({DescriptorOf(manifest, kOciManifest)})).Finish();
}

// --- tools ---

TEST(ArchiveForms, KanikoAndGoContainerregistry) {
  const std::string base = Gzip(kBase), top = Gzip(kTop);
  const ImageSet set = ReadSet(
      TarWriter()
          .File(Digest(kConfig), kConfig)
          .File(Hex(base) + ".tar.gz", base)
          .File(Hex(top) + ".tar.gz", top)
          .File("manifest.json", Entry(Digest(kConfig), {Hex(base) + ".tar.gz", Hex(top) + ".tar.gz"}, R"(["a:1"])"))
          .Finish());
  ExpectWhole(set, {Digest(base), Digest(top)});
}

TEST(ArchiveForms, Jib) {
  const std::string base = Gzip(kBase), top = Gzip(kTop);
  const ImageSet set =
      ReadSet(TarWriter()
                  .File(Hex(base) + ".tar.gz", base)
                  .File(Hex(top) + ".tar.gz", top)
                  .File("config.json", kConfig)
                  .File("manifest.json", Entry("config.json", {Hex(base) + ".tar.gz", Hex(top) + ".tar.gz"}, "[]"))
                  .Finish());
  ExpectWhole(set, {Digest(base), Digest(top)});
}

// Blobs as in a layout, with a suffix; neither oci-layout nor index.json.
TEST(ArchiveForms, BazelRulesOci) {
  const std::string base = Gzip(kBase), top = Gzip(kTop);
  const std::string folder = "blobs/sha256/";
  const ImageSet set = ReadSet(
      TarWriter()
          .File("manifest.json", Entry(folder + Hex(kConfig),
                                       {folder + Hex(base) + ".tar.gz", folder + Hex(top) + ".tar.gz"}, R"(["a:1"])"))
          .Dir("blobs/")
          .Dir("blobs/sha256/")
          .File(folder + Hex(kConfig), kConfig)
          .File(folder + Hex(base) + ".tar.gz", base)
          .File(folder + Hex(top) + ".tar.gz", top)
          .Finish());
  ExpectWhole(set, {Digest(base), Digest(top)});
  EXPECT_THAT(Codes(set.diagnostics), IsEmpty());
}

// Layers named by their diff IDs with a slash and the algorithm; reused base layers are empty files.
TEST(ArchiveForms, BuildpacksImgutil) {
  const ImageSet set =
      ReadSet(TarWriter()
                  .File(Hex(kConfig) + ".json", kConfig)
                  .File("blank_0", "")
                  .File("/" + Digest(kTop) + ".tar", kTop)
                  .File("manifest.json", Entry(Hex(kConfig) + ".json", {"blank_0", "/" + Digest(kTop) + ".tar"}, "[]"))
                  .Finish());
  ExpectWhole(set, {"", Digest(kTop)});
  EXPECT_EQ(set.images[0].layers[0].size, 0u);
}

TEST(ArchiveForms, NixDockerTools) {
  const ImageSet set =
      ReadSet(TarWriter()
                  .File(Hex(kBase) + "/layer.tar", kBase)
                  .File(Hex(kTop) + "/layer.tar", kTop)
                  .File(Hex(kConfig) + ".json", kConfig)
                  .File("manifest.json", Entry(Hex(kConfig) + ".json",
                                               {Hex(kBase) + "/layer.tar", Hex(kTop) + "/layer.tar"}, R"(["a:x"])"))
                  .Finish());
  ExpectWhole(set);
}

TEST(ArchiveForms, DockerOnWindowsWroteItsOwnPaths) {
  const ImageSet set =
      ReadSet(TarWriter()
                  .File("one/layer.tar", kBase)
                  .File("two/layer.tar", kTop)
                  .File("c.json", kConfig)
                  .File("manifest.json", Entry("c.json", {R"(one\\layer.tar)", R"(two\\layer.tar)"}, "null"))
                  .Finish());
  ExpectWhole(set);
}

// The containerd store: RepoTags null, an index in the index, platforms that were not pulled, an attestation.
TEST(ArchiveForms, DockerWithTheContainerdStore) {
  const std::string base = Gzip(kBase), top = Gzip(kTop);
  const std::string manifest = Manifest(kConfig, {base, top});
  const std::string nested =
      Index({DescriptorOf(manifest, kOciManifest, R"("platform":{"os":"linux","architecture":"amd64"})"),
             DescriptorOf("gone", kOciManifest, R"("platform":{"os":"linux","architecture":"arm64","variant":"v8"})")});
  const std::string folder = "blobs/sha256/";
  const ImageSet set =
      ReadSet(OciTar()
                  .Blobs({base, top, kConfig, manifest, nested})
                  .File("manifest.json", Entry(folder + Hex(kConfig), {folder + Hex(base), folder + Hex(top)}, "null"))
                  .Finish(Index({DescriptorOf(nested, kOciIndex)})));
  EXPECT_EQ(set.container, Container::kDockerArchive);
  ASSERT_EQ(set.images.size(), 2u);
  EXPECT_THAT(Codes(set.images[0].diagnostics), IsEmpty());
  EXPECT_EQ(set.images[0].manifest_digest, Digest(manifest));
  EXPECT_EQ(set.images[0].index_digest, Digest(nested));
  EXPECT_EQ(PlatformText(set.images[1].platform), "linux/arm64/v8");
  EXPECT_EQ(set.preferred, 0u);
}

// moby #47065 (no layers), #47072 (wrong sizes), #47210 (null): manifest.json is right.
TEST(ArchiveForms, Docker25WithAWrongOciSide) {
  const std::string folder = "blobs/sha256/";
  const std::string entry = Entry(folder + Hex(kConfig), {folder + Hex(kBase), folder + Hex(kTop)}, R"(["a:1"])");
  const std::string no_layers = Manifest(kConfig, {});
  std::string wrong_size = Manifest(kConfig, {kBase, kTop});
  wrong_size.replace(wrong_size.find(R"("size":)"), 7, R"("size":9)");
  for (const std::string& index :
       {Index({DescriptorOf(no_layers, kOciManifest)}), Index({DescriptorOf(wrong_size, kOciManifest)}),
        std::string(R"({"manifests":null})"), std::string(R"({"schemaVersion":2})")}) {
    const ImageSet set = ReadSet(
        OciTar().Blobs({kBase, kTop, kConfig, no_layers, wrong_size}).File("manifest.json", entry).Finish(index));
    ASSERT_EQ(set.images.size(), 1u) << index;
    ASSERT_EQ(set.images[0].layers.size(), 2u) << index;
    EXPECT_FALSE(set.images[0].layers[1].missing()) << index;
    EXPECT_THAT(set.images[0].names, ElementsAre("a:1")) << index;
  }
}

// skopeo's dir:, podman's docker-dir and oci-dir: the manifest itself, blobs by their hex.
TEST(ArchiveForms, SkopeoDir) {
  const std::string manifest = Manifest(kConfig, {kBase, kTop}, R"("mediaType":")" + std::string(kOciManifest) + '"');
  const ImageSet set = ReadSet(TarWriter()
                                   .File("version", "Directory Transport Version: 1.1\n")
                                   .File(Hex(kBase), kBase)
                                   .File(Hex(kTop), kTop)
                                   .File(Hex(kConfig), kConfig)
                                   .File("manifest.json", manifest)
                                   .Finish());
  ExpectWhole(set, {Digest(kBase), Digest(kTop)});
  EXPECT_EQ(set.images[0].manifest_digest, Digest(manifest));
  EXPECT_EQ(set.container, Container::kOciArchive);
  EXPECT_THAT(Codes(set.diagnostics), IsEmpty());
}

TEST(ArchiveForms, SkopeoDirOfSeveralPlatforms) {
  const std::string manifest = Manifest(kConfig, {kBase, kTop});
  const ImageSet set = ReadSet(TarWriter()
                                   .File(Hex(kBase), kBase)
                                   .File(Hex(kTop), kTop)
                                   .File(Hex(kConfig), kConfig)
                                   .File(Hex(manifest) + ".manifest.json", manifest)
                                   .File("manifest.json", Index({DescriptorOf(manifest, kOciManifest)}))
                                   .Finish());
  ExpectWhole(set, {Digest(kBase), Digest(kTop)});
}

TEST(ArchiveForms, BlobsOfOtherAlgorithms) {
  const std::string digest = "sha512:" + std::string(128, 'a');
  const std::string manifest = R"({"config":)" + DescriptorOf(kConfig, kOciConfig) +
                               R"(,"layers":[{"mediaType":"application/vnd.oci.image.layer.v1.tar","digest":")" +
                               digest + R"("}]})";
  const ImageSet set = ReadSet(OciTar()
                                   .Blobs({kConfig, manifest})
                                   .File("blobs/sha512/" + std::string(128, 'a'), kBase)
                                   .Finish(Index({DescriptorOf(manifest, kOciManifest)})));
  ASSERT_EQ(set.images[0].layers.size(), 1u);
  EXPECT_FALSE(set.images[0].layers[0].missing());
  EXPECT_EQ(set.images[0].layers[0].digest, digest);
}

// --- artifacts ---

TEST(ArchiveForms, OrasFilesAreFilesThoughTheirTypeSaysTar) {
  const std::string manifest =
      R"({"artifactType":"application/vnd.unknown.artifact.v1","config":)" +
      DescriptorOf("{}", "application/vnd.oci.empty.v1+json") + R"(,"layers":[)" +
      DescriptorOf("hello\n", kOciLayer, R"("annotations":{"org.opencontainers.image.title":"hello.txt"})") + "," +
      DescriptorOf(kBase, kOciLayer,
                   R"("annotations":{"org.opencontainers.image.title":"dir","io.deis.oras.content.unpack":"true"})") +
      "]}";
  const ImageSet set =
      ReadSet(OciTar().Blobs({"{}", "hello\n", kBase, manifest}).Finish(Index({DescriptorOf(manifest, kOciManifest)})));
  const Image& image = set.images[0];
  EXPECT_EQ(image.kind, ImageKind::kArtifact);
  EXPECT_EQ(image.artifact_type, "application/vnd.unknown.artifact.v1");
  EXPECT_EQ(image.layers[0].title, "hello.txt");
  EXPECT_FALSE(IsFileSystem(image, image.layers[0]));
  EXPECT_TRUE(IsFileSystem(image, image.layers[1])) << "a folder that ORAS packed";
  EXPECT_THAT(Codes(image.diagnostics), IsEmpty());
}

TEST(ArchiveForms, ArtifactManifestsHaveBlobs) {
  const std::string type = "application/vnd.oci.artifact.manifest.v1+json";
  const std::string manifest =
      R"({"mediaType":")" + type + R"(","artifactType":"sbom/x","blobs":[)" + DescriptorOf("text", "text/spdx") + "]}";
  const ImageSet set = ReadSet(OciTar().Blobs({"text", manifest}).Finish(Index({DescriptorOf(manifest, type)})));
  const Image& image = set.images[0];
  EXPECT_EQ(image.kind, ImageKind::kArtifact);
  EXPECT_EQ(image.artifact_type, "sbom/x");
  ASSERT_EQ(image.layers.size(), 1u);
  EXPECT_FALSE(image.layers[0].missing());
  EXPECT_THAT(Codes(image.diagnostics), IsEmpty());
}

TEST(ArchiveForms, HelmWasmAndCosign) {
  struct Case {
    std::string config_type, layer_type;
    bool file_system;
  };
  for (const Case& c :
       {Case{"application/vnd.cncf.helm.config.v1+json", "application/vnd.cncf.helm.chart.content.v1.tar+gzip", true},
        Case{"application/vnd.wasm.config.v0+json", "application/wasm", false},
        Case{std::string(kOciConfig), "application/vnd.dev.cosign.simplesigning.v1+json", false},
        Case{std::string(kOciConfig), "application/vnd.dsse.envelope.v1+json", false}}) {
    const std::string manifest = R"({"config":)" + DescriptorOf("{}", c.config_type) + R"(,"layers":[)" +
                                 DescriptorOf(kBase, c.layer_type) + "]}";
    const ImageSet set =
        ReadSet(OciTar().Blobs({"{}", kBase, manifest}).Finish(Index({DescriptorOf(manifest, kOciManifest)})));
    const Image& image = set.images[0];
    EXPECT_EQ(image.kind, ImageKind::kArtifact) << c.layer_type;
    EXPECT_EQ(IsFileSystem(image, image.layers[0]), c.file_system) << c.layer_type;
    EXPECT_THAT(Codes(image.diagnostics), IsEmpty()) << c.layer_type;
  }
}

// --- packing ---

TEST(ArchiveForms, PrefixesOfMembers) {
  for (const char* prefix : {"./", "/", "../", "x/../", ".//"}) {
    SCOPED_TRACE(prefix);
    const ImageSet set = ReadSet(Plain(prefix).Finish());
    ExpectWhole(set);
    EXPECT_THAT(Codes(set.diagnostics), IsEmpty());
  }
}

TEST(ArchiveForms, AFolderAroundTheImage) {
  for (const std::string& bytes : {Plain("image/").Finish(), OciImage("image/"), Gzip(Plain("./image/").Finish()),
                                   TarWriter().Dir("image").Finish(0) + OciImage("image/")}) {
    const ImageSet set = ReadSet(bytes);
    ExpectWhole(set);
    EXPECT_THAT(Codes(set.diagnostics), ElementsAre("image-in-folder"));
    EXPECT_EQ(set.diagnostics[0].path, "image");
  }
  ExpectWhole(ReadSet(Plain("outer/inner/").Finish()));
}

TEST(ArchiveForms, LinksInsideTheFolder) {
  const std::string config = Config({kBase, kBase});
  const ImageSet set = ReadSet(TarWriter()
                                   .File("f/one/layer.tar", kBase)
                                   .Symlink("f/two/layer.tar", "../one/layer.tar")
                                   .Hardlink("f/c.json", "f/real.json")
                                   .File("f/real.json", config)
                                   .File("f/manifest.json", Entry("c.json", {"one/layer.tar", "two/layer.tar"}, "[]"))
                                   .Finish());
  ASSERT_EQ(set.images.size(), 1u);
  EXPECT_THAT(Codes(set.images[0].diagnostics), IsEmpty());
  EXPECT_EQ(set.images[0].layers[1].member, set.images[0].layers[0].member);
}

TEST(ArchiveForms, LitterOfDesktopsIsNotTheArchive) {
  TarWriter tar = Plain("image/");
  tar.File("._image", "mac").File("image/._manifest.json", "mac").File("image/.DS_Store", "mac").File(".DS_Store", "m");
  ExpectWhole(ReadSet(tar.Finish()));
}

// An image that has an image among its files is not that image.
TEST(ArchiveForms, AnImageInsideALayerIsAFile) {
  const ImageSet set = ReadSet(Plain("opt/image/").File("etc/motd", "hi").Finish());
  EXPECT_EQ(set.container, Container::kLayer);
  EXPECT_THAT(Codes(set.diagnostics), IsEmpty());
  const ImageSet web = ReadSet(TarWriter().File("app/manifest.json", R"({"name":"app"})").Finish());
  EXPECT_EQ(web.container, Container::kLayer) << "the manifest of a web application";
  EXPECT_THAT(Codes(web.diagnostics), IsEmpty());
}

std::vector<Archive::FolderFile> Unpacked(const std::string& tar, const std::string& prefix) {
  Result<std::unique_ptr<Archive>> archive = OpenBytes(tar);
  std::vector<Archive::FolderFile> files;
  for (MemberId id = 0; archive && id < (*archive)->members().size(); ++id) {
    const Member& member = (*archive)->members()[id];
    if (member.type != EntryType::kFile) continue;  // a browser gives no links
    files.push_back({prefix + member.path, Source((*archive)->ReadText(id).value())});
  }
  return files;
}

Result<ImageSet> ReadFolder(std::vector<Archive::FolderFile> files) {
  Result<std::unique_ptr<Archive>> archive = Archive::OpenFolder(std::move(files));
  EXPECT_TRUE(archive);
  return ReadImageSet(**archive);
}

TEST(ArchiveForms, FoldersThatContainTheImage) {
  for (const std::string& tar : {OciImage(), Plain().Finish()}) {
    for (const char* prefix : {"", "image/", "a/b/"}) {
      std::vector<Archive::FolderFile> files = Unpacked(tar, prefix);
      files.push_back({"README.md", Source("notes")});
      files.push_back({".DS_Store", Source("mac")});
      Result<ImageSet> set = ReadFolder(std::move(files));
      ASSERT_TRUE(set) << prefix;
      ExpectWhole(*set);
    }
  }
}

TEST(ArchiveForms, AFolderOfSeveralImagesSaysWhichAreLeftOut) {
  std::vector<Archive::FolderFile> files = Unpacked(OciImage(), "one/");
  for (Archive::FolderFile& file : Unpacked(OciImage(), "two/")) files.push_back(std::move(file));
  Result<ImageSet> set = ReadFolder(std::move(files));
  ASSERT_TRUE(set);
  ExpectWhole(*set);
  EXPECT_THAT(Codes(set->diagnostics), ElementsAre("image-in-folder"));
  EXPECT_EQ(set->diagnostics[0].path, "one");
  EXPECT_EQ(set->diagnostics[0].detail, "Left out: two");
}

// Repeated layers are links in old docker-archives; unpacked without them the diff ID still tells.
TEST(ArchiveForms, AnUnpackedDockerArchiveWithoutItsLinks) {
  const std::string config = Config({kBase, kBase});
  std::vector<Archive::FolderFile> files;
  files.push_back({"one/layer.tar", Source(kBase)});
  files.push_back({"c.json", Source(config)});
  files.push_back({"manifest.json", Source(Entry("c.json", {"one/layer.tar", "two/layer.tar"}, "[]"))});
  Result<ImageSet> set = ReadFolder(std::move(files));
  ASSERT_TRUE(set);
  EXPECT_THAT(Codes(set->images[0].diagnostics), IsEmpty());
  EXPECT_EQ(set->images[0].layers[1].member, 0u);
  EXPECT_EQ(set->images[0].layers[1].size, kBase.size());
}

TEST(ArchiveForms, AFolderWithoutAnImageSaysWhatToOpen) {
  std::vector<Archive::FolderFile> files;
  files.push_back({"downloads/nginx.tar.gz", Source("x")});
  Result<ImageSet> set = ReadFolder(std::move(files));
  ASSERT_FALSE(set);
  EXPECT_EQ(set.error().code, Code::kNoImage);
  EXPECT_EQ(set.error().detail, "The folder holds downloads/nginx.tar.gz; open that file.");
}

TEST(ArchiveForms, CompressedTwice) {
  const ImageSet set = ReadSet(Gzip(Gzip(Plain().Finish())));
  ExpectWhole(set);
}

TEST(ArchiveForms, OfConcatenatedArchivesTheFirstIsRead) {
  const std::string second = TarWriter().File("manifest.json", "[]").Finish();
  const std::string both = Plain().Finish() + std::string(9216, '\0') + second;
  for (const std::string& bytes : {both, Gzip(both), Gzip(Plain().Finish()) + Gzip(second)}) {
    const ImageSet set = ReadSet(bytes);
    ExpectWhole(set);
    EXPECT_THAT(Codes(set.diagnostics), ElementsAre("trailing-data"));
  }
  EXPECT_THAT(Codes(ReadSet(Plain().Finish(200)).diagnostics), IsEmpty()) << "zeros are padding";
}

TEST(ArchiveForms, NamesInPaxAndGnuHeaders) {
  const std::string folder(150, 'd');
  const std::string path = folder + "/layer.tar";
  const std::string config = Config({kBase, kTop});
  TarWriter tar;
  tar.File(path, kBase).Add({.name = "x", .body = kTop, .pax = {{"path", "pax/layer.tar"}}});
  tar.File("c.json", config).File("manifest.json", Entry("c.json", {path, "pax/layer.tar"}, "[]"));
  ExpectWhole(ReadSet(tar.Finish()));
}

}  // namespace
}  // namespace anatomy
