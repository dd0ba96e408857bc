// Layer tables without an archive: for sizes that no test could write, and for very many rows.
#pragma once

#include <cstdint>
#include <memory>
#include <string_view>

#include "engine/layer/layer_table.h"

namespace anatomy::test {

class RowTable {
 public:
  /// Files with equal `content` have equal hashes; `stored` is of a sparse file.
  RowTable& File(std::string_view path, uint64_t size, uint64_t content, uint64_t stored) {
    Add(path, EntryType::kFile);
    table_.sizes.back() = size;
    table_.stored_sizes.back() = stored;
    table_.hashes.back() = {.low = content * 0x9e3779b97f4a7c15u, .high = content + 1};
    return *this;
  }
  RowTable& File(std::string_view path, uint64_t size, uint64_t content = 0) { return File(path, size, content, size); }
  RowTable& Dir(std::string_view path) {
    Add(path, EntryType::kDir);
    return *this;
  }
  RowTable& Hardlink(std::string_view path, std::string_view target) {
    Add(path, EntryType::kHardlink, target);
    return *this;
  }

  std::shared_ptr<const LayerTable> Finish() const { return std::make_shared<const LayerTable>(table_); }

 private:
  void Add(std::string_view path, EntryType type, std::string_view link = {}) {
    table_.paths.Append(path);
    table_.links.Append(link);
    table_.types.push_back(static_cast<uint8_t>(type));
    table_.modes.push_back(0644);
    table_.uids.push_back(0);
    table_.gids.push_back(0);
    table_.mtimes.push_back(0);
    table_.sizes.push_back(0);
    table_.stored_sizes.push_back(0);
    table_.header_offsets.push_back(0);
    table_.data_offsets.push_back(0);
    table_.hashes.emplace_back();
  }

  LayerTable table_;
};

}  // namespace anatomy::test
