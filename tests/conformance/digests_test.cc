// Images that real tools wrote are what their digests declare, in every form; and so are the cases, but for those that
// are damaged on purpose.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "conformance/expected_case.h"
#include "conformance/opened_archive.h"

namespace anatomy::conformance {
namespace {

using testing::AnyOf;
using testing::Each;

constexpr size_t kBlockBytes = 64 << 10;

std::vector<std::string> VerdictsOf(const std::filesystem::path& path) {
  const std::string bytes = ReadFile(path);
  auto file = std::make_shared<MemorySource>(std::vector<uint8_t>(bytes.begin(), bytes.end()));
  Result<std::unique_ptr<Archive>> archive = Archive::OpenTar(file);
  if (!archive) return {};
  Result<std::unique_ptr<Inspector>> inspector = Inspector::Open(std::move(*archive), path.filename().string());
  if (!inspector) return {};
  std::vector<std::string> verdicts;
  for (size_t i = 0; i < (*inspector)->images().images.size(); ++i) {
    HashBlobs(
        file, (*inspector)->MissingDigests(i), kBlockBytes,
        [&](const BlobPlace& place, BlobDigests digests) { (*inspector)->AddDigests(place.id, std::move(digests)); },
        [](const BlobPlace&, uint64_t) {});
    Result<Json> image = ParseJson((*inspector)->ReportImage(i), Code::kConfigInvalid);
    EXPECT_TRUE(image);
    verdicts.push_back(TextField(Field(*image, "verification"), "verdict"));
  }
  return verdicts;
}

class FixtureDigests : public testing::TestWithParam<std::string> {};
INSTANTIATE_TEST_SUITE_P(Conformance, FixtureDigests, testing::ValuesIn(FixtureArchives()), TestName);

TEST_P(FixtureDigests, Match) {
  // A container's files and a single layer come without a word about digests.
  const bool bare = GetParam().starts_with("app.docker-export") || GetParam().starts_with("app.layer1");
  const std::vector<std::string> verdicts = VerdictsOf(FixturePath(GetParam()));
  EXPECT_FALSE(verdicts.empty());
  EXPECT_THAT(verdicts, Each(bare ? "none" : "verified"));
}

// A12 and A13 have a layer that was changed after its digest was taken.
TEST(CaseDigests, OnlyWhatIsDamagedOnPurposeIsWrong) {
  std::set<std::string> wrong;
  size_t verified = 0;
  for (const CaseFile& file : AllCaseFiles()) {
    for (const std::string& verdict : VerdictsOf(CasePath(file.file))) {
      EXPECT_THAT(verdict, AnyOf("verified", "incomplete", "mismatch", "none")) << file.file;
      if (verdict == "mismatch") wrong.insert(file.id);
      verified += verdict == "verified" ? 1 : 0;
    }
  }
  EXPECT_EQ(wrong, (std::set<std::string>{"A12", "A13"}));
  EXPECT_GT(verified, 150u);
}

}  // namespace
}  // namespace anatomy::conformance
