// What crosses to JavaScript as plain objects, and the typed handles for what JavaScript passes in. Their TypeScript
// types are emitted with the module.
#pragma once

#include <emscripten/bind.h>
#include <emscripten/val.h>

#include <memory>
#include <string>

#include "engine/base/bytes.h"
#include "engine/base/error.h"
#include "engine/layer/blob.h"
#include "engine/layer/blob_digests.h"
#include "engine/layer/body_hashes.h"
#include "engine/query/tree_view.h"
#include "engine/query/treemap.h"
#include "engine/rootfs/tree_diff.h"

EMSCRIPTEN_DECLARE_VAL_TYPE(ReaderHandle)
EMSCRIPTEN_DECLARE_VAL_TYPE(FolderHandle)
EMSCRIPTEN_DECLARE_VAL_TYPE(ReaderList)
EMSCRIPTEN_DECLARE_VAL_TYPE(BytesHandle)
EMSCRIPTEN_DECLARE_VAL_TYPE(Text)
EMSCRIPTEN_DECLARE_VAL_TYPE(StringList)
EMSCRIPTEN_DECLARE_VAL_TYPE(NumberList)
EMSCRIPTEN_DECLARE_VAL_TYPE(RowList)
EMSCRIPTEN_DECLARE_VAL_TYPE(VersionList)
EMSCRIPTEN_DECLARE_VAL_TYPE(PlaceList)
EMSCRIPTEN_DECLARE_VAL_TYPE(BlockList)
EMSCRIPTEN_DECLARE_VAL_TYPE(TileList)
EMSCRIPTEN_DECLARE_VAL_TYPE(WishList)
EMSCRIPTEN_DECLARE_VAL_TYPE(BodyWishList)
EMSCRIPTEN_DECLARE_VAL_TYPE(TextMap)
EMSCRIPTEN_DECLARE_VAL_TYPE(OnBytesRead)
EMSCRIPTEN_DECLARE_VAL_TYPE(OnScanned)
EMSCRIPTEN_DECLARE_VAL_TYPE(OnTable)
EMSCRIPTEN_DECLARE_VAL_TYPE(OnToc)
EMSCRIPTEN_DECLARE_VAL_TYPE(OnHashed)
EMSCRIPTEN_DECLARE_VAL_TYPE(OnDigests)
EMSCRIPTEN_DECLARE_VAL_TYPE(OnBodies)
EMSCRIPTEN_DECLARE_VAL_TYPE(OnPiece)
EMSCRIPTEN_DECLARE_VAL_TYPE(OnText)
EMSCRIPTEN_DECLARE_VAL_TYPE(OnLost)

namespace anatomy {

// Embind emits std::string as anything that can become one; what comes out is a string, and says so with this type.
inline Text AsJs(std::string_view text) { return Text(emscripten::val(std::string(text))); }

/// A copy that belongs to JavaScript: no view of the module's memory outlives the call.
inline emscripten::val CopyOut(Bytes bytes) {
  return emscripten::val(emscripten::typed_memory_view(bytes.size(), bytes.data())).call<emscripten::val>("slice");
}

/// The other way round: a copy that belongs to this module.
class CopiedIn {
 public:
  explicit CopiedIn(const BytesHandle& from)
      : size_(from["length"].as<size_t>()), bytes_(std::make_unique_for_overwrite<uint8_t[]>(size_)) {
    emscripten::val(emscripten::typed_memory_view(size_, bytes_.get())).call<void>("set", from);
  }
  Bytes bytes() const { return {bytes_.get(), size_}; }

 private:
  size_t size_;
  std::unique_ptr<uint8_t[]> bytes_;
};

/// `code` is '' when all went well.
struct OutcomeValue {
  Text code = AsJs({});
  Text detail = AsJs({});
  double offset = -1;  // -1: not known
};

struct PlaceValue {
  double id;  // 4294967295: the tarball itself is the layer
  double file;
  double offset;
  double size;
  bool sequential;
  bool sparse;
};

struct BodyWishValue {
  PlaceValue place;
  double bytes;  // of the bodies
  BytesHandle bodies = BytesHandle(emscripten::val::null());
};

struct WishValue {
  PlaceValue place;
  bool sha256;
  bool sha512;
  bool unpacked;
};

/// `stored` and `unpacked` are empty where the bytes could not be read to their end.
struct DigestsValue {
  double storedBytes = 0;
  double unpackedBytes = 0;
  StringList stored{emscripten::val::array()};
  StringList unpacked{emscripten::val::array()};
};

struct RowValue {
  uint32_t node;
  uint32_t depth;
  Text name = AsJs({});
  Text type = AsJs({});
  double size;
  uint32_t mode;
  uint32_t uid;
  uint32_t gid;
  double mtime;
  uint32_t layer;
  Text link = AsJs({});
  Text status = AsJs({});
  StringList reasons{emscripten::val::array()};
  bool implicit;
  Text artefact = AsJs({});  // '' for an ordinary entry
  bool matches;
  bool expandable;
  bool expanded;
  uint32_t position;
  uint32_t siblings;
};

/// `kind`: "name", "glob" or "regex". No pattern and no changes: any. The sizes are bounds of files, both inclusive.
struct FilterValue {
  Text pattern = AsJs({});
  Text kind = AsJs({});
  StringList changes{emscripten::val::array()};
  double minSize;
  double maxSize;  // -1: none
  bool onlyMatches;
};

/// `row` is -1 where nothing matches; `ordinal` counts from 1.
struct MatchValue {
  double row;
  double ordinal;
};

struct VersionValue {
  uint32_t layer;
  Text change = AsJs({});
  Text type = AsJs({});
  double size;
  uint32_t mode;
  uint32_t uid;
  uint32_t gid;
  double mtime;
  Text link = AsJs({});
  StringList reasons{emscripten::val::array()};
  bool implicit;
};

struct DetailsValue {
  Text path = AsJs({});
  RowValue row;
  TextMap xattrs{emscripten::val::object()};
  double deviceMajor;  // -1: not a device
  double deviceMinor;
  StringList otherNames{emscripten::val::array()};
  VersionList versions{emscripten::val::array()};
};

struct FileValue {
  OutcomeValue outcome;
  double file;  // of the source: 0 for a tarball, the index in a folder
  double size;
  BytesHandle plan{emscripten::val::null()};  // for readEntry(); nobody else looks into it
};

struct ExportValue {
  OutcomeValue outcome;
  double bytes = 0;                           // of the tar, about
  BytesHandle plan{emscripten::val::null()};  // for exportTree(); nobody else looks into it
};

struct LostValue {
  Text path = AsJs({});
  Text code = AsJs({});
  Text detail = AsJs({});
  bool cut;
};

struct TileValue {
  double node;    // -1: a rest
  double parent;  // index of its tile; -1 for the first one
  Text name = AsJs({});
  Text type = AsJs({});
  double bytes;
  double files;
  double entries;
  uint32_t layer;
  NumberList layers{emscripten::val::array()};  // layer and bytes in turn
};

struct TreemapValue {
  OutcomeValue outcome;
  TileList tiles{emscripten::val::array()};
};

struct TextValue {
  OutcomeValue outcome;
  Text text = AsJs({});
};

OutcomeValue Outcome(const Error& error);
PlaceValue ToValue(const BlobPlace& place);
BlobPlace FromValue(const PlaceValue& value);
WishValue ToValue(const DigestWish& wish);
BodyWishValue ToValue(const BodyWish& wish);
DigestWish FromValue(const WishValue& value);
DigestsValue ToValue(const BlobDigests& digests);
BlobDigests FromValue(const DigestsValue& value);
/// "name", "size" and so on as the columns are called; anything else is "name".
SortKey SortKeyOf(std::string_view name);
/// Error: pattern-invalid.
Result<RowFilter> FromValue(const FilterValue& value);
RowValue ToValue(const UnionTree& tree, const TreeRow& row);
TreemapValue ToValue(const UnionTree& tree, const Result<std::vector<TreemapTile>>& tiles);
DetailsValue Details(const UnionTree& tree, const TreeView& view, NodeId node);

}  // namespace anatomy
