// The folder of the archive in which an image's metadata lies. Most have it at the root; `tar czf x.tgz folder/` and a
// folder dropped together with its neighbours do not.
#pragma once

#include <string>
#include <vector>

#include "engine/image/archive.h"

namespace anatomy {

/// Folders with a docker-archive, an OCI layout or a docker-archive from before 1.10, the nearest to the root first.
/// None when there is one at the root, or when the archive is more than what packed the folder: a root file system may
/// hold an image as it may hold any file.
std::vector<std::string> ImageFolders(const Archive& archive);

}  // namespace anatomy
