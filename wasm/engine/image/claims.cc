#include "engine/image/claims.h"

#include <cstdlib>
#include <set>
#include <tuple>

#include "engine/base/digest.h"

namespace anatomy {

std::string_view ClaimSubjectName(ClaimSubject subject) {
  switch (subject) {
    case ClaimSubject::kIndex:
      return "index";
    case ClaimSubject::kManifest:
      return "manifest";
    case ClaimSubject::kConfig:
      return "config";
    case ClaimSubject::kLayer:
      return "layer";
    case ClaimSubject::kDiffId:
      return "diff-id";
    case ClaimSubject::kData:
      return "data";
  }
  std::abort();
}

Claim ClaimAbout(ClaimSubject subject, std::optional<uint32_t> layer, std::string_view declared, MemberId member) {
  Claim claim;
  claim.subject = claim.of = subject;
  claim.layer = layer;
  claim.declared = declared;
  claim.member = member;
  return claim;
}

void Measure(Claim& claim, std::string_view content) {
  if (const std::optional<HashAlgorithm> algorithm = AlgorithmOf(claim.declared)) {
    claim.computed = DigestOf(*algorithm, AsBytes(content));
  }
  claim.computed_size = content.size();
}

void AddNewClaims(std::vector<Claim>& claims, const std::vector<Claim>& more) {
  const auto key = [](const Claim& claim) {
    return std::tuple(claim.subject, claim.of, claim.layer, std::string_view(claim.declared));
  };
  std::vector<const Claim*> fresh;
  {
    std::set<decltype(key(claims.front()))> known;
    for (const Claim& claim : claims) known.insert(key(claim));
    for (const Claim& claim : more) {
      if (known.insert(key(claim)).second) fresh.push_back(&claim);
    }
  }
  for (const Claim* claim : fresh) claims.push_back(*claim);
}

}  // namespace anatomy
