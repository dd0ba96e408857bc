// docker-archive: manifest.json, as docker save, podman, skopeo, kaniko, Jib and others write it (RULES.md §1).
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "engine/image/archive.h"
#include "engine/image/image_set.h"

namespace anatomy {

/// Nothing when there is no manifest.json; no image when it cannot be used, with a diagnostic that says why.
std::optional<ImageList> ReadDockerArchive(const Archive& archive);

/// The digest that a path tells: "blobs/sha256/<hex>[.tar.gz]", "sha256:<hex>[.tar.gz]", "<hex>.json",
/// "<hex>.tar[.gz]";
/// "" if none.
/// if none.
std::string DigestOfPath(std::string_view path);

/// A layer stored at `path`: what the member and its name tell. Adds layer-missing when it is not there.
LayerRef LayerAt(const Archive& archive, const std::string& path, uint32_t index, std::vector<Diagnostic>& diagnostics);

/// Settles what a layer's name tells now that its diff ID is known, and claims the digest if the name declares one.
void ClaimLayerByName(std::string_view path, uint32_t index, Image& image);

}  // namespace anatomy
