// OCI image layout: index.json, nested indexes, manifests, blobs (image-spec image-layout.md), packed or as a folder.
#pragma once

#include <optional>

#include "engine/image/archive.h"
#include "engine/image/descriptor.h"
#include "engine/image/image_set.h"

namespace anatomy {

/// Nothing when the archive has no part of a layout. Every manifest that an index names is one image, in the index's
/// order, also when its blob is not in the archive; named several times it is one image with several names.
std::optional<ImageList> ReadOciLayout(const Archive& archive);

/// Whether a manifest.json is the one of skopeo's "dir:", not the list of a docker-archive.
bool IsDirManifest(const Json& json);

/// The folder that skopeo's "dir:" and podman's "docker-dir" and "oci-dir" write: manifest.json is the manifest or
/// index itself, blobs are named by their hex. Nothing when there is none.
std::optional<ImageList> ReadDirLayout(const Archive& archive);

/// The image that a manifest describes; its claims are those of the manifest, not of `descriptor`. `manifest` is null
/// when its blob is missing or broken.
Image ReadManifest(const Archive& archive, const Descriptor& descriptor, Json manifest);

}  // namespace anatomy
