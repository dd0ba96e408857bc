#include "engine/analysis/verification.h"

#include <algorithm>
#include <cstdlib>
#include <set>
#include <tuple>
#include <utility>

#include "engine/base/digest.h"
#include "engine/image/image_set.h"

namespace anatomy {
namespace {

// "sha256:…" among the digests of one blob; "" when there is none.
std::string DigestLike(const std::vector<std::string>& digests, HashAlgorithm algorithm) {
  const auto found =
      std::ranges::find_if(digests, [&](const std::string& digest) { return AlgorithmOf(digest) == algorithm; });
  return found == digests.end() ? std::string() : *found;
}

void TakeComputed(Claim& claim, HashAlgorithm algorithm, const BlobDigests& digests) {
  const bool unpacked = claim.subject == ClaimSubject::kDiffId;
  claim.computed = DigestLike(unpacked ? digests.unpacked : digests.stored, algorithm);
  if (!claim.computed.empty()) claim.computed_size = unpacked ? digests.unpacked_bytes : digests.stored_bytes;
}

CheckedClaim Check(Claim claim, const Archive& archive, const DigestsByBlob& digests) {
  if (!ParseDigest(claim.declared)) return {std::move(claim), Verdict::kInvalid};
  if (claim.missing()) return {std::move(claim), Verdict::kMissing};
  const std::optional<HashAlgorithm> algorithm = AlgorithmOf(claim.declared);
  bool hashed = claim.computed_size.has_value();
  if (!hashed) {
    // The header knows the size before anything is read.
    if (claim.subject != ClaimSubject::kDiffId) claim.computed_size = archive.members()[claim.member].size;
    const auto found = digests.find(claim.member);
    hashed = found != digests.end();
    if (hashed && algorithm) TakeComputed(claim, *algorithm, found->second);
  }
  const bool other_size = claim.declared_size && claim.computed_size && *claim.declared_size != *claim.computed_size;
  const bool other_digest = !claim.computed.empty() && claim.computed != claim.declared;
  Verdict verdict = Verdict::kMatch;
  if (other_size || other_digest) {
    verdict = Verdict::kMismatch;
  } else if (!algorithm) {
    verdict = Verdict::kUnsupported;
  } else if (claim.computed.empty()) {
    verdict = hashed ? Verdict::kUnreadable : Verdict::kPending;
  }
  return {std::move(claim), verdict};
}

std::string_view Sum(const std::vector<CheckedClaim>& claims) {
  if (claims.empty()) return "none";
  const auto has = [&](Verdict verdict) {
    return std::ranges::find(claims, verdict, &CheckedClaim::verdict) != claims.end();
  };
  if (has(Verdict::kMismatch)) return "mismatch";
  if (has(Verdict::kPending)) return "pending";
  const auto good = [](const CheckedClaim& checked) { return checked.verdict == Verdict::kMatch; };
  return std::ranges::all_of(claims, good) ? "verified" : "incomplete";
}

Diagnostic Remark(const Claim& claim, const Archive& archive) {
  const bool digest = !claim.computed.empty() && claim.computed != claim.declared;
  std::string detail;
  if (digest) detail.append("Declared is ").append(claim.declared).append(", computed ").append(claim.computed);
  if (claim.declared_size && *claim.declared_size != *claim.computed_size) {
    detail.append(digest ? "; declared are " : "Declared are ").append(std::to_string(*claim.declared_size));
    detail.append(" bytes, there are ").append(std::to_string(*claim.computed_size));
  }
  detail.append(".");
  if (claim.subject == ClaimSubject::kData) detail.append(" This is the data embedded in the descriptor.");
  if (claim.subject == ClaimSubject::kDiffId) detail.append(" This is the diff ID, of the unpacked layer.");
  return {.code = digest ? Code::kDigestMismatch : Code::kSizeMismatch,
          .detail = std::move(detail),
          .layer = claim.layer,
          .path = claim.member == kNoMember ? std::string() : archive.members()[claim.member].path};
}

// A layer whose stored bytes are wrong unpacks to something wrong, and manifest.json may declare the same once more:
// one fact, one remark.
std::vector<Diagnostic> Remarks(const std::vector<CheckedClaim>& claims, const Archive& archive) {
  std::vector<Diagnostic> diagnostics;
  std::set<std::tuple<std::optional<uint32_t>, MemberId, Code>> told;
  for (const auto& [claim, verdict] : claims) {
    if (verdict != Verdict::kMismatch) continue;
    Diagnostic remark = Remark(claim, archive);
    const bool fresh = claim.member == kNoMember || told.emplace(claim.layer, claim.member, remark.code).second;
    if (fresh) AddDiagnostic(diagnostics, std::move(remark));
  }
  return diagnostics;
}

}  // namespace

std::string_view VerdictName(Verdict verdict) {
  switch (verdict) {
    case Verdict::kMatch:
      return "match";
    case Verdict::kMismatch:
      return "mismatch";
    case Verdict::kMissing:
      return "missing";
    case Verdict::kInvalid:
      return "invalid";
    case Verdict::kUnsupported:
      return "unsupported";
    case Verdict::kUnreadable:
      return "unreadable";
    case Verdict::kPending:
      return "pending";
  }
  std::abort();
}

Verification Verify(const std::vector<Claim>& claims, const Archive& archive, const DigestsByBlob& digests) {
  Verification verification;
  for (const Claim& claim : claims) verification.claims.push_back(Check(claim, archive, digests));
  std::ranges::stable_sort(verification.claims, {}, [](const CheckedClaim& checked) {
    const Claim& claim = checked.claim;
    return std::tuple(claim.layer.has_value(), claim.layer.value_or(0), claim.of, claim.subject);
  });
  verification.verdict = Sum(verification.claims);
  verification.diagnostics = Remarks(verification.claims, archive);
  return verification;
}

}  // namespace anatomy
