// docker save before 1.10 (Docker image spec v1): `repositories`, and <id>/{json,layer.tar} chained by their parents.
#pragma once

#include <optional>

#include "engine/image/archive.h"
#include "engine/image/image_set.h"

namespace anatomy {

/// Nothing when the archive has no <id>/json. Without `repositories` every chain's end is an image without a name.
std::optional<ImageList> ReadDockerLegacy(const Archive& archive);

}  // namespace anatomy
