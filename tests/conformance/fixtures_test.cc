// Images that real tools wrote (tests/fixtures/README.md) give the tree that an independent tool unpacked from them.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>

#include "conformance/opened_archive.h"
#include "conformance/tree_listing.h"

namespace anatomy::conformance {
namespace {

/// The list that tells the truth about an archive: its own, or that of its family.
std::string TruthOf(const std::string& archive) {
  static const std::map<std::string, std::string> kOwn = {{"app.docker-export.tar", "app.docker-export"},
                                                          {"app.layer1.tar.gz", "app.layer1"},
                                                          {"built.buildah.tar", "built.buildah"}};
  if (const auto own = kOwn.find(archive); own != kOwn.end()) return own->second + ".tree.tsv";
  const std::string family =
      archive.starts_with("built.buildkit") ? "built.buildkit" : archive.substr(0, archive.find('.'));
  return family + ".tree.tsv";
}

class Fixtures : public testing::TestWithParam<std::string> {};
INSTANTIATE_TEST_SUITE_P(Conformance, Fixtures, testing::ValuesIn(FixtureArchives()), TestName);

TEST_P(Fixtures, Match) {
  Result<OpenedArchive> opened = OpenedArchive::Open(FixturePath(GetParam()));
  ASSERT_TRUE(opened) << opened.error().detail;
  const size_t image = opened->preferred();
  opened->Scan(image);
  const UnionTree& tree = opened->tree(image);
  ASSERT_EQ(tree.layer_count(), opened->inspector().images().images[image].layers.size());
  for (uint32_t i = 0; i < tree.layer_count(); ++i)
    EXPECT_EQ(tree.table(i).state, LayerState::kComplete) << "layer " << i;
  ExpectBalance(tree);
  const Listing truth = ReadListing(FixturePath(TruthOf(GetParam())));
  EXPECT_FALSE(truth.empty());
  EXPECT_EQ(Difference(ListingOf(tree), truth), "");
}

TEST(FixtureFormats, ATableOfContentsIsFoundInTheBlob) {
  for (const auto& [file, format] :
       {std::pair("app.skopeo-oci-zstdchunked.tar", "zstd:chunked"), std::pair("app.skopeo-oci-zstd.tar", "")}) {
    Result<OpenedArchive> opened = OpenedArchive::Open(FixturePath(file));
    ASSERT_TRUE(opened) << opened.error().detail;
    opened->Scan(0);
    const Json report = opened->Report();
    for (const Json& layer : report["images"][0]["layers"]) EXPECT_EQ(TextField(layer, "format"), format) << file;
  }
}

TEST(FixtureList, HasManyTools) { EXPECT_GE(FixtureArchives().size(), 20u); }

}  // namespace
}  // namespace anatomy::conformance
