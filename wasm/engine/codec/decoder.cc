#include "engine/codec/decoder.h"

#include <cstring>
#include <initializer_list>
#include <string>

#include "engine/codec/decoder_stream.h"

namespace anatomy {
namespace {

bool StartsWith(Bytes head, std::initializer_list<uint8_t> magic) {
  return head.size() >= magic.size() && std::memcmp(head.data(), magic.begin(), magic.size()) == 0;
}

// Reads until `count` bytes are there or the stream ends; whole blocks, so perhaps more.
Result<std::vector<uint8_t>> ReadHead(ByteStream& stream, size_t count) {
  std::vector<uint8_t> head;
  while (head.size() < count) {
    Result<Bytes> block = stream.Next();
    if (!block) return block.error();
    if (block->empty()) break;
    head.insert(head.end(), block->begin(), block->end());
  }
  return head;
}

}  // namespace

std::string_view CompressionName(Compression compression) {
  switch (compression) {
    case Compression::kNone:
      return "none";
    case Compression::kGzip:
      return "gzip";
    case Compression::kZstd:
      return "zstd";
    case Compression::kXz:
      return "xz";
    case Compression::kBzip2:
      return "bzip2";
    case Compression::kUnknown:
      return "unknown";
  }
  std::abort();
}

Compression Sniff(Bytes head) {
  if (StartsWith(head, {0x1f, 0x8b})) return Compression::kGzip;
  if (StartsWith(head, {0x28, 0xb5, 0x2f, 0xfd})) return Compression::kZstd;
  // A skippable frame may come first; its magic is a range of sixteen.
  if (head.size() >= 4 && (head[0] & 0xf0) == 0x50 && StartsWith(head.subspan(1), {0x2a, 0x4d, 0x18}))
    return Compression::kZstd;
  if (StartsWith(head, {0xfd, '7', 'z', 'X', 'Z', 0x00})) return Compression::kXz;
  if (StartsWith(head, {'B', 'Z', 'h'})) return Compression::kBzip2;
  if (StartsWith(head, {0x04, 0x22, 0x4d, 0x18})) return Compression::kUnknown;  // lz4
  return Compression::kNone;
}

std::unique_ptr<ByteStream> MakeDecoder(Compression compression, std::unique_ptr<ByteStream> input,
                                        const DecoderOptions& options) {
  switch (compression) {
    case Compression::kGzip:
      return MakeGzipStream(std::move(input), options);
    case Compression::kZstd:
      return MakeZstdStream(std::move(input), options);
    case Compression::kXz:
      return MakeXzStream(std::move(input), options);
    case Compression::kBzip2:
      return MakeBzip2Stream(std::move(input), options);
    case Compression::kNone:
    case Compression::kUnknown:
      return nullptr;
  }
  std::abort();
}

Result<Decoded> OpenDecoder(std::unique_ptr<ByteStream> stream, ResumeRecorder* recorder) {
  Result<std::vector<uint8_t>> head = ReadHead(*stream, kSniffBytes);
  if (!head) return head.error();
  const Compression compression = Sniff(*head);
  if (compression == Compression::kUnknown) return Error{Code::kUnsupportedCompression, "It is lz4.", 0};
  std::unique_ptr<ByteStream> whole = std::make_unique<PrefixedStream>(std::move(*head), std::move(stream));
  if (compression == Compression::kNone) return Decoded{compression, std::move(whole)};
  return Decoded{compression, MakeDecoder(compression, std::move(whole), {.recorder = recorder})};
}

}  // namespace anatomy
