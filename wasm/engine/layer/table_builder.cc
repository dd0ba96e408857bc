#include "engine/layer/table_builder.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/base/limits.h"

namespace anatomy {

TableBuilder::Added TableBuilder::Add(const TarEntry& entry) {
  name_ = NormalisePath(entry.name);
  if (IsTooDeep(entry)) return Added::kLeftOut;
  if (!HasRoom()) {
    BreakOff({Code::kLimitReached, "The layer has too many entries.", entry.data_offset});
    return Added::kNoRoom;
  }
  const bool is_utf8 = IsUtf8(entry.name);
  RemarkOn(entry, is_utf8);
  const uint32_t row = static_cast<uint32_t>(table_.entry_count());
  table_.paths.Append(name_.path);
  table_.links.Append(entry.link);
  string_bytes_ += name_.path.size() + entry.link.size();
  table_.types.push_back(static_cast<uint8_t>(entry.type));
  table_.modes.push_back(entry.mode);
  table_.uids.push_back(entry.uid);
  table_.gids.push_back(entry.gid);
  table_.mtimes.push_back(entry.mtime);
  table_.sizes.push_back(entry.size);
  table_.stored_sizes.push_back(0);
  table_.header_offsets.push_back(entry.header_offset);
  table_.data_offsets.push_back(entry.data_offset);
  table_.hashes.emplace_back();
  if (!entry.xattrs.empty()) AddXattrs(entry);
  if (entry.type == EntryType::kChar || entry.type == EntryType::kBlock) {
    table_.devices[row] = {entry.device_major, entry.device_minor};
  }
  // "./a/" for "a" is how many tools write; only what says more is worth keeping.
  if (name_.escaped_root || !is_utf8) table_.raw_names[row] = entry.name;
  return Added::kRow;
}

bool TableBuilder::IsTooDeep(const TarEntry& entry) {
  if (static_cast<size_t>(std::ranges::count(name_.path, '/')) < limits::kPathComponents) return false;
  table_.state = LayerState::kPartial;
  Remark({.code = Code::kLimitReached, .detail = "A path has too many components.", .offset = entry.data_offset});
  return true;
}

bool TableBuilder::HasRoom() {
  // From where the path differs from the one before it.
  const std::string_view before = table_.entry_count() == 0 ? "" : table_.paths[table_.entry_count() - 1];
  const auto differs = std::ranges::mismatch(name_.path, before).in1;
  names_ += 1 + static_cast<size_t>(std::count(differs, name_.path.end(), '/'));
  return table_.entry_count() < limits::kLayerEntries && string_bytes_ <= limits::kLayerStringBytes &&
         names_ <= limits::kLayerNames;
}

void TableBuilder::RemarkOn(const TarEntry& entry, bool is_utf8) {
  const auto shown = [&] { return "/" + ToUtf8(name_.path); };
  if (name_.escaped_root) Remark({.code = Code::kPathEscapesRoot, .path = ToUtf8(entry.name)});
  if (!is_utf8) Remark({.code = Code::kNameNotUtf8, .path = shown()});
  if (!entry.remark.empty()) Remark({.code = Code::kTarDamaged, .detail = std::string(entry.remark), .path = shown()});
}

void TableBuilder::AddXattrs(const TarEntry& entry) {
  std::vector<Xattr>& list = table_.xattrs[static_cast<uint32_t>(table_.entry_count() - 1)];
  for (const auto& [key, value] : entry.xattrs) {
    list.push_back({key, value});
    string_bytes_ += key.size() + value.size();
  }
  // libarchive's own writer gives each attribute twice, and gives them back the last first: the last counts.
  std::ranges::stable_sort(list, {}, &Xattr::name);
  const auto same_name = [](const Xattr& a, const Xattr& b) { return a.name == b.name; };
  list.erase(std::unique(list.begin(), list.end(), same_name), list.end());
}

void TableBuilder::BreakOff(const Error& error) {
  table_.state = LayerState::kPartial;
  table_.diagnostics.push_back({.code = error.code, .detail = error.detail, .offset = error.offset});
}

void TableBuilder::Remark(Diagnostic diagnostic) {
  if (table_.diagnostics.size() < limits::kDiagnostics) table_.diagnostics.push_back(std::move(diagnostic));
}

}  // namespace anatomy
