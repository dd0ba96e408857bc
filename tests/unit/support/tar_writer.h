// Writes small tar archives in memory, for tests: ustar headers, GNU long names, PAX records, and whatever odd values a
// test wants.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace anatomy::test {

struct TarItem {
  std::string name;
  char type =
      '0';  // typeflag: '0' file, '1' hard link, '2' symbolic link, '3' char, '4' block, '5' directory, '6' FIFO
  std::string body = {};
  std::string link = {};
  uint32_t mode = 0644;
  uint32_t uid = 0;
  uint32_t gid = 0;
  uint64_t mtime = 0;
  uint32_t device_major = 0;
  uint32_t device_minor = 0;
  /// What the header says when it lies; the body's length otherwise.
  std::optional<uint64_t> size = std::nullopt;
  /// Records of a PAX header before this one.
  std::vector<std::pair<std::string, std::string>> pax = {};
};

class TarWriter {
 public:
  /// Names and links over 100 bytes get a GNU long-name entry.
  TarWriter& Add(const TarItem& item);
  TarWriter& File(std::string_view name, std::string_view body);
  TarWriter& Dir(std::string_view name);
  TarWriter& Symlink(std::string_view name, std::string_view target);
  TarWriter& Hardlink(std::string_view name, std::string_view target);

  /// So far, without an end.
  const std::string& bytes() const { return bytes_; }
  /// The archive with `zero_blocks` blocks of zeros at its end.
  std::string Finish(size_t zero_blocks = 2) const { return bytes_ + std::string(zero_blocks * 512, '\0'); }

 private:
  void Header(const TarItem& item, uint64_t size);
  void Body(std::string_view body);

  std::string bytes_;
};

}  // namespace anatomy::test
