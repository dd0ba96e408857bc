// The shape of `tree --json`: a fixed interface (schema version 1).
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/report/entry_json.h"
#include "engine/report/report.h"
#include "unit/support/layer_builder.h"

namespace anatomy {
namespace {

using test::TarWriter;
using testing::ElementsAre;

Json Report(const UnionTree& tree, const PointOfView& view) {
  std::string text;
  TreeReport(tree, view, [&](std::string_view piece) { text += piece; });
  Json json = Json::parse(text, nullptr, false);
  EXPECT_FALSE(json.is_discarded()) << text;
  EXPECT_EQ(json["schemaVersion"], 1);
  EXPECT_EQ(json["at"], view.to);
  return json["entries"];
}

UnionTree Tree(const std::vector<TarWriter>& layers) { return test::TreeOf(layers); }

TEST(TreeReport, AnEmptyTree) { EXPECT_EQ(Report(Tree({TarWriter()}), {.to = 0}).dump(), "[]"); }

TEST(TreeReport, EveryFieldOfEveryType) {
  TarWriter tar;
  tar.Add({.name = "f", .body = "body", .mode = 04755, .uid = 1, .gid = 2, .mtime = 3});
  tar.Add({.name = "h", .type = '1', .link = "f", .mode = 04755, .uid = 1, .gid = 2, .mtime = 3});
  tar.Symlink("l", "f").Add({.name = "c", .type = '3', .device_major = 1, .device_minor = 3});
  tar.File("d/x", "").Add(
      {.name = "x", .pax = {{"SCHILY.xattr.user.t", "text"}, {"SCHILY.xattr.user.b", std::string("\0\1", 2)}}});
  const Json entries = Report(Tree({tar}), {.to = 0});
  std::vector<std::string> lines;
  for (const Json& entry : entries) lines.push_back(entry.dump());
  EXPECT_THAT(
      lines,
      ElementsAre(
          R"({"path":"/c","type":"char","mode":420,"uid":0,"gid":0,"size":0,"mtime":0,"device":{"major":1,"minor":3},"layer":0})",
          R"({"path":"/d","type":"dir","mode":493,"uid":0,"gid":0,"size":0,"mtime":0,"layer":0,"implicit":true})",
          R"({"path":"/d/x","type":"file","mode":420,"uid":0,"gid":0,"size":0,"mtime":0,"layer":0})",
          R"({"path":"/f","type":"file","mode":2541,"uid":1,"gid":2,"size":4,"mtime":3,"layer":0})",
          R"({"path":"/h","type":"hardlink","mode":2541,"uid":1,"gid":2,"size":4,"mtime":3,"linkname":"f","layer":0})",
          R"({"path":"/l","type":"symlink","mode":511,"uid":0,"gid":0,"size":0,"mtime":0,"linkname":"f","layer":0})",
          R"({"path":"/x","type":"file","mode":420,"uid":0,"gid":0,"size":0,"mtime":0,"xattrs":{"user.b":"0sAAE=","user.t":"text"},"layer":0})"));
}

TEST(TreeReport, ArtefactsOfALayerFormat) {
  LayerTable table = test::Scan(TarWriter().File("stargz.index.json", "{}").File("d/stargz.index.json", "{}").Finish());
  table.format = BlobFormat::kEstargz;
  UnionTree tree;
  tree.AddLayer(std::make_shared<const LayerTable>(std::move(table)));
  tree.AddLayer(test::TableOf(TarWriter().File(".prefetch.landmark", "")));
  std::vector<std::string> artefacts;
  for (const Json& entry : Report(tree, {.to = 1})) {
    if (entry.contains("artefact"))
      artefacts.push_back(entry["path"].get<std::string>() + " " + entry["artefact"].get<std::string>());
  }
  EXPECT_THAT(artefacts, ElementsAre("/stargz.index.json estargz")) << "only at the root, and only in such a layer";
}

TEST(TreeReport, ByteOrderOfThePath) {
  std::vector<std::string> paths;
  for (const Json& entry :
       Report(Tree({TarWriter().File("a/b", "").File("a-b", "").File("a", "").File("B", "").File("\xc3\xa9", "")}),
              {.to = 0})) {
    paths.push_back(entry["path"]);
  }
  EXPECT_THAT(paths, ElementsAre("/B", "/a", "/a-b", "/\xc3\xa9")) << "the later file a replaced the directory";
}

TEST(TreeReport, NamesThatAreNotUtf8HaveTheirBytes) {
  const Json entries = Report(Tree({TarWriter().File("\xff", "").Symlink("s", "\xfe")}), {.to = 0});
  EXPECT_EQ(entries[1]["pathBytes"], "L/8=") << "base64 of the whole path";
  EXPECT_EQ(entries[1]["path"], "/\xef\xbf\xbd");
  EXPECT_EQ(entries[0]["linknameBytes"], "/g==");
}

TEST(TreeReport, SparseFilesTellWhatIsStored) {
  const Json entries = Report(
      Tree({TarWriter().Add(
          {.name = "s",
           .body = "abcde",
           .pax = {{"GNU.sparse.size", "2000"}, {"GNU.sparse.numblocks", "2"}, {"GNU.sparse.map", "0,3,1000,2"}}})}),
      {.to = 0});
  EXPECT_EQ(entries[0]["size"], 2000);
  EXPECT_EQ(entries[0]["storedSize"], 5);
}

TEST(TreeReport, ChangesOfALayer) {
  const UnionTree tree =
      Tree({TarWriter().File("gone", "1").File("same", "1").File("f", "1"),
            TarWriter().File(".wh.gone", "").Add({.name = "f", .body = "1", .mode = 0600}).File("new", "2")});
  std::vector<std::string> lines;
  for (const Json& entry : Report(tree, {.to = 1, .compare = true, .from = 0})) {
    lines.push_back(entry["path"].get<std::string>() + " " + entry["status"].get<std::string>() + " " +
                    entry["layer"].dump() + (entry.contains("reasons") ? " " + entry["reasons"].dump() : ""));
  }
  EXPECT_THAT(lines, ElementsAre(R"(/f modified 1 ["mode"])", "/gone removed 0", "/new added 1"));
  for (const Json& entry : Report(tree, {.to = 1})) EXPECT_FALSE(entry.contains("status")) << "only with a comparison";
}

TEST(TreeReport, BeforeTheBaseThereIsNothing) {
  const UnionTree tree = Tree({TarWriter().File("a", "1")});
  EXPECT_EQ(Report(tree, {.to = kBeforeBase}).dump(), "[]");
  EXPECT_EQ(Report(tree, {.to = kBeforeBase, .compare = true, .from = 0})[0]["status"], "removed");
}

TEST(XattrText, TextWhereItIsText) {
  using namespace std::string_view_literals;
  EXPECT_EQ(XattrText("plain \xc3\xa9"), "plain \xc3\xa9");
  EXPECT_EQ(XattrText(""), "");
  EXPECT_EQ(XattrText("a\0"sv), "0sYQA=");
  EXPECT_EQ(XattrText("\xff"), "0s/w==");
  EXPECT_EQ(XattrText("line\n"), "0sbGluZQo=");
}

}  // namespace
}  // namespace anatomy
