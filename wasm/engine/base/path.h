// Names as tar archives carry them, made into paths of one tree. Bytes, not characters: names need not be UTF-8.
#pragma once

#include <string>
#include <string_view>

namespace anatomy {

struct NormalisedPath {
  /// Components joined by '/', without a leading or trailing one; "" is the root.
  std::string path;
  /// A ".." wanted to leave the root; it was dropped.
  bool escaped_root = false;
};

/// Resolves ".", "..", empty components and leading slashes as `filepath.Clean` does in container runtimes.
/// '\' is an ordinary byte.
NormalisedPath NormalisePath(std::string_view raw);

/// "a/b" for "a/b/c"; "" for "c".
constexpr std::string_view ParentPath(std::string_view path) {
  const size_t slash = path.rfind('/');
  return slash == std::string_view::npos ? std::string_view() : path.substr(0, slash);
}
/// "c" for "a/b/c".
constexpr std::string_view BaseName(std::string_view path) {
  const size_t slash = path.rfind('/');
  return slash == std::string_view::npos ? path : path.substr(slash + 1);
}

bool IsUtf8(std::string_view text);

/// The text with every byte that is not UTF-8 replaced by U+FFFD.
std::string ToUtf8(std::string_view bytes);

}  // namespace anatomy
