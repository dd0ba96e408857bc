// What the metadata declares of digests and sizes against what was computed (RULES.md §3).
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/error.h"
#include "engine/image/archive.h"
#include "engine/image/claims.h"
#include "engine/layer/blob_digests.h"

namespace anatomy {

enum class Verdict : uint8_t {
  kMatch,
  kMismatch,     // digest or size
  kMissing,      // the bytes are not in this archive
  kInvalid,      // what is declared is no digest
  kUnsupported,  // a digest of an algorithm that is not computed here
  kUnreadable,   // the bytes cannot be read, or unpacked, to their end
  kPending,      // not hashed yet
};
/// "match", … as in the JSON report.
std::string_view VerdictName(Verdict verdict);

struct CheckedClaim {
  Claim claim;  // with what was computed
  Verdict verdict;
};

struct Verification {
  /// "mismatch" as soon as one claim is wrong; "pending"; "incomplete" when one could not be checked; "verified";
  /// "none" when nothing is declared.
  std::string_view verdict;
  /// Index, manifest, config, then each layer from the base on.
  std::vector<CheckedClaim> claims;
  /// digest-mismatch and size-mismatch: one for each document and layer that is not what was declared.
  std::vector<Diagnostic> diagnostics;
};

using DigestsByBlob = std::map<MemberId, BlobDigests>;

Verification Verify(const std::vector<Claim>& claims, const Archive& archive, const DigestsByBlob& digests);

}  // namespace anatomy
