// Writes a tar archive piece by piece: ustar headers, before them PAX records for what those cannot say. libarchive's
// writer would pass names through character sets and write every extended attribute twice; here bytes stay bytes.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/base/bytes.h"
#include "engine/tar/tar_reader.h"

namespace anatomy {

/// Takes the next bytes of the archive, valid during the call; false when it wants no more.
using TarSink = std::function<bool(Bytes)>;

class PaxWriter {
 public:
  explicit PaxWriter(TarSink sink) : sink_(std::move(sink)) {}

  /// Whether everything so far was wanted. Nothing is written after that.
  bool wanted() const { return wanted_; }

  /// The headers of an entry; `entry.size` bytes of body follow. Offsets, `stored_size` and a directory's final slash
  /// are not looked at. A socket cannot be written.
  void WriteHeader(const TarEntry& entry);
  /// More of the body; what is beyond the size is dropped.
  void WriteBody(Bytes piece);
  /// Ends the body: what is missing of it becomes zeros.
  void EndBody();
  /// Ends the archive.
  void Finish();

 private:
  void Write(Bytes bytes);
  void WriteZeros(uint64_t count);
  void WriteRecords(std::string_view name, std::string_view records, int64_t mtime);

  TarSink sink_;
  bool wanted_ = true;
  uint64_t written_ = 0;
  uint64_t body_left_ = 0;
};

}  // namespace anatomy
