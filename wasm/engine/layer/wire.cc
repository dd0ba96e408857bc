#include "engine/layer/wire.h"

#include "engine/layer/block.h"

namespace anatomy {
namespace {

constexpr uint32_t kMagic = 0x544c4149;  // "IALT"
constexpr uint32_t kVersion = 3;

// Rare properties travel as columns, too: the row of each, then its parts.
struct RareColumns {
  std::vector<uint32_t> xattr_rows;
  StringColumn xattr_names;
  StringColumn xattr_values;
  std::vector<uint32_t> device_rows;
  std::vector<uint32_t> device_numbers;  // major, minor
  std::vector<uint32_t> raw_name_rows;
  StringColumn raw_names;
  std::vector<uint8_t> diagnostic_codes;
  std::vector<uint64_t> diagnostic_offsets;  // kNoOffset when absent
  StringColumn diagnostic_details;
  StringColumn diagnostic_paths;
  std::vector<uint64_t> point_offsets;  // compressed, decompressed
  std::vector<uint8_t> point_bits;
  StringColumn point_windows;
};
constexpr uint64_t kNoOffset = UINT64_MAX;

// The one list of columns, for both directions.
template <typename Archive, typename Table, typename Rare>
void ForEachColumn(Archive& archive, Table& table, Rare& rare) {
  archive.Column(table.paths);
  archive.Column(table.links);
  archive.Column(table.types);
  archive.Column(table.modes);
  archive.Column(table.uids);
  archive.Column(table.gids);
  archive.Column(table.mtimes);
  archive.Column(table.sizes);
  archive.Column(table.stored_sizes);
  archive.Column(table.header_offsets);
  archive.Column(table.data_offsets);
  archive.Column(table.hashes);
  archive.Column(rare.xattr_rows);
  archive.Column(rare.xattr_names);
  archive.Column(rare.xattr_values);
  archive.Column(rare.device_rows);
  archive.Column(rare.device_numbers);
  archive.Column(rare.raw_name_rows);
  archive.Column(rare.raw_names);
  archive.Column(rare.diagnostic_codes);
  archive.Column(rare.diagnostic_offsets);
  archive.Column(rare.diagnostic_details);
  archive.Column(rare.diagnostic_paths);
  archive.Column(rare.point_offsets);
  archive.Column(rare.point_bits);
  archive.Column(rare.point_windows);
}

RareColumns Flatten(const LayerTable& table) {
  RareColumns rare;
  for (const auto& [row, list] : table.xattrs) {
    for (const Xattr& xattr : list) {
      rare.xattr_rows.push_back(row);
      rare.xattr_names.Append(xattr.name);
      rare.xattr_values.Append(xattr.value);
    }
  }
  for (const auto& [row, numbers] : table.devices) {
    rare.device_rows.push_back(row);
    rare.device_numbers.insert(rare.device_numbers.end(), numbers.begin(), numbers.end());
  }
  for (const auto& [row, name] : table.raw_names) {
    rare.raw_name_rows.push_back(row);
    rare.raw_names.Append(name);
  }
  for (const Diagnostic& diagnostic : table.diagnostics) {
    rare.diagnostic_codes.push_back(static_cast<uint8_t>(diagnostic.code));
    rare.diagnostic_offsets.push_back(diagnostic.offset.value_or(kNoOffset));
    rare.diagnostic_details.Append(diagnostic.detail);
    rare.diagnostic_paths.Append(diagnostic.path);
  }
  for (const ResumePoint& point : table.resume_points) {
    rare.point_offsets.insert(rare.point_offsets.end(), {point.compressed, point.decompressed});
    rare.point_bits.push_back(point.bits);
    rare.point_windows.Append(AsText(point.window));
  }
  return rare;
}

// Whether a point is one at all, the decoder finds out; here they have to be in order, and not larger than they may be.
bool UnflattenPoints(const RareColumns& rare, LayerTable& table) {
  const size_t points = rare.point_bits.size();
  if (rare.point_offsets.size() != 2 * points || rare.point_windows.size() != points) return false;
  for (size_t i = 0; i < points; ++i) {
    const Bytes window = AsBytes(rare.point_windows[i]);
    const uint64_t decompressed = rare.point_offsets[2 * i + 1];
    if (window.size() > kDeflateWindow) return false;
    if (i > 0 && decompressed <= table.resume_points.back().decompressed) return false;
    table.resume_points.push_back({.compression = table.compression,
                                   .compressed = rare.point_offsets[2 * i],
                                   .decompressed = decompressed,
                                   .bits = rare.point_bits[i],
                                   .window = {window.begin(), window.end()}});
  }
  return true;
}

bool Unflatten(const RareColumns& rare, LayerTable& table) {
  const size_t rows = table.entry_count();
  const size_t remarks = rare.diagnostic_codes.size();
  if (rare.xattr_names.size() != rare.xattr_rows.size() || rare.xattr_values.size() != rare.xattr_rows.size() ||
      rare.device_numbers.size() != 2 * rare.device_rows.size() || rare.raw_names.size() != rare.raw_name_rows.size() ||
      rare.diagnostic_offsets.size() != remarks || rare.diagnostic_details.size() != remarks ||
      rare.diagnostic_paths.size() != remarks) {
    return false;
  }
  for (size_t i = 0; i < rare.xattr_rows.size(); ++i) {
    if (rare.xattr_rows[i] >= rows) return false;
    table.xattrs[rare.xattr_rows[i]].push_back({std::string(rare.xattr_names[i]), std::string(rare.xattr_values[i])});
  }
  for (size_t i = 0; i < rare.device_rows.size(); ++i) {
    if (rare.device_rows[i] >= rows) return false;
    table.devices[rare.device_rows[i]] = {rare.device_numbers[2 * i], rare.device_numbers[2 * i + 1]};
  }
  for (size_t i = 0; i < rare.raw_name_rows.size(); ++i) {
    if (rare.raw_name_rows[i] >= rows) return false;
    table.raw_names[rare.raw_name_rows[i]] = std::string(rare.raw_names[i]);
  }
  for (size_t i = 0; i < remarks; ++i) {
    if (rare.diagnostic_codes[i] >= static_cast<uint8_t>(Code::kCount)) return false;
    Diagnostic diagnostic{.code = static_cast<Code>(rare.diagnostic_codes[i])};
    diagnostic.detail = rare.diagnostic_details[i];
    diagnostic.path = rare.diagnostic_paths[i];
    if (rare.diagnostic_offsets[i] != kNoOffset) diagnostic.offset = rare.diagnostic_offsets[i];
    table.diagnostics.push_back(std::move(diagnostic));
  }
  return UnflattenPoints(rare, table);
}

bool ColumnsAgree(const LayerTable& table, uint64_t rows) {
  const size_t n = static_cast<size_t>(rows);
  for (uint8_t type : table.types) {
    if (type >= kEntryTypes) return false;
  }
  return table.types.size() == n && table.paths.size() == n && table.links.size() == n && table.modes.size() == n &&
         table.uids.size() == n && table.gids.size() == n && table.mtimes.size() == n && table.sizes.size() == n &&
         table.stored_sizes.size() == n && table.header_offsets.size() == n && table.data_offsets.size() == n &&
         table.hashes.size() == n;
}

Error BadBlock(const char* what) {
  return {Code::kArchiveDamaged, std::string("The layer block is not valid: ") + what};
}

}  // namespace

std::vector<uint8_t> EncodeLayerTable(const LayerTable& table) {
  constexpr size_t kFixedBytesPerRow = 88;
  BlockWriter writer;
  writer.Reserve(table.paths.byte_count() + table.links.byte_count() + table.entry_count() * kFixedBytesPerRow +
                 table.resume_points.size() * kDeflateWindow + 4096);
  writer.Number(kMagic);
  writer.Number(kVersion);
  writer.Number(static_cast<uint32_t>(table.state));
  writer.Number(static_cast<uint16_t>(table.compression));
  writer.Number(static_cast<uint16_t>(table.format));
  writer.Number(table.stored_bytes);
  writer.Number(table.unpacked_bytes);
  writer.Number<uint64_t>(table.entry_count());
  const RareColumns rare = Flatten(table);
  ForEachColumn(writer, table, rare);
  return writer.Take();
}

Result<LayerTable> DecodeLayerTable(Bytes block) {
  BlockReader reader(block);
  if (reader.Number<uint32_t>() != kMagic) return BadBlock("magic");
  if (reader.Number<uint32_t>() != kVersion) return BadBlock("version");
  LayerTable table;
  const uint32_t state = reader.Number<uint32_t>();
  const uint32_t compression = reader.Number<uint16_t>();
  const uint32_t format = reader.Number<uint16_t>();
  if (state > static_cast<uint32_t>(LayerState::kListed)) return BadBlock("state");
  if (compression > static_cast<uint32_t>(Compression::kUnknown)) return BadBlock("compression");
  if (format >= kBlobFormats) return BadBlock("format");
  table.state = static_cast<LayerState>(state);
  table.compression = static_cast<Compression>(compression);
  table.format = static_cast<BlobFormat>(format);
  table.stored_bytes = reader.Number<uint64_t>();
  table.unpacked_bytes = reader.Number<uint64_t>();
  const uint64_t rows = reader.Number<uint64_t>();
  RareColumns rare;
  ForEachColumn(reader, table, rare);
  if (!reader.ok() || !reader.at_end()) return BadBlock("length");
  if (!ColumnsAgree(table, rows)) return BadBlock("columns");
  if (!Unflatten(rare, table)) return BadBlock("rare properties");
  return table;
}

}  // namespace anatomy
