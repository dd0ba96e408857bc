// The shape of `inspect --json`: a fixed interface (schema version 1), so every field is named here.
#include "engine/report/report.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "engine/inspector.h"
#include "engine/layer/wire.h"
#include "unit/io/block_streams.h"
#include "unit/support/layer_builder.h"

namespace anatomy {
namespace {

using test::TarWriter;
using testing::ElementsAre;
using testing::UnorderedElementsAre;

constexpr std::string_view kManifest =
    R"([{"Config":"c.json","RepoTags":["demo:1"],"Layers":["a.tar","b.tar","gone.tar"]}])";
constexpr std::string_view kConfig =
    R"({"os":"linux","architecture":"arm64","variant":"v8","rootfs":{"type":"layers","diff_ids":[
  "sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
  "sha256:bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb",
  "sha256:cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc"]},
  "history":[{"created":"2024-01-01T00:00:00Z","created_by":"ADD a","comment":"base"},{"created_by":"ENV x=y","empty_layer":true},{"created_by":"RUN b"},{"created_by":"RUN c"}]})";

struct Opened {
  std::shared_ptr<ByteSource> file;
  std::unique_ptr<Inspector> inspector;
  void ScanAll() {
    ScanBlobs(
        file, inspector->MissingTables(0), 4096,
        [&](const BlobPlace& place, LayerTable table) {
          EXPECT_TRUE(inspector->AddTable(place.id, EncodeLayerTable(table)));
        },
        [](const BlobPlace&, const ScanProgress&) {});
  }
  Json Report() const { return Json::parse(inspector->Report(), nullptr, false); }
};

// Three layers: the second rewrites a file of the first and has a whiteout of nothing, the third is not in the archive.
Opened OpenDemo() {
  TarWriter outer;
  outer.File("a.tar", TarWriter().File("f", "12345").File("g", "1").Finish());
  outer.File("b.tar", TarWriter().File("f", "123").File(".wh.nope", "").File("bad\xff", "").Finish());
  outer.File("c.json", kConfig).File("manifest.json", kManifest);
  Opened opened{test::SourceOf(outer.Finish()), nullptr};
  opened.inspector = std::move(*Inspector::Open(std::move(*Archive::OpenTar(opened.file)), "demo.tar"));
  return opened;
}

std::vector<std::string> Keys(const Json& json) {
  std::vector<std::string> keys;
  for (const auto& [key, value] : json.items()) keys.push_back(key);
  return keys;
}

TEST(InspectReport, Top) {
  Opened opened = OpenDemo();
  opened.ScanAll();
  const Json json = opened.Report();
  ASSERT_FALSE(json.is_discarded());
  EXPECT_THAT(Keys(json), ElementsAre("schemaVersion", "source", "images", "documents", "diagnostics"));
  EXPECT_EQ(json["schemaVersion"], 1);
  EXPECT_EQ(json["source"].dump(), R"({"name":"demo.tar","size":)" + std::to_string(opened.file->size()) +
                                       R"(,"container":"docker-archive","compression":"none"})");
  ASSERT_EQ(json["images"].size(), 1u);
  EXPECT_EQ(json["documents"].dump(), R"([{"path":"manifest.json","size":)" + std::to_string(kManifest.size()) +
                                          R"(,"content":)" + Json::parse(kManifest).dump() + "}]");
  EXPECT_TRUE(json["diagnostics"].is_array());
}

TEST(InspectReport, Image) {
  Opened opened = OpenDemo();
  opened.ScanAll();
  const Json image = opened.Report()["images"][0];
  EXPECT_THAT(Keys(image),
              ElementsAre("names", "platform", "kind", "digests", "config", "manifest", "layers", "history", "ledger",
                          "duplicates", "dive", "root", "findings", "verification", "diagnostics"));
  EXPECT_EQ(image["names"].dump(), R"(["demo:1"])");
  EXPECT_EQ(image["platform"].dump(), R"({"os":"linux","architecture":"arm64","variant":"v8"})");
  EXPECT_EQ(image["kind"], "image");
  EXPECT_TRUE(image["digests"]["config"].get_ref<const std::string&>().starts_with("sha256:"));
  EXPECT_EQ(image["config"], Json::parse(kConfig)) << "as found";
}

TEST(InspectReport, Layers) {
  Opened opened = OpenDemo();
  opened.ScanAll();
  const Json layers = opened.Report()["images"][0]["layers"];
  ASSERT_EQ(layers.size(), 3u);
  EXPECT_THAT(Keys(layers[0]),
              testing::IsSupersetOf({"index", "diffId", "chainId", "compression", "size", "unpackedSize", "entries",
                                     "createdBy", "created", "sizes", "state"}));
  EXPECT_EQ(layers[0]["index"], 0);
  EXPECT_EQ(layers[0]["entries"], 2);
  EXPECT_EQ(layers[0]["size"], layers[0]["unpackedSize"]) << "a plain tar";
  EXPECT_EQ(layers[0]["createdBy"], "ADD a");
  EXPECT_EQ(layers[0]["state"], "complete");
  EXPECT_EQ(layers[0]["chainId"], layers[0]["diffId"]) << "at the base";
  EXPECT_EQ(layers[1]["createdBy"], "RUN b") << "steps without a layer are left out";
  EXPECT_EQ(layers[1]["sizes"].dump(),
            R"({"atRest":)" + layers[1]["size"].dump() + R"(,"contribution":-2,"cumulative":4})");
  EXPECT_EQ(layers[1]["changes"].dump(), R"({"added":1,"modified":1,"removed":0})");
  EXPECT_EQ(layers[0]["dead"].dump(),
            R"({"own":{"bytes":5,"files":1,"top":[{"path":"/f","bytes":5,"reason":"rewritten-different","layer":0,)"
            R"("deadLayer":1}]},"caused":{"bytes":0,"files":0,"top":[]}})");
  EXPECT_EQ(layers[1]["dead"]["own"]["bytes"], 0);
  EXPECT_EQ(layers[1]["dead"]["caused"], layers[0]["dead"]["own"]);
  EXPECT_EQ(layers[2]["state"], "missing");
  EXPECT_EQ(layers[2]["sizes"]["atRest"], 0);
  EXPECT_FALSE(layers[2].contains("entries"));
}

TEST(InspectReport, History) {
  const Json history = OpenDemo().Report()["images"][0]["history"];
  ASSERT_EQ(history.size(), 4u);
  EXPECT_EQ(history[0].dump(),
            R"({"created":"2024-01-01T00:00:00Z","createdBy":"ADD a","comment":"base","emptyLayer":false,"layer":0})");
  EXPECT_EQ(history[1].dump(), R"({"createdBy":"ENV x=y","emptyLayer":true,"layer":null})");
  EXPECT_EQ(history[2]["layer"], 1);
}

TEST(InspectReport, LedgerAndDive) {
  Opened opened = OpenDemo();
  opened.ScanAll();
  const Json image = opened.Report()["images"][0];
  EXPECT_EQ(
      image["ledger"].dump(),
      R"({"live":4,"dead":5,"efficiency":0.4444444444444444,"byReason":{"rewritten-different":{"bytes":5,"files":1}},)"
      R"("steps":[{"bytes":5,"files":1,"reason":"rewritten-different","layer":0,"deadLayer":1}],)"
      R"("top":[{"path":"/f","bytes":5,"reason":"rewritten-different","layer":0,"deadLayer":1,)"
      R"("createdBy":"ADD a","hiddenBy":"RUN b"}]})");
  EXPECT_EQ(image["duplicates"].dump(), R"({"bytes":0,"files":0,"groups":0,"top":[]})");
  EXPECT_EQ(image["layers"][0]["live"], 1);
  EXPECT_EQ(image["layers"][1]["live"], 3);
  EXPECT_THAT(Keys(image["dive"]), ElementsAre("efficiency", "wastedBytes", "userWastedPercent", "sizeBytes"));
  EXPECT_EQ(image["dive"]["sizeBytes"], 9);
}

TEST(InspectReport, Findings) {
  Opened opened = OpenDemo();
  opened.ScanAll();
  const Json image = opened.Report()["images"][0];
  EXPECT_EQ(image["findings"].dump(), R"({"secretCount":0,"secrets":[],"caches":[]})");
}

TEST(InspectReport, DiagnosticsNameTheirLayerAndPath) {
  Opened opened = OpenDemo();
  opened.ScanAll();
  std::vector<std::string> codes;
  const Json diagnostics = opened.Report()["images"][0]["diagnostics"];
  for (const Json& diagnostic : diagnostics) {
    EXPECT_TRUE(diagnostic.contains("severity") && diagnostic.contains("message"));
    codes.push_back(diagnostic["code"]);
    if (diagnostic["code"] == "whiteout-of-nothing") {
      EXPECT_EQ(diagnostic["layer"], 1);
      EXPECT_EQ(diagnostic["path"], "/.wh.nope");
      EXPECT_EQ(diagnostic["severity"], "info");
    }
    if (diagnostic["code"] == "name-not-utf8") EXPECT_EQ(diagnostic["layer"], 1);
  }
  EXPECT_THAT(codes, UnorderedElementsAre("layer-missing", "whiteout-of-nothing", "name-not-utf8"));
}

// Everything but the files is there before any layer has been read.
TEST(InspectReport, BeforeTheLayersAreRead) {
  const Json image = OpenDemo().Report()["images"][0];
  EXPECT_EQ(image["layers"][0]["state"], "waiting");
  EXPECT_FALSE(image.contains("ledger"));
  EXPECT_FALSE(image.contains("dive"));
  EXPECT_EQ(image["history"].size(), 4u);
}

TEST(DiagnosticJson, LeavesOutWhatIsNotKnown) {
  EXPECT_THAT(Keys(DiagnosticJson({.code = Code::kImageEmpty})), ElementsAre("code", "severity", "message"));
  EXPECT_EQ(
      DiagnosticJson({.code = Code::kTarDamaged, .detail = "Here.", .layer = 0, .path = "/p", .offset = 0}).dump(),
      R"({"code":"tar-damaged","severity":"error","message":"The tar structure is damaged. Here.","layer":0,"path":"/p","offset":0})");
}

}  // namespace
}  // namespace anatomy
