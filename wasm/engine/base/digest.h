// Digests as descriptors write them: "sha256:<hex>" (image-spec descriptor.md, "Digests").
#pragma once

#include <string>
#include <string_view>

#include "engine/base/bytes.h"

namespace anatomy {

struct DigestParts {
  std::string_view algorithm;  // "sha256"
  std::string_view encoded;    // hex for the registered algorithms
};

/// Whether `text` obeys the digest grammar `algorithm ":" encoded`; sha256 and sha512 must have their exact lower-case
/// hex length. On success `parts` (if given) views into `text`.
bool ParseDigest(std::string_view text, DigestParts* parts = nullptr);

/// "sha256:<hex>" of the bytes.
std::string Sha256Digest(Bytes bytes);

/// Chain ID of a layer (image-spec config.md, "Layer ChainID"): `parent` is the chain ID of the layer below, "" at the
/// base.
std::string ChainId(std::string_view parent, std::string_view diff_id);

}  // namespace anatomy
