#include "engine/base/digest.h"

#include <algorithm>
#include <array>

namespace anatomy {
namespace {

bool IsLowerHex(char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); }

std::string HexOf(Bytes bytes) {
  std::string hex;
  for (const uint8_t byte : bytes) {
    hex.push_back("0123456789abcdef"[byte >> 4]);
    hex.push_back("0123456789abcdef"[byte & 15]);
  }
  return hex;
}

}  // namespace

bool ParseDigest(std::string_view text, DigestParts* parts) {
  const size_t colon = text.find(':');
  if (colon == 0 || colon == std::string_view::npos || colon + 1 == text.size()) return false;
  const std::string_view algorithm = text.substr(0, colon);
  const std::string_view encoded = text.substr(colon + 1);
  // Components of letters and digits with one separator between any two: "." and ".." are none.
  bool component = false;
  bool algorithm_ok = true;
  for (const char c : algorithm) {
    const bool separator = c == '+' || c == '.' || c == '_' || c == '-';
    algorithm_ok = algorithm_ok && (separator ? component : (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'));
    component = !separator;
  }
  algorithm_ok = algorithm_ok && component;
  const bool encoded_ok = std::ranges::all_of(encoded, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '=' || c == '_' ||
           c == '-';
  });
  if (!algorithm_ok || !encoded_ok) return false;
  const size_t hex_length = algorithm == "sha256" ? 64 : algorithm == "sha512" ? 128 : 0;
  if (hex_length != 0 && (encoded.size() != hex_length || !std::ranges::all_of(encoded, IsLowerHex))) return false;
  if (parts) *parts = {algorithm, encoded};
  return true;
}

std::optional<HashAlgorithm> AlgorithmOf(std::string_view digest) {
  DigestParts parts;
  if (!ParseDigest(digest, &parts)) return std::nullopt;
  if (parts.algorithm == "sha256") return HashAlgorithm::kSha256;
  if (parts.algorithm == "sha512") return HashAlgorithm::kSha512;
  return std::nullopt;
}

Hasher::Hasher(HashAlgorithm algorithm) : algorithm_(algorithm) {
  algorithm == HashAlgorithm::kSha256 ? SHA256Init(&context_) : SHA512Init(&context_);
}

void Hasher::Update(Bytes bytes) {
  if (algorithm_ == HashAlgorithm::kSha256) {
    SHA256Update(&context_, bytes.data(), bytes.size());
  } else {
    SHA512Update(&context_, bytes.data(), bytes.size());
  }
}

std::string Hasher::Finish() {
  std::array<uint8_t, SHA512_DIGEST_LENGTH> digest;
  if (algorithm_ == HashAlgorithm::kSha512) {
    SHA512Final(digest.data(), &context_);
    return "sha512:" + HexOf(digest);
  }
  SHA256Final(digest.data(), &context_);
  return "sha256:" + HexOf(Bytes(digest).first(SHA256_DIGEST_LENGTH));
}

std::string DigestOf(HashAlgorithm algorithm, Bytes bytes) {
  Hasher hasher(algorithm);
  hasher.Update(bytes);
  return hasher.Finish();
}

std::string Sha256Digest(Bytes bytes) { return DigestOf(HashAlgorithm::kSha256, bytes); }

std::string ChainId(std::string_view parent, std::string_view diff_id) {
  if (parent.empty()) return std::string(diff_id);
  std::string text(parent);
  text.append(" ").append(diff_id);
  return Sha256Digest(AsBytes(text));
}

}  // namespace anatomy
