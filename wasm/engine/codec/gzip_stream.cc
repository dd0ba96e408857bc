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

class GzipStream : public DecoderStream {
 public:
  explicit GzipStream(std::unique_ptr<ByteStream> input) : DecoderStream(std::move(input)) {
    if (inflateInit2(&zlib_, kGzipWindowBits) != Z_OK) std::abort();
  }
  ~GzipStream() override { inflateEnd(&zlib_); }

 protected:
  Step Decode(Bytes in, MutableBytes out, bool) override {
    constexpr size_t kMost = std::numeric_limits<uInt>::max();
    in = in.first(std::min(in.size(), kMost));
    // A single stray byte after the last member is too short to be told from a member's beginning.
    if (in.empty() && (between_members_ || (!first_member_ && zlib_.total_in < kMagicBytes))) return {.complete = true};
    zlib_.next_in = const_cast<Bytef*>(in.data());  // the library's interface lacks a const; it only reads
    zlib_.avail_in = static_cast<uInt>(in.size());
    zlib_.next_out = out.data();
    zlib_.avail_out = static_cast<uInt>(out.size());
    const int code = inflate(&zlib_, Z_NO_FLUSH);
    Step step{.consumed = in.size() - zlib_.avail_in, .produced = out.size() - zlib_.avail_out};
    if (code == Z_STREAM_END) {
      inflateReset(&zlib_);
      between_members_ = step.complete = true;
      first_member_ = false;
    } else if (code == Z_DATA_ERROR && !first_member_ && zlib_.total_out == 0 && zlib_.total_in <= kMagicBytes) {
      step.garbage_follows = true;  // what follows the last member is no member
    } else if (code == Z_DATA_ERROR || code == Z_NEED_DICT) {
      step.damage = zlib_.msg ? zlib_.msg : "The deflate data is not valid.";
    } else if (code == Z_MEM_ERROR) {
      step.damage = "Not enough memory for the decoder.";
    } else if (step.consumed > 0) {
      between_members_ = false;
    }
    return step;
  }

 private:
  static constexpr uLong kMagicBytes = 2;

  z_stream zlib_ = {};
  bool first_member_ = true;
  bool between_members_ = false;
};

}  // namespace

std::unique_ptr<ByteStream> MakeGzipStream(std::unique_ptr<ByteStream> input) {
  return std::make_unique<GzipStream>(std::move(input));
}

}  // namespace anatomy
