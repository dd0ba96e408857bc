// The text cases of tests/cases natively, under sanitizers: tree, ledger, changes, diagnostics and layer states of
// each, as a docker-archive and as an OCI archive. The page's tests run the same ones through the wasm module.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>

#include "conformance/expected_case.h"
#include "conformance/opened_archive.h"
#include "conformance/tree_listing.h"
#include "engine/base/digest.h"
#include "engine/base/path.h"

namespace anatomy::conformance {
namespace {

/// One image of an opened archive, scanned, beside what the case expects of it.
class ImageCheck {
 public:
  ImageCheck(OpenedArchive& opened, size_t index, const Json& wanted)
      : opened_(opened), index_(index), wanted_(wanted) {
    // As the page does; the layers count, whatever their tables of contents say.
    opened.List(index);
    opened.Scan(index);
    report_ = ArrayOf(Field(opened.Report(), "images"))[index];
  }

  void Run() const {
    CheckLayers();
    CheckHistory();
    CheckPaths();
    for (const Json& entry : Field(wanted_, "tree")) CheckEntry(entry);
    CheckLedger();
    CheckDuplicates();
    CheckDive();
    CheckChanges();
    CheckDiagnostics();
  }

 private:
  const UnionTree& tree() const { return opened_.tree(index_); }
  int top() const { return static_cast<int>(tree().layer_count()) - 1; }

  void CheckLayers() const;
  void CheckHistory() const;
  void CheckPaths() const;
  void CheckEntry(const Json& wanted) const;
  void CheckXattrs(const Json& wanted, const EntryView& entry) const;
  void CheckLedger() const;
  void CheckWaste(const Json& ledger) const;
  void CheckDuplicates() const;
  void CheckDive() const;
  void CheckChanges() const;
  void CheckDiagnostics() const;

  OpenedArchive& opened_;
  size_t index_;
  const Json& wanted_;
  Json report_;
};

void ImageCheck::CheckLayers() const {
  EXPECT_EQ(Field(report_, "names"), Field(wanted_, "tags"));
  const Json& layers = Field(report_, "layers");
  const Json& wanted = Field(wanted_, "layerDetails");
  EXPECT_EQ(layers.size(), Field(wanted_, "layers"));
  ASSERT_EQ(layers.size(), wanted.size());
  for (size_t i = 0; i < wanted.size(); ++i) {
    SCOPED_TRACE("layer " + std::to_string(i));
    EXPECT_EQ(Field(layers[i], "state"), Field(wanted[i], "state"));
    EXPECT_EQ(Field(layers[i], "diffId"), Field(wanted[i], "diffId"));
    // A docker-archive does not tell the digests of its blobs.
    if (layers[i].contains("digest")) EXPECT_EQ(Field(layers[i], "digest"), Field(wanted[i], "digest"));
    if (TextField(wanted[i], "state") == "complete") {
      EXPECT_EQ(TextField(layers[i], "format"), TextField(wanted[i], "format"));
    }
    const Json& unpacked = Field(wanted[i], "unpackedSize");
    if (TextField(wanted[i], "state") == "complete" && !unpacked.is_null()) {
      EXPECT_EQ(Field(layers[i], "unpackedSize"), unpacked);
    }
  }
}

void ImageCheck::CheckHistory() const {
  Json steps = Json::array();
  for (const Json& step : Field(report_, "history")) {
    steps.push_back({{"text", TextField(step, "createdBy")}, {"empty", Field(step, "emptyLayer")}});
  }
  EXPECT_EQ(steps, Field(wanted_, "history"));
}

void ImageCheck::CheckPaths() const {
  Listing ours;
  for (const NodeId node : VisibleNodes(tree())) ours.push_back(tree().paths().Path(node));
  Listing wanted;
  for (const Json& entry : Field(wanted_, "tree")) wanted.push_back(RawPath(entry));
  std::erase(wanted, "");  // the root is always there
  EXPECT_EQ(Difference(ours, wanted), "");
}

void ImageCheck::CheckEntry(const Json& wanted) const {
  const std::string path = RawPath(wanted);
  SCOPED_TRACE("/" + ToUtf8(path));
  const NodeId node = tree().paths().Find(path);
  if (node == kNoNode || !tree().At(node, top())) return;  // CheckPaths() has said so
  const EntryView entry = tree().Look(*tree().At(node, top()), node, top());
  EXPECT_TRUE(Allows(TextField(wanted, "type"), EntryTypeName(entry.type))) << EntryTypeName(entry.type);
  ExpectIfWritten(wanted, "mode", entry.mode);
  ExpectIfWritten(wanted, "uid", entry.uid);
  ExpectIfWritten(wanted, "gid", entry.gid);
  ExpectIfWritten(wanted, "size", entry.size);
  ExpectIfWritten(wanted, "stored", entry.stored_size);
  ExpectIfWritten(wanted, "mtime", entry.mtime);
  ExpectIfWritten(wanted, "linkname", tree().LinkText(entry));
  ExpectIfWritten(wanted, "dev", std::to_string(entry.device[0]) + "," + std::to_string(entry.device[1]));
  EXPECT_EQ(entry.implicit, wanted.contains("implicit"));
  EXPECT_EQ(BlobFormatName(entry.artefact), wanted.value("artefact", "plain"));
  CheckXattrs(wanted, entry);
  const std::string& sha256 = TextField(wanted, "sha256");
  if (sha256.empty()) return;
  Result<std::string> content = opened_.Read(index_, path, top());
  ASSERT_TRUE(content) << CodeName(content.error().code);
  EXPECT_EQ(Sha256Digest(AsBytes(*content)), "sha256:" + sha256);
}

void ImageCheck::CheckXattrs(const Json& wanted, const EntryView& entry) const {
  std::map<std::string, std::string> values;
  for (const auto& [name, value] : ObjectOf(Field(wanted, "xattrs")).items()) values[name] = FromBase64(TextOf(value));
  std::map<std::string, std::string> ours;
  if (entry.xattrs) {
    for (const Xattr& xattr : *entry.xattrs) ours[xattr.name] = xattr.value;
  }
  if (wanted.contains("xattrs")) EXPECT_EQ(ours, values);
}

void ImageCheck::CheckLedger() const {
  ExpectBalance(tree());
  const Json& ledger = Field(report_, "ledger");
  ASSERT_TRUE(ledger.is_object()) << "every layer is in";
  CheckWaste(ledger);
  const Json& bodies = Field(wanted_, "bodies");
  if (bodies.is_null()) return;  // a damaged layer: nobody knows
  EXPECT_EQ(Field(ledger, "dead"), Field(wanted_, "dead"));
  const auto complete = [](const Json& layer) { return TextField(layer, "state") == "complete"; };
  if (!std::ranges::all_of(Field(wanted_, "layerDetails"), complete)) return;
  EXPECT_EQ(*NumberField(ledger, "live") + *NumberField(ledger, "dead"), bodies);
  EXPECT_EQ(Field(ledger, "efficiency"), Field(wanted_, "efficiency"));
}

// The reason, and the layers where the case names them.
bool IsSameDeath(const Json& ours, const Json& wanted) {
  for (const char* key : {"layer", "deadLayer"}) {
    if (wanted.contains(key) && Field(ours, key) != Field(wanted, key)) return false;
  }
  return Allows(TextField(wanted, "reason"), TextField(ours, "reason"));
}

void ImageCheck::CheckWaste(const Json& ledger) const {
  const auto line = [](const Json& dead) { return Field(dead, "bytes").dump() + " " + TextField(dead, "path"); };
  Listing ours;
  std::multimap<std::string, const Json*> found;
  for (const Json& dead : Field(ledger, "top")) {
    ours.push_back(line(dead));
    found.emplace(line(dead), &dead);
  }
  Listing wanted;
  for (const Json& dead : Field(wanted_, "waste")) {
    wanted.push_back(line(dead));
    const auto [begin, end] = found.equal_range(line(dead));
    EXPECT_TRUE(std::any_of(begin, end, [&](const auto& ours) { return IsSameDeath(*ours.second, dead); }))
        << line(dead) << " " << TextField(dead, "reason");
  }
  EXPECT_EQ(Difference(ours, wanted), "");
}

void ImageCheck::CheckDuplicates() const {
  if (!wanted_.contains("duplicates")) return;
  const Json& wanted = Field(wanted_, "duplicates");
  const Json& ours = Field(report_, "duplicates");
  EXPECT_EQ(Field(ours, "groups"), wanted.size());
  uint64_t bytes = 0;
  for (size_t i = 0; i < wanted.size(); ++i) {
    const Json& group = Field(ours, "top").at(i);
    EXPECT_EQ(Field(group, "bytes"), Field(wanted[i], "bytes"));
    EXPECT_EQ(Field(group, "paths"), Field(wanted[i], "paths"));
    EXPECT_EQ(Field(group, "copies"), Field(wanted[i], "paths").size());
    bytes += *NumberField(wanted[i], "bytes") * (Field(wanted[i], "paths").size() - 1);
  }
  EXPECT_EQ(Field(ours, "bytes"), bytes);
}

void ImageCheck::CheckDive() const {
  for (const auto& [key, value] : ObjectOf(Field(wanted_, "dive")).items()) {
    EXPECT_EQ(Field(Field(report_, "dive"), key), value) << key;
  }
}

void ImageCheck::CheckChanges() const {
  for (const Json& wanted : Field(wanted_, "changes")) {
    const int layer = Field(wanted, "layer").get<int>();
    const NodeId node = tree().paths().Find(RawPath(wanted));
    const Change change = node == kNoNode ? Change{} : Compare(tree(), node, layer - 1, layer);
    SCOPED_TRACE(TextField(wanted, "path") + " in layer " + std::to_string(layer));
    EXPECT_EQ(ChangeStatusName(change.status), TextField(wanted, "status"));
    EXPECT_EQ(Json(ChangeReasonNames(change.reasons)), Field(wanted, "reasons"));
  }
}

void ImageCheck::CheckDiagnostics() const {
  std::set<std::string> codes;
  for (const Json& diagnostic : Field(report_, "diagnostics")) codes.insert(TextField(diagnostic, "code"));
  for (const Json& optional : Field(wanted_, "optionalDiagnostics")) codes.erase(TextOf(optional));
  EXPECT_EQ(codes, Field(wanted_, "diagnostics").get<std::set<std::string>>());
}

/// The images a person came for: not attestations, and not those whose layers are elsewhere.
std::vector<size_t> RealImages(const OpenedArchive& opened) {
  const std::vector<Image>& images = opened.inspector().images().images;
  std::vector<size_t> real;
  for (size_t i = 0; i < images.size(); ++i) {
    const bool present = std::ranges::any_of(images[i].layers, [](const LayerRef& layer) { return !layer.missing(); });
    if (images[i].kind == ImageKind::kImage && present) real.push_back(i);
  }
  return real;
}

/// What else the index lists: each part has left an image that shows it.
void CheckIndex(const std::vector<Image>& images, const Json& parts) {
  for (const Json& part : parts) {
    const std::string& what = TextField(part, "what");
    const bool found = std::ranges::any_of(images, [&](const Image& image) {
      if (what == "attestation") return image.kind == ImageKind::kAttestation;
      if (what == "unknown") return image.kind == ImageKind::kArtifact;
      if (what == "nested") return !image.index_digest.empty();
      const bool missing = std::ranges::count(image.diagnostics, Code::kBlobMissing, &Diagnostic::code) > 0;
      return what == "absent" && missing && PlatformText(image.platform) == TextField(part, "platform");
    });
    EXPECT_TRUE(found) << part.dump();
  }
}

class Cases : public testing::TestWithParam<CaseFile> {};
INSTANTIATE_TEST_SUITE_P(Conformance, Cases, testing::ValuesIn(AllCaseFiles()), CaseName);

TEST_P(Cases, Matches) {
  Result<OpenedArchive> opened = OpenedArchive::Open(CasePath(GetParam().file));
  ASSERT_TRUE(opened) << opened.error().detail;
  const Json wanted = ReadJson(CasePath(GetParam().expected));
  std::vector<const Json*> images = {&wanted};
  for (const Json& other : ArrayOf(Field(wanted, "otherImages"))) images.push_back(&other);
  const std::vector<size_t> real = RealImages(*opened);
  if (*NumberField(wanted, "layers") > 0) ASSERT_GE(real.size(), images.size());
  for (size_t i = 0; i < images.size(); ++i) {
    SCOPED_TRACE("image " + std::to_string(i));
    ImageCheck(*opened, i < real.size() ? real[i] : i, *images[i]).Run();
  }
  CheckIndex(opened->inspector().images().images, ArrayOf(Field(wanted, "index")));
}

}  // namespace
}  // namespace anatomy::conformance
