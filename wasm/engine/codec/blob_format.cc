#include "engine/codec/blob_format.h"

#include <algorithm>
#include <charconv>
#include <cstdlib>

namespace anatomy {
namespace {

// Of a skippable zstd frame: magic and length.
constexpr size_t kFrameHead = 8;

struct Footer {
  size_t size;
  std::string_view says;
};

// An empty gzip member whose header has an extra field (RFC 1952):
//
//   0   1f 8b 08 04, 4 bytes of time, 2 of flags and system
//   10  u16 length of the extra field
//   12  the field: "SG", u16 length, 16 hex digits and "STARGZ" (51 bytes in all)
//       or, when the table of contents is elsewhere, "SG", u16 length and "STARGZEXTERNALTOC" (46 bytes)
//       or, as first written, only 16 hex digits and "STARGZ" (47 bytes)
//   …   an empty deflate block of 5 bytes, 8 bytes of check sum and size, all zero
std::optional<Footer> StargzFooter(std::string_view tail) {
  using namespace std::string_view_literals;
  struct Field {
    std::string_view head;
    size_t digits;
    std::string_view mark;
  };
  constexpr Field kFields[] = {
      {"SG\x16\0"sv, 16, "STARGZ"}, {"SG\x11\0"sv, 0, "STARGZEXTERNALTOC"}, {"", 16, "STARGZ"}};
  constexpr size_t kHead = 12;
  constexpr std::string_view kNothing = "\x01\0\0\xff\xff\0\0\0\0\0\0\0\0"sv;
  for (const Field& field : kFields) {
    const size_t length = field.head.size() + field.digits + field.mark.size();
    const size_t size = kHead + length + kNothing.size();
    if (tail.size() < size) continue;
    const std::string_view footer = tail.substr(tail.size() - size);
    if (footer.starts_with("\x1f\x8b\x08\x04"sv) && static_cast<uint8_t>(footer[10]) == length && footer[11] == 0 &&
        footer.substr(kHead).starts_with(field.head) && footer.ends_with(kNothing) &&
        footer.substr(0, size - kNothing.size()).ends_with(field.mark)) {
      return Footer{size, footer.substr(kHead + field.head.size(), field.digits)};
    }
  }
  return {};
}

// A skippable frame (RFC 8878 §3.1.2) of 64 bytes that ends with the mark; at first there were 40, and another mark.
// In it are numbers of 8 bytes: where the table of contents begins, its length, its length unpacked, and the kind of
// table.
std::optional<Footer> ZstdChunkedFooter(std::string_view tail) {
  using namespace std::string_view_literals;
  if (!tail.ends_with("GNUlInUx") && !tail.ends_with("GnUlInUx")) return {};
  for (const uint8_t content : {64, 40}) {
    const size_t frame = kFrameHead + content;
    if (tail.size() < frame) continue;
    const std::string_view head = tail.substr(tail.size() - frame, kFrameHead);
    const bool skippable = (static_cast<uint8_t>(head[0]) & 0xf0) == 0x50 && head.substr(1, 3) == "\x2a\x4d\x18"sv;
    if (skippable && static_cast<uint8_t>(head[4]) == content && head.ends_with("\0\0\0"sv)) {
      return Footer{frame, tail.substr(tail.size() - content)};
    }
  }
  return {};
}

uint64_t NumberAt(std::string_view text, size_t offset) {
  uint64_t number = 0;
  for (size_t i = 8; i > 0; --i) number = number << 8 | static_cast<uint8_t>(text[offset + i - 1]);
  return number;
}

}  // namespace

std::string_view BlobFormatName(BlobFormat format) {
  switch (format) {
    case BlobFormat::kPlain:
      return "plain";
    case BlobFormat::kEstargz:
      return "estargz";
    case BlobFormat::kZstdChunked:
      return "zstd:chunked";
  }
  std::abort();
}

bool IsFormatArtefact(BlobFormat format, std::string_view name) {
  if (format != BlobFormat::kEstargz) return false;
  return name == ".prefetch.landmark" || name == ".no.prefetch.landmark" || name == "stargz.index.json";
}

void BlobTail::Add(Bytes block) {
  if (block.size() >= kFooterBytes) tail_.clear();
  tail_.append(AsText(block.last(std::min(block.size(), kFooterBytes))));
  if (tail_.size() > kFooterBytes) tail_.erase(0, tail_.size() - kFooterBytes);
}

BlobFormat BlobTail::Format() const {
  if (StargzFooter(tail_)) return BlobFormat::kEstargz;
  if (ZstdChunkedFooter(tail_)) return BlobFormat::kZstdChunked;
  return BlobFormat::kPlain;
}

std::optional<TocPlace> FindToc(std::string_view tail, uint64_t blob_size) {
  if (const std::optional<Footer> footer = StargzFooter(tail)) {
    uint64_t offset = 0;
    const char* end = footer->says.data() + footer->says.size();
    const auto [stop, error] = std::from_chars(footer->says.data(), end, offset, 16);
    if (error != std::errc() || stop != end || offset >= blob_size - footer->size) return {};
    return TocPlace{BlobFormat::kEstargz, offset, blob_size - footer->size - offset};
  }
  if (const std::optional<Footer> footer = ZstdChunkedFooter(tail)) {
    constexpr uint64_t kJson = 1;
    const TocPlace place{BlobFormat::kZstdChunked, NumberAt(footer->says, 0), NumberAt(footer->says, 8)};
    const bool inside = place.offset < blob_size && place.size <= blob_size - place.offset;
    if (inside && NumberAt(footer->says, 24) == kJson) return place;
  }
  return {};
}

}  // namespace anatomy
