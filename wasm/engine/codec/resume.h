// Places in the middle of a compressed stream from which it can be decompressed without what comes before: kept while a
// stream is read from end to end, so that its last file can be had without doing that again.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "engine/base/limits.h"
#include "engine/codec/decoder.h"

namespace anatomy {

/// The most a deflate stream looks back (RFC 1951, 2).
inline constexpr size_t kDeflateWindow = 32u << 10;

struct ResumePoint {
  Compression compression = Compression::kNone;
  uint64_t compressed = 0;    // the first byte to read
  uint64_t decompressed = 0;  // the first byte that comes out
  /// Inside a gzip member: how many upper bits of the first byte belong to what follows, 0 being all; else 0.
  uint8_t bits = 0;
  /// Inside a gzip member: the bytes that came out last, at most kDeflateWindow. Empty between members, frames or
  /// streams, where no decoder looks back.
  std::vector<uint8_t> window = {};

  bool operator==(const ResumePoint&) const = default;
};

/// Chooses the points to keep: about `spacing` bytes of output apart, and further apart the longer the stream is, so
/// that their memory has a bound. Where they lie does not depend on how the stream is cut into blocks.
class ResumeRecorder {
 public:
  explicit ResumeRecorder(uint64_t spacing = limits::kResumeSpacing) : spacing_(spacing), next_(spacing) {}

  /// Whether a point here would be kept.
  bool Wants(uint64_t decompressed) const { return decompressed >= next_; }

  /// How many bytes may come out before a decoder has to look for points; 0: it has to look now. Looking begins a byte
  /// early: else it would depend on the cut whether a point exactly there is seen.
  uint64_t BytesUntilLook(uint64_t decompressed) const {
    return decompressed + 1 >= next_ ? 0 : next_ - 1 - decompressed;
  }

  /// Takes a wanted point.
  void Add(ResumePoint point);

  /// Forgets all points and takes no more.
  void Stop() {
    points_.clear();
    next_ = UINT64_MAX;
  }

  /// In rising order.
  std::vector<ResumePoint> Take() { return std::move(points_); }

 private:
  uint64_t spacing_;
  uint64_t next_;
  std::vector<ResumePoint> points_;
};

/// The last point from which the byte `decompressed` can be reached; null when it is reached from the beginning.
const ResumePoint* NearestPoint(const std::vector<ResumePoint>& points, uint64_t decompressed);

/// Decompresses `rest`, which begins at `point.compressed`; what comes out begins at `point.decompressed`. Offsets in
/// errors count from the beginning of the whole. Errors: layer-damaged when the point is none; else as OpenDecoder().
Result<std::unique_ptr<ByteStream>> ResumeDecoder(const ResumePoint& point, std::unique_ptr<ByteStream> rest);

}  // namespace anatomy
