// The final tree written as a tar and read back is the tree: all cases with their oddities and damage, and the archives
// that real tools wrote.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>

#include "conformance/expected_case.h"
#include "conformance/opened_archive.h"
#include "conformance/tree_listing.h"
#include "engine/export/tree_export.h"
#include "unit/io/block_streams.h"

namespace anatomy::conformance {
namespace {

struct Exported {
  std::string tar;
  std::set<std::string> missing;
  std::set<std::string> cut;
};

Exported ExportWhole(const OpenedArchive& opened, size_t image) {
  Exported exported;
  const int top = static_cast<int>(opened.tree(image).layer_count()) - 1;
  Result<ExportPlan> plan = opened.inspector().LocateTree(image, kRootNode, {.to = top});
  EXPECT_TRUE(plan);
  if (!plan) return exported;
  Result<ExportPlan> crossed = DecodeExportPlan(EncodeExportPlan(*plan));
  EXPECT_TRUE(crossed);
  if (!crossed) return exported;
  ExportTree([&](uint32_t) { return opened.file(); }, *crossed, 16 << 10,
             [&](Bytes bytes) {
               exported.tar += AsText(bytes);
               return true;
             },
             [&](const LostFile& lost) { (lost.cut ? exported.cut : exported.missing).insert(lost.path); });
  return exported;
}

// One line for each entry with all there is but the content. The names of one file are a group: which of them is "the
// file" does not matter.
Listing LinesOf(const UnionTree& tree) {
  const int top = static_cast<int>(tree.layer_count()) - 1;
  std::map<InodeId, std::set<std::string>> names;
  for (const NodeId node : VisibleNodes(tree)) names[tree.At(node, top)->inode].insert(tree.paths().Path(node));
  Listing lines;
  for (const NodeId node : VisibleNodes(tree)) {
    const Version& version = *tree.At(node, top);
    const EntryView entry = tree.Look(version, node, top);
    std::string line = tree.paths().Path(node) + " " + TypeLetter(entry.inode_type);
    for (const uint64_t number :
         {uint64_t{entry.mode}, uint64_t{entry.uid}, uint64_t{entry.gid}, static_cast<uint64_t>(entry.mtime),
          entry.size, uint64_t{entry.device[0]}, uint64_t{entry.device[1]}}) {
      line += " " + std::to_string(number);
    }
    if (entry.inode_type == EntryType::kSymlink) line += " -> " + std::string(entry.inode_link);
    if (entry.xattrs) {
      for (const Xattr& xattr : *entry.xattrs) line += " " + xattr.name + "=" + xattr.value;
    }
    for (const std::string& name : names[version.inode]) line += " = " + name;
    lines.push_back(std::move(line));
  }
  return lines;
}

// The content of a sparse file has no hash to compare with: its holes are written out.
std::map<std::string, ContentHash> HashesOf(const UnionTree& tree) {
  const int top = static_cast<int>(tree.layer_count()) - 1;
  std::map<std::string, ContentHash> hashes;
  for (const NodeId node : VisibleNodes(tree)) {
    const EntryView entry = tree.Look(*tree.At(node, top), node, top);
    if (entry.inode_type == EntryType::kFile && entry.stored_size == entry.size) {
      hashes[tree.paths().Path(node)] = entry.hash;
    }
  }
  return hashes;
}

void ExpectSameTree(const std::filesystem::path& path) {
  Result<OpenedArchive> opened = OpenedArchive::Open(path);
  if (!opened) return;  // a case of what cannot be opened
  for (size_t image = 0; image < opened->inspector().images().images.size(); ++image) {
    SCOPED_TRACE("image " + std::to_string(image));
    opened->Scan(image, kReadAll);
    const UnionTree& tree = opened->tree(image);
    const Exported exported = ExportWhole(*opened, image);
    const LayerTable table = ScanLayer(test::BlocksOf(exported.tar, 4096));
    EXPECT_EQ(table.state, LayerState::kComplete);
    UnionTree back;
    back.AddLayer(std::make_shared<const LayerTable>(table));
    Listing wanted = LinesOf(tree);
    std::erase_if(wanted, [&](const std::string& line) {
      return std::ranges::any_of(exported.missing,
                                 [&](const std::string& path) { return line.starts_with(path + " "); });
    });
    EXPECT_EQ(Difference(LinesOf(back), wanted), "");
    const auto hashes = HashesOf(back);
    for (const auto& [name, hash] : HashesOf(tree)) {
      if (exported.missing.contains(name) || exported.cut.contains(name)) continue;
      EXPECT_TRUE(hashes.contains(name) && hashes.at(name) == hash) << name;
    }
  }
}

class CaseExport : public testing::TestWithParam<CaseFile> {};
INSTANTIATE_TEST_SUITE_P(Conformance, CaseExport, testing::ValuesIn(AllCaseFiles()), CaseName);

TEST_P(CaseExport, ReadBackItIsTheTree) { ExpectSameTree(CasePath(GetParam().file)); }

class FixtureExport : public testing::TestWithParam<std::string> {};
INSTANTIATE_TEST_SUITE_P(Conformance, FixtureExport, testing::ValuesIn(FixtureArchives()), TestName);

TEST_P(FixtureExport, ReadBackItIsTheTree) { ExpectSameTree(FixturePath(GetParam())); }

}  // namespace
}  // namespace anatomy::conformance
