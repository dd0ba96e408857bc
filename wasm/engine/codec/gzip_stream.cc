// gzip (RFC 1952) through zlib. Layers are often many members, one after the other (pigz, eStargz): the end of a member
// is not the end of the layer.
#include <zlib.h>

#include <algorithm>
#include <limits>

#include "engine/codec/decoder_stream.h"

namespace anatomy {
namespace {

// zlib's window bits: 15 for the largest window, 16 to expect gzip headers and check their CRC.
constexpr int kGzipWindowBits = 15 + 16;
// Deflate data alone, as it is in the middle of a member.
constexpr int kRawWindowBits = -15;
// CRC and length at the end of a member, which zlib leaves alone where it knows of no member.
constexpr size_t kTrailerBytes = 8;
// What z_stream::data_type says after Z_BLOCK.
constexpr int kUnusedBits = 7;
constexpr int kLastBlock = 64;
constexpr int kBlockBoundary = 128;

class GzipStream : public DecoderStream {
 public:
  GzipStream(std::unique_ptr<ByteStream> input, const DecoderOptions& options)
      : DecoderStream(Compression::kGzip, std::move(input), options) {
    raw_ = options.resume && !options.resume->window.empty();
    if (inflateInit2(&zlib_, raw_ ? kRawWindowBits : kGzipWindowBits) != Z_OK) std::abort();
    if (!options.resume) return;
    first_member_ = false;
    between_members_ = !raw_;
    if (!raw_) return;
    const std::vector<uint8_t>& window = options.resume->window;
    if (inflateSetDictionary(&zlib_, window.data(), static_cast<uInt>(window.size())) != Z_OK) std::abort();
    bits_to_prime_ = options.resume->bits;
  }
  ~GzipStream() override { inflateEnd(&zlib_); }

 protected:
  Step Decode(Bytes in, MutableBytes out, bool) override {
    constexpr size_t kMost = std::numeric_limits<uInt>::max();
    in = in.first(std::min(in.size(), kMost));
    // A single stray byte after the last member is too short to be told from a member's beginning.
    const bool may_end = between_members_ || (!raw_ && !first_member_ && zlib_.total_in < kMagicBytes);
    if (in.empty() && may_end) return {.complete = true};
    if (trailer_left_ > 0) return SkipTrailer(in);
    if (bits_to_prime_ > 0 && !in.empty()) return Prime(in[0]);
    zlib_.next_in = const_cast<Bytef*>(in.data());  // the library's interface lacks a const; it only reads
    zlib_.avail_in = static_cast<uInt>(in.size());
    zlib_.next_out = out.data();
    zlib_.avail_out = static_cast<uInt>(out.size());
    const int code = inflate(&zlib_, looks_for_point() ? Z_BLOCK : Z_NO_FLUSH);
    Step step{.consumed = in.size() - zlib_.avail_in, .produced = out.size() - zlib_.avail_out};
    if (code == Z_STREAM_END) {
      EndMember(step);
    } else if (code == Z_DATA_ERROR && !first_member_ && zlib_.total_out == 0 && zlib_.total_in <= kMagicBytes) {
      step.garbage_follows = true;  // what follows the last member is no member
    } else if (code == Z_DATA_ERROR || code == Z_NEED_DICT) {
      step.damage = zlib_.msg ? zlib_.msg : "The deflate data is not valid.";
    } else if (code == Z_MEM_ERROR) {
      step.damage = "Not enough memory for the decoder.";
    } else {
      if (step.consumed > 0) between_members_ = false;
      step.resumable = (zlib_.data_type & (kBlockBoundary | kLastBlock)) == kBlockBoundary && zlib_.total_out > 0;
    }
    return step;
  }

  // In a byte that is not used up there are bits for whoever goes on.
  void KeepState(ResumePoint& point) override {
    point.bits = static_cast<uint8_t>(zlib_.data_type & kUnusedBits);
    if (point.bits > 0) --point.compressed;
    uInt length = kDeflateWindow;
    point.window.resize(length);
    if (inflateGetDictionary(&zlib_, point.window.data(), &length) != Z_OK) std::abort();
    point.window.resize(length);
  }

 private:
  static constexpr uLong kMagicBytes = 2;

  void EndMember(Step& step) {
    first_member_ = false;
    if (raw_) {
      trailer_left_ = kTrailerBytes;
      return;
    }
    inflateReset(&zlib_);
    between_members_ = step.complete = true;
  }

  Step SkipTrailer(Bytes in) {
    Step step{.consumed = std::min(in.size(), trailer_left_)};
    trailer_left_ -= step.consumed;
    if (trailer_left_ > 0) return step;
    raw_ = false;
    inflateReset2(&zlib_, kGzipWindowBits);
    between_members_ = step.complete = true;
    return step;
  }

  Step Prime(uint8_t byte) {
    inflatePrime(&zlib_, bits_to_prime_, byte >> (8 - bits_to_prime_));
    bits_to_prime_ = 0;
    return {.consumed = 1};
  }

  z_stream zlib_ = {};
  bool first_member_ = true;
  bool between_members_ = false;
  bool raw_ = false;  // in the member in whose middle decoding began
  int bits_to_prime_ = 0;
  size_t trailer_left_ = 0;
};

}  // namespace

std::unique_ptr<ByteStream> MakeGzipStream(std::unique_ptr<ByteStream> input, const DecoderOptions& options) {
  return std::make_unique<GzipStream>(std::move(input), options);
}

}  // namespace anatomy
