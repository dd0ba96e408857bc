#include "engine/base/path.h"

#include <cstdint>
#include <cstring>

namespace anatomy {
namespace {

// How many bytes at the start are ASCII: nearly all of nearly all names.
size_t AsciiRun(std::string_view text) {
  constexpr uint64_t kHighBits = 0x8080808080808080;
  size_t length = 0;
  for (uint64_t word = 0; length + sizeof(word) <= text.size(); length += sizeof(word)) {
    std::memcpy(&word, text.data() + length, sizeof(word));
    if ((word & kHighBits) != 0) break;
  }
  while (length < text.size() && static_cast<uint8_t>(text[length]) < 0x80) ++length;
  return length;
}

// Length of the UTF-8 sequence of several bytes at the start of `text`, 0 if there is none (RFC 3629: no overlong
// forms, no surrogates).
size_t LongSequence(std::string_view text) {
  auto byte = [&](size_t i) { return static_cast<uint8_t>(text[i]); };
  auto follows = [&](size_t i, uint8_t low = 0x80, uint8_t high = 0xbf) {
    return i < text.size() && byte(i) >= low && byte(i) <= high;
  };
  const uint8_t lead = byte(0);
  if (lead >= 0xc2 && lead <= 0xdf) return follows(1) ? 2 : 0;
  if (lead >= 0xe0 && lead <= 0xef) {
    const uint8_t low = lead == 0xe0 ? 0xa0 : 0x80;
    const uint8_t high = lead == 0xed ? 0x9f : 0xbf;
    return follows(1, low, high) && follows(2) ? 3 : 0;
  }
  if (lead >= 0xf0 && lead <= 0xf4) {
    const uint8_t low = lead == 0xf0 ? 0x90 : 0x80;
    const uint8_t high = lead == 0xf4 ? 0x8f : 0xbf;
    return follows(1, low, high) && follows(2) && follows(3) ? 4 : 0;
  }
  return 0;
}

// Length of the valid UTF-8 at the start of `text`.
size_t Utf8Run(std::string_view text) {
  size_t length = 0;
  for (size_t more = 1; more > 0 && length < text.size(); length += more) {
    more = AsciiRun(text.substr(length));
    if (more == 0) more = LongSequence(text.substr(length));
  }
  return length;
}

}  // namespace

NormalisedPath NormalisePath(std::string_view raw) {
  NormalisedPath result;
  std::string& path = result.path;
  path.reserve(raw.size());
  while (!raw.empty()) {
    const size_t slash = raw.find('/');
    const std::string_view component = raw.substr(0, slash);
    raw.remove_prefix(slash == std::string_view::npos ? raw.size() : slash + 1);
    if (component.empty() || component == ".") continue;
    if (component == "..") {
      if (path.empty()) {
        result.escaped_root = true;
      } else {
        path.resize(ParentPath(path).size());
      }
      continue;
    }
    if (!path.empty()) path.push_back('/');
    path.append(component);
  }
  return result;
}

bool IsUtf8(std::string_view text) { return Utf8Run(text) == text.size(); }

std::string ToUtf8(std::string_view bytes) {
  std::string text;
  text.reserve(bytes.size());
  for (;;) {
    const size_t length = Utf8Run(bytes);
    text.append(bytes.substr(0, length));
    if (length == bytes.size()) return text;
    text.append("\xef\xbf\xbd");
    bytes.remove_prefix(length + 1);
  }
}

}  // namespace anatomy
