#include "engine/image/recovery.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "engine/base/limits.h"
#include "engine/base/path.h"
#include "engine/image/config.h"
#include "engine/image/docker_archive.h"
#include "engine/image/oci_layout.h"

namespace anatomy {
namespace {

// A small JSON document of the archive; null when the member is none.
Json ReadDocument(const Archive& archive, MemberId id) {
  if (archive.members()[id].type != EntryType::kFile || !archive.IsSmallJson(id)) return nullptr;
  Result<std::string> text = archive.ReadText(id);
  Result<Json> json = text ? ParseJson(*text, Code::kManifestInvalid) : text.error();
  return json ? std::move(*json) : Json(nullptr);
}

// A document's own name declares its digest; no other document is left to do so.
void ClaimByName(const Archive& archive, ClaimSubject subject, MemberId id, Image& image) {
  Claim claim = ClaimAbout(subject, std::nullopt, DigestOfPath(archive.members()[id].path), id);
  if (const Result<std::string> text = archive.ReadText(id)) Measure(claim, *text);
  image.claims.push_back(std::move(claim));
}

ImageList ManifestsAmongBlobs(const Archive& archive) {
  ImageList list;
  for (MemberId id = 0; id < archive.members().size() && !list.Full(); ++id) {
    const std::string& path = archive.members()[id].path;
    if (!path.starts_with("blobs/")) continue;
    Json json = ReadDocument(archive, id);
    if (!Field(json, "config").is_object() || !Field(json, "layers").is_array()) continue;
    Descriptor descriptor;
    descriptor.digest = DigestOfPath(path);
    descriptor.media_type = TextField(json, "mediaType");
    Image image = ReadManifest(archive, descriptor, std::move(json));
    ClaimByName(archive, ClaimSubject::kManifest, id, image);
    list.Add(std::move(image));
  }
  return list;
}

std::optional<Image> LooseLayers(const Archive& archive) {
  Image image;
  std::vector<MemberId> documents;
  for (MemberId id = 0; id < archive.members().size() && image.layers.size() < limits::kLayers; ++id) {
    const Member& member = archive.members()[id];
    if (member.type != EntryType::kFile || !ParentPath(member.path).empty() || DigestOfPath(member.path).empty()) {
      continue;
    }
    if (archive.IsSmallJson(id)) {
      documents.push_back(id);
    } else if (member.path.find(".tar") != std::string::npos) {
      const auto index = static_cast<uint32_t>(image.layers.size());
      image.layers.push_back(LayerAt(archive, member.path, index, image.diagnostics));
    }
  }
  if (image.layers.empty()) return std::nullopt;
  for (const MemberId id : documents) {
    Json json = ReadDocument(archive, id);
    if (!Field(Field(json, "rootfs"), "diff_ids").is_array()) continue;
    image.config = std::move(json);
    image.config_digest = DigestOfPath(archive.members()[id].path);
    ClaimByName(archive, ClaimSubject::kConfig, id, image);
    ApplyConfig(image);
    break;
  }
  for (uint32_t i = 0; i < image.layers.size(); ++i) {
    ClaimLayerByName(archive.members()[image.layers[i].member].path, i, image);
  }
  if (image.config.is_null()) AddDiagnostic(image.diagnostics, {.code = Code::kConfigMissing});
  return image;
}

}  // namespace

ImageList RecoverImages(const Archive& archive) {
  ImageList list = ManifestsAmongBlobs(archive);
  if (!list.images.empty()) return list;
  if (std::optional<Image> image = LooseLayers(archive)) {
    list.Add(std::move(*image));
    list.diagnostics.push_back({.code = Code::kManifestMissing,
                                .detail = "The layers are shown in the order of the archive.",
                                .path = "manifest.json"});
  }
  return list;
}

}  // namespace anatomy
