// Every document of an archive with every field made wrong in every way: it opens or is refused with a code, soon, and
// what does not depend on the field stays visible.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <functional>
#include <map>

#include "engine/inspector.h"
#include "engine/layer/wire.h"
#include "unit/image/fixtures.h"

namespace anatomy {
namespace {

using namespace image_test;
using namespace std::string_literals;

const std::string kBase = Layer("base");
const std::string kTop = Layer("top");

// Documents by the member that holds them, in the archive's order. Digests are not compared here, so that a changed
// document stays at its place.
using Documents = std::vector<std::pair<std::string, std::string>>;

struct Subject {
  std::string name;
  Documents documents;
  std::vector<std::pair<std::string, std::string>> layers;

  std::string Tar(const std::string& changed, const std::string& text) const {
    TarWriter tar;
    for (const auto& [path, bytes] : layers) tar.File(path, bytes);
    for (const auto& [path, bytes] : documents) tar.File(path, path == changed ? text : bytes);
    return tar.Finish();
  }
};

std::string BlobAt(const std::string& bytes) { return "blobs/sha256/" + Hex(bytes); }

std::string RichConfig() {
  Json config = Json::parse(Config({kBase, kTop}));
  config["created"] = "2024-01-01T00:00:00Z";
  config["config"] =
      Json::parse(R"({"Env":["A=1"],"Entrypoint":["sh"],"Cmd":null,"ExposedPorts":{"80/tcp":{}},"User":"0",
      "Healthcheck":{"Test":["CMD","x"],"Interval":5},"Labels":{"a":"b"}})");
  config["history"].push_back({{"created_by", "ENV A=1"}, {"empty_layer", true}, {"comment", "c"}});
  return config.dump();
}

Subject OciSubject() {
  const std::string config = RichConfig();
  const std::string manifest =
      R"({"schemaVersion":2,"mediaType":"application/vnd.oci.image.manifest.v1+json","config":)" +
      DescriptorOf(config, kOciConfig) + R"(,"layers":[)" +
      DescriptorOf(kBase, kOciLayer, R"("annotations":{"containerd.io/snapshot/stargz/toc.digest":"x"})") + "," +
      DescriptorOf(kTop, kOciLayer, R"("urls":["http://x"],"data":"eA==")") + R"(],"annotations":{"a":"b"}})";
  const std::string platform = R"("platform":{"os":"linux","architecture":"amd64","variant":"v1","os.features":["x"]})";
  const std::string nested = Index({DescriptorOf(manifest, kOciManifest, platform)});
  const std::string index = Index(
      {DescriptorOf(nested, kOciIndex,
                    R"("annotations":{"org.opencontainers.image.ref.name":"v1","io.containerd.image.name":"n:v1"})")});
  return {"oci",
          {{"oci-layout", R"({"imageLayoutVersion":"1.0.0"})"},
           {"index.json", index},
           {BlobAt(nested), nested},
           {BlobAt(manifest), manifest},
           {BlobAt(config), config}},
          {{BlobAt(kBase), kBase}, {BlobAt(kTop), kTop}}};
}

Subject DockerSubject() {
  const std::string sources =
      R"({")" + Digest(kBase) + R"(":{"mediaType":"t","size":1,"digest":")" + Digest(kBase) + R"("}})";
  return {
      "docker",
      {{"c.json", RichConfig()},
       {"manifest.json", R"([{"Config":"c.json","RepoTags":["a:1","a:2"],"Layers":["one/layer.tar","two/layer.tar"],)"
                         R"("Parent":"x","LayerSources":)" +
                             sources + "}]"},
       {"repositories", R"({"a":{"1":"two"}})"}},
      {{"one/layer.tar", kBase}, {"two/layer.tar", kTop}}};
}

Subject LegacySubject() {
  return {"legacy",
          {{"one/json", R"({"id":"one","created":"2014","container_config":{"Cmd":["a","b"]},"os":"linux"})"},
           {"two/json", R"({"id":"two","parent":"one","config":{"Cmd":["sh"]},"architecture":"amd64","comment":"c"})"},
           {"repositories", R"({"a":{"1":"two","2":"two"}})"}},
          {{"one/layer.tar", kBase}, {"two/layer.tar", kTop}}};
}

// --- mutants ---

// Values of every type; what JSON itself cannot hold stands for itself in the text.
const std::vector<std::string>& WrongValues() {
  static const std::vector<std::string> values = {"null",
                                                  "0",
                                                  "-1",
                                                  "18446744073709551616",
                                                  "1e999",
                                                  "\"\"",
                                                  "\"../../etc/passwd\"",
                                                  "\"sha256:" + std::string(64, 'a') + '"',
                                                  "[]",
                                                  "[null]",
                                                  "{}",
                                                  R"({"":null})",
                                                  std::string(200, '[') + std::string(200, ']'),
                                                  "\"\\u0000\\ud800\"",
                                                  "\"" + std::string(70'000, 'x') + "\""};
  return values;
}

constexpr std::string_view kMark = "\"@here@\"";

// The texts of a document in which one value after the other is replaced by the mark.
void MarkEach(const Json& document, const std::function<void(const std::string& path, const std::string& text)>& use) {
  Json copy = document;
  std::function<void(Json&, const std::string&)> visit = [&](Json& at, const std::string& path) {
    Json kept = std::move(at);
    at = "@here@";
    use(path, copy.dump());
    at = std::move(kept);
    if (!at.is_structured()) return;
    for (const auto& [key, value] : at.items()) visit(value, path + "/" + key);
  };
  visit(copy, "");
}

std::vector<std::string> WrongTexts(const std::string& text) {
  std::vector<std::string> texts = {"",
                                    "\xef\xbb\xbf" + text,
                                    text + "garbage",
                                    text + text,
                                    text + std::string(3000, '\0'),
                                    "\xff\xfe" + text,
                                    std::string(200'000, '['),
                                    std::string(200'000, '{'),
                                    R"({"a":)" + std::string(200'000, '[') + std::string(200'000, ']') + "}",
                                    std::string(300'000, ','),
                                    "\"" + std::string(100'000, '\\')};
  for (size_t i = 0; i < text.size(); i += 1 + text.size() / 25) {
    texts.push_back(text.substr(0, i));
    std::string byte = text;
    byte[i] = '\xc3';
    texts.push_back(byte);
  }
  return texts;
}

// --- what is seen ---

struct Seen {
  std::string error;
  std::vector<std::string> files;  // of the preferred image
  std::vector<std::string> names;
  std::vector<std::string> codes;
};

Seen Look(const std::string& bytes) {
  const auto start = std::chrono::steady_clock::now();
  Seen seen;
  const std::shared_ptr<ByteSource> file = Source(bytes);
  Result<std::unique_ptr<Archive>> archive = Archive::OpenTar(file);
  Result<std::unique_ptr<Inspector>> opened =
      archive ? Inspector::Open(std::move(*archive), "hostile") : archive.error();
  if (!opened) {
    seen.error = CodeName(opened.error().code);
    return seen;
  }
  Inspector& inspector = **opened;
  const size_t image = inspector.images().preferred;
  ScanBlobs(
      file, inspector.MissingTables(image), 4096,
      [&](const BlobPlace& place, LayerTable table) {
        EXPECT_TRUE(inspector.AddTable(place.id, EncodeLayerTable(table)).ok());
      },
      [](const BlobPlace&, const ScanProgress&) {});
  const UnionTree& tree = inspector.tree(image);
  for (uint32_t i = 1; i < tree.paths().size(); ++i) seen.files.push_back(tree.paths().Path(NodeId{i}));
  const Json report = Json::parse(inspector.Report(), nullptr, false);
  EXPECT_FALSE(report.is_discarded());
  for (const Json& name : report["images"][image]["names"]) seen.names.push_back(name.get<std::string>());
  for (const Json& list : {report["diagnostics"], report["images"][image]["diagnostics"]}) {
    for (const Json& diagnostic : list) seen.codes.push_back(diagnostic["code"].get<std::string>());
  }
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(5));
  return seen;
}

bool Shows(const Seen& seen, const std::string& file) {
  return std::ranges::find(seen.files, file) != seen.files.end();
}

// --- the test ---

// What can be expected of a mutant, by the document and the path of the field in it.
struct Expectation {
  bool base = true;
  bool top = true;
};

using Expect = std::function<Expectation(const std::string& document, const std::string& path)>;

void TryValues(const Subject& subject, const std::string& document, const std::string& text, const Expect& expect) {
  MarkEach(Json::parse(text), [&](const std::string& path, const std::string& marked) {
    for (const std::string& value : WrongValues()) {
      std::string wrong = marked;
      wrong.replace(wrong.find(kMark), kMark.size(), value);
      SCOPED_TRACE(subject.name + " " + document + " " + path + " = " + value.substr(0, 40));
      const Seen seen = Look(subject.Tar(document, wrong));
      const Expectation wanted = expect(document, path);
      if (wanted.base) EXPECT_TRUE(Shows(seen, "base")) << seen.error;
      if (wanted.top) EXPECT_TRUE(Shows(seen, "top")) << seen.error;
    }
  });
}

void TryTexts(const Subject& subject, const std::string& document, const std::string& text) {
  for (const std::string& wrong : WrongTexts(text)) {
    SCOPED_TRACE(subject.name + " " + document + ", " + std::to_string(wrong.size()) + " B: " + wrong.substr(0, 40));
    const Seen seen = Look(subject.Tar(document, wrong));
    EXPECT_TRUE(!seen.files.empty() || !seen.error.empty() || !seen.codes.empty()) << "nothing is shown or said";
  }
}

void TryAll(const Subject& subject, const Expect& expect) {
  for (const auto& [document, text] : subject.documents) {
    TryValues(subject, document, text, expect);
    TryTexts(subject, document, text);
  }
}

TEST(HostileDocuments, OciLayout) {
  const Subject subject = OciSubject();
  const std::string manifest = subject.documents[3].first;
  TryAll(subject, [&](const std::string& document, const std::string& path) -> Expectation {
    // Manifests are found among the blobs where the indexes lead nowhere. A digest may lead to another blob.
    if (document != manifest) return {};
    if (path.empty() || path == "/layers") return {.base = false, .top = false};
    if (path.starts_with("/layers/0")) return {.base = false};
    if (path.starts_with("/layers/1")) return {.top = false};
    return {};
  });
}

TEST(HostileDocuments, DockerArchive) {
  TryAll(DockerSubject(), [](const std::string& document, const std::string& path) -> Expectation {
    if (document != "manifest.json") return {};
    if (path.empty() || path == "/0" || path == "/0/Layers") return {.base = false, .top = false};
    if (path == "/0/Layers/0") return {.base = false};
    if (path == "/0/Layers/1") return {.top = false};
    return {};
  });
}

TEST(HostileDocuments, BeforeDocker110) {
  TryAll(LegacySubject(), [](const std::string& document, const std::string& path) -> Expectation {
    // Layers are found without it, by their parents.
    if (document == "repositories") return {};
    const bool identity = path.empty() || path == "/id";
    if (document == "one/json") return {.base = !identity, .top = true};
    return {.base = !identity && path != "/parent", .top = !identity};
  });
}

TEST(HostileDocuments, ADuplicateKeyCountsAsItsLast) {
  Subject subject = DockerSubject();
  const Seen seen =
      Look(subject.Tar("manifest.json", R"([{"Layers":["gone"],"Config":7,"Config":"c.json","RepoTags":["a:1"],)"
                                        R"("Layers":["one/layer.tar","two/layer.tar"]}])"));
  EXPECT_TRUE(Shows(seen, "base"));
  EXPECT_TRUE(Shows(seen, "top"));
  EXPECT_THAT(seen.codes, testing::IsEmpty());
}

TEST(HostileDocuments, AHugeNumberSpoilsOnlyItsField) {
  for (const char* number : {"1e999", "-1e999", "1E+400", "123456789e99999999999999"}) {
    const Seen seen = Look(DockerSubject().Tar(
        "manifest.json", R"([{"Size":)"s + number +
                             R"(,"Config":"c.json","RepoTags":["a:1"],"Layers":["one/layer.tar","two/layer.tar"]}])"));
    EXPECT_THAT(seen.names, testing::ElementsAre("a:1")) << number;
    EXPECT_TRUE(Shows(seen, "top")) << number;
  }
}

}  // namespace
}  // namespace anatomy
