// What the metadata declares about bytes: this blob has this digest and this size. Collected while the metadata is
// read; documents are hashed there and then, blobs of layers later (layer/blob_digests.h), and analysis/verification.h
// says what is true.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/image/blob_place.h"

namespace anatomy {

/// In the order in which claims are shown.
enum class ClaimSubject : uint8_t {
  kIndex,
  kManifest,
  kConfig,
  kLayer,   // the blob as stored
  kDiffId,  // the layer unpacked
  kData,    // what a descriptor carries embedded
};

struct Claim {
  ClaimSubject subject;
  /// Whose descriptor carries the `data`; the subject itself for all others.
  ClaimSubject of;
  std::optional<uint32_t> layer;
  /// As found: it may be no digest at all.
  std::string declared;
  std::optional<uint64_t> declared_size;
  /// Where the bytes are; kNoMember when they are not in this archive, and for `data`.
  MemberId member = kNoMember;

  // What was computed at opening. `computed` stays empty where the algorithm is not supported and for what is hashed
  // later.
  std::string computed;
  std::optional<uint64_t> computed_size;

  bool missing() const { return member == kNoMember && subject != ClaimSubject::kData; }
};

/// "index", … as in the JSON report.
std::string_view ClaimSubjectName(ClaimSubject subject);

/// A claim without size about a blob, to be hashed later.
Claim ClaimAbout(ClaimSubject subject, std::optional<uint32_t> layer, std::string_view declared, MemberId member);

/// Takes the bytes that the claim speaks of.
void Measure(Claim& claim, std::string_view content);

/// Adds the claims of `more` that are not in `claims`: same subject, layer and declared digest.
void AddNewClaims(std::vector<Claim>& claims, const std::vector<Claim>& more);

}  // namespace anatomy
