// docker ≥ 25 describes its images twice: by manifest.json and by an OCI layout. This brings both together.
#pragma once

#include <vector>

#include "engine/image/image_set.h"

namespace anatomy {

/// The images of manifest.json in their order, with manifest, digests, media types and further names of the OCI image
/// that has the same config; then what only the OCI side lists (other platforms, attestations). Where both disagree
/// manifest.json is followed (moby #47065, #47072, #47210), with a diagnostic.
std::vector<Image> BringTogether(std::vector<Image> docker, std::vector<Image> oci);

}  // namespace anatomy
