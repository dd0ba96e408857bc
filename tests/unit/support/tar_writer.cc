#include "unit/support/tar_writer.h"

#include <cstdio>
#include <numeric>

namespace anatomy::test {
namespace {

constexpr size_t kNameBytes = 100;

void Put(std::string& header, size_t offset, std::string_view text) { header.replace(offset, text.size(), text); }

// Octal digits and a NUL; base-256 (GNU) where they do not suffice.
void PutNumber(std::string& header, size_t offset, size_t width, uint64_t value) {
  if (value < uint64_t{1} << (3 * (width - 1))) {
    char digits[32];
    std::snprintf(digits, sizeof digits, "%0*llo", static_cast<int>(width - 1), static_cast<unsigned long long>(value));
    return Put(header, offset, digits);
  }
  for (size_t i = 0; i < width; ++i, value >>= 8) header[offset + width - 1 - i] = static_cast<char>(value & 0xff);
  header[offset] = static_cast<char>(0x80);
}

// "<length> <key>=<value>\n", where the length counts its own digits.
std::string PaxRecord(const std::string& key, const std::string& value) {
  const std::string rest = " " + key + "=" + value + "\n";
  size_t length = rest.size();
  for (int i = 0; i < 3; ++i) length = rest.size() + std::to_string(length).size();
  return std::to_string(length) + rest;
}

}  // namespace

void TarWriter::Header(const TarItem& item, uint64_t size) {
  std::string header(512, '\0');
  Put(header, 0, std::string_view(item.name).substr(0, kNameBytes));
  PutNumber(header, 100, 8, item.mode);
  PutNumber(header, 108, 8, item.uid);
  PutNumber(header, 116, 8, item.gid);
  PutNumber(header, 124, 12, size);
  PutNumber(header, 136, 12, item.mtime);
  Put(header, 148, "        ");
  header[156] = item.type;
  Put(header, 157, std::string_view(item.link).substr(0, kNameBytes));
  Put(header, 257,
      std::string_view("ustar\0"
                       "00",
                       8));
  PutNumber(header, 329, 8, item.device_major);
  PutNumber(header, 337, 8, item.device_minor);
  const unsigned sum = std::accumulate(header.begin(), header.end(), 0u,
                                       [](unsigned total, char c) { return total + static_cast<unsigned char>(c); });
  PutNumber(header, 148, 7, sum);
  bytes_ += header;
}

void TarWriter::Body(std::string_view body) {
  bytes_ += body;
  bytes_.resize((bytes_.size() + 511) / 512 * 512, '\0');
}

TarWriter& TarWriter::Add(const TarItem& item) {
  auto extra = [&](char type, const std::string& body) {
    Header({.name = "././@LongLink", .type = type}, body.size());
    Body(body);
  };
  if (!item.pax.empty()) {
    std::string records;
    for (const auto& [key, value] : item.pax) records += PaxRecord(key, value);
    extra('x', records);
  }
  if (item.name.size() > kNameBytes) extra('L', item.name + '\0');
  if (item.link.size() > kNameBytes) extra('K', item.link + '\0');
  Header(item, item.size.value_or(item.body.size()));
  Body(item.body);
  return *this;
}

TarWriter& TarWriter::File(std::string_view name, std::string_view body) {
  return Add({.name = std::string(name), .body = std::string(body)});
}

TarWriter& TarWriter::Dir(std::string_view name) { return Add({.name = std::string(name), .type = '5', .mode = 0755}); }

TarWriter& TarWriter::Symlink(std::string_view name, std::string_view target) {
  return Add({.name = std::string(name), .type = '2', .link = std::string(target), .mode = 0777});
}

TarWriter& TarWriter::Hardlink(std::string_view name, std::string_view target) {
  return Add({.name = std::string(name), .type = '1', .link = std::string(target)});
}

}  // namespace anatomy::test
