#include "engine/codec/decoder_stream.h"

#include <algorithm>

namespace anatomy {
namespace {

// Large enough to make calls rare, small enough to stay in the processor's second cache.
constexpr size_t kOutputBytes = 256 << 10;

}  // namespace

DecoderStream::DecoderStream(Compression compression, std::unique_ptr<ByteStream> input, const DecoderOptions& options)
    : compression_(compression),
      input_(std::move(input)),
      recorder_(options.recorder),
      most_bytes_(options.most_bytes),
      output_(kOutputBytes) {
  if (!options.resume) return;
  consumed_ = options.resume->compressed;
  decompressed_ = options.resume->decompressed;
}

Error DecoderStream::Damaged(Code code, std::string detail) const {
  return {code, std::move(detail), consumed_ - Unused()};
}

// Who counts or hashes the compressed bytes has to see all of them.
void DecoderStream::SkipRest() {
  for (Result<Bytes> rest = input_->Next(); rest && !rest->empty();) rest = input_->Next();
}

// Not so much that the place from which to look for a point is passed.
MutableBytes DecoderStream::Room() {
  MutableBytes room(output_);
  const uint64_t until_look = recorder_ ? recorder_->BytesUntilLook(decompressed_) : 0;
  return until_look == 0 ? room : room.first(static_cast<size_t>(std::min<uint64_t>(room.size(), until_look)));
}

void DecoderStream::Record(const Step& step) {
  if (!recorder_ || step.damage || !(step.complete || step.resumable) || !recorder_->Wants(decompressed_)) return;
  ResumePoint point{.compression = compression_, .compressed = consumed_ - Unused(), .decompressed = decompressed_};
  if (step.resumable) KeepState(point);
  recorder_->Add(std::move(point));
}

Result<Bytes> DecoderStream::Next() {
  Bytes produced;
  while (!done_ && !error_ && produced.empty()) {
    if (pending_.empty() && !input_ended_) {
      Result<Bytes> block = input_->Next();
      if (!block) {
        error_ = block.error();
        break;
      }
      pending_ = *block;
      input_ended_ = block->empty();
    }
    const Step step = Decode(pending_, Room(), input_ended_);
    pending_ = pending_.subspan(step.consumed);
    consumed_ += step.consumed;
    produced = step.produced;
    decompressed_ += produced.size();
    Record(step);
    if (step.damage) {
      error_ = Damaged(step.asks_too_much ? Code::kLimitReached : Code::kLayerDamaged, step.damage);
      SkipRest();
    } else if (decompressed_ > most_bytes_) {
      error_ = Damaged(Code::kLimitReached, "The compressed data unpacks to more than is read.");
      SkipRest();
    } else if (step.garbage_follows) {
      done_ = true;
      SkipRest();
    } else if (step.advanced) {
      continue;
    } else if (input_ended_ && step.produced.empty()) {
      if (step.complete) {
        done_ = true;
      } else {
        error_ = Error{Code::kLayerTruncated, "The compressed data stops before its end.", consumed_};
      }
    } else if (step.consumed == 0 && step.produced.empty() && !pending_.empty()) {
      error_ = Damaged(Code::kLayerDamaged, "The decoder makes no progress.");
      SkipRest();
    }
  }
  if (!produced.empty()) return produced;
  if (error_) return *error_;
  return Bytes();
}

}  // namespace anatomy
