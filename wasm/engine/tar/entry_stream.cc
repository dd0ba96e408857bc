#include "engine/tar/entry_stream.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <numeric>
#include <string>
#include <utility>

namespace anatomy {
namespace {

constexpr size_t kTarBlock = 512;
constexpr std::array<uint8_t, 64 << 10> kZeros = {};

// The header of an empty file. libarchive is pickier about the first header of an archive than about those that follow;
// this comes before the one that is wanted.
std::vector<uint8_t> PlainHeader() {
  std::string header(kTarBlock, '\0');
  const auto put = [&](size_t offset, std::string_view text) { header.replace(offset, text.size(), text); };
  put(0, "x");
  put(124, "00000000000");  // size
  put(148, "        ");     // the checksum counts as spaces
  put(156, "0");            // a file
  put(257, std::string_view("ustar\0"
                            "00",
                            8));
  const unsigned sum = std::accumulate(header.begin(), header.end(), 0u,
                                       [](unsigned total, char c) { return total + static_cast<unsigned char>(c); });
  char digits[8];
  std::snprintf(digits, sizeof digits, "%06o", sum);
  put(148, std::string_view(digits, 7));
  return {header.begin(), header.end()};
}

}  // namespace

Result<std::unique_ptr<EntryStream>> EntryStream::Open(std::unique_ptr<ByteStream> tar) {
  auto whole = std::make_unique<PrefixedStream>(PlainHeader(), std::move(tar));
  auto reader = std::make_unique<TarReader>(*whole);
  Result<const TarEntry*> entry = reader->NextEntry();
  if (entry && *entry) entry = reader->NextEntry();
  if (!entry) return entry.error();
  // After a damaged header the reader looks for the next one.
  if (!*entry || (*entry)->header_offset != kTarBlock) return Error{Code::kTarDamaged, "No entry begins here."};
  auto stream = std::make_unique<EntryStream>(*reader, **entry);
  stream->own_tar_ = std::move(whole);
  stream->own_reader_ = std::move(reader);
  return stream;
}

// The next stored bytes, once those before are given.
Status EntryStream::Fetch() {
  data_begin_ = given_;
  Result<Bytes> piece = reader_.NextData(&data_begin_);
  if (!piece) return piece.error();
  data_ = *piece;
  // Nothing may lead back, or beyond the end.
  data_begin_ = data_.empty() ? size_ : std::clamp(data_begin_, given_, size_);
  data_ = data_.first(static_cast<size_t>(std::min<uint64_t>(data_.size(), size_ - data_begin_)));
  return Ok();
}

Result<Bytes> EntryStream::Next() {
  if (error_) return *error_;
  if (given_ == size_) return Bytes();
  if (data_.empty() && data_begin_ <= given_) {
    const Status fetched = Fetch();
    if (!fetched) return *(error_ = fetched.error());
  }
  Bytes piece = Bytes(kZeros).first(static_cast<size_t>(std::min<uint64_t>(kZeros.size(), data_begin_ - given_)));
  if (piece.empty()) piece = std::exchange(data_, Bytes());
  given_ += piece.size();
  return piece;
}

}  // namespace anatomy
