#include "engine/codec/resume.h"

#include <algorithm>

#include "engine/codec/decoder_stream.h"

namespace anatomy {

void ResumeRecorder::Add(ResumePoint point) {
  points_.push_back(std::move(point));
  if (points_.size() > limits::kResumePoints) {
    size_t kept = 0;
    for (size_t i = 1; i < points_.size(); i += 2) points_[kept++] = std::move(points_[i]);
    points_.resize(kept);
    spacing_ *= 2;
  }
  next_ = points_.back().decompressed + spacing_;
}

const ResumePoint* NearestPoint(const std::vector<ResumePoint>& points, uint64_t decompressed) {
  const auto after = std::ranges::upper_bound(points, decompressed, {}, &ResumePoint::decompressed);
  return after == points.begin() ? nullptr : &*std::prev(after);
}

Result<std::unique_ptr<ByteStream>> ResumeDecoder(const ResumePoint& point, std::unique_ptr<ByteStream> rest) {
  const bool between_members = point.window.empty();
  const bool possible = between_members ? point.bits == 0
                                        : point.compression == Compression::kGzip && point.bits < 8 &&
                                              point.window.size() <= kDeflateWindow;
  std::unique_ptr<ByteStream> stream;
  if (possible) stream = MakeDecoder(point.compression, std::move(rest), {.resume = &point});
  if (!stream) return Error{Code::kLayerDamaged, "Decompression cannot begin here.", point.compressed};
  return stream;
}

}  // namespace anatomy
