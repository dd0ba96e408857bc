// Claims of every form of archive, from the metadata to the verdict: genuine ones, and copies that were tampered with.
#include "engine/analysis/verification.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/inspector.h"
#include "unit/image/fixtures.h"

namespace anatomy {
namespace {

using namespace image_test;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

const std::string kBase = Layer("base");
const std::string kTop = Layer("top");
const std::string kConfig = Config({kBase, kTop});
const std::string kManifest = Manifest(kConfig, {kBase, kTop});

/// An archive whose digests have all been computed.
class Verified {
 public:
  explicit Verified(std::string_view bytes, bool hash = true) : file_(Source(bytes)) {
    Result<std::unique_ptr<Archive>> archive = Archive::OpenTar(file_);
    EXPECT_TRUE(archive);
    Result<std::unique_ptr<Inspector>> inspector = Inspector::Open(std::move(*archive), "x.tar");
    EXPECT_TRUE(inspector);
    inspector_ = std::move(*inspector);
    for (size_t i = 0; hash && i < inspector_->images().images.size(); ++i) HashImage(i);
  }

  Json Image(size_t index = 0) const { return *ParseJson(inspector_->ReportImage(index), Code::kConfigInvalid); }
  Json Verification(size_t index = 0) const { return Field(Image(index), "verification"); }
  std::string Verdict(size_t index = 0) const { return TextField(Verification(index), "verdict"); }

  /// "layer 0 match", …
  std::vector<std::string> Claims(size_t index = 0) const {
    std::vector<std::string> lines;
    const Json verification = Verification(index);
    for (const Json& claim : ArrayOf(Field(verification, "claims"))) {
      std::string line = TextField(claim, "subject");
      if (claim.contains("of")) line += " of " + TextField(claim, "of");
      if (const auto layer = NumberField(claim, "layer")) line += " " + std::to_string(*layer);
      lines.push_back(line + " " + TextField(claim, "verdict"));
    }
    return lines;
  }

  /// "digest-mismatch 0 path", …
  std::vector<std::string> Remarks(size_t index = 0) const {
    std::vector<std::string> lines;
    const Json image = Image(index);
    for (const Json& diagnostic : ArrayOf(Field(image, "diagnostics"))) {
      if (!TextField(diagnostic, "code").ends_with("-mismatch")) continue;
      const auto layer = NumberField(diagnostic, "layer");
      lines.push_back(TextField(diagnostic, "code") + (layer ? " " + std::to_string(*layer) : ""));
    }
    return lines;
  }

  size_t waiting(size_t index = 0) const { return inspector_->MissingDigests(index).size(); }
  Inspector& inspector() { return *inspector_; }

 private:
  void HashImage(size_t index) {
    HashBlobs(
        file_, inspector_->MissingDigests(index), 1000,
        [&](const BlobPlace& place, BlobDigests digests) { inspector_->AddDigests(place.id, std::move(digests)); },
        [](const BlobPlace&, uint64_t) {});
  }

  std::shared_ptr<ByteSource> file_;
  std::unique_ptr<Inspector> inspector_;
};

/// The blob at the place that another one's digest names.
OciTar& Falsely(OciTar& tar, const std::string& named, const std::string& bytes) {
  return tar.File("blobs/sha256/" + Hex(named), bytes);
}

std::string Flipped(std::string bytes) {
  bytes[bytes.size() / 3] ^= 1;
  return bytes;
}

std::string WholeOci() {
  return OciTar().Blobs({kBase, kTop, kConfig, kManifest}).Finish(Index({DescriptorOf(kManifest, kOciManifest)}));
}

TEST(Verification, AGenuineOciImage) {
  const Verified image(WholeOci());
  EXPECT_EQ(image.Verdict(), "verified");
  EXPECT_THAT(image.Claims(), ElementsAre("manifest match", "config match", "layer 0 match", "diff-id 0 match",
                                          "layer 1 match", "diff-id 1 match"));
  EXPECT_THAT(image.Remarks(), IsEmpty());
  const Json claim = Field(image.Verification(), "claims")[2];
  EXPECT_EQ(TextField(claim, "declared"), Digest(kBase));
  EXPECT_EQ(TextField(claim, "computed"), Digest(kBase));
  EXPECT_EQ(NumberField(claim, "declaredSize"), kBase.size());
  EXPECT_EQ(NumberField(claim, "computedSize"), kBase.size());
}

TEST(Verification, LayersWaitDocumentsDoNot) {
  Verified image(WholeOci(), false);
  EXPECT_EQ(image.Verdict(), "pending");
  EXPECT_EQ(image.waiting(), 2u);
  EXPECT_THAT(image.Claims(), ElementsAre("manifest match", "config match", "layer 0 pending", "diff-id 0 pending",
                                          "layer 1 pending", "diff-id 1 pending"));
  for (const DigestWish& wish : image.inspector().MissingDigests(0)) image.inspector().AddDigests(wish.place.id, {});
  EXPECT_EQ(image.waiting(), 0u) << "given up";
  EXPECT_EQ(image.Verdict(), "incomplete");
  EXPECT_THAT(image.Claims(), Contains("layer 0 unreadable"));
}

TEST(Verification, NestedIndexesAreClaimsOfEveryImageTheyLeadTo) {
  const std::string other = Manifest(kConfig, {kBase, kTop}, R"("annotations":{"a":"b"})");
  const std::string nested = Index({DescriptorOf(kManifest, kOciManifest), DescriptorOf(other, kOciManifest)});
  const auto archive = [&](const std::string& stored) {
    OciTar tar;
    tar.Blobs({kBase, kTop, kConfig, kManifest, other});
    return Falsely(tar, nested, stored).Finish(Index({DescriptorOf(nested, kOciIndex)}));
  };
  const Verified good(archive(nested));
  for (const size_t image : {0u, 1u}) {
    EXPECT_EQ(good.Claims(image)[0], "index match");
    EXPECT_EQ(good.Verdict(image), "verified");
  }
  const Verified bad(archive(nested + " "));
  for (const size_t image : {0u, 1u}) {
    EXPECT_EQ(bad.Claims(image)[0], "index mismatch");
    EXPECT_THAT(bad.Remarks(image), ElementsAre("digest-mismatch")) << "size and digest are one fact";
  }
}

TEST(Verification, TamperedDocumentsAndLayers) {
  const std::string index = Index({DescriptorOf(kManifest, kOciManifest)});
  OciTar config;
  config.Blobs({kBase, kTop, kManifest});
  const Verified bad_config(Falsely(config, kConfig, Flipped(kConfig)).Finish(index));
  EXPECT_THAT(bad_config.Claims(), Contains("config mismatch"));
  EXPECT_EQ(bad_config.Verdict(), "mismatch");
  EXPECT_THAT(bad_config.Remarks(), Contains("digest-mismatch"));

  OciTar manifest;
  manifest.Blobs({kBase, kTop, kConfig});
  const Verified bad_manifest(Falsely(manifest, kManifest, kManifest + "\n").Finish(index));
  EXPECT_THAT(bad_manifest.Claims(), Contains("manifest mismatch"));
  EXPECT_THAT(bad_manifest.Claims(), Contains("layer 0 match")) << "the rest is checked all the same";

  OciTar layer;
  layer.Blobs({kTop, kConfig, kManifest});
  const Verified bad_layer(Falsely(layer, kBase, Flipped(kBase)).Finish(index));
  EXPECT_THAT(bad_layer.Claims(), ElementsAre("manifest match", "config match", "layer 0 mismatch",
                                              "diff-id 0 mismatch", "layer 1 match", "diff-id 1 match"));
  EXPECT_THAT(bad_layer.Remarks(), ElementsAre("digest-mismatch 0")) << "one fact, one remark";
  const Json remark = Field(bad_layer.Image(), "diagnostics")[0];
  EXPECT_EQ(TextField(remark, "severity"), "error");
  EXPECT_EQ(TextField(remark, "path"), "blobs/sha256/" + Hex(kBase));
  EXPECT_THAT(TextField(remark, "message"), HasSubstr(Digest(kBase) + ", computed " + Digest(Flipped(kBase))));
}

TEST(Verification, TheDiffIdAlone) {
  const std::string gz = Gzip(kTop);
  const std::string config = Config({kBase});  // says another layer
  const std::string manifest = Manifest(config, {gz});
  const Verified image(OciTar().Blobs({gz, config, manifest}).Finish(Index({DescriptorOf(manifest, kOciManifest)})));
  EXPECT_THAT(image.Claims(), Contains("layer 0 match"));
  EXPECT_THAT(image.Claims(), Contains("diff-id 0 mismatch"));
  EXPECT_THAT(image.Remarks(), ElementsAre("digest-mismatch 0"));
}

TEST(Verification, ADamagedLayerHasAStoredDigestOnly) {
  const std::string gz = Gzip(kBase);
  const std::string damaged = Flipped(gz);
  const std::string config = Config({kBase});
  const std::string manifest = Manifest(config, {damaged});  // stored as it was named
  const Verified image(
      OciTar().Blobs({damaged, config, manifest}).Finish(Index({DescriptorOf(manifest, kOciManifest)})));
  EXPECT_THAT(image.Claims(), Contains("layer 0 match"));
  EXPECT_THAT(image.Claims(), Contains("diff-id 0 unreadable"));
  EXPECT_EQ(image.Verdict(), "incomplete");
}

TEST(Verification, ASizeThatIsOffByOneIsKnownBeforeAnythingIsHashed) {
  const std::string descriptor = R"({"mediaType":")" + std::string(kOciLayer) + R"(","digest":")" + Digest(kBase) +
                                 R"(","size":)" + std::to_string(kBase.size() + 1) + "}";
  const std::string config = Config({kBase});
  const std::string manifest =
      R"({"config":)" + DescriptorOf(config, kOciConfig) + R"(,"layers":[)" + descriptor + "]}";
  const std::string bytes =
      OciTar().Blobs({kBase, config, manifest}).Finish(Index({DescriptorOf(manifest, kOciManifest)}));
  for (const bool hash : {false, true}) {
    const Verified image(bytes, hash);
    EXPECT_THAT(image.Claims(), Contains("layer 0 mismatch"));
    EXPECT_EQ(image.Verdict(), "mismatch");
    EXPECT_THAT(image.Remarks(), ElementsAre("size-mismatch 0")) << "the digest is right";
  }
}

TEST(Verification, Sha512AndAlgorithmsThatAreNotComputed) {
  const std::string sha512 = DigestOf(HashAlgorithm::kSha512, AsBytes(kBase));
  const std::string blake3 = "blake3:" + std::string(64, 'b');
  const auto archive = [&](const std::string& digest, const std::string& stored, uint64_t size) {
    const std::string config = Config({kBase});
    const std::string manifest = R"({"config":)" + DescriptorOf(config, kOciConfig) + R"(,"layers":[{"digest":")" +
                                 digest + R"(","size":)" + std::to_string(size) + "}]}";
    std::string path = "blobs/" + digest;
    path[path.find(':')] = '/';
    return OciTar().Blobs({config, manifest}).File(path, stored).Finish(Index({DescriptorOf(manifest, kOciManifest)}));
  };
  const Verified good(archive(sha512, kBase, kBase.size()));
  EXPECT_EQ(good.Verdict(), "verified");
  EXPECT_EQ(TextField(Field(good.Verification(), "claims")[2], "computed"), sha512);
  EXPECT_THAT(Verified(archive(sha512, Flipped(kBase), kBase.size())).Claims(), Contains("layer 0 mismatch"));

  const Verified other(archive(blake3, kBase, kBase.size()));
  EXPECT_THAT(other.Claims(), Contains("layer 0 unsupported"));
  EXPECT_THAT(other.Claims(), Contains("diff-id 0 match")) << "which has an algorithm of its own";
  EXPECT_EQ(other.Verdict(), "incomplete");
  EXPECT_THAT(Verified(archive(blake3, kBase, 1)).Claims(), Contains("layer 0 mismatch")) << "the size can be checked";
}

TEST(Verification, MissingAndInvalid) {
  const std::string config = R"({"os":"linux","rootfs":{"diff_ids":["no digest"]}})";
  const std::string manifest = R"({"config":)" + DescriptorOf(config, kOciConfig) + R"(,"layers":[)" +
                               DescriptorOf(kBase, kOciLayer) + R"(,{"digest":"sha256:short","size":1},{}]})";
  const Verified image(OciTar().Blobs({config, manifest}).Finish(Index({DescriptorOf(manifest, kOciManifest)})));
  EXPECT_THAT(image.Claims(), ElementsAre("manifest match", "config match", "layer 0 missing", "diff-id 0 invalid",
                                          "layer 1 invalid", "layer 2 invalid"));
  EXPECT_EQ(image.Verdict(), "incomplete");
  EXPECT_THAT(image.Remarks(), Not(Contains(HasSubstr("digest-mismatch"))));
}

TEST(Verification, EmbeddedData) {
  const auto archive = [&](const std::string& data, bool blob) {
    const std::string manifest =
        R"({"config":)" + DescriptorOf("{}", kOciConfig, R"("data":")" + data + '"') + R"(,"layers":[]})";
    OciTar tar;
    tar.Blob(manifest);
    if (blob) tar.Blob("{}");
    return tar.Finish(Index({DescriptorOf(manifest, kOciManifest)}));
  };
  EXPECT_THAT(Verified(archive("e30=", true)).Claims(),
              ElementsAre("manifest match", "config match", "data of config match"));
  EXPECT_THAT(Verified(archive("e30=", false)).Claims(), ElementsAre("manifest match", "data of config match"))
      << "carried by its descriptor alone: nothing is missing";
  const Verified wrong(archive("W10=", true));
  EXPECT_THAT(wrong.Claims(), ElementsAre("manifest match", "config match", "data of config mismatch"));
  EXPECT_THAT(wrong.Remarks(), ElementsAre("digest-mismatch"));
  EXPECT_THAT(Verified(archive("!!", true)).Claims(), Contains("data of config mismatch")) << "no base64";
}

// Two entries of an index may name one manifest, and lie about its size in one of them.
TEST(Verification, EveryDescriptorOfAManifestCounts) {
  const std::string lie =
      R"({"mediaType":")" + std::string(kOciManifest) + R"(","digest":")" + Digest(kManifest) + R"(","size":1})";
  const Verified image(
      OciTar().Blobs({kBase, kTop, kConfig, kManifest}).Finish(Index({DescriptorOf(kManifest, kOciManifest), lie})));
  EXPECT_THAT(image.Claims(), Contains("manifest match"));
  EXPECT_THAT(image.Claims(), Contains("manifest mismatch"));
  EXPECT_THAT(image.Remarks(), ElementsAre("size-mismatch"));
}

std::string DockerArchive(const std::string& config_name, const std::string& config, const std::string& layer_name,
                          const std::string& layer) {
  return TarWriter()
      .File(layer_name, layer)
      .File(config_name, config)
      .File("manifest.json",
            R"([{"Config":")" + config_name + R"(","RepoTags":["a:1"],"Layers":[")" + layer_name + "\"]}]")
      .Finish();
}

TEST(Verification, NamesInADockerArchiveDeclareDigests) {
  const std::string config = Config({kBase});
  const std::string gz = Gzip(kBase);
  const std::vector<std::string> all = {"config match", "layer 0 match", "diff-id 0 match"};
  EXPECT_EQ(Verified(DockerArchive(Hex(config) + ".json", config, Hex(kBase) + ".tar", kBase)).Claims(), all);
  EXPECT_EQ(Verified(DockerArchive(Digest(config), config, Hex(gz) + ".tar.gz", gz)).Claims(), all);
  EXPECT_EQ(Verified(DockerArchive(Digest(config), config, Digest(gz) + ".tar.gz", gz)).Claims(), all);
  EXPECT_EQ(
      Verified(DockerArchive("blobs/sha256/" + Hex(config), config, "blobs/sha256/" + Hex(kBase), kBase)).Claims(),
      all);
  EXPECT_THAT(Verified(DockerArchive("config.json", config, "layer.tar", kBase)).Claims(),
              ElementsAre("diff-id 0 match"));
}

// The ID of a layer before Docker 1.10 looks like a digest, a compressed layer may be named after its diff ID.
TEST(Verification, NamesThatMeanSomethingElseAreNoClaim) {
  const std::string config = Config({kBase});
  const std::string id = Hex("an ID");
  for (const auto& [name, layer] :
       {std::pair(id + "/layer.tar", kBase), std::pair(id + ".tar", kBase), std::pair(Hex(kBase) + ".tar", Gzip(kBase)),
        std::pair(Hex(kBase) + ".tar.gz", Gzip(kBase))}) {
    const Verified image(DockerArchive(Hex(config) + ".json", config, name, layer));
    EXPECT_THAT(image.Claims(), ElementsAre("config match", "diff-id 0 match")) << name;
  }
}

TEST(Verification, TamperedDockerArchives) {
  const std::string config = Config({kBase});
  const std::string gz = Gzip(kBase);
  const Verified bad_config(DockerArchive(Hex(config) + ".json", config + " ", "l.tar", kBase));
  EXPECT_THAT(bad_config.Claims(), ElementsAre("config mismatch", "diff-id 0 match"));
  const Verified bad_plain(DockerArchive(Hex(config) + ".json", config, Hex(kBase) + ".tar", Flipped(kBase)));
  EXPECT_THAT(bad_plain.Claims(), ElementsAre("config match", "layer 0 mismatch", "diff-id 0 mismatch"));
  EXPECT_THAT(bad_plain.Remarks(), ElementsAre("digest-mismatch 0"));
  const Verified bad_gz(DockerArchive(Hex(config) + ".json", config, Hex(gz) + ".tar.gz", Gzip(kTop)));
  EXPECT_THAT(bad_gz.Claims(), ElementsAre("config match", "layer 0 mismatch", "diff-id 0 mismatch"));
}

// docker ≥ 25: manifest.json and an OCI layout over the same blobs; both declare.
TEST(Verification, BothSidesOfADockerArchiveCountOnce) {
  const std::string docker = R"([{"Config":"blobs/sha256/)" + Hex(kConfig) +
                             R"(","RepoTags":["a:1"],"Layers":["blobs/sha256/)" + Hex(kBase) + R"(","blobs/sha256/)" +
                             Hex(kTop) + R"("]}])";
  const auto archive = [&](const std::string& manifest) {
    return OciTar()
        .Blobs({kBase, kTop, kConfig, manifest})
        .File("manifest.json", docker)
        .Finish(Index({DescriptorOf(manifest, kOciManifest)}));
  };
  const Verified good(archive(kManifest));
  EXPECT_THAT(good.Claims(), ElementsAre("manifest match", "config match", "layer 0 match", "diff-id 0 match",
                                         "layer 1 match", "diff-id 1 match"));
  // moby #47065: the OCI side has no layers. manifest.json is followed, and only what it says is claimed.
  const Verified empty(archive(Manifest(kConfig, {})));
  EXPECT_THAT(empty.Claims(),
              ElementsAre("config match", "layer 0 match", "diff-id 0 match", "layer 1 match", "diff-id 1 match"));
  EXPECT_EQ(empty.Verdict(), "verified");
}

TEST(Verification, ArchivesWithoutMetadataDeclareNothing) {
  const Verified layer(Layer("alone"));
  EXPECT_EQ(layer.Verdict(), "none");
  EXPECT_EQ(layer.waiting(), 0u);
}

TEST(Verification, ACompressedTarballIsVerifiedAsWell) { EXPECT_EQ(Verified(Gzip(WholeOci())).Verdict(), "verified"); }

// What is too large to be read as a document is hashed like a layer.
TEST(Verification, AttestationsAreVerifiedThoughTheyHaveNoFiles) {
  const std::string statement = R"({"_type":"https://in-toto.io/Statement/v0.1"})";
  const std::string config = Config({statement});
  const std::string manifest = R"({"config":)" + DescriptorOf(config, kOciConfig) + R"(,"layers":[)" +
                               DescriptorOf(statement, "application/vnd.in-toto+json") + "]}";
  const Verified image(
      OciTar().Blobs({statement, config, manifest}).Finish(Index({DescriptorOf(manifest, kOciManifest)})));
  EXPECT_EQ(TextField(image.Image(), "kind"), "attestation");
  EXPECT_EQ(image.Verdict(), "verified");
}

}  // namespace
}  // namespace anatomy
