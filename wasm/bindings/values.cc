#include "bindings/values.h"

#include <algorithm>
#include <array>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "engine/base/path.h"
#include "engine/report/entry_json.h"
#include "engine/rootfs/path_lookup.h"

namespace anatomy {
namespace {

using emscripten::val;

StringList ReasonList(uint8_t reasons) {
  val list = val::array();
  for (const std::string_view reason : ChangeReasonNames(reasons)) list.call<void>("push", std::string(reason));
  return StringList(list);
}

VersionValue ToValue(const UnionTree& tree, NodeId node, const PathVersion& version) {
  const int layer = static_cast<int>(version.layer);
  const int at = version.change.status == ChangeStatus::kRemoved ? layer - 1 : layer;
  const EntryView entry = tree.Look(*tree.At(node, at), node, at);
  return {
      .layer = version.layer,
      .change = AsJs(ChangeStatusName(version.change.status)),
      .type = AsJs(EntryTypeName(entry.type)),
      .size = static_cast<double>(entry.size),
      .mode = entry.mode,
      .uid = entry.uid,
      .gid = entry.gid,
      .mtime = static_cast<double>(entry.mtime),
      .link = AsJs(ToUtf8(tree.LinkText(entry))),
      .reasons = ReasonList(version.change.reasons),
      .implicit = entry.implicit,
  };
}

TileValue ToValue(const UnionTree& tree, const TreemapTile& tile) {
  val layers = val::array();
  for (const TreemapTile::Part& part : tile.layers) {
    layers.call<void>("push", part.layer, static_cast<double>(part.bytes));
  }
  const bool is_rest = tile.node == kNoNode;
  return {
      .node = is_rest ? -1 : static_cast<double>(tile.node),
      .parent = tile.parent == TreemapTile::kNoParent ? -1 : static_cast<double>(tile.parent),
      .name = AsJs(is_rest ? std::string() : ToUtf8(tree.paths().name(tile.node))),
      .type = AsJs(EntryTypeName(tile.type)),
      .bytes = static_cast<double>(tile.bytes),
      .files = static_cast<double>(tile.files),
      .entries = static_cast<double>(tile.entries),
      .layer = tile.layer,
      .layers = NumberList(layers),
  };
}

}  // namespace

OutcomeValue Outcome(const Error& error) {
  return {AsJs(CodeName(error.code)), AsJs(error.detail), error.offset ? static_cast<double>(*error.offset) : -1};
}

PlaceValue ToValue(const BlobPlace& place) {
  return {static_cast<double>(place.id),
          static_cast<double>(place.file),
          static_cast<double>(place.offset),
          static_cast<double>(place.size),
          place.sequential,
          place.sparse};
}

BlobPlace FromValue(const PlaceValue& value) {
  return {.id = static_cast<MemberId>(value.id),
          .file = static_cast<uint32_t>(value.file),
          .offset = static_cast<uint64_t>(value.offset),
          .size = static_cast<uint64_t>(value.size),
          .sequential = value.sequential,
          .sparse = value.sparse};
}

WishValue ToValue(const DigestWish& wish) {
  const auto has = [&](HashAlgorithm algorithm) {
    return std::ranges::find(wish.algorithms, algorithm) != wish.algorithms.end();
  };
  return {.place = ToValue(wish.place),
          .sha256 = has(HashAlgorithm::kSha256),
          .sha512 = has(HashAlgorithm::kSha512),
          .unpacked = wish.unpacked};
}

BodyWishValue ToValue(const BodyWish& wish) {
  return {.place = ToValue(wish.place),
          .bytes = static_cast<double>(wish.bodies.bytes()),
          .bodies = BytesHandle(CopyOut(EncodeBodyList(wish.bodies)))};
}

DigestWish FromValue(const WishValue& value) {
  DigestWish wish{.place = FromValue(value.place), .algorithms = {}, .unpacked = value.unpacked};
  if (value.sha256) wish.algorithms.push_back(HashAlgorithm::kSha256);
  if (value.sha512) wish.algorithms.push_back(HashAlgorithm::kSha512);
  return wish;
}

DigestsValue ToValue(const BlobDigests& digests) {
  const auto list = [](const std::vector<std::string>& texts) {
    val array = val::array();
    for (const std::string& text : texts) array.call<void>("push", text);
    return StringList(array);
  };
  return {.storedBytes = static_cast<double>(digests.stored_bytes),
          .unpackedBytes = static_cast<double>(digests.unpacked_bytes),
          .stored = list(digests.stored),
          .unpacked = list(digests.unpacked)};
}

BlobDigests FromValue(const DigestsValue& value) {
  return {.stored_bytes = static_cast<uint64_t>(value.storedBytes),
          .unpacked_bytes = static_cast<uint64_t>(value.unpackedBytes),
          .stored = emscripten::vecFromJSArray<std::string>(value.stored),
          .unpacked = emscripten::vecFromJSArray<std::string>(value.unpacked)};
}

SortKey SortKeyOf(std::string_view name) {
  constexpr std::array<std::string_view, 7> kNames = {"name", "size", "mode", "owner", "modified", "layer", "change"};
  const auto found = std::ranges::find(kNames, name);
  return found == kNames.end() ? SortKey::kName : static_cast<SortKey>(found - kNames.begin());
}

Result<RowFilter> FromValue(const FilterValue& value) {
  RowFilter filter{.min_size = static_cast<uint64_t>(std::max(0.0, value.minSize)), .only_matches = value.onlyMatches};
  if (value.maxSize >= 0) filter.max_size = static_cast<uint64_t>(value.maxSize);
  const std::vector<std::string> changes = emscripten::vecFromJSArray<std::string>(value.changes);
  for (const ChangeStatus status :
       {ChangeStatus::kUnmodified, ChangeStatus::kAdded, ChangeStatus::kModified, ChangeStatus::kRemoved}) {
    if (std::ranges::find(changes, ChangeStatusName(status)) != changes.end()) filter.changes |= ChangeBit(status);
  }
  const std::string pattern = value.pattern.as<std::string>();
  if (pattern.empty()) return filter;
  const std::string kind = value.kind.as<std::string>();
  const PatternKind pattern_kind = kind == "regex"  ? PatternKind::kRegex
                                   : kind == "glob" ? PatternKind::kGlob
                                                    : PatternKind::kName;
  Result<Pattern> compiled = Pattern::Compile(pattern_kind, pattern);
  if (!compiled) return compiled.error();
  filter.pattern = std::make_shared<const Pattern>(std::move(*compiled));
  return filter;
}

RowValue ToValue(const UnionTree& tree, const TreeRow& row) {
  return {
      .node = static_cast<uint32_t>(row.node),
      .depth = row.depth,
      .name = AsJs(ToUtf8(tree.paths().name(row.node))),
      .type = AsJs(EntryTypeName(row.entry.type)),
      .size = static_cast<double>(row.size),
      .mode = row.entry.mode,
      .uid = row.entry.uid,
      .gid = row.entry.gid,
      .mtime = static_cast<double>(row.entry.mtime),
      .layer = row.entry.layer,
      .link = AsJs(ToUtf8(tree.LinkText(row.entry))),
      .status = AsJs(ChangeStatusName(row.change.status)),
      .reasons = ReasonList(row.change.reasons),
      .implicit = row.entry.implicit,
      .artefact = AsJs(row.entry.artefact == BlobFormat::kPlain ? "" : BlobFormatName(row.entry.artefact)),
      .matches = row.matches,
      .expandable = row.expandable,
      .expanded = row.expanded,
      .position = row.position,
      .siblings = row.siblings,
  };
}

TreemapValue ToValue(const UnionTree& tree, const Result<std::vector<TreemapTile>>& tiles) {
  if (!tiles) return {.outcome = Outcome(tiles.error())};
  val list = val::array();
  for (const TreemapTile& tile : *tiles) list.call<void>("push", ToValue(tree, tile));
  return {.outcome = {}, .tiles = TileList(list)};
}

DetailsValue Details(const UnionTree& tree, const TreeView& view, NodeId node) {
  const TreeRow row = view.Describe(node);
  val xattrs = val::object();
  if (row.entry.xattrs) {
    for (const Xattr& xattr : *row.entry.xattrs) xattrs.set(ToUtf8(xattr.name), XattrForPeople(xattr));
  }
  val versions = val::array();
  for (const PathVersion& version : History(tree, node)) versions.call<void>("push", ToValue(tree, node, version));
  val other_names = val::array();
  for (const NodeId other : OtherNames(tree, node, view.point_of_view().to)) {
    other_names.call<void>("push", "/" + ToUtf8(tree.paths().Path(other)));
  }
  const bool device = row.entry.type == EntryType::kChar || row.entry.type == EntryType::kBlock;
  return {
      .path = AsJs("/" + ToUtf8(tree.paths().Path(node))),
      .row = ToValue(tree, row),
      .xattrs = TextMap(xattrs),
      .deviceMajor = device ? static_cast<double>(row.entry.device[0]) : -1,
      .deviceMinor = device ? static_cast<double>(row.entry.device[1]) : -1,
      .otherNames = StringList(other_names),
      .versions = VersionList(versions),
  };
}

}  // namespace anatomy
