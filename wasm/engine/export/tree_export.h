// Writes the tar that a plan describes: each layer blob is read once, in order. A long loop of a layer worker.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "engine/export/export_plan.h"
#include "engine/io/byte_source.h"
#include "engine/tar/pax_writer.h"

namespace anatomy {

/// A file of the plan that the tar has not, or not whole.
struct LostFile {
  std::string path;  // in the tar
  Error error;
  /// Its beginning is in the tar, the rest are zeros.
  bool cut = false;
};

/// The opened file of this index: 0 for a tarball.
using SourceAt = std::function<std::shared_ptr<ByteSource>(uint32_t file)>;

/// Gives the tar piece by piece until `sink` returns false. What cannot be read is told to `on_lost`, with the errors
/// of ReadEntry(), hardlink-missing for a link that leads nowhere, not-a-file for a socket, which no tar can hold.
void ExportTree(const SourceAt& source_at, const ExportPlan& plan, size_t block_size, const TarSink& sink,
                const std::function<void(const LostFile&)>& on_lost);

}  // namespace anatomy
