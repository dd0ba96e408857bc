// The corpus of real images, where IMAGE_ANATOMY_CORPUS names its folder: siblings give one tree, and each rule gives
// what docker and podman make of it.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <optional>

#include "conformance/expected_case.h"
#include "conformance/opened_archive.h"
#include "conformance/tree_listing.h"
#include "engine/base/path.h"

namespace anatomy::conformance {
namespace {

namespace fs = std::filesystem;

fs::path Corpus() {
  const char* folder = std::getenv("IMAGE_ANATOMY_CORPUS");
  return folder ? folder : "";
}
fs::path Mini() { return Corpus() / "made" / "mini"; }
fs::path Semantics() { return Corpus() / "made" / "semantics"; }

std::optional<OpenedArchive> OpenPreferred(const fs::path& path) {
  Result<OpenedArchive> opened = OpenedArchive::Open(path);
  EXPECT_TRUE(opened) << opened.error().detail;
  if (!opened) return std::nullopt;
  opened->Scan(opened->preferred());
  ExpectBalance(opened->tree(opened->preferred()));
  return std::move(*opened);
}

std::vector<std::string> MiniImages() {
  std::vector<std::string> names = FilesIn(Mini());
  std::erase_if(names, [](const std::string& name) { return !name.starts_with("mini.") || name.ends_with(".tsv"); });
  return names;
}

/// One image, saved by many tools.
class CorpusMini : public testing::TestWithParam<std::string> {};
INSTANTIATE_TEST_SUITE_P(Conformance, CorpusMini, testing::ValuesIn(MiniImages()), TestName);
GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(CorpusMini);

TEST_P(CorpusMini, Matches) {
  const std::optional<OpenedArchive> opened = OpenPreferred(Mini() / GetParam());
  ASSERT_TRUE(opened);
  const Listing truth = ReadListing(Mini() / "mini.tree.tsv", Times::kIgnored);
  EXPECT_FALSE(truth.empty());
  EXPECT_EQ(Difference(ListingOf(opened->tree(opened->preferred()), Times::kIgnored), truth), "");
}

std::vector<std::string> RuleImages() {
  std::vector<std::string> names = FilesIn(Semantics());
  std::erase(names, "foreign-layer-absent.tar");  // docker had its absent layer from elsewhere
  return names;
}

std::string RuleLine(std::string_view path, char type, uint32_t mode, uint64_t size, std::string_view text) {
  return std::string(path) + " " + type + " " + std::to_string(mode) + " " + std::to_string(size) + " " +
         std::string(text);
}

/// `{path: [type, mode, size, content or link]}`, as docker or podman unpacked it.
Listing LinesOf(const Json& oracle) {
  Listing lines;
  for (const auto& [path, entry] : oracle.items()) {
    const uint32_t mode = static_cast<uint32_t>(std::stoul(TextOf(entry[1]), nullptr, 8));
    lines.push_back(RuleLine(path, TextOf(entry[0])[0], mode, entry[2].get<uint64_t>(), TextOf(entry[3])));
  }
  return lines;
}

Listing LinesOf(const OpenedArchive& opened, const Json& oracle) {
  const UnionTree& tree = opened.tree(opened.preferred());
  const int top = static_cast<int>(tree.layer_count()) - 1;
  Listing lines;
  for (const NodeId node : VisibleNodes(tree)) {
    const std::string path = ToUtf8(tree.paths().Path(node));
    const EntryView entry = tree.Look(*tree.At(node, top), node, top);
    const bool file = entry.type == EntryType::kFile || entry.type == EntryType::kHardlink;
    std::string text(entry.link);
    if (file) {
      Result<std::string> content = opened.Read(opened.preferred(), tree.paths().Path(node), top);
      // The oracle keeps the beginning of large contents only.
      const Json& wanted = ArrayOf(Field(oracle, path));
      text = content ? content->substr(0, wanted.size() > 3 ? TextOf(wanted[3]).size() : 0)
                     : CodeName(content.error().code);
    }
    lines.push_back(RuleLine(path, file ? 'f' : TypeLetter(entry.type), entry.mode, entry.size, text));
  }
  return lines;
}

/// One rule each.
class CorpusRules : public testing::TestWithParam<std::string> {};
INSTANTIATE_TEST_SUITE_P(Conformance, CorpusRules, testing::ValuesIn(RuleImages()), TestName);
GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(CorpusRules);

TEST_P(CorpusRules, Match) {
  const std::optional<OpenedArchive> opened = OpenPreferred(Semantics() / GetParam());
  ASSERT_TRUE(opened);
  for (const char* witness : {"docker-C", "docker-O", "podman"}) {
    const fs::path path = Corpus() / "made" / "expected" / (GetParam() + "." + witness + ".json");
    if (!fs::exists(path)) continue;
    SCOPED_TRACE(witness);
    Json oracle = ReadJson(path);
    // Docker's witness is a container, for which docker makes /etc.
    const UnionTree& tree = opened->tree(opened->preferred());
    if (tree.paths().Find("etc") == kNoNode) oracle.erase("etc");
    EXPECT_EQ(Difference(LinesOf(*opened, oracle), LinesOf(oracle)), "");
  }
}

}  // namespace
}  // namespace anatomy::conformance
