// What an archive holds, read from its metadata alone: images with their config, manifest, history and layer list. No
// layer has been decompressed yet.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/error.h"
#include "engine/codec/blob_format.h"
#include "engine/codec/decoder.h"
#include "engine/image/archive.h"
#include "engine/image/claims.h"
#include "engine/image/documents.h"
#include "engine/image/json.h"

namespace anatomy {

// Members of one form each are described in RULES.md §1.
enum class Container : uint8_t { kDockerArchive, kOciArchive, kOciLayout, kDockerLegacy, kRootfs, kLayer };
/// "docker-archive", … as in the JSON report.
std::string_view ContainerName(Container container);

enum class ImageKind : uint8_t { kImage, kArtifact, kAttestation };
std::string_view ImageKindName(ImageKind kind);

struct Platform {
  std::string os;
  std::string architecture;
  std::string variant;     // "" when there is none
  std::string os_version;  // "" when there is none
};

struct LayerRef {
  /// Digest of the stored blob; "" where the archive does not tell (docker-archive names only paths).
  std::string digest;
  /// From the config's rootfs.diff_ids; "" when the config has none for this layer.
  std::string diff_id;
  std::string chain_id;  // "" when a diff ID below is unknown
  std::string media_type;
  /// By magic; kNone when the blob is missing.
  Compression compression = Compression::kNone;
  /// As the annotations of its descriptor say; the blob itself is believed once it has been read.
  BlobFormat format = BlobFormat::kPlain;
  /// kNoMember: not in this archive, unless `whole_archive`.
  MemberId member = kNoMember;
  /// The tarball itself is the layer (docker export, a single layer).
  bool whole_archive = false;
  /// Bytes of the blob in the archive, or as declared when it is missing.
  uint64_t size = 0;
  /// org.opencontainers.image.title: the name of the file that an artifact's layer is; "" when there is none.
  std::string title;
  /// The blob is that file as it is, though its media type may say tar (ORAS gives it to everything).
  bool is_file = false;
  std::optional<uint32_t> history;  // index in Image::history

  bool missing() const { return member == kNoMember && !whole_archive; }
};

struct HistoryEntry {
  std::string created;
  std::string created_by;
  std::string comment;
  bool empty_layer = false;
  std::optional<uint32_t> layer;  // the layer it made
};

struct Image {
  std::vector<std::string> names;  // "nginx:latest"; empty when untagged
  Platform platform;
  ImageKind kind = ImageKind::kImage;
  std::string config_digest;     // image ID; "" when there is no config
  std::string manifest_digest;   // "" when no OCI index names it
  std::string index_digest;      // of the (nested) index that lists the manifest; "" when only index.json does
  std::string artifact_type;     // "" for images
  Json config;                   // null when missing or invalid
  Json manifest;                 // as found: the OCI manifest, else the entry of manifest.json, else null
  std::vector<LayerRef> layers;  // base first
  std::vector<HistoryEntry> history;
  /// What the documents that lead to the image, and its own, say of digests and sizes.
  std::vector<Claim> claims;
  std::vector<Diagnostic> diagnostics;
};

/// Whether a layer is a file system change set, a tar to be scanned: not so in attestations (in-toto JSON) and most
/// artifacts.
bool IsFileSystem(const Image& image, const LayerRef& layer);

struct ImageSet {
  Container container;
  std::vector<Image> images;
  /// Which image a person most likely wants: the first that is an image and has its blobs, else 0.
  size_t preferred = 0;
  /// Of the archive, beside the manifests and configs that stand with the images.
  std::vector<Document> documents;
  std::vector<Diagnostic> diagnostics;  // beside the archive's own
};

/// Finds out what kind of archive it is, enters the folder where the image is, and reads all metadata. Bad parts become
/// diagnostics; errors (no-image) only when nothing at all can be shown.
Result<ImageSet> ReadImageSet(Archive& archive);

/// The docker platform string: "linux/arm64/v8"; "" when nothing is known.
std::string PlatformText(const Platform& platform);

/// What one way of reading an archive found; ReadImageSet() tries several.
struct ImageList {
  std::vector<Image> images;
  std::vector<Diagnostic> diagnostics;  // about no image in particular
  size_t layers = 0;                    // of all images
  bool cut = false;                     // Full() has said so

  void Add(Image image);
  /// Whether there are so many images or layers that the rest is left out; a diagnostic says so once.
  bool Full();
};

/// Adds a diagnostic unless there are limits::kDiagnostics already.
void AddDiagnostic(std::vector<Diagnostic>& diagnostics, Diagnostic diagnostic);

}  // namespace anatomy
