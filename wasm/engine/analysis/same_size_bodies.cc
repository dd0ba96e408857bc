#include "engine/analysis/same_size_bodies.h"

#include <algorithm>
#include <unordered_map>

namespace anatomy {
namespace {

bool IsUnread(const LayerTable& table, uint32_t row) {
  return table.type(row) == EntryType::kFile && table.sizes[row] > 0 && !table.hashes[row].known();
}

template <typename Visit>
void ForEachRow(const LayerTable& table, const Visit& visit) {
  for (uint32_t row = 0; row < table.entry_count(); ++row) visit(row);
}

}  // namespace

std::vector<BodyList> SameSizeBodies(const std::vector<std::shared_ptr<const LayerTable>>& tables) {
  std::vector<BodyList> lists(tables.size());
  std::unordered_map<uint64_t, size_t> bodies_of;  // by size, of those sizes that unread ones have
  for (const auto& table : tables) {
    ForEachRow(*table, [&](uint32_t row) {
      if (IsUnread(*table, row)) bodies_of.try_emplace(table->sizes[row], 0);
    });
  }
  if (bodies_of.empty()) return lists;
  for (const auto& table : tables) {
    ForEachRow(*table, [&](uint32_t row) {
      if (table->type(row) != EntryType::kFile) return;
      if (const auto found = bodies_of.find(table->sizes[row]); found != bodies_of.end()) ++found->second;
    });
  }
  for (size_t i = 0; i < tables.size(); ++i) {
    const LayerTable& table = *tables[i];
    if (std::find(tables.begin(), tables.begin() + static_cast<std::ptrdiff_t>(i), tables[i]) !=
        tables.begin() + static_cast<std::ptrdiff_t>(i)) {
      continue;
    }
    ForEachRow(table, [&](uint32_t row) {
      if (!IsUnread(table, row) || bodies_of[table.sizes[row]] < 2) return;
      lists[i].rows.push_back(row);
      lists[i].offsets.push_back(table.data_offsets[row]);
      lists[i].sizes.push_back(table.sizes[row]);
    });
  }
  return lists;
}

}  // namespace anatomy
