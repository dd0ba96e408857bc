// The image config: platform, history, diff IDs; and which history entry made which layer (image-spec config.md).
#pragma once

#include <string>

#include "engine/base/error.h"
#include "engine/image/image_set.h"

namespace anatomy {

/// Parses the config's text (or notes why there is none) and applies it. `path` names it in diagnostics. What is no
/// JSON object is a fault in images only: an artifact's config may be anything.
void SetConfig(Image& image, const Result<std::string>& text, const std::string& path);

/// Takes over what `image.config` says: gaps of the platform, history, and each layer's diff ID, chain ID and history
/// entry. Layers must be there already.
void ApplyConfig(Image& image);

}  // namespace anatomy
