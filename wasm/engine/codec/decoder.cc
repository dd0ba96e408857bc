#include "engine/codec/decoder.h"

#include <cstring>
#include <initializer_list>
#include <optional>
#include <string>

#include "engine/codec/decoder_stream.h"

namespace anatomy {
namespace {

bool StartsWith(Bytes head, std::initializer_list<uint8_t> magic) {
  return head.size() >= magic.size() && std::memcmp(head.data(), magic.begin(), magic.size()) == 0;
}

// Compressed once is usual, twice happens; a file can be made that never ends to be compressed.
constexpr int kCompressions = 3;

struct Head {
  Bytes bytes;                  // a view of what was copied, or of the stream's block
  std::vector<uint8_t> copied;  // where one block was not enough
  std::optional<Error> error;
};

// Reads until `count` bytes are there or the stream ends; whole blocks, so perhaps more.
Head ReadHead(ByteStream& stream, size_t count) {
  Head head;
  while (head.bytes.size() < count) {
    // The next block takes the place of the one before it.
    if (!head.bytes.empty() && head.copied.empty()) head.copied.assign(head.bytes.begin(), head.bytes.end());
    Result<Bytes> block = stream.Next();
    if (!block) head.error = block.error();
    if (!block || block->empty()) {
      head.bytes = head.copied;
      break;
    }
    if (!head.copied.empty()) head.copied.insert(head.copied.end(), block->begin(), block->end());
    head.bytes = head.copied.empty() ? *block : Bytes(head.copied);
  }
  return head;
}

std::unique_ptr<ByteStream> PutBack(Head head, std::unique_ptr<ByteStream> stream) {
  if (head.copied.empty()) return std::make_unique<PrefixedStream>(head.bytes, std::move(stream));
  return std::make_unique<PrefixedStream>(std::move(head.copied), std::move(stream));
}

// bzip2's magic is three letters, which a file's name may begin with: a level and the beginning of a block, or of the
// end, must follow.
bool IsBzip2(Bytes head) {
  if (!StartsWith(head, {'B', 'Z', 'h'}) || head.size() < 4 || head[3] < '1' || head[3] > '9') return false;
  const Bytes block = head.subspan(4);
  return block.size() < 2 || StartsWith(block, {0x31, 0x41}) || StartsWith(block, {0x17, 0x72});
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
  if (IsBzip2(head)) return Compression::kBzip2;
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
}

Result<Decoded> OpenDecoder(std::unique_ptr<ByteStream> stream, ResumeRecorder* recorder) {
  Head head = ReadHead(*stream, kSniffBytes);
  if (head.error) return *head.error;
  const Compression compression = Sniff(head.bytes);
  if (compression == Compression::kUnknown) return Error{Code::kUnsupportedCompression, "It is lz4.", 0};
  std::unique_ptr<ByteStream> whole = PutBack(std::move(head), std::move(stream));
  if (compression == Compression::kNone) return Decoded{compression, std::move(whole)};
  return Decoded{compression, MakeDecoder(compression, std::move(whole), {.recorder = recorder})};
}

Result<Decoded> OpenDecoders(std::unique_ptr<ByteStream> stream, ResumeRecorder* recorder) {
  Result<Decoded> decoded = OpenDecoder(std::move(stream), recorder);
  if (!decoded) return decoded;
  for (int depth = 1; depth < kCompressions && decoded->compression != Compression::kNone; ++depth) {
    // A decoder repeats its error after what it could decode.
    Head head = ReadHead(*decoded->stream, kSniffBytes);
    const Compression inner = Sniff(head.bytes);
    decoded->stream = PutBack(std::move(head), std::move(decoded->stream));
    if (inner == Compression::kNone || inner == Compression::kUnknown) break;
    if (recorder) recorder->Stop();
    decoded->stream = MakeDecoder(inner, std::move(decoded->stream), {});
  }
  return decoded;
}

}  // namespace anatomy
