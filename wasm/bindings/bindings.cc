// The wasm boundary: what TypeScript can call. Only translation happens here; the engine knows nothing of JavaScript.
// The index worker uses ImageInspector, layer workers the free functions. Exceptions are off: failures come back as
// values. What reads bytes is asynchronous: it waits for JavaScript in the middle of wasm where the browser can do that
// (JSPI).
#include <emscripten/bind.h>
#include <emscripten/em_js.h>
#include <emscripten/val.h>

#include <algorithm>
#include <memory>
#include <new>
#include <optional>
#include <string>
#include <vector>

#include "bindings/js_source.h"
#include "bindings/values.h"
#include "engine/base/path.h"
#include "engine/inspector.h"
#include "engine/layer/wire.h"

// Without exceptions `new` would abort like any bug; JavaScript has to tell the two apart.
// clang-format off
EM_JS(void, ThrowOutOfMemory, (), { throw new RangeError('out of memory'); });
// clang-format on

namespace anatomy {
namespace {

using emscripten::val;

// Reading costs much per call and little per byte (0.7 ms against 4 MiB in 5 ms); each worker holds one block.
constexpr size_t kBlockBytes = 4u << 20;

std::shared_ptr<ByteSource> SourceOf(const val& reader) { return std::make_shared<JsSource>(reader); }

// A copy that belongs to JavaScript: no view of the module's memory outlives the call.
val CopyOut(Bytes bytes) { return val(emscripten::typed_memory_view(bytes.size(), bytes.data())).call<val>("slice"); }

class ImageInspector {
 public:
  OutcomeValue OpenTar(const ReaderHandle& reader, const std::string& name, const OnBytesRead& on_progress) {
    return Take(Archive::OpenTar(SourceOf(reader), [&](uint64_t bytes) { on_progress(static_cast<double>(bytes)); }),
                name);
  }

  OutcomeValue OpenFolder(const FolderHandle& files, const std::string& name) {
    std::vector<Archive::FolderFile> list;
    const size_t count = files["length"].as<size_t>();
    for (size_t i = 0; i < count; ++i) {
      const val file = files[i];
      list.push_back({file["path"].as<std::string>(), SourceOf(file["reader"])});
    }
    return Take(Archive::OpenFolder(std::move(list)), name);
  }

  std::string Report() const { return inspector_->Report(); }
  std::string ReportImage() const { return inspector_->ReportImage(image_); }
  size_t PreferredImage() const { return inspector_->images().preferred; }
  size_t ImageCount() const { return inspector_->images().images.size(); }

  void SelectImage(size_t image) {
    image_ = std::min(image, ImageCount() - 1);
    ShowTop();
  }

  PlaceList MissingTables() const {
    val list = val::array();
    for (const BlobPlace& place : inspector_->MissingTables(image_)) list.call<void>("push", ToValue(place));
    return PlaceList(list);
  }

  // The blob of each layer of the image; -1 where it is not in the archive.
  NumberList LayerBlobs() const {
    val list = val::array();
    for (const LayerRef& layer : inspector_->images().images[image_].layers) {
      list.call<void>("push", layer.missing() ? -1.0 : static_cast<double>(layer.member));
    }
    return NumberList(list);
  }

  OutcomeValue AddTable(double blob, const BytesHandle& block) {
    const std::vector<uint8_t> bytes = emscripten::convertJSArrayToNumberVector<uint8_t>(block);
    const Status added = inspector_->AddTable(static_cast<MemberId>(blob), bytes);
    if (!added) return Outcome(added.error());
    TreeHasGrown();
    return {};
  }

  void GiveUpTable(double blob, bool out_of_memory) {
    inspector_->GiveUpTable(static_cast<MemberId>(blob), out_of_memory ? Code::kOutOfMemory : Code::kWorkerFailed);
    TreeHasGrown();
  }

  WishList MissingDigests() const {
    val list = val::array();
    for (const DigestWish& wish : inspector_->MissingDigests(image_)) list.call<void>("push", ToValue(wish));
    return WishList(list);
  }

  void AddDigests(double blob, const DigestsValue& digests) {
    inspector_->AddDigests(static_cast<MemberId>(blob), FromValue(digests));
  }

  void GiveUpDigests(double blob) { inspector_->AddDigests(static_cast<MemberId>(blob), {}); }

  size_t LayersInTree() const { return inspector_->LayersInTree(image_); }

  // Points of view are given in layers that may not be in the tree yet; the view shows what is there.
  void SetPointOfView(int to, bool compare, int from) {
    follows_top_ = false;
    wanted_ = {.to = to, .compare = compare, .from = from};
    View().SetPointOfView(wanted_);
  }
  void SetSort(const std::string& key, bool descending) {
    View().SetSort(key == "size" ? SortKey::kSize : SortKey::kName, descending);
  }
  void SetExpanded(uint32_t node, bool expanded) { View().SetExpanded(NodeId{node}, expanded); }
  void ExpandAll(bool expanded) { View().ExpandAll(expanded); }
  size_t RowCount() { return View().row_count(); }

  RowList Rows(size_t first, size_t count) {
    val list = val::array();
    const size_t total = View().row_count();
    const size_t end = first >= total ? first : first + std::min(count, total - first);
    for (size_t i = first; i < end; ++i) list.call<void>("push", ToValue(Tree(), View().Row(i)));
    return RowList(list);
  }

  double Reveal(const std::string& path) { return static_cast<double>(View().Reveal(NormalisePath(path).path)); }
  double FindByPrefix(const std::string& prefix, size_t from) {
    return static_cast<double>(View().FindByPrefix(prefix, from));
  }
  bool Knows(uint32_t node) const { return node < Tree().paths().size(); }
  DetailsValue DetailsOf(uint32_t node) { return Details(Tree(), View(), NodeId{node}); }

  FileValue LocateNode(uint32_t node) {
    const PointOfView& view = View().point_of_view();
    const bool removed = !Tree().At(NodeId{node}, view.to);
    return ToFile(inspector_->LocateFile(image_, NodeId{node}, removed ? view.from : view.to));
  }
  FileValue LocateVersion(uint32_t node, int layer) const {
    return ToFile(inspector_->LocateFile(image_, NodeId{node}, layer));
  }
  FileValue LocatePath(const std::string& path, int layer) const {
    return ToFile(inspector_->LocateFile(image_, path, layer));
  }

  TextValue PathHistory(const std::string& path) const {
    const Result<std::string> report = inspector_->PathHistory(image_, path);
    if (!report) return {.outcome = Outcome(report.error())};
    return {.outcome = {}, .text = AsJs(*report)};
  }

  void WriteTree(int to, bool compare, int from, const OnText& on_text) const {
    TreeReport(Tree(), {.to = to, .compare = compare, .from = from},
               [&](std::string_view text) { on_text(std::string(text)); });
  }

 private:
  OutcomeValue Take(Result<std::unique_ptr<Archive>> archive, const std::string& name) {
    if (!archive) return Outcome(archive.error());
    Result<std::unique_ptr<Inspector>> opened = Inspector::Open(std::move(*archive), name);
    if (!opened) return Outcome(opened.error());
    inspector_ = std::move(*opened);
    SelectImage(PreferredImage());
    return {};
  }
  void TreeHasGrown() {
    if (follows_top_) {
      ShowTop();
    } else {
      View().SetPointOfView(wanted_);
    }
  }
  void ShowTop() {
    follows_top_ = true;
    View().SetPointOfView({.to = static_cast<int>(LayersInTree()) - 1});
  }
  TreeView& View() { return inspector_->view(image_); }
  const UnionTree& Tree() const { return inspector_->tree(image_); }
  static FileValue ToFile(const Result<ReadPlan>& plan) {
    if (!plan) return {.outcome = Outcome(plan.error()), .file = 0, .size = 0};
    return {.outcome = {},
            .file = static_cast<double>(plan->blob.file),
            .size = static_cast<double>(plan->size),
            .plan = BytesHandle(CopyOut(EncodeReadPlan(*plan)))};
  }

  std::unique_ptr<Inspector> inspector_;
  size_t image_ = 0;
  bool follows_top_ = true;  // until a point of view is chosen, the tree with all layers that are in
  PointOfView wanted_;
};

// Scans the blobs and hands over each table as one block of bytes.
void ScanLayers(const ReaderHandle& reader, const PlaceList& places, const OnScanned& on_progress,
                const OnTable& on_table) {
  std::vector<BlobPlace> list;
  const size_t count = places["length"].as<size_t>();
  for (size_t i = 0; i < count; ++i) list.push_back(FromValue(places[i].as<PlaceValue>()));
  ScanBlobs(
      SourceOf(reader), std::move(list), kBlockBytes,
      [&](const BlobPlace& place, const LayerTable& table) {
        on_table(static_cast<double>(place.id), CopyOut(EncodeLayerTable(table)));
      },
      [&](const BlobPlace& place, const ScanProgress& progress) {
        on_progress(static_cast<double>(place.id), static_cast<double>(progress.stored_bytes),
                    static_cast<double>(progress.entries));
      });
}

// Hashes the blobs and hands over the digests of each.
void DigestBlobs(const ReaderHandle& reader, const WishList& wishes, const OnHashed& on_progress,
                 const OnDigests& on_digests) {
  std::vector<DigestWish> list;
  const size_t count = wishes["length"].as<size_t>();
  for (size_t i = 0; i < count; ++i) list.push_back(FromValue(wishes[i].as<WishValue>()));
  HashBlobs(
      SourceOf(reader), list, kBlockBytes,
      [&](const BlobPlace& place, const BlobDigests& digests) {
        on_digests(static_cast<double>(place.id), ToValue(digests));
      },
      [&](const BlobPlace& place, uint64_t bytes) {
        on_progress(static_cast<double>(place.id), static_cast<double>(bytes));
      });
}

// Hands over a file's bytes piece by piece until `on_piece` returns false. The reader is that of the plan's file.
OutcomeValue ReadFile(const ReaderHandle& reader, const BytesHandle& plan, const OnPiece& on_piece) {
  const Result<ReadPlan> decoded = DecodeReadPlan(emscripten::convertJSArrayToNumberVector<uint8_t>(plan));
  if (!decoded) return Outcome(decoded.error());
  const Status read = ReadEntry(SourceOf(reader), *decoded, kBlockBytes,
                                [&](Bytes piece) { return on_piece(CopyOut(piece)).as<bool>(); });
  return read ? OutcomeValue{} : Outcome(read.error());
}

}  // namespace
}  // namespace anatomy

EMSCRIPTEN_BINDINGS(image_anatomy) {
  using namespace anatomy;
  using namespace emscripten;

  std::set_new_handler(ThrowOutOfMemory);

  register_type<ReaderHandle>(
      "{ readonly size: number; read(offset: number, into: Uint8Array): number | Promise<number> }");
  register_type<FolderHandle>(
      "{ path: string; reader: { readonly size: number; read(offset: number, into: Uint8Array): number | "
      "Promise<number> } }[]");
  register_type<BytesHandle>("Uint8Array");
  register_type<Text>("string");
  register_type<StringList>("string[]");
  register_type<NumberList>("number[]");
  register_type<RowList>("RowValue[]");
  register_type<VersionList>("VersionValue[]");
  register_type<PlaceList>("PlaceValue[]");
  register_type<WishList>("WishValue[]");
  register_type<TextMap>("Record<string, string>");
  register_type<OnBytesRead>("(bytes: number) => void");
  register_type<OnScanned>("(blob: number, bytes: number, entries: number) => void");
  register_type<OnTable>("(blob: number, block: Uint8Array) => void");
  register_type<OnHashed>("(blob: number, bytes: number) => void");
  register_type<OnDigests>("(blob: number, digests: DigestsValue) => void");
  register_type<OnPiece>("(piece: Uint8Array) => boolean");
  register_type<OnText>("(text: string) => void");

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
      .field("expandable", &RowValue::expandable)
      .field("expanded", &RowValue::expanded)
      .field("position", &RowValue::position)
      .field("siblings", &RowValue::siblings);
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
      .function("layerBlobs", &ImageInspector::LayerBlobs)
      .function("addTable", &ImageInspector::AddTable)
      .function("giveUpTable", &ImageInspector::GiveUpTable)
      .function("missingDigests", &ImageInspector::MissingDigests)
      .function("addDigests", &ImageInspector::AddDigests)
      .function("giveUpDigests", &ImageInspector::GiveUpDigests)
      .function("layersInTree", &ImageInspector::LayersInTree)
      .function("setPointOfView", &ImageInspector::SetPointOfView)
      .function("setSort", &ImageInspector::SetSort)
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
      .function("pathHistory", &ImageInspector::PathHistory)
      .function("writeTree", &ImageInspector::WriteTree);

  function("scanLayers", &ScanLayers, async());
  function("hashBlobs", &DigestBlobs, async());
  function("readEntry", &ReadFile, async());
}
