// Images from what is left of an archive whose index or manifest.json is broken or was cut off: most tools write it
// last.
#pragma once

#include "engine/image/archive.h"
#include "engine/image/image_set.h"

namespace anatomy {

/// First OCI manifests among the blobs; else one image of the layers named "<hex>.tar" and "<hex>.tar.gz", in the
/// archive's order (as every known tool writes them, base first), with the config if it is there. Empty when there is
/// neither.
ImageList RecoverImages(const Archive& archive);

}  // namespace anatomy
