// The wasm boundary: the names and types that TypeScript sees. The engine knows nothing of JavaScript. The index worker
// uses ImageInspector, layer workers the free functions. Exceptions are off: failures come back as values.
#include <emscripten/bind.h>
#include <emscripten/em_js.h>

#include <new>

#include "bindings/image_inspector.h"
#include "bindings/layer_work.h"
#include "bindings/values.h"

// Without exceptions `new` would abort like any bug; JavaScript has to tell the two apart.
// clang-format off
EM_JS(void, ThrowOutOfMemory, (), { throw new RangeError('out of memory'); });
// clang-format on

// Its concept: JsSource.
#define READER                                                                                                \
  "{ readonly size: number; readonly worthJumping: number; read(offset: number, into: Uint8Array): number | " \
  "Promise<number> }"

EMSCRIPTEN_BINDINGS(image_anatomy) {
  using namespace anatomy;
  using namespace emscripten;

  std::set_new_handler(ThrowOutOfMemory);

  register_type<ReaderHandle>(READER);
  register_type<FolderHandle>("{ path: string; reader: " READER " }[]");
  register_type<ReaderList>(READER "[]");
  register_type<BytesHandle>("Uint8Array");
  register_type<Text>("string");
  register_type<StringList>("string[]");
  register_type<NumberList>("number[]");
  register_type<RowList>("RowValue[]");
  register_type<VersionList>("VersionValue[]");
  register_type<PlaceList>("PlaceValue[]");
  register_type<BlockList>("(Uint8Array | undefined)[]");
  register_type<WishList>("WishValue[]");
  register_type<BodyWishList>("BodyWishValue[]");
  register_type<TileList>("TileValue[]");
  register_type<TextMap>("Record<string, string>");
  register_type<OnBytesRead>("(bytes: number) => void");
  register_type<OnScanned>("(blob: number, bytes: number, entries: number) => void");
  register_type<OnTable>("(blob: number, block: Uint8Array) => void");
  register_type<OnToc>("(blob: number, block: Uint8Array | null) => void");
  register_type<OnHashed>("(blob: number, bytes: number) => void");
  register_type<OnDigests>("(blob: number, digests: DigestsValue) => void");
  register_type<OnBodies>("(blob: number, block: Uint8Array) => void");
  register_type<OnPiece>("(piece: Uint8Array) => boolean");
  register_type<OnText>("(text: string) => void");
  register_type<OnLost>("(lost: LostValue) => void");

  value_object<OutcomeValue>("OutcomeValue")
      .field("code", &OutcomeValue::code)
      .field("detail", &OutcomeValue::detail)
      .field("offset", &OutcomeValue::offset);
  value_object<PlaceValue>("PlaceValue")
      .field("id", &PlaceValue::id)
      .field("file", &PlaceValue::file)
      .field("offset", &PlaceValue::offset)
      .field("size", &PlaceValue::size)
      .field("sequential", &PlaceValue::sequential)
      .field("sparse", &PlaceValue::sparse);
  value_object<BodyWishValue>("BodyWishValue")
      .field("place", &BodyWishValue::place)
      .field("bytes", &BodyWishValue::bytes)
      .field("bodies", &BodyWishValue::bodies);
  value_object<WishValue>("WishValue")
      .field("place", &WishValue::place)
      .field("sha256", &WishValue::sha256)
      .field("sha512", &WishValue::sha512)
      .field("unpacked", &WishValue::unpacked);
  value_object<DigestsValue>("DigestsValue")
      .field("storedBytes", &DigestsValue::storedBytes)
      .field("unpackedBytes", &DigestsValue::unpackedBytes)
      .field("stored", &DigestsValue::stored)
      .field("unpacked", &DigestsValue::unpacked);
  value_object<RowValue>("RowValue")
      .field("node", &RowValue::node)
      .field("depth", &RowValue::depth)
      .field("name", &RowValue::name)
      .field("type", &RowValue::type)
      .field("size", &RowValue::size)
      .field("mode", &RowValue::mode)
      .field("uid", &RowValue::uid)
      .field("gid", &RowValue::gid)
      .field("mtime", &RowValue::mtime)
      .field("layer", &RowValue::layer)
      .field("link", &RowValue::link)
      .field("status", &RowValue::status)
      .field("reasons", &RowValue::reasons)
      .field("implicit", &RowValue::implicit)
      .field("artefact", &RowValue::artefact)
      .field("matches", &RowValue::matches)
      .field("expandable", &RowValue::expandable)
      .field("expanded", &RowValue::expanded)
      .field("position", &RowValue::position)
      .field("siblings", &RowValue::siblings);
  value_object<FilterValue>("FilterValue")
      .field("pattern", &FilterValue::pattern)
      .field("kind", &FilterValue::kind)
      .field("changes", &FilterValue::changes)
      .field("minSize", &FilterValue::minSize)
      .field("maxSize", &FilterValue::maxSize)
      .field("onlyMatches", &FilterValue::onlyMatches);
  value_object<MatchValue>("MatchValue").field("row", &MatchValue::row).field("ordinal", &MatchValue::ordinal);
  value_object<VersionValue>("VersionValue")
      .field("layer", &VersionValue::layer)
      .field("change", &VersionValue::change)
      .field("type", &VersionValue::type)
      .field("size", &VersionValue::size)
      .field("mode", &VersionValue::mode)
      .field("uid", &VersionValue::uid)
      .field("gid", &VersionValue::gid)
      .field("mtime", &VersionValue::mtime)
      .field("link", &VersionValue::link)
      .field("reasons", &VersionValue::reasons)
      .field("implicit", &VersionValue::implicit);
  value_object<DetailsValue>("DetailsValue")
      .field("path", &DetailsValue::path)
      .field("row", &DetailsValue::row)
      .field("xattrs", &DetailsValue::xattrs)
      .field("deviceMajor", &DetailsValue::deviceMajor)
      .field("deviceMinor", &DetailsValue::deviceMinor)
      .field("otherNames", &DetailsValue::otherNames)
      .field("versions", &DetailsValue::versions);
  value_object<FileValue>("FileValue")
      .field("outcome", &FileValue::outcome)
      .field("file", &FileValue::file)
      .field("size", &FileValue::size)
      .field("plan", &FileValue::plan);
  value_object<ExportValue>("ExportValue")
      .field("outcome", &ExportValue::outcome)
      .field("bytes", &ExportValue::bytes)
      .field("plan", &ExportValue::plan);
  value_object<LostValue>("LostValue")
      .field("path", &LostValue::path)
      .field("code", &LostValue::code)
      .field("detail", &LostValue::detail)
      .field("cut", &LostValue::cut);
  value_object<TileValue>("TileValue")
      .field("node", &TileValue::node)
      .field("parent", &TileValue::parent)
      .field("name", &TileValue::name)
      .field("type", &TileValue::type)
      .field("bytes", &TileValue::bytes)
      .field("files", &TileValue::files)
      .field("entries", &TileValue::entries)
      .field("layer", &TileValue::layer)
      .field("layers", &TileValue::layers);
  value_object<TreemapValue>("TreemapValue")
      .field("outcome", &TreemapValue::outcome)
      .field("tiles", &TreemapValue::tiles);
  value_object<TextValue>("TextValue").field("outcome", &TextValue::outcome).field("text", &TextValue::text);

  class_<ImageInspector>("ImageInspector")
      .constructor<>()
      .function("openTar", &ImageInspector::OpenTar, async())
      .function("openFolder", &ImageInspector::OpenFolder, async())
      .function("report", &ImageInspector::Report)
      .function("reportImage", &ImageInspector::ReportImage)
      .function("preferredImage", &ImageInspector::PreferredImage)
      .function("imageCount", &ImageInspector::ImageCount)
      .function("selectImage", &ImageInspector::SelectImage)
      .function("missingTables", &ImageInspector::MissingTables)
      .function("missingTocs", &ImageInspector::MissingTocs)
      .function("addToc", &ImageInspector::AddToc)
      .function("giveUpToc", &ImageInspector::GiveUpToc)
      .function("layerBlobs", &ImageInspector::LayerBlobs)
      .function("addTable", &ImageInspector::AddTable)
      .function("giveUpTable", &ImageInspector::GiveUpTable)
      .function("missingBodies", &ImageInspector::MissingBodies)
      .function("addBodies", &ImageInspector::AddBodies)
      .function("giveUpBodies", &ImageInspector::GiveUpBodies)
      .function("missingDigests", &ImageInspector::MissingDigests)
      .function("addDigests", &ImageInspector::AddDigests)
      .function("giveUpDigests", &ImageInspector::GiveUpDigests)
      .function("layersInTree", &ImageInspector::LayersInTree)
      .function("setPointOfView", &ImageInspector::SetPointOfView)
      .function("setSort", &ImageInspector::SetSort)
      .function("setFilter", &ImageInspector::SetFilter)
      .function("matchCount", &ImageInspector::MatchCount)
      .function("nextMatch", &ImageInspector::NextMatch)
      .function("setExpanded", &ImageInspector::SetExpanded)
      .function("expandAll", &ImageInspector::ExpandAll)
      .function("rowCount", &ImageInspector::RowCount)
      .function("rows", &ImageInspector::Rows)
      .function("reveal", &ImageInspector::Reveal)
      .function("findByPrefix", &ImageInspector::FindByPrefix)
      .function("knows", &ImageInspector::Knows)
      .function("details", &ImageInspector::DetailsOf)
      .function("locateNode", &ImageInspector::LocateNode)
      .function("locateVersion", &ImageInspector::LocateVersion)
      .function("locatePath", &ImageInspector::LocatePath)
      .function("planExport", &ImageInspector::PlanExport)
      .function("planExportOfPath", &ImageInspector::PlanExportOfPath)
      .function("treemap", &ImageInspector::Treemap)
      .function("pathHistory", &ImageInspector::PathHistory)
      .function("writeTree", &ImageInspector::WriteTree);

  function("readTocs", &ReadTocs, async());
  function("scanLayers", &ScanLayers, async());
  function("hashBodies", &HashSkippedBodies, async());
  function("hashBlobs", &DigestBlobs, async());
  function("readEntry", &ReadFile, async());
  function("exportTree", &WriteExport, async());
}
