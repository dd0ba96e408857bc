#include "engine/layer/wire.h"

#include <bit>
#include <cstring>
#include <type_traits>

namespace anatomy {
namespace {

static_assert(std::endian::native == std::endian::little, "columns are copied as they lie in memory");

constexpr uint32_t kMagic = 0x544c4149;  // "IALT"
constexpr uint32_t kVersion = 1;
constexpr size_t kAlignment = 8;

class Writer {
 public:
  template <typename T>
  void Number(T value) {
    static_assert(std::is_arithmetic_v<T>);
    Raw(&value, sizeof value);
  }
  template <typename T>
  void Column(const std::vector<T>& values) {
    static_assert(std::is_trivially_copyable_v<T>);
    Number<uint64_t>(values.size() * sizeof(T));
    Raw(values.data(), values.size() * sizeof(T));
    bytes_.resize((bytes_.size() + kAlignment - 1) / kAlignment * kAlignment);
  }
  void Column(const StringColumn& strings) {
    Column(strings.ends());
    Column(strings.bytes());
  }
  void Reserve(size_t size) { bytes_.reserve(size); }
  std::vector<uint8_t> Take() { return std::move(bytes_); }

 private:
  void Raw(const void* data, size_t size) {
    const auto* first = static_cast<const uint8_t*>(data);
    bytes_.insert(bytes_.end(), first, first + size);
  }
  std::vector<uint8_t> bytes_;
};

class Reader {
 public:
  explicit Reader(Bytes block) : rest_(block) {}
  bool ok() const { return ok_; }
  bool at_end() const { return rest_.empty(); }

  template <typename T>
  T Number() {
    T value{};
    if (rest_.size() < sizeof value) return Fail(value);
    std::memcpy(&value, rest_.data(), sizeof value);
    rest_ = rest_.subspan(sizeof value);
    return value;
  }
  template <typename T>
  void Column(std::vector<T>& values) {
    const uint64_t length = Number<uint64_t>();
    const uint64_t padded = (length + kAlignment - 1) / kAlignment * kAlignment;
    if (!ok_ || length > rest_.size() || padded > rest_.size() || length % sizeof(T) != 0) {
      Fail(0);
      return;
    }
    values.resize(static_cast<size_t>(length) / sizeof(T));
    if (length) std::memcpy(values.data(), rest_.data(), static_cast<size_t>(length));
    rest_ = rest_.subspan(static_cast<size_t>(padded));
  }
  void Column(StringColumn& strings) {
    std::vector<uint32_t> ends;
    std::vector<char> bytes;
    Column(ends);
    Column(bytes);
    if (ok_ && !strings.Adopt(std::move(ends), std::move(bytes))) Fail(0);
  }

 private:
  template <typename T>
  T Fail(T value) {
    ok_ = false;
    return value;
  }
  Bytes rest_;
  bool ok_ = true;
};

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
  return rare;
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
  return true;
}

bool ColumnsAgree(const LayerTable& table, uint64_t rows) {
  const size_t n = static_cast<size_t>(rows);
  for (uint8_t type : table.types) {
    if (type >= kEntryTypes) return false;
  }
  return table.types.size() == n && table.paths.size() == n && table.links.size() == n && table.modes.size() == n &&
         table.uids.size() == n && table.gids.size() == n && table.mtimes.size() == n && table.sizes.size() == n &&
         table.stored_sizes.size() == n && table.data_offsets.size() == n && table.hashes.size() == n;
}

Error BadBlock(const char* what) {
  return {Code::kArchiveDamaged, std::string("The layer block is not valid: ") + what};
}

}  // namespace

std::vector<uint8_t> EncodeLayerTable(const LayerTable& table) {
  constexpr size_t kFixedBytesPerRow = 80;
  Writer writer;
  writer.Reserve(table.paths.byte_count() + table.links.byte_count() + table.entry_count() * kFixedBytesPerRow + 4096);
  writer.Number(kMagic);
  writer.Number(kVersion);
  writer.Number(static_cast<uint32_t>(table.state));
  writer.Number(static_cast<uint32_t>(table.compression));
  writer.Number(table.stored_bytes);
  writer.Number(table.unpacked_bytes);
  writer.Number<uint64_t>(table.entry_count());
  const RareColumns rare = Flatten(table);
  ForEachColumn(writer, table, rare);
  return writer.Take();
}

Result<LayerTable> DecodeLayerTable(Bytes block) {
  Reader reader(block);
  if (reader.Number<uint32_t>() != kMagic) return BadBlock("magic");
  if (reader.Number<uint32_t>() != kVersion) return BadBlock("version");
  LayerTable table;
  const uint32_t state = reader.Number<uint32_t>();
  const uint32_t compression = reader.Number<uint32_t>();
  if (state > static_cast<uint32_t>(LayerState::kPartial)) return BadBlock("state");
  if (compression > static_cast<uint32_t>(Compression::kUnknown)) return BadBlock("compression");
  table.state = static_cast<LayerState>(state);
  table.compression = static_cast<Compression>(compression);
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
