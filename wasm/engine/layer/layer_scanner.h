// Reads one layer blob from end to end: decode, take the tar apart, hash the bodies, fill the table. The long loop of a
// layer worker.
#pragma once

#include <functional>
#include <memory>

#include "engine/base/limits.h"
#include "engine/io/byte_stream.h"
#include "engine/layer/layer_table.h"

namespace anatomy {

struct ScanProgress {
  uint64_t stored_bytes;  // of the blob, read so far
  uint64_t entries;
};

/// Called after every block of the blob; the receiver decides how often it passes that on.
using OnScanProgress = std::function<void(const ScanProgress&)>;

struct ScanOptions {
  uint64_t resume_spacing = limits::kResumeSpacing;
  /// Bodies of which so many bytes and more are still to be read are moved over where the layer is a plain tar, and
  /// have no hash then (body_hashes.h).
  uint64_t skipped_body = UINT64_MAX;
  /// Of the blob; what is not wholly inside it is read, to find out where it breaks off.
  uint64_t blob_bytes = 0;
};

/// Never fails: whatever breaks becomes a diagnostic, and the rows before it stay. The diagnostics' `layer` is left
/// open.
LayerTable ScanLayer(std::unique_ptr<ByteStream> blob, const OnScanProgress& on_progress = nullptr,
                     const ScanOptions& options = {});

}  // namespace anatomy
