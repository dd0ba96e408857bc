// bzip2, several streams one after the other (pbzip2) included.
#include <bzlib.h>

#include <algorithm>
#include <limits>

#include "engine/codec/decoder_stream.h"

namespace anatomy {
namespace {

class Bzip2Stream : public DecoderStream {
 public:
  Bzip2Stream(std::unique_ptr<ByteStream> input, const DecoderOptions& options)
      : DecoderStream(Compression::kBzip2, std::move(input), options),
        first_stream_(!options.resume),
        between_streams_(options.resume != nullptr) {
    Begin();
  }
  ~Bzip2Stream() override { BZ2_bzDecompressEnd(&bzip2_); }

 protected:
  Step Decode(Bytes in, MutableBytes room, bool) override {
    constexpr size_t kMost = std::numeric_limits<unsigned int>::max();
    in = in.first(std::min(in.size(), kMost));
    if (in.empty() && between_streams_) return {.complete = true};
    bzip2_.next_in = const_cast<char*>(AsText(in).data());  // the library's interface lacks a const; it only reads
    bzip2_.avail_in = static_cast<unsigned int>(in.size());
    bzip2_.next_out = reinterpret_cast<char*>(room.data());
    bzip2_.avail_out = static_cast<unsigned int>(room.size());
    const int code = BZ2_bzDecompress(&bzip2_);
    Step step{.consumed = in.size() - bzip2_.avail_in, .produced = room.first(room.size() - bzip2_.avail_out)};
    if (code == BZ_STREAM_END) {
      BZ2_bzDecompressEnd(&bzip2_);
      Begin();
      first_stream_ = false;
      between_streams_ = step.complete = true;
    } else if (code == BZ_DATA_ERROR_MAGIC && !first_stream_) {
      step.garbage_follows = true;
    } else if (code != BZ_OK) {
      step.damage = code == BZ_MEM_ERROR ? "Not enough memory for the decoder." : "The bzip2 data is not valid.";
    } else if (step.consumed > 0) {
      between_streams_ = false;
    }
    return step;
  }

 private:
  void Begin() {
    bzip2_ = {};
    if (BZ2_bzDecompressInit(&bzip2_, /*verbosity=*/0, /*small=*/0) != BZ_OK) std::abort();
  }

  bz_stream bzip2_ = {};
  bool first_stream_;
  bool between_streams_;
};

}  // namespace

std::unique_ptr<ByteStream> MakeBzip2Stream(std::unique_ptr<ByteStream> input, const DecoderOptions& options) {
  return std::make_unique<Bzip2Stream>(std::move(input), options);
}

}  // namespace anatomy
