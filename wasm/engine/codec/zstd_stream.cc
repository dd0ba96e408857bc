// Zstandard (RFC 8878): several frames are one stream, skippable frames (zstd:chunked's table of contents) are skipped.
#include <zstd.h>

#include "engine/base/limits.h"
#include "engine/codec/decoder_stream.h"

namespace anatomy {
namespace {

class ZstdStream : public DecoderStream {
 public:
  explicit ZstdStream(std::unique_ptr<ByteStream> input) : DecoderStream(std::move(input)), context_(ZSTD_createDCtx()) {
    if (!context_) std::abort();
    ZSTD_DCtx_setParameter(context_.get(), ZSTD_d_windowLogMax, limits::kZstdWindowLog);
  }

 protected:
  Step Decode(Bytes in, MutableBytes out, bool) override {
    if (in.empty() && between_frames_) return {.complete = true};
    ZSTD_inBuffer input{in.data(), in.size(), 0};
    ZSTD_outBuffer output{out.data(), out.size(), 0};
    const size_t code = ZSTD_decompressStream(context_.get(), &output, &input);
    Step step{.consumed = input.pos, .produced = output.pos};
    if (ZSTD_isError(code)) {
      step.damage = ZSTD_getErrorName(code);
    } else {
      between_frames_ = step.complete = code == 0;
    }
    return step;
  }

 private:
  struct Free {
    void operator()(ZSTD_DCtx* context) const { ZSTD_freeDCtx(context); }
  };
  std::unique_ptr<ZSTD_DCtx, Free> context_;
  bool between_frames_ = false;
};

}  // namespace

std::unique_ptr<ByteStream> MakeZstdStream(std::unique_ptr<ByteStream> input) {
  return std::make_unique<ZstdStream>(std::move(input));
}

}  // namespace anatomy
