// Zstandard (RFC 8878): several frames are one stream, skippable frames (zstd:chunked's table of contents) are skipped.
#include <zstd.h>
#include <zstd_errors.h>

#include <algorithm>

#include "engine/base/limits.h"
#include "engine/codec/decoder_stream.h"

namespace anatomy {
namespace {

// Of a block's header, and the least that tells a frame's beginning (RFC 8878, 3.1.1).
constexpr size_t kBlockHeaderBytes = 3;
constexpr size_t kFrameStartBytes = 5;

class ZstdStream : public DecoderStream {
 public:
  ZstdStream(std::unique_ptr<ByteStream> input, const DecoderOptions& options)
      : DecoderStream(Compression::kZstd, std::move(input), options),
        context_(ZSTD_createDCtx()),
        between_frames_(options.resume != nullptr) {
    if (!context_) std::abort();
    ZSTD_DCtx_setParameter(context_.get(), ZSTD_d_windowLogMax, limits::kZstdWindowLog);
  }

 protected:
  Step Decode(Bytes in, MutableBytes room, bool) override {
    if (in.empty() && between_frames_) return {.complete = true};
    // One block a call: when a call fails, the library keeps back what it decoded earlier in the same call.
    ZSTD_inBuffer input{in.data(), std::min(in.size(), next_bytes_), 0};
    ZSTD_outBuffer output{room.data(), room.size(), 0};
    const size_t code = ZSTD_decompressStream(context_.get(), &output, &input);
    Step step{.consumed = input.pos, .produced = room.first(output.pos)};
    if (ZSTD_isError(code)) {
      step.damage = ZSTD_getErrorName(code);
      const ZSTD_ErrorCode error = ZSTD_getErrorCode(code);
      step.asks_too_much = error == ZSTD_error_frameParameter_windowTooLarge || error == ZSTD_error_memory_allocation;
    } else {
      between_frames_ = step.complete = code == 0;
      // The code is a hint at what comes next, and the header of the block behind that.
      next_bytes_ = between_frames_ ? kFrameStartBytes : code > kBlockHeaderBytes ? code - kBlockHeaderBytes : code;
    }
    return step;
  }

 private:
  struct Free {
    void operator()(ZSTD_DCtx* context) const { ZSTD_freeDCtx(context); }
  };
  std::unique_ptr<ZSTD_DCtx, Free> context_;
  bool between_frames_;
  size_t next_bytes_ = kFrameStartBytes;
};

}  // namespace

std::unique_ptr<ByteStream> MakeZstdStream(std::unique_ptr<ByteStream> input, const DecoderOptions& options) {
  return std::make_unique<ZstdStream>(std::move(input), options);
}

}  // namespace anatomy
