#include "engine/image/documents.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/base/limits.h"
#include "unit/image/fixtures.h"

namespace anatomy {
namespace {

using namespace image_test;
using testing::ElementsAre;
using testing::IsEmpty;

const std::string kBase = Layer("base");
const std::string kConfig = Config({kBase});
const std::string kManifest = Manifest(kConfig, {kBase});

std::vector<std::string> Paths(const ImageSet& set) {
  std::vector<std::string> paths;
  for (const Document& document : set.documents) paths.push_back(document.path);
  return paths;
}

std::string PathOf(std::string_view blob) { return "blobs/sha256/" + Hex(blob); }

TEST(Documents, AManifestStandsWithItsImage) {
  const std::string index = Index({DescriptorOf(kManifest, kOciManifest)});
  const ImageSet set = ReadSet(OciTar().Blobs({kBase, kConfig, kManifest}).Finish(index));
  ASSERT_THAT(Paths(set), ElementsAre("index.json"));
  EXPECT_EQ(set.documents[0].digest, "");
  EXPECT_EQ(set.documents[0].size, index.size());
  EXPECT_EQ(set.documents[0].content, Json::parse(index));
}

TEST(Documents, NestedIndexesOnceAndTheOuterFirst) {
  const std::string inner = Index({DescriptorOf(kManifest, kOciManifest)});
  const std::string outer = Index({DescriptorOf(inner, kOciIndex), DescriptorOf(inner, kOciIndex)});
  const std::string top = Index({DescriptorOf(outer, kOciIndex), DescriptorOf("gone", kOciIndex)});
  const ImageSet set = ReadSet(OciTar().Blobs({kBase, kConfig, kManifest, inner, outer}).Finish(top));
  EXPECT_THAT(Paths(set), ElementsAre("index.json", PathOf(outer), PathOf(inner)));
  EXPECT_EQ(set.documents[1].digest, Digest(outer));
  EXPECT_EQ(set.documents[1].media_type, kOciIndex);
}

TEST(Documents, WhatAnAttestationStates) {
  const std::string statement = R"({"predicateType":"https://slsa.dev/provenance/v1"})";
  const std::string config = "{}";
  const std::string manifest = R"({"config":)" + DescriptorOf(config, kOciConfig) + R"(,"layers":[)" +
                               DescriptorOf(statement, "application/vnd.in-toto+json") + "]}";
  const ImageSet set =
      ReadSet(OciTar().Blobs({statement, config, manifest}).Finish(Index({DescriptorOf(manifest, kOciManifest)})));
  ASSERT_THAT(Paths(set), ElementsAre("index.json", PathOf(statement)));
  EXPECT_EQ(set.documents[1].media_type, "application/vnd.in-toto+json");
  EXPECT_EQ(set.documents[1].content, Json::parse(statement));
}

TEST(Documents, WhatIsTooLargeOrNoJsonIsNamedOnly) {
  const std::string large = R"({"manifests":[],"x":")" + std::string(limits::kShownDocumentBytes, 'x') + "\"}";
  const std::string broken = "{\"manifests\":";
  const std::string top =
      Index({DescriptorOf(kManifest, kOciManifest), DescriptorOf(large, kOciIndex), DescriptorOf(broken, kOciIndex)});
  const ImageSet set = ReadSet(OciTar().Blobs({kBase, kConfig, kManifest, large, broken}).Finish(top));
  ASSERT_THAT(Paths(set), ElementsAre("index.json", PathOf(large), PathOf(broken)));
  EXPECT_FALSE(set.documents[1].content);
  EXPECT_EQ(set.documents[1].size, large.size());
  EXPECT_FALSE(set.documents[2].content);
}

TEST(Documents, BoundedInNumber) {
  OciTar tar;
  tar.Blobs({kBase, kConfig, kManifest});
  std::vector<std::string> entries = {DescriptorOf(kManifest, kOciManifest)};
  for (size_t i = 0; i < limits::kShownDocuments + 10; ++i) {
    const std::string index = R"({"manifests":[],"i":)" + std::to_string(i) + "}";
    tar.Blob(index);
    entries.push_back(DescriptorOf(index, kOciIndex));
  }
  EXPECT_EQ(ReadSet(tar.Finish(Index(entries))).documents.size(), limits::kShownDocuments);
}

TEST(Documents, NoneOfABareFileSystem) {
  EXPECT_THAT(ReadSet(TarWriter().File("etc/passwd", "").File("repositories", "{}").Finish()).documents, IsEmpty());
}

}  // namespace
}  // namespace anatomy
