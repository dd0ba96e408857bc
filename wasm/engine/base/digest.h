// Digests as descriptors write them: "sha256:<hex>" (image-spec descriptor.md, "Digests").
#pragma once

#include <sha2.h>

#include <optional>
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

// The algorithms that are computed; others (blake3) are legal in a digest, but not to be checked here.
enum class HashAlgorithm : uint8_t { kSha256, kSha512 };

/// The algorithm that a digest names; nothing when the text is no digest or the algorithm is another one.
std::optional<HashAlgorithm> AlgorithmOf(std::string_view digest);

/// A digest of bytes that come piece by piece.
class Hasher {
 public:
  explicit Hasher(HashAlgorithm algorithm);
  void Update(Bytes bytes);
  /// "sha256:<hex>" or "sha512:<hex>" of everything so far; the hasher is spent then.
  std::string Finish();

 private:
  HashAlgorithm algorithm_;
  SHA2_CTX context_;
};

/// "sha256:<hex>" or "sha512:<hex>" of the bytes.
std::string DigestOf(HashAlgorithm algorithm, Bytes bytes);

/// "sha256:<hex>" of the bytes.
std::string Sha256Digest(Bytes bytes);

/// Chain ID of a layer (image-spec config.md, "Layer ChainID"): `parent` is the chain ID of the layer below, "" at the
/// base.
std::string ChainId(std::string_view parent, std::string_view diff_id);

}  // namespace anatomy
