// The .xz format through liblzma, concatenated streams and padding included.
#include <lzma.h>

#include <algorithm>

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
  XzStream(std::unique_ptr<ByteStream> input, const DecoderOptions& options)
      : DecoderStream(Compression::kXz, std::move(input), options), between_streams_(options.resume != nullptr) {
    Begin();
  }
  ~XzStream() override { lzma_end(&lzma_); }

 protected:
  Step Decode(Bytes in, MutableBytes room, bool) override {
    if (between_streams_) {
      const Step padding = SkipPadding(in);
      if (padding.consumed > 0 || padding.damage || in.empty()) return padding;
      between_streams_ = false;
    }
    // The decoder computes with the pointer even where there is no input.
    static constexpr uint8_t kNothing = 0;
    lzma_.next_in = in.empty() ? &kNothing : in.data();
    lzma_.avail_in = in.size();
    lzma_.next_out = room.data();
    lzma_.avail_out = room.size();
    const lzma_ret code = lzma_code(&lzma_, LZMA_RUN);
    Step step{.consumed = in.size() - lzma_.avail_in, .produced = room.first(room.size() - lzma_.avail_out)};
    // LZMA_BUF_ERROR only says that more input is needed: the caller finds out whether there is any.
    if (code == LZMA_STREAM_END) {
      Begin();
      padding_ = 0;
      between_streams_ = step.complete = true;
    } else if (code != LZMA_OK && code != LZMA_BUF_ERROR) {
      step.damage = Describe(code);
      step.asks_too_much = code == LZMA_MEMLIMIT_ERROR || code == LZMA_MEM_ERROR;
    }
    return step;
  }

 private:
  // Streams are not concatenated by the library, which would not say where one ends.
  void Begin() {
    if (lzma_stream_decoder(&lzma_, limits::kXzMemory, 0) != LZMA_OK) std::abort();
  }

  // Between streams and after the last one there may be zeros, a multiple of four (.xz file format, 2.2).
  Step SkipPadding(Bytes in) {
    const auto end = std::ranges::find_if(in, [](uint8_t byte) { return byte != 0; });
    Step step{.consumed = static_cast<size_t>(end - in.begin())};
    padding_ += step.consumed;
    step.complete = padding_ % 4 == 0;
    if (end != in.end() && !step.complete) step.damage = "The padding of the xz stream is not valid.";
    return step;
  }

  lzma_stream lzma_ = LZMA_STREAM_INIT;
  bool between_streams_;
  uint64_t padding_ = 0;  // bytes since the end of a stream
};

}  // namespace

std::unique_ptr<ByteStream> MakeXzStream(std::unique_ptr<ByteStream> input, const DecoderOptions& options) {
  return std::make_unique<XzStream>(std::move(input), options);
}

}  // namespace anatomy
