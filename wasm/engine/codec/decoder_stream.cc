#include "engine/codec/decoder_stream.h"

namespace anatomy {
namespace {

// Large enough to make calls rare, small enough to stay in the processor's second cache.
constexpr size_t kOutputBytes = 256 << 10;

}  // namespace

DecoderStream::DecoderStream(std::unique_ptr<ByteStream> input) : input_(std::move(input)), output_(kOutputBytes) {}

Error DecoderStream::Damaged(Code code, std::string detail) const { return {code, std::move(detail), consumed_}; }

// Who counts or hashes the compressed bytes has to see all of them.
void DecoderStream::SkipRest() {
  for (Result<Bytes> rest = input_->Next(); rest && !rest->empty();) rest = input_->Next();
}

Result<Bytes> DecoderStream::Next() {
  size_t produced = 0;
  while (!done_ && !error_ && produced == 0) {
    if (pending_.empty() && !input_ended_) {
      Result<Bytes> block = input_->Next();
      if (!block) {
        error_ = block.error();
        break;
      }
      pending_ = *block;
      input_ended_ = block->empty();
    }
    const Step step = Decode(pending_, output_, input_ended_);
    pending_ = pending_.subspan(step.consumed);
    consumed_ += step.consumed;
    produced = step.produced;
    if (step.damage) {
      error_ = Damaged(Code::kLayerDamaged, step.damage);
      SkipRest();
    } else if (step.garbage_follows) {
      done_ = true;
      SkipRest();
    } else if (input_ended_ && step.produced == 0) {
      if (step.complete) {
        done_ = true;
      } else {
        error_ = Damaged(Code::kLayerTruncated, "The compressed data stops before its end.");
      }
    } else if (step.consumed == 0 && step.produced == 0 && !pending_.empty()) {
      error_ = Damaged(Code::kLayerDamaged, "The decoder makes no progress.");
      SkipRest();
    }
  }
  if (produced > 0) return Bytes(output_.data(), produced);
  if (error_) return *error_;
  return Bytes();
}

}  // namespace anatomy
