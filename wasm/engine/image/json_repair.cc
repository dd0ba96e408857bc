#include "engine/image/json_repair.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace anatomy {
namespace {

constexpr size_t kEscapeBytes = 6;  // "\uXXXX"

bool IsNumberByte(char c) {
  return (c >= '0' && c <= '9') || std::string_view("+-.eE").find(c) != std::string_view::npos;
}

// Behind the string that begins at `begin`.
size_t EndOfString(std::string_view text, size_t begin) {
  size_t end = begin + 1;
  while (end < text.size() && text[end] != '"') end += text[end] == '\\' ? 2 : 1;
  return std::min(end + 1, text.size());
}

bool IsHugeNumber(const std::string& token) {
  char* end = nullptr;
  const double value = std::strtod(token.c_str(), &end);
  return *end == '\0' && std::isinf(value);
}

// "\uDXXX" with the second digit among `second`: half of a surrogate pair.
bool IsHalf(std::string_view text, std::string_view second) {
  return text.size() >= kEscapeBytes && text.starts_with("\\u") && (text[2] == 'd' || text[2] == 'D') &&
         second.find(text[3]) != std::string_view::npos;
}

std::string WithWholeSurrogates(std::string_view text) {
  std::string whole;
  while (!text.empty()) {
    size_t length = text[0] == '\\' ? std::min<size_t>(2, text.size()) : 1;
    const bool high = IsHalf(text, "89abAB");
    if (high && IsHalf(text.substr(kEscapeBytes), "cdefCDEF")) {
      length = 2 * kEscapeBytes;
    } else if (high || IsHalf(text, "cdefCDEF")) {
      whole += "\\ufffd";
      text.remove_prefix(kEscapeBytes);
      continue;
    }
    whole += text.substr(0, length);
    text.remove_prefix(length);
  }
  return whole;
}

}  // namespace

std::string RepairJson(std::string_view text) {
  std::string repaired;
  for (size_t i = 0; i < text.size();) {
    size_t end = i + 1;
    if (text[i] == '"') {
      end = EndOfString(text, i);
      repaired += WithWholeSurrogates(text.substr(i, end - i));
    } else if (IsNumberByte(text[i])) {
      while (end < text.size() && IsNumberByte(text[end])) ++end;
      const std::string token(text.substr(i, end - i));
      repaired += IsHugeNumber(token) ? '"' + token + '"' : token;
    } else {
      repaired += text[i];
    }
    i = end;
  }
  return repaired;
}

}  // namespace anatomy
