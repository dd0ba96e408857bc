// The documents that lead to the images of an archive, kept to be shown as they are: what a manifest or a config says
// stands with its image, but who names it does not.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/image/archive.h"
#include "engine/image/json.h"

namespace anatomy {

struct Image;

struct Document {
  std::string path;        // in the archive
  std::string digest;      // by which a descriptor names it; "" for those at the root
  std::string media_type;  // as its descriptor says, or it itself; "" when neither does
  uint64_t size = 0;
  std::optional<Json> content;  // none when it is too large to be shown, or no JSON
};

/// index.json, manifest.json and repositories; then the indexes that these name, the outer before the inner, each once;
/// then the JSON that attestations and artifacts have as layers. Bounded by limits::kShownDocuments and the sizes
/// beside it. Needs the archive's directory.
std::vector<Document> ReadDocuments(const Archive& archive, const std::vector<Image>& images);

}  // namespace anatomy
