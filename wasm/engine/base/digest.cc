#include "engine/base/digest.h"

#include <sha2.h>

#include <algorithm>
#include <array>

namespace anatomy {
namespace {

bool IsLowerHex(char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); }

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

std::string Sha256Digest(Bytes bytes) {
  SHA2_CTX context;
  std::array<uint8_t, SHA256_DIGEST_LENGTH> digest;
  SHA256Init(&context);
  SHA256Update(&context, bytes.data(), bytes.size());
  SHA256Final(digest.data(), &context);
  std::string text = "sha256:";
  for (const uint8_t byte : digest) {
    text.push_back("0123456789abcdef"[byte >> 4]);
    text.push_back("0123456789abcdef"[byte & 15]);
  }
  return text;
}

std::string ChainId(std::string_view parent, std::string_view diff_id) {
  if (parent.empty()) return std::string(diff_id);
  std::string text(parent);
  text.append(" ").append(diff_id);
  return Sha256Digest(AsBytes(text));
}

}  // namespace anatomy
