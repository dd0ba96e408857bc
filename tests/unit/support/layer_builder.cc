#include "unit/support/layer_builder.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "engine/base/path.h"
#include "engine/rootfs/whiteout.h"
#include "unit/io/block_streams.h"

namespace anatomy::test {

LayerTable Scan(std::string_view blob) { return ScanLayer(BlocksOf(blob, 4096)); }

std::shared_ptr<const LayerTable> TableOf(const TarWriter& tar) {
  return std::make_shared<const LayerTable>(Scan(tar.Finish()));
}

Tables TablesOf(const std::vector<TarWriter>& layers) {
  Tables tables;
  for (const TarWriter& layer : layers) tables.push_back(TableOf(layer));
  return tables;
}

UnionTree TreeOf(const Tables& tables) {
  UnionTree tree;
  for (const std::shared_ptr<const LayerTable>& table : tables) tree.AddLayer(table);
  return tree;
}

UnionTree TreeOf(const std::vector<TarWriter>& layers) { return TreeOf(TablesOf(layers)); }

std::vector<std::string> Lines(const UnionTree& tree, int layer) {
  if (layer == -1) layer = static_cast<int>(tree.layer_count()) - 1;
  std::vector<std::pair<std::string, std::string>> lines;
  for (uint32_t i = 1; i < tree.paths().size(); ++i) {
    const NodeId node{i};
    const Version* version = tree.At(node, layer);
    if (!version) continue;
    const EntryView entry = tree.Look(*version, node, layer);
    const std::string path = tree.paths().Path(node);
    std::string line(EntryTypeName(entry.type));
    line += " " + path;
    if (entry.type == EntryType::kFile) line += " " + std::to_string(entry.size);
    if (!entry.link.empty()) line += " -> " + std::string(entry.link);
    if (entry.implicit) line += " implicit";
    lines.emplace_back(path, line);
  }
  std::ranges::sort(lines);
  std::vector<std::string> texts;
  for (auto& [path, line] : lines) texts.push_back(std::move(line));
  return texts;
}

std::vector<std::string> CodesOf(const std::vector<Diagnostic>& diagnostics) {
  std::vector<std::string> codes;
  for (const Diagnostic& diagnostic : diagnostics) codes.emplace_back(CodeName(diagnostic.code));
  return codes;
}

uint64_t BodyBytes(const UnionTree& tree) {
  uint64_t sum = 0;
  for (uint32_t layer = 0; layer < tree.layer_count(); ++layer) {
    const LayerTable& table = tree.table(layer);
    for (uint32_t row = 0; row < table.entry_count(); ++row) {
      const std::string_view path = table.paths[row];
      const bool marker = ParseWhiteout(BaseName(path)).marker != Marker::kNone && !LeadsThroughMarker(path);
      if (!marker) sum += table.stored_sizes[row];
    }
  }
  return sum;
}

std::string TableText(const LayerTable& table) {
  std::ostringstream text;
  text << (table.state == LayerState::kComplete ? "complete " : "partial ") << CompressionName(table.compression) << " "
       << BlobFormatName(table.format) << " stored " << table.stored_bytes << " unpacked " << table.unpacked_bytes
       << "\n";
  for (uint32_t row = 0; row < table.entry_count(); ++row) {
    text << EntryTypeName(table.type(row)) << " '" << table.paths[row] << "' -> '" << table.links[row] << "' "
         << std::oct << table.modes[row] << std::dec << " " << table.uids[row] << ":" << table.gids[row] << " t"
         << table.mtimes[row] << " " << table.sizes[row] << "/" << table.stored_sizes[row] << " @"
         << table.header_offsets[row] << "+" << table.data_offsets[row] - table.header_offsets[row] << " #" << std::hex
         << table.hashes[row].high << "." << table.hashes[row].low << std::dec;
    if (const auto found = table.xattrs.find(row); found != table.xattrs.end()) {
      for (const Xattr& xattr : found->second) text << " " << xattr.name << "=" << xattr.value;
    }
    if (const auto found = table.devices.find(row); found != table.devices.end()) {
      text << " device " << found->second[0] << "," << found->second[1];
    }
    if (const auto found = table.raw_names.find(row); found != table.raw_names.end())
      text << " raw '" << found->second << "'";
    text << "\n";
  }
  for (const ResumePoint& point : table.resume_points) {
    text << "point " << point.compressed << " -> " << point.decompressed << " bits " << int{point.bits} << " window "
         << point.window.size() << "\n";
  }
  for (const Diagnostic& diagnostic : table.diagnostics) {
    text << CodeName(diagnostic.code) << " '" << diagnostic.detail << "' '" << diagnostic.path << "'";
    if (diagnostic.offset) text << " @" << *diagnostic.offset;
    text << "\n";
  }
  return text.str();
}

std::string ReadTestFile(std::string_view path) {
  const std::filesystem::path full = std::filesystem::path(TEST_SOURCE_DIR) / path;
  std::ifstream file(full, std::ios::binary);
  EXPECT_TRUE(file) << full;
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

}  // namespace anatomy::test
