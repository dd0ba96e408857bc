#include "engine/report/report.h"

#include <cstdlib>
#include <optional>

#include "engine/base/path.h"
#include "engine/report/entry_json.h"

namespace anatomy {
namespace {

constexpr int kSchemaVersion = 1;
constexpr size_t kTopDeadBodies = 100;
constexpr size_t kTopDeadBodiesOfLayer = 10;
constexpr size_t kTopDuplicates = 50;
constexpr size_t kPathsOfDuplicate = 10;
constexpr size_t kTopRootShares = 24;
constexpr size_t kSecrets = 100;
constexpr size_t kPathsOfCache = 5;

template <typename T>
void PutUnlessEmpty(Json& object, const char* key, const T& value) {
  if (!value.empty()) object[key] = value;
}

Json DiagnosticsJson(const std::vector<Diagnostic>& diagnostics) {
  Json list = Json::array();
  for (const Diagnostic& diagnostic : diagnostics) list.push_back(DiagnosticJson(diagnostic));
  return list;
}

Json PlatformJson(const Platform& platform) {
  Json json = {{"os", platform.os}, {"architecture", platform.architecture}};
  PutUnlessEmpty(json, "variant", platform.variant);
  PutUnlessEmpty(json, "osVersion", platform.os_version);
  return json;
}

std::string_view StateName(const LayerRef& layer, const LayerTable* table) {
  if (layer.missing()) return "missing";
  if (!table) return "waiting";
  switch (table->state) {
    case LayerState::kComplete:
      return "complete";
    case LayerState::kPartial:
      return "partial";
    case LayerState::kListed:
      return "listed";
  }
  std::abort();
}

Json TotalJson(const ByteLedger::Total& total) { return {{"bytes", total.bytes}, {"files", total.files}}; }

Json DeadBodyJson(const DeadBody& body, const UnionTree& tree) {
  return {{"path", "/" + ToUtf8(tree.paths().Path(body.path))},
          {"bytes", body.bytes},
          {"reason", DeadReasonName(body.reason)},
          {"layer", body.layer},
          {"deadLayer", body.dead_layer}};
}

Json ShareJson(const ByteLedger::Share& share, const UnionTree& tree) {
  Json json = TotalJson(share.total);
  json["top"] = Json::array();
  for (const DeadBody& body : share.top) json["top"].push_back(DeadBodyJson(body, tree));
  return json;
}

// The instruction that made a layer; "" where the image does not tell.
std::string_view CreatedBy(const Image& image, uint32_t layer) {
  const std::optional<uint32_t> step = image.layers[layer].history;
  return step ? std::string_view(image.history[*step].created_by) : std::string_view();
}

BlobFormat FormatOf(const LayerRef& layer, const LayerTable* table) {
  const bool read = table && table->state == LayerState::kComplete && !layer.missing();
  return read ? table->format : layer.format;
}

Json LayerJson(const ImageFacts& facts, uint32_t index) {
  const LayerRef& layer = facts.image.layers[index];
  const LayerTable* table = facts.tables[index].get();
  Json json = {{"index", index}};
  PutUnlessEmpty(json, "digest", layer.digest);
  PutUnlessEmpty(json, "diffId", layer.diff_id);
  PutUnlessEmpty(json, "chainId", layer.chain_id);
  PutUnlessEmpty(json, "mediaType", layer.media_type);
  PutUnlessEmpty(json, "title", layer.title);
  json["compression"] = CompressionName(layer.compression);
  if (const BlobFormat format = FormatOf(layer, table); format != BlobFormat::kPlain) {
    json["format"] = BlobFormatName(format);
  }
  json["size"] = layer.size;
  if (table && !layer.missing() && IsFileSystem(facts.image, layer)) {
    if (table->state != LayerState::kListed) json["unpackedSize"] = table->unpacked_bytes;
    json["entries"] = table->entry_count();
  }
  if (layer.history) {
    const HistoryEntry& entry = facts.image.history[*layer.history];
    PutUnlessEmpty(json, "createdBy", entry.created_by);
    PutUnlessEmpty(json, "created", entry.created);
  }
  if (index < facts.tree.layer_count()) {
    const int at = static_cast<int>(index);
    const uint64_t cumulative = facts.tree.LiveBytes(at);
    const int64_t contribution = static_cast<int64_t>(cumulative) - static_cast<int64_t>(facts.tree.LiveBytes(at - 1));
    json["sizes"] = {
        {"atRest", layer.missing() ? 0 : layer.size}, {"contribution", contribution}, {"cumulative", cumulative}};
    const ChangeCounts& changes = facts.tree.Changes(index);
    json["changes"] = {{"added", changes.added}, {"modified", changes.modified}, {"removed", changes.removed}};
  }
  if (facts.numbers) {
    const ByteLedger::OfLayer& books = facts.numbers->ledger.layers[index];
    json["live"] = books.live;
    json["dead"] = {{"own", ShareJson(books.own, facts.tree)}, {"caused", ShareJson(books.caused, facts.tree)}};
  }
  json["state"] = StateName(layer, table);
  return json;
}

Json HistoryJson(const HistoryEntry& entry) {
  Json json = Json::object();
  PutUnlessEmpty(json, "created", entry.created);
  PutUnlessEmpty(json, "createdBy", entry.created_by);
  PutUnlessEmpty(json, "comment", entry.comment);
  json["emptyLayer"] = entry.empty_layer;
  json["layer"] = entry.layer ? Json(*entry.layer) : Json(nullptr);
  return json;
}

Json LedgerJson(const ByteLedger& ledger, const ImageFacts& facts) {
  Json by_reason = Json::object();
  for (size_t i = 0; i < kDeadReasons; ++i) {
    const ByteLedger::Total& total = ledger.by_reason[i];
    if (total.files == 0) continue;
    by_reason[std::string(DeadReasonName(static_cast<DeadReason>(i)))] = TotalJson(total);
  }
  Json steps = Json::array();
  for (const ByteLedger::Step& step : ledger.steps) {
    Json json = TotalJson(step.total);
    json["reason"] = DeadReasonName(step.reason);
    json["layer"] = step.layer;
    json["deadLayer"] = step.dead_layer;
    steps.push_back(std::move(json));
  }
  Json top = Json::array();
  for (const DeadBody& body : ledger.top) {
    Json json = DeadBodyJson(body, facts.tree);
    PutUnlessEmpty(json, "createdBy", CreatedBy(facts.image, body.layer));
    PutUnlessEmpty(json, "hiddenBy", CreatedBy(facts.image, body.dead_layer));
    top.push_back(std::move(json));
  }
  return {{"live", ledger.live},   {"dead", ledger.dead}, {"efficiency", ledger.efficiency()},
          {"byReason", by_reason}, {"steps", steps},      {"top", top}};
}

Json DuplicatesJson(const Duplicates& duplicates, const UnionTree& tree) {
  Json top = Json::array();
  for (const DuplicateGroup& group : duplicates.top) {
    Json paths = Json::array();
    for (const NodeId path : group.paths) paths.push_back("/" + ToUtf8(tree.paths().Path(path)));
    top.push_back({{"bytes", group.bytes}, {"copies", group.copies}, {"paths", paths}, {"layers", group.layers}});
  }
  return {{"bytes", duplicates.bytes}, {"files", duplicates.files}, {"groups", duplicates.groups}, {"top", top}};
}

Json RootSharesJson(const RootShares& shares, const UnionTree& tree) {
  Json top = Json::array();
  for (const RootShare& share : shares.top) {
    Json layers = Json::array();
    for (const RootShare::Part& part : share.layers) layers.push_back({{"layer", part.layer}, {"bytes", part.bytes}});
    top.push_back({{"path", "/" + ToUtf8(tree.paths().Path(share.node))},
                   {"type", EntryTypeName(share.type)},
                   {"bytes", share.bytes},
                   {"layers", layers}});
  }
  return {{"entries", shares.entries}, {"top", top}};
}

Json FindingsJson(const Findings& findings, const UnionTree& tree) {
  const auto shown = [&](NodeId path) { return "/" + ToUtf8(tree.paths().Path(path)); };
  Json secrets = Json::array();
  for (const Secret& secret : findings.secrets) {
    const Inode& inode = tree.inodes()[static_cast<uint32_t>(secret.body)];
    Json json = {{"path", shown(secret.path)},
                 {"kind", SecretKindName(secret.kind)},
                 {"bytes", tree.table(inode.layer).stored_sizes[inode.row]},
                 {"layer", inode.layer}};
    if (inode.names == 0) {
      json["reason"] = DeadReasonName(inode.dead_reason);
      json["deadLayer"] = inode.dead_layer;
    }
    secrets.push_back(std::move(json));
  }
  Json caches = Json::array();
  for (const Cache& cache : findings.caches) {
    Json paths = Json::array();
    for (const NodeId path : cache.paths) paths.push_back(shown(path));
    caches.push_back({{"kind", cache.kind},
                      {"bytes", cache.bytes},
                      {"files", cache.files},
                      {"paths", paths},
                      {"layers", cache.layers}});
  }
  return {{"secretCount", findings.secret_count}, {"secrets", secrets}, {"caches", caches}};
}

Json DiveJson(const DiveScore& score) {
  return {{"efficiency", score.efficiency},
          {"wastedBytes", score.wasted_bytes},
          {"userWastedPercent", score.user_wasted_percent ? Json(*score.user_wasted_percent) : Json(nullptr)},
          {"sizeBytes", score.size_bytes}};
}

Json ClaimJson(const CheckedClaim& checked) {
  const Claim& claim = checked.claim;
  Json json = {{"subject", ClaimSubjectName(claim.subject)}};
  if (claim.of != claim.subject) json["of"] = ClaimSubjectName(claim.of);
  if (claim.layer) json["layer"] = *claim.layer;
  json["declared"] = claim.declared;
  PutUnlessEmpty(json, "computed", claim.computed);
  if (claim.declared_size) json["declaredSize"] = *claim.declared_size;
  if (claim.computed_size) json["computedSize"] = *claim.computed_size;
  json["verdict"] = VerdictName(checked.verdict);
  return json;
}

Json VerificationJson(const Verification& verification) {
  Json claims = Json::array();
  for (const CheckedClaim& checked : verification.claims) claims.push_back(ClaimJson(checked));
  return {{"verdict", verification.verdict}, {"claims", std::move(claims)}};
}

// Of the metadata, of the digests, of reading each layer, of applying them: in this order.
std::vector<Diagnostic> AllDiagnostics(const ImageFacts& facts) {
  std::vector<Diagnostic> all = facts.image.diagnostics;
  const std::vector<Diagnostic>& wrong = facts.verification.diagnostics;
  all.insert(all.end(), wrong.begin(), wrong.end());
  for (uint32_t layer = 0; layer < facts.tables.size(); ++layer) {
    if (!facts.tables[layer]) continue;
    for (Diagnostic diagnostic : facts.tables[layer]->diagnostics) {
      diagnostic.layer = layer;
      all.push_back(std::move(diagnostic));
    }
  }
  const std::vector<Diagnostic>& applied = facts.tree.diagnostics();
  all.insert(all.end(), applied.begin(), applied.end());
  return all;
}

Json DocumentJson(const Document& document) {
  Json json = {{"path", ToUtf8(document.path)}};
  PutUnlessEmpty(json, "digest", document.digest);
  PutUnlessEmpty(json, "mediaType", document.media_type);
  json["size"] = document.size;
  if (document.content) json["content"] = *document.content;
  return json;
}

Json ImageJson(const ImageFacts& facts) {
  const Image& image = facts.image;
  Json digests = Json::object();
  PutUnlessEmpty(digests, "config", image.config_digest);
  PutUnlessEmpty(digests, "manifest", image.manifest_digest);
  PutUnlessEmpty(digests, "index", image.index_digest);
  Json json = {{"names", image.names}, {"platform", PlatformJson(image.platform)}, {"kind", ImageKindName(image.kind)}};
  PutUnlessEmpty(json, "artifactType", image.artifact_type);
  json["digests"] = std::move(digests);
  json["config"] = image.config;
  json["manifest"] = image.manifest;
  json["layers"] = Json::array();
  for (uint32_t i = 0; i < image.layers.size(); ++i) json["layers"].push_back(LayerJson(facts, i));
  json["history"] = Json::array();
  for (const HistoryEntry& entry : image.history) json["history"].push_back(HistoryJson(entry));
  if (facts.numbers) {
    json["ledger"] = LedgerJson(facts.numbers->ledger, facts);
    json["duplicates"] = DuplicatesJson(facts.numbers->duplicates, facts.tree);
    json["dive"] = DiveJson(facts.numbers->dive);
    json["root"] = RootSharesJson(facts.numbers->root, facts.tree);
    json["findings"] = FindingsJson(facts.numbers->findings, facts.tree);
  }
  json["verification"] = VerificationJson(facts.verification);
  json["diagnostics"] = DiagnosticsJson(AllDiagnostics(facts));
  return json;
}

}  // namespace

ImageNumbers ComputeNumbers(const UnionTree& tree, const DiveScore& dive) {
  return {.ledger = MakeLedger(tree, kTopDeadBodies, kTopDeadBodiesOfLayer),
          .duplicates = FindDuplicates(tree, kTopDuplicates, kPathsOfDuplicate),
          .dive = dive,
          .root = MakeRootShares(tree, kTopRootShares),
          .findings = FindFindings(tree, kSecrets, kPathsOfCache)};
}

std::string ImageReport(const ImageFacts& facts) { return Dump(ImageJson(facts)); }

Json DiagnosticJson(const Diagnostic& diagnostic) {
  Json json = {{"code", CodeName(diagnostic.code)},
               {"severity", SeverityName(CodeSeverity(diagnostic.code))},
               {"message", Message(diagnostic.code, diagnostic.detail)}};
  if (diagnostic.layer) json["layer"] = *diagnostic.layer;
  PutUnlessEmpty(json, "path", diagnostic.path);
  if (diagnostic.offset) json["offset"] = *diagnostic.offset;
  return json;
}

std::string InspectReport(std::string_view source_name, const Archive& archive, const ImageSet& set,
                          const std::vector<ImageFacts>& images) {
  Json json = {{"schemaVersion", kSchemaVersion},
               {"source",
                {{"name", source_name},
                 {"size", archive.size()},
                 {"container", ContainerName(set.container)},
                 {"compression", CompressionName(archive.compression())}}}};
  json["images"] = Json::array();
  for (const ImageFacts& facts : images) json["images"].push_back(ImageJson(facts));
  json["documents"] = Json::array();
  for (const Document& document : set.documents) json["documents"].push_back(DocumentJson(document));
  std::vector<Diagnostic> diagnostics = archive.diagnostics();
  diagnostics.insert(diagnostics.end(), set.diagnostics.begin(), set.diagnostics.end());
  json["diagnostics"] = DiagnosticsJson(diagnostics);
  return Dump(json);
}

}  // namespace anatomy
