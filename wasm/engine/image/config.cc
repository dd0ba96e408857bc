#include "engine/image/config.h"

#include <algorithm>

#include "engine/base/digest.h"
#include "engine/base/limits.h"

namespace anatomy {
namespace {

void FillPlatform(const Json& config, Platform& platform) {
  auto fill = [&](std::string& field, std::string_view key) {
    if (field.empty()) field = TextField(config, key);
  };
  fill(platform.os, "os");
  fill(platform.architecture, "architecture");
  fill(platform.variant, "variant");
  fill(platform.os_version, "os.version");
}

// The i-th entry that is not empty made the i-th layer. There may be too few entries or too many, or none at all.
void ApplyHistory(Image& image) {
  uint32_t makers = 0;
  for (const Json& json : ArrayOf(Field(image.config, "history"))) {
    if (image.history.size() == limits::kHistory) {
      return AddDiagnostic(image.diagnostics, {.code = Code::kLimitReached, .detail = "The history is too long."});
    }
    HistoryEntry entry;
    entry.created = TextField(json, "created");
    entry.created_by = TextField(json, "created_by");
    entry.comment = TextField(json, "comment");
    entry.empty_layer = FlagField(json, "empty_layer");
    if (!entry.empty_layer) {
      if (makers < image.layers.size()) {
        entry.layer = makers;
        image.layers[makers].history = static_cast<uint32_t>(image.history.size());
      }
      ++makers;
    }
    image.history.push_back(std::move(entry));
  }
  if (image.history.empty() || makers == image.layers.size()) return;
  AddDiagnostic(image.diagnostics, {.code = Code::kHistoryMismatch,
                                    .detail = "History entries that make a layer: " + std::to_string(makers) +
                                              "; layers: " + std::to_string(image.layers.size()) + "."});
}

void ApplyDiffIds(Image& image) {
  const Json& diff_ids = ArrayOf(Field(Field(image.config, "rootfs"), "diff_ids"));
  std::string chain_id;
  bool unbroken = true;
  for (size_t i = 0; i < std::min(diff_ids.size(), image.layers.size()); ++i) {
    const std::string& diff_id = TextOf(diff_ids[i]);
    const LayerRef& layer = image.layers[i];
    image.claims.push_back(ClaimAbout(ClaimSubject::kDiffId, static_cast<uint32_t>(i), diff_id, layer.member));
    unbroken = unbroken && ParseDigest(diff_id);
    if (!ParseDigest(diff_id)) continue;
    image.layers[i].diff_id = diff_id;
    if (unbroken) image.layers[i].chain_id = chain_id = ChainId(chain_id, diff_id);
  }
  if (diff_ids.size() == image.layers.size() || image.kind != ImageKind::kImage) return;
  AddDiagnostic(image.diagnostics, {.code = Code::kDiffIdMismatch,
                                    .detail = "Diff IDs: " + std::to_string(diff_ids.size()) +
                                              "; layers: " + std::to_string(image.layers.size()) + "."});
}

}  // namespace

void SetConfig(Image& image, const Result<std::string>& text, const std::string& path) {
  const bool quiet = image.kind != ImageKind::kImage;
  if (!text) {
    const bool missing = text.error().code == Code::kBlobMissing;
    if (missing && quiet) return;
    AddDiagnostic(image.diagnostics, {.code = missing ? Code::kConfigMissing : Code::kConfigInvalid,
                                      .detail = missing ? "" : Message(text.error().code, text.error().detail),
                                      .path = path});
    return;
  }
  Result<Json> config = ParseJson(*text, Code::kConfigInvalid);
  if (!config || !config->is_object()) {
    if (quiet) return;
    AddDiagnostic(image.diagnostics, {.code = Code::kConfigInvalid,
                                      .detail = config ? "It is no JSON object." : config.error().detail,
                                      .path = path});
    return;
  }
  image.config = std::move(*config);
  ApplyConfig(image);
}

void ApplyConfig(Image& image) {
  FillPlatform(image.config, image.platform);
  ApplyHistory(image);
  ApplyDiffIds(image);
}

}  // namespace anatomy
