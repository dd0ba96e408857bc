// Fills a layer's table entry by entry, whoever names the entries: the tar itself, or what the layer says of it.
#pragma once

#include <cstddef>

#include "engine/base/error.h"
#include "engine/base/path.h"
#include "engine/layer/layer_table.h"
#include "engine/tar/tar_reader.h"

namespace anatomy {

class TableBuilder {
 public:
  // kLeftOut: the path is too deep, and the rest not lost for it. kNoRoom: the table takes no more; it says why.
  enum class Added { kRow, kLeftOut, kNoRoom };

  /// Appends a row for the entry; a file's hash and stored size are still to be set.
  Added Add(const TarEntry& entry);

  /// The table as it is so far; the caller sets what no entry tells.
  LayerTable& table() { return table_; }

  /// What follows is lost, and this is why.
  void BreakOff(const Error& error);
  void Remark(Diagnostic diagnostic);

 private:
  bool IsTooDeep(const TarEntry& entry);
  bool HasRoom();
  void RemarkOn(const TarEntry& entry, bool is_utf8);
  void AddXattrs(const TarEntry& entry);

  LayerTable table_;
  NormalisedPath name_;      // of the entry that is being added
  size_t string_bytes_ = 0;  // in the table
  size_t names_ = 0;         // that the paths of the table have
};

}  // namespace anatomy
