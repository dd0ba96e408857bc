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

/// Never fails: whatever breaks becomes a diagnostic, and the rows before it stay. The diagnostics' `layer` is left
/// open.
LayerTable ScanLayer(std::unique_ptr<ByteStream> blob, const OnScanProgress& on_progress = nullptr,
                     uint64_t resume_spacing = limits::kResumeSpacing);

}  // namespace anatomy
