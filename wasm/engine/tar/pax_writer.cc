//   ustar header (POSIX pax, "ustar Interchange Format"), numbers octal with a NUL at the end:
//     0 name[100]    100 mode[8]    108 uid[8]     116 gid[8]    124 size[12]    136 mtime[12]   148 checksum[8]
//   156 typeflag     157 link[100]  257 "ustar\0"  263 "00"      329 devmajor[8] 337 devminor[8] 345 prefix[155]
#include "engine/tar/pax_writer.h"

#include <algorithm>
#include <array>
#include <numeric>
#include <optional>

#include "engine/base/path.h"

namespace anatomy {
namespace {

constexpr size_t kTarBlock = 512;
constexpr size_t kNameBytes = 100;
constexpr size_t kPrefixBytes = 155;
constexpr uint64_t kRecordBytes = 20 * kTarBlock;  // archives are as long as some of these
constexpr uint64_t kShortNumber = 07777777;
constexpr uint64_t kLongNumber = 077777777777;
constexpr std::array<uint8_t, 64 << 10> kZeros = {};

char TypeFlag(EntryType type) {
  switch (type) {
    case EntryType::kHardlink:
      return '1';
    case EntryType::kSymlink:
      return '2';
    case EntryType::kChar:
      return '3';
    case EntryType::kBlock:
      return '4';
    case EntryType::kDir:
      return '5';
    case EntryType::kFifo:
      return '6';
    case EntryType::kFile:
    case EntryType::kSocket:
      return '0';
  }
  std::abort();
}

// "27 path=…\n": the length counts its own digits.
std::string Record(std::string_view keyword, std::string_view value) {
  const size_t rest = keyword.size() + value.size() + 3;
  size_t digits = 1;
  while (std::to_string(rest + digits).size() != digits) ++digits;
  std::string record = std::to_string(rest + digits);
  record.append(" ").append(keyword).append("=").append(value).append("\n");
  return record;
}

bool IsAscii(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

// A keyword ends at its first "="; GNU tar writes attributes with one in their name so.
std::string XattrKeyword(const std::string& name) {
  std::string keyword = "SCHILY.xattr.";
  if (name.find('=') == std::string::npos) return keyword + name;
  for (const char c : name) {
    if (c == '=' || c == '%') {
      keyword += c == '=' ? "%3D" : "%25";
    } else {
      keyword += c;
    }
  }
  return keyword;
}

// Where a path is cut into prefix and name; 0: there is no prefix, nothing: it does not fit.
std::optional<size_t> PrefixLength(std::string_view path) {
  if (path.size() <= kNameBytes) return 0;
  for (size_t slash = path.find('/', path.size() - kNameBytes - 1); slash != std::string_view::npos;
       slash = path.find('/', slash + 1)) {
    if (slash > 0 && slash <= kPrefixBytes && slash + 1 < path.size()) return slash;
  }
  return std::nullopt;
}

class Header {
 public:
  void Text(size_t offset, size_t width, std::string_view text) {
    const std::string_view part = text.substr(0, width);
    block_.replace(offset, part.size(), part);
  }
  // `width` with the NUL. What does not fit stands in a PAX record.
  void Number(size_t offset, size_t width, uint64_t value, uint64_t most) {
    value = std::min(value, most);
    for (size_t digit = width - 1; digit-- > 0; value >>= 3)
      block_[offset + digit] = static_cast<char>('0' + (value & 7));
  }
  Bytes Finish() {
    Text(257, 8,
         std::string_view("ustar\0"
                          "00",
                          8));
    Text(148, 8, "        ");  // the checksum counts as spaces
    const uint64_t sum = std::accumulate(block_.begin(), block_.end(), uint64_t{0},
                                         [](uint64_t total, char c) { return total + static_cast<unsigned char>(c); });
    Number(148, 7, sum, kShortNumber);
    block_[154] = '\0';
    return AsBytes(block_);
  }

 private:
  std::string block_ = std::string(kTarBlock, '\0');
};

}  // namespace

void PaxWriter::WriteHeader(const TarEntry& entry) {
  const std::string path = std::string(entry.name) + (entry.type == EntryType::kDir ? "/" : "");
  const std::optional<size_t> prefix = PrefixLength(path);
  const uint64_t mtime = entry.mtime < 0 ? 0 : static_cast<uint64_t>(entry.mtime);
  std::string records;
  const auto number = [&](std::string_view keyword, uint64_t value, uint64_t most) {
    if (value > most) records += Record(keyword, std::to_string(value));
  };
  // Names in ustar are of no character set, in PAX they are UTF-8.
  if (!prefix || (!IsAscii(path) && IsUtf8(path))) records += Record("path", path);
  if (entry.link.size() > kNameBytes || (!IsAscii(entry.link) && IsUtf8(entry.link))) {
    records += Record("linkpath", entry.link);
  }
  number("size", entry.size, kLongNumber);
  number("uid", entry.uid, kShortNumber);
  number("gid", entry.gid, kShortNumber);
  if (entry.mtime < 0 || mtime > kLongNumber) records += Record("mtime", std::to_string(entry.mtime));
  number("SCHILY.devmajor", entry.device_major, kShortNumber);
  number("SCHILY.devminor", entry.device_minor, kShortNumber);
  for (const auto& [name, value] : entry.xattrs) records += Record(XattrKeyword(name), value);
  if (!records.empty()) WriteRecords(BaseName(entry.name), records, entry.mtime);

  const char flag = TypeFlag(entry.type);
  Header header;
  header.Text(0, kNameBytes, prefix && *prefix > 0 ? std::string_view(path).substr(*prefix + 1) : path);
  header.Number(100, 8, entry.mode, kShortNumber);
  header.Number(108, 8, entry.uid, kShortNumber);
  header.Number(116, 8, entry.gid, kShortNumber);
  header.Number(124, 12, entry.size, kLongNumber);
  header.Number(136, 12, mtime, kLongNumber);
  header.Text(156, 1, std::string_view(&flag, 1));
  header.Text(157, kNameBytes, entry.link);
  header.Number(329, 8, entry.device_major, kShortNumber);
  header.Number(337, 8, entry.device_minor, kShortNumber);
  if (prefix) header.Text(345, kPrefixBytes, std::string_view(path).substr(0, *prefix));
  Write(header.Finish());
  body_left_ = entry.size;
}

void PaxWriter::WriteRecords(std::string_view name, std::string_view records, int64_t mtime) {
  Header header;
  header.Text(0, kNameBytes, "PaxHeaders/" + std::string(name));
  header.Number(100, 8, 0644, kShortNumber);
  header.Number(108, 8, 0, kShortNumber);
  header.Number(116, 8, 0, kShortNumber);
  header.Number(124, 12, records.size(), kLongNumber);
  header.Number(136, 12, mtime < 0 ? 0 : static_cast<uint64_t>(mtime), kLongNumber);
  header.Text(156, 1, "x");
  Write(header.Finish());
  Write(AsBytes(records));
  EndBody();
}

void PaxWriter::WriteBody(Bytes piece) {
  piece = piece.first(static_cast<size_t>(std::min<uint64_t>(piece.size(), body_left_)));
  body_left_ -= piece.size();
  Write(piece);
}

void PaxWriter::EndBody() {
  WriteZeros(body_left_);
  body_left_ = 0;
  WriteZeros((kTarBlock - written_ % kTarBlock) % kTarBlock);
}

void PaxWriter::Finish() {
  WriteZeros(2 * kTarBlock);
  WriteZeros((kRecordBytes - written_ % kRecordBytes) % kRecordBytes);
}

void PaxWriter::WriteZeros(uint64_t count) {
  while (count > 0 && wanted_) {
    const Bytes zeros = Bytes(kZeros).first(static_cast<size_t>(std::min<uint64_t>(count, kZeros.size())));
    Write(zeros);
    count -= zeros.size();
  }
}

void PaxWriter::Write(Bytes bytes) {
  if (!wanted_ || bytes.empty()) return;
  wanted_ = sink_(bytes);
  written_ += bytes.size();
}

}  // namespace anatomy
