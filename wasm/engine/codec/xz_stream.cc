// The .xz format through liblzma, concatenated streams and padding included.
#include <lzma.h>

#include "engine/base/limits.h"
#include "engine/codec/decoder_stream.h"

namespace anatomy {
namespace {

const char* Describe(lzma_ret code) {
  switch (code) {
    case LZMA_MEMLIMIT_ERROR:
      return "The xz stream asks for more memory than is allowed.";
    case LZMA_MEM_ERROR:
      return "Not enough memory for the decoder.";
    case LZMA_OPTIONS_ERROR:
      return "The xz stream uses options that are not supported.";
    case LZMA_FORMAT_ERROR:
      return "What follows is not in the xz format.";
    default:
      return "The xz data is not valid.";
  }
}

class XzStream : public DecoderStream {
 public:
  explicit XzStream(std::unique_ptr<ByteStream> input) : DecoderStream(std::move(input)) {
    if (lzma_stream_decoder(&lzma_, limits::kXzMemory, LZMA_CONCATENATED) != LZMA_OK) std::abort();
  }
  ~XzStream() override { lzma_end(&lzma_); }

 protected:
  Step Decode(Bytes in, MutableBytes out, bool last) override {
    if (ended_) return {.complete = true};
    // The decoder computes with the pointer even where there is no input.
    static constexpr uint8_t kNothing = 0;
    lzma_.next_in = in.empty() ? &kNothing : in.data();
    lzma_.avail_in = in.size();
    lzma_.next_out = out.data();
    lzma_.avail_out = out.size();
    const lzma_ret code = lzma_code(&lzma_, last ? LZMA_FINISH : LZMA_RUN);
    Step step{.consumed = in.size() - lzma_.avail_in, .produced = out.size() - lzma_.avail_out};
    // LZMA_BUF_ERROR only says that more input is needed: the caller finds out whether there is any.
    if (code == LZMA_STREAM_END) {
      ended_ = step.complete = true;
    } else if (code != LZMA_OK && code != LZMA_BUF_ERROR) {
      step.damage = Describe(code);
    }
    return step;
  }

 private:
  lzma_stream lzma_ = LZMA_STREAM_INIT;
  bool ended_ = false;
};

}  // namespace

std::unique_ptr<ByteStream> MakeXzStream(std::unique_ptr<ByteStream> input) {
  return std::make_unique<XzStream>(std::move(input));
}

}  // namespace anatomy
