#include "engine/image/docker_archive.h"

#include <algorithm>
#include <unordered_map>

#include "engine/base/digest.h"
#include "engine/base/limits.h"
#include "engine/base/path.h"
#include "engine/image/config.h"
#include "engine/image/oci_layout.h"

namespace anatomy {
namespace {

constexpr const char* kManifestPath = "manifest.json";

// LayerSources: {"<diff ID>": descriptor}, what docker ≥ 25 and registries know of the layers. Of a layer that is here
// it may tell another form (the compressed one that was pulled), which is no claim about this one.
void AddSources(const Json& sources, Image& image) {
  for (uint32_t i = 0; i < image.layers.size(); ++i) {
    LayerRef& layer = image.layers[i];
    const Json& source = Field(sources, layer.diff_id);
    layer.media_type = TextField(source, "mediaType");
    const std::string& digest = TextField(source, "digest");
    if (!layer.missing() || !layer.digest.empty() || !ParseDigest(digest)) continue;
    layer.digest = digest;
    image.claims.push_back(ClaimAbout(ClaimSubject::kLayer, i, digest, kNoMember));
  }
}

// docker on Windows wrote the paths of its own system.
MemberId FindPath(const Archive& archive, std::string path) {
  const MemberId member = archive.Find(path);
  if (member != kNoMember || path.find('\\') == std::string::npos) return member;
  std::ranges::replace(path, '\\', '/');
  return archive.Find(path);
}

// A repeated layer is a symbolic link to its first copy in archives of docker before 25, which unpacking or a browser
// may lose: one diff ID is one content.
void FindRepeatedLayers(Image& image) {
  std::unordered_map<std::string_view, size_t> there;
  for (size_t i = 0; i < image.layers.size(); ++i) {
    if (!image.layers[i].missing()) there.emplace(image.layers[i].diff_id, i);
  }
  std::erase_if(image.diagnostics, [&](const Diagnostic& diagnostic) {
    if (diagnostic.code != Code::kLayerMissing) return false;
    LayerRef& layer = image.layers[*diagnostic.layer];
    const auto twin = layer.diff_id.empty() ? there.end() : there.find(layer.diff_id);
    if (twin == there.end()) return false;
    layer.member = image.layers[twin->second].member;
    layer.compression = image.layers[twin->second].compression;
    layer.size = image.layers[twin->second].size;
    return true;
  });
}

Image ReadEntry(const Archive& archive, const Json& entry) {
  Image image;
  image.manifest = entry;
  for (const Json& tag : ArrayOf(FieldAnyCase(entry, "RepoTags"))) {
    if (!TextOf(tag).empty() && image.names.size() < limits::kNames) image.names.push_back(TextOf(tag));
  }
  std::vector<std::string> paths;
  for (const Json& path : ArrayOf(FieldAnyCase(entry, "Layers"))) {
    if (paths.size() == limits::kLayers) {
      AddDiagnostic(image.diagnostics,
                    {.code = Code::kLimitReached, .detail = "Too many layers; the rest is left out."});
      break;
    }
    const auto index = static_cast<uint32_t>(paths.size());
    paths.push_back(TextOf(path));
    image.layers.push_back(LayerAt(archive, paths.back(), index, image.diagnostics));
  }

  const std::string& path = TextOf(FieldAnyCase(entry, "Config"));
  image.config_digest = DigestOfPath(path);
  const MemberId member = FindPath(archive, path);
  Result<std::string> text = member == kNoMember ? Error{Code::kBlobMissing, {}} : archive.ReadText(member);
  if (!image.config_digest.empty()) {
    Claim claim = ClaimAbout(ClaimSubject::kConfig, std::nullopt, image.config_digest, member);
    if (text) Measure(claim, *text);
    image.claims.push_back(std::move(claim));
  }
  if (text && image.config_digest.empty()) image.config_digest = Sha256Digest(AsBytes(*text));
  SetConfig(image, text, path);

  FindRepeatedLayers(image);
  for (uint32_t i = 0; i < paths.size(); ++i) ClaimLayerByName(paths[i], i, image);
  AddSources(FieldAnyCase(entry, "LayerSources"), image);
  if (image.layers.empty()) AddDiagnostic(image.diagnostics, {.code = Code::kImageEmpty});
  return image;
}

}  // namespace

std::string DigestOfPath(std::string_view path) {
  const std::string normal = NormalisePath(path).path;
  std::string_view rest = normal;
  for (const std::string_view suffix : {".json", ".gz", ".zst", ".tgz", ".tar"}) {
    if (rest.ends_with(suffix)) rest.remove_suffix(suffix.size());
  }
  if (rest.starts_with("blobs/")) {
    rest.remove_prefix(6);
    const std::string digest = std::string(ParentPath(rest)).append(":").append(BaseName(rest));
    return ParseDigest(digest) ? digest : "";
  }
  const std::string_view name = BaseName(rest);
  if (ParseDigest(name)) return std::string(name);
  if (AlgorithmOf(name)) return std::string(name);
  const std::string digest = std::string("sha256:").append(name);
  return ParseDigest(digest) ? digest : "";
}

void ClaimLayerByName(std::string_view path, uint32_t index, Image& image) {
  LayerRef& layer = image.layers[index];
  const bool by_content = NormalisePath(path).path.starts_with("blobs/");
  const bool plain = layer.compression == Compression::kNone;
  // Other names than those of blobs tell the digest of what is stored or the diff ID, and tools differ: a plain layer
  // has but one, a compressed one two.
  if (!layer.missing() && !layer.diff_id.empty() && !by_content && plain != (layer.digest == layer.diff_id)) {
    layer.digest.clear();
  }
  const bool either = !layer.missing() && layer.diff_id.empty() && !by_content && !plain;
  if (layer.digest.empty() || either) return;
  image.claims.push_back(ClaimAbout(ClaimSubject::kLayer, index, layer.digest, layer.member));
}

LayerRef LayerAt(const Archive& archive, const std::string& path, uint32_t index,
                 std::vector<Diagnostic>& diagnostics) {
  LayerRef layer;
  layer.digest = DigestOfPath(path);
  layer.member = FindPath(archive, path);
  if (layer.missing()) {
    AddDiagnostic(diagnostics, {.code = Code::kLayerMissing, .layer = index, .path = path});
  } else {
    layer.compression = archive.SniffMember(layer.member);
    layer.size = archive.members()[layer.member].size;
  }
  return layer;
}

std::optional<ImageList> ReadDockerArchive(const Archive& archive) {
  const MemberId member = archive.Find(kManifestPath);
  if (member == kNoMember) return std::nullopt;
  ImageList list;
  auto invalid = [&](std::string detail) {
    AddDiagnostic(list.diagnostics,
                  {.code = Code::kManifestInvalid, .detail = std::move(detail), .path = kManifestPath});
  };
  Result<std::string> text = archive.ReadText(member);
  Result<Json> manifest = text ? ParseJson(*text, Code::kManifestInvalid) : text.error();
  if (!manifest) {
    invalid(text ? manifest.error().detail : Message(text.error().code, text.error().detail));
    return list;
  }
  if (IsDirManifest(*manifest)) return std::nullopt;
  if (!manifest->is_array()) invalid("It is no list of images.");
  for (const Json& entry : ArrayOf(*manifest)) {
    if (list.Full()) break;
    const bool named = TextOf(FieldAnyCase(entry, "Config")).size() + ArrayOf(FieldAnyCase(entry, "Layers")).size() > 0;
    if (named) {
      list.Add(ReadEntry(archive, entry));
    } else {
      invalid("An entry names neither a config nor layers.");
    }
  }
  return list;
}

}  // namespace anatomy
