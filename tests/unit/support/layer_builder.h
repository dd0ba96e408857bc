// Layers and stacks of layers from small tars, and short texts of what comes of them.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/layer/layer_scanner.h"
#include "engine/rootfs/union_tree.h"
#include "unit/support/tar_writer.h"

namespace anatomy::test {

using Tables = std::vector<std::shared_ptr<const LayerTable>>;

/// Scans the bytes of a blob.
LayerTable Scan(std::string_view blob);
std::shared_ptr<const LayerTable> TableOf(const TarWriter& tar);

/// The tables of several layers, the base first.
Tables TablesOf(const std::vector<TarWriter>& layers);
UnionTree TreeOf(const Tables& tables);
UnionTree TreeOf(const std::vector<TarWriter>& layers);

/// One line for each visible path, in byte order: "dir d", "file d/a 4", "symlink l -> a". `layer` counts from 0; -1
/// means the last.
std::vector<std::string> Lines(const UnionTree& tree, int layer = -1);

std::vector<std::string> CodesOf(const std::vector<Diagnostic>& diagnostics);

/// Sum of the stored file bodies of all layers: what the ledger has to account for. A marker is no file, whatever its
/// size, and neither is the root.
uint64_t BodyBytes(const UnionTree& tree);

/// Everything in a table as text: two tables are equal when their texts are. Easier to read in a failure than fields.
std::string TableText(const LayerTable& table);

/// A file below tests/, "fixtures/app.podman.tar".
std::string ReadTestFile(std::string_view path);

}  // namespace anatomy::test
