#include "engine/image/oci_layout.h"

#include <algorithm>
#include <iterator>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "engine/base/digest.h"
#include "engine/base/limits.h"
#include "engine/image/config.h"

namespace anatomy {
namespace {

constexpr const char* kIndexPath = "index.json";

// Indexes may name each other in any number of ways; so many steps are enough for honest ones.
constexpr size_t kSteps = limits::kImages * limits::kIndexDepth;

bool IsImageConfig(std::string_view media_type) {
  return media_type.empty() || media_type == "application/vnd.oci.image.config.v1+json" ||
         media_type == "application/vnd.docker.container.image.v1+json";
}

// Every type of a layer that is a tar says so in its name, even where it lies about the compression.
bool IsTarType(std::string_view media_type) {
  return media_type.empty() || media_type.find("tar") != std::string_view::npos;
}

bool IsManifestType(std::string_view media_type) {
  return media_type.empty() || media_type == "application/vnd.oci.image.manifest.v1+json" ||
         media_type == "application/vnd.docker.distribution.manifest.v2+json";
}

bool IsManifest(const Json& json) { return Field(json, "config").is_object() || Field(json, "layers").is_array(); }

// The artifact manifest of ORAS before 1.0 has blobs instead of layers, and no config.
const Json& LayersOf(const Json& manifest) {
  const Json& blobs = Field(manifest, "blobs");
  return blobs.is_array() && Field(manifest, "layers").is_null() ? blobs : Field(manifest, "layers");
}

// What makes it an artifact; "" for an image (manifest.md, "Guidelines for Artifact Usage").
std::string ArtifactType(const Descriptor& descriptor, const Image& image) {
  const std::string& config_type = TextField(Field(image.manifest, "config"), "mediaType");
  const bool tars = image.layers.empty() || std::ranges::any_of(image.layers, [](const LayerRef& layer) {
                      return IsTarType(layer.media_type);
                    });
  if (!config_type.empty() && IsImageConfig(config_type) && tars) return {};
  const std::string& declared = TextField(image.manifest, "artifactType");
  if (!declared.empty()) return declared;
  if (!descriptor.artifact_type.empty()) return descriptor.artifact_type;
  if (!IsImageConfig(config_type)) return config_type;
  if (!tars) return image.layers[0].media_type;
  return IsManifest(image.manifest) || IsManifestType(descriptor.media_type) ? "" : descriptor.media_type;
}

void Classify(const Descriptor& descriptor, Image& image) {
  const bool in_toto = !image.layers.empty() && std::ranges::all_of(image.layers, [](const LayerRef& layer) {
    return layer.media_type == "application/vnd.in-toto+json";
  });
  if (descriptor.attestation || in_toto) {
    image.kind = ImageKind::kAttestation;
    return;
  }
  image.artifact_type = ArtifactType(descriptor, image);
  if (!image.artifact_type.empty()) image.kind = ImageKind::kArtifact;
}

void AppendTo(std::vector<Claim>& claims, std::vector<Claim> more) {
  std::ranges::move(more, std::back_inserter(claims));
}

LayerRef ReadLayer(const Archive& archive, const Descriptor& descriptor, uint32_t index, Image& image) {
  LayerRef layer;
  layer.digest = descriptor.digest;
  layer.media_type = descriptor.media_type;
  layer.format = descriptor.format;
  layer.title = descriptor.title;
  layer.is_file = !descriptor.title.empty() && !descriptor.unpacked;
  layer.member = FindBlob(archive, descriptor.digest);
  if (layer.missing()) {
    layer.size = descriptor.size.value_or(0);
    AddDiagnostic(image.diagnostics, {.code = Code::kLayerMissing,
                                      .detail = descriptor.digest,
                                      .layer = index,
                                      .path = BlobPath(descriptor.digest)});
  } else {
    layer.size = archive.members()[layer.member].size;
    layer.compression = archive.SniffMember(layer.member);
  }
  AppendTo(image.claims, ClaimsOf(archive, descriptor, ClaimSubject::kLayer, index, nullptr));
  return layer;
}

class IndexReader {
 public:
  explicit IndexReader(const Archive& archive) : archive_(archive) {}

  // The names of index.json are those of everything below; entries that declare the same are one.
  void ReadTop(const Json& index) {
    struct Top {
      Descriptor descriptor;
      std::vector<std::string> names;
    };
    std::vector<Top> tops;
    std::unordered_map<std::string, size_t> by_declaration;
    for (const Json& json : ArrayOf(Field(index, "manifests"))) {
      Descriptor descriptor = ReadDescriptor(json);
      const std::string declared = descriptor.digest + " " + std::to_string(descriptor.size.value_or(0));
      auto [place, fresh] = by_declaration.try_emplace(declared, tops.size());
      if (fresh) tops.push_back({descriptor, {}});
      Top& top = tops[place->second];
      if (top.descriptor.platform.os.empty()) top.descriptor.platform = descriptor.platform;
      // containerd writes the whole name and, beside it, its tag alone.
      const std::string& whole = descriptor.containerd_name;
      if (!whole.empty()) top.names.push_back(whole);
      if (!descriptor.ref_name.empty() && !whole.ends_with(":" + descriptor.ref_name)) {
        top.names.push_back(descriptor.ref_name);
      }
    }
    for (const Top& top : tops) Visit(top.descriptor, top.names, "");
  }

  ImageList Take() { return std::move(list_); }

 private:
  struct Open {
    std::string digest;
    std::vector<Claim> claims;
  };
  struct KnownIndex {
    std::vector<Descriptor> entries;
    Claim claim;  // hashed
  };
  struct Known {
    size_t place;    // in list_.images
    Claim manifest;  // hashed
  };

  // `index_digest` is the nested index that lists the descriptor, "" for index.json.
  void Visit(const Descriptor& descriptor, const std::vector<std::string>& names, const std::string& index_digest) {
    if (!Step()) return;
    // Read before: it only gets more names, and perhaps another size is declared.
    if (by_digest_.contains(descriptor.digest)) return AddImage(descriptor, Json(), nullptr, names, index_digest);
    if (indexes_.contains(descriptor.digest)) return VisitIndex(descriptor, names);
    Result<std::string> text = ReadBlob(archive_, descriptor);
    const std::string* content = text ? &*text : nullptr;
    const bool index_type = IsIndexType(descriptor.media_type);
    Result<Json> json = text ? ParseJson(*text, Code::kManifestInvalid) : text.error();
    if (json && !json->is_object()) json = Error{Code::kManifestInvalid, "It is no JSON object."};
    // The content tells an index from a manifest; types are wrong at times.
    const bool list = json && Field(*json, "manifests").is_array() && !Field(*json, "layers").is_array();
    const bool index = list || (index_type && !(json && IsManifest(*json)));
    if (index && !json) {
      const bool missing = json.error().code == Code::kBlobMissing;
      Note(missing ? Code::kBlobMissing : Code::kIndexInvalid, missing ? "It is an image index." : json.error().detail,
           descriptor);
    } else if (index && !list) {
      Note(Code::kIndexInvalid, "It has no list of manifests.", descriptor);
    } else if (index) {
      KnownIndex& known = indexes_[descriptor.digest];
      known.claim = ClaimsOf(archive_, descriptor, ClaimSubject::kIndex, std::nullopt, content).back();
      for (const Json& entry : Field(*json, "manifests")) known.entries.push_back(ReadDescriptor(entry));
      VisitIndex(descriptor, names);
    } else {
      AddImage(descriptor, std::move(json), content, names, index_digest);
    }
  }

  void VisitIndex(const Descriptor& descriptor, const std::vector<std::string>& names) {
    const bool circle = std::ranges::find(open_, descriptor.digest, &Open::digest) != open_.end();
    if (circle || open_.size() == static_cast<size_t>(limits::kIndexDepth)) {
      Note(Code::kNestedTooDeep, circle ? "An index names itself." : "", descriptor);
      return;
    }
    const KnownIndex& known = indexes_[descriptor.digest];
    std::vector<Claim> claims = ClaimsOf(archive_, descriptor, ClaimSubject::kIndex, std::nullopt, nullptr);
    CopyMeasure(known.claim, claims.back());
    open_.push_back({descriptor.digest, std::move(claims)});
    for (const Descriptor& entry : known.entries) Visit(entry, names, descriptor.digest);
    open_.pop_back();
  }

  void AddImage(const Descriptor& descriptor, Result<Json> manifest, const std::string* content,
                const std::vector<std::string>& names, const std::string& index_digest) {
    const bool fresh = !by_digest_.contains(descriptor.digest);
    std::vector<Claim> claims = ClaimsOf(archive_, descriptor, ClaimSubject::kManifest, std::nullopt, content);
    if (fresh) {
      if (list_.Full()) return;
      by_digest_.emplace(descriptor.digest, Known{list_.images.size(), claims.back()});
      list_.Add(ReadFresh(descriptor, std::move(manifest)));
    }
    const Known& known = by_digest_.at(descriptor.digest);
    if (!fresh) CopyMeasure(known.manifest, claims.back());
    Image& image = list_.images[known.place];
    if (image.index_digest.empty()) image.index_digest = index_digest;
    for (const Open& index : open_) AddClaims(known.place, index.claims);
    AddClaims(known.place, claims);
    for (const std::string& name : names) {
      if (names_.size() == limits::kNames) {
        if (!std::exchange(names_cut_, true)) Note(Code::kLimitReached, "Too many names.", descriptor);
        return;
      }
      const bool fresh_name = names_.insert(std::to_string(known.place) + " " + name).second;
      if (fresh_name) image.names.push_back(name);
    }
  }

  // What was measured when the document was read, for another descriptor of it.
  static void CopyMeasure(const Claim& measured, Claim& claim) {
    if (claim.subject != measured.subject) return;
    claim.computed = measured.computed;
    claim.computed_size = measured.computed_size;
  }

  // An image may be reached in many ways; what they declare alike counts once.
  void AddClaims(size_t place, const std::vector<Claim>& claims) {
    for (const Claim& claim : claims) {
      std::string key = std::to_string(place) + " " + std::string(ClaimSubjectName(claim.subject)) + " " +
                        claim.declared + " " + std::to_string(claim.declared_size.value_or(0)) + claim.computed;
      if (claims_.insert(std::move(key)).second) list_.images[place].claims.push_back(claim);
    }
  }

  Image ReadFresh(const Descriptor& descriptor, Result<Json> manifest) {
    if (manifest) return ReadManifest(archive_, descriptor, std::move(*manifest));
    Image image = ReadManifest(archive_, descriptor, nullptr);
    const Error& error = manifest.error();
    const std::string platform = PlatformText(image.platform);
    const std::string path = BlobPath(descriptor.digest);
    if (error.code == Code::kBlobMissing) {
      const std::string detail = platform.empty() ? "It is a manifest." : "It is the manifest for " + platform + ".";
      AddDiagnostic(image.diagnostics, {.code = Code::kBlobMissing, .detail = detail, .path = path});
    } else if (image.kind != ImageKind::kArtifact) {
      AddDiagnostic(image.diagnostics, {.code = Code::kManifestInvalid, .detail = error.detail, .path = path});
    }
    return image;
  }

  bool Step() {
    if (++steps_ == kSteps) {
      AddDiagnostic(list_.diagnostics, {.code = Code::kLimitReached, .detail = "The indexes name too much."});
    }
    return steps_ < kSteps;
  }

  void Note(Code code, std::string detail, const Descriptor& descriptor) {
    AddDiagnostic(list_.diagnostics, {.code = code, .detail = std::move(detail), .path = BlobPath(descriptor.digest)});
  }

  const Archive& archive_;
  ImageList list_;
  std::unordered_map<std::string, Known> by_digest_;
  std::unordered_map<std::string, KnownIndex> indexes_;  // by digest
  std::unordered_set<std::string> names_;                // "<place> <name>"
  bool names_cut_ = false;
  std::unordered_set<std::string> claims_;  // "<place> <what is declared>"
  std::vector<Open> open_;                  // the indexes around
  size_t steps_ = 0;
};

}  // namespace

Image ReadManifest(const Archive& archive, const Descriptor& descriptor, Json manifest) {
  Image image;
  image.manifest_digest = descriptor.digest;
  image.platform = descriptor.platform;
  image.manifest = std::move(manifest);

  const Json& layers = LayersOf(image.manifest);
  for (const Json& json : ArrayOf(layers)) {
    if (image.layers.size() == limits::kLayers) {
      AddDiagnostic(image.diagnostics,
                    {.code = Code::kLimitReached, .detail = "Too many layers; the rest is left out."});
      break;
    }
    const auto index = static_cast<uint32_t>(image.layers.size());
    image.layers.push_back(ReadLayer(archive, ReadDescriptor(json), index, image));
  }
  Classify(descriptor, image);
  if (image.manifest.is_null()) return image;
  const Json& config = Field(image.manifest, "config");
  const bool whole = config.is_object() && (layers.is_array() || layers.is_null());
  if (!whole && IsManifestType(descriptor.media_type)) {
    AddDiagnostic(image.diagnostics, {.code = Code::kManifestInvalid, .path = BlobPath(descriptor.digest)});
  }
  if (!config.is_object()) return image;
  const Descriptor named = ReadDescriptor(config);
  image.config_digest = named.digest;
  const Result<std::string> text = ReadBlob(archive, named);
  AppendTo(image.claims, ClaimsOf(archive, named, ClaimSubject::kConfig, std::nullopt, text ? &*text : nullptr));
  SetConfig(image, text, BlobPath(named.digest));
  if (image.layers.empty() && image.kind == ImageKind::kImage) {
    AddDiagnostic(image.diagnostics, {.code = Code::kImageEmpty});
  }
  return image;
}

bool IsDirManifest(const Json& json) {
  return json.is_object() && (IsManifest(json) || Field(json, "manifests").is_array());
}

std::optional<ImageList> ReadDirLayout(const Archive& archive) {
  constexpr const char* kManifestPath = "manifest.json";
  const MemberId member = archive.Find(kManifestPath);
  if (member == kNoMember) return std::nullopt;
  Result<std::string> text = archive.ReadText(member);
  Result<Json> json = text ? ParseJson(*text, Code::kManifestInvalid) : text.error();
  if (!json || !IsDirManifest(*json)) return std::nullopt;
  Descriptor descriptor;
  descriptor.digest = Sha256Digest(AsBytes(*text));
  descriptor.media_type = TextField(*json, "mediaType");
  ImageList list;
  if (IsManifest(*json)) {
    list.Add(ReadManifest(archive, descriptor, std::move(*json)));
    return list;
  }
  IndexReader reader(archive);
  reader.ReadTop(*json);
  return reader.Take();
}

std::optional<ImageList> ReadOciLayout(const Archive& archive) {
  const MemberId member = archive.Find(kIndexPath);
  const bool blobs =
      std::ranges::any_of(archive.members(), [](const Member& m) { return m.path.starts_with("blobs/"); });
  const bool layout = blobs || archive.Find("oci-layout") != kNoMember;
  // rules_oci puts the blobs of a docker-archive so.
  const bool docker_only = archive.Find("manifest.json") != kNoMember && archive.Find("oci-layout") == kNoMember;
  if (member == kNoMember && (!layout || docker_only)) return std::nullopt;
  if (member == kNoMember)
    return ImageList{.images = {}, .diagnostics = {{.code = Code::kManifestMissing, .path = kIndexPath}}};

  Result<std::string> text = archive.ReadText(member);
  Result<Json> index = text ? ParseJson(*text, Code::kIndexInvalid) : text.error();
  const bool has_list = index && ObjectOf(*index).contains("manifests");
  // Any folder may have an index.json of its own.
  if (!layout && !has_list) return std::nullopt;
  IndexReader reader(archive);
  if (has_list) reader.ReadTop(*index);
  ImageList list = reader.Take();
  const bool valid = has_list && (Field(*index, "manifests").is_array() || Field(*index, "manifests").is_null());
  if (!valid) {
    const std::string detail = index ? "It has no list of manifests." : index.error().detail;
    AddDiagnostic(list.diagnostics, {.code = Code::kIndexInvalid, .detail = detail, .path = kIndexPath});
  }
  return list;
}

}  // namespace anatomy
