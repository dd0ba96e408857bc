// What the index worker calls: one opened archive, and the image and the point of view that are chosen in it. Only
// translation happens here; engine/inspector.h does the work.
#pragma once

#include <emscripten/val.h>

#include <algorithm>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "bindings/js_source.h"
#include "bindings/values.h"
#include "engine/base/path.h"
#include "engine/inspector.h"

namespace anatomy {

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
      const emscripten::val file = files[i];
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
    View().SetSort(SortKey::kName, false);
    (void)View().SetFilter({});
    ShowTop();
  }

  PlaceList MissingTables() const { return ToList(inspector_->MissingTables(image_)); }

  PlaceList MissingTocs() const { return ToList(inspector_->MissingTocs(image_)); }

  OutcomeValue AddToc(double blob, const BytesHandle& block) {
    const Status added = inspector_->AddToc(static_cast<MemberId>(blob), CopiedIn(block).bytes());
    if (!added) return Outcome(added.error());
    TreeHasGrown();
    return {};
  }

  void GiveUpToc(double blob) { inspector_->GiveUpToc(static_cast<MemberId>(blob)); }

  // The blob of each layer of the image; -1 where it is not in the archive.
  NumberList LayerBlobs() const {
    emscripten::val list = emscripten::val::array();
    for (const LayerRef& layer : inspector_->images().images[image_].layers) {
      list.call<void>("push", layer.missing() ? -1.0 : static_cast<double>(layer.member));
    }
    return NumberList(list);
  }

  OutcomeValue AddTable(double blob, const BytesHandle& block) {
    const Status added = inspector_->AddTable(static_cast<MemberId>(blob), CopiedIn(block).bytes());
    if (!added) return Outcome(added.error());
    TreeHasGrown();
    return {};
  }

  void GiveUpTable(double blob, bool out_of_memory) {
    inspector_->GiveUpTable(static_cast<MemberId>(blob), out_of_memory ? Code::kOutOfMemory : Code::kWorkerFailed);
    TreeHasGrown();
  }

  BodyWishList MissingBodies() const {
    emscripten::val list = emscripten::val::array();
    for (const BodyWish& wish : inspector_->MissingBodies(image_)) list.call<void>("push", ToValue(wish));
    return BodyWishList(list);
  }

  OutcomeValue AddBodies(double blob, const BytesHandle& block) {
    const Status added = inspector_->AddBodies(static_cast<MemberId>(blob), CopiedIn(block).bytes());
    if (!added) return Outcome(added.error());
    TreeHasGrown();
    return {};
  }

  void GiveUpBodies(double blob) {
    inspector_->GiveUpBodies(image_, static_cast<MemberId>(blob));
    TreeHasGrown();
  }

  WishList MissingDigests() const {
    emscripten::val list = emscripten::val::array();
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
  void SetSort(const std::string& key, bool descending) { View().SetSort(SortKeyOf(key), descending); }
  OutcomeValue SetFilter(const FilterValue& value) {
    Result<RowFilter> filter = FromValue(value);
    if (!filter) return Outcome(filter.error());
    const Status set = View().SetFilter(std::move(*filter));
    return set ? OutcomeValue{} : Outcome(set.error());
  }
  size_t MatchCount() { return View().match_count(); }
  // `from` is -1 for the first match, or the last.
  MatchValue NextMatch(double from, bool backwards) {
    const MatchPlace place = View().NextMatch(from < 0 ? kNoNode : NodeId{static_cast<uint32_t>(from)}, backwards);
    return {static_cast<double>(place.row), static_cast<double>(place.ordinal)};
  }
  void SetExpanded(uint32_t node, bool expanded) { View().SetExpanded(NodeId{node}, expanded); }
  void ExpandAll(bool expanded) { View().ExpandAll(expanded); }
  size_t RowCount() { return View().row_count(); }

  RowList Rows(size_t first, size_t count) {
    emscripten::val list = emscripten::val::array();
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

  FileValue LocateNode(uint32_t node, double from) {
    const PointOfView& view = View().point_of_view();
    const bool removed = !Tree().At(NodeId{node}, view.to);
    return LocateVersion(node, removed ? view.from : view.to, from);
  }
  FileValue LocateVersion(uint32_t node, int layer, double from) const {
    return ToFile(inspector_->LocateFile(image_, NodeId{node}, layer, static_cast<uint64_t>(from)));
  }
  FileValue LocatePath(const std::string& path, int layer) const {
    return ToFile(inspector_->LocateFile(image_, path, layer));
  }

  // What is at the node and below at the point of view.
  ExportValue PlanExport(uint32_t node) {
    return ToExport(inspector_->LocateTree(image_, NodeId{node}, View().point_of_view()));
  }
  ExportValue PlanExportOfPath(const std::string& path, int layer) const {
    return ToExport(inspector_->LocateTree(image_, path, layer));
  }
  TreemapValue Treemap(const std::string& path) const { return ToValue(Tree(), MakeTreemap(Tree(), path)); }

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
  static PlaceList ToList(const std::vector<BlobPlace>& places) {
    emscripten::val list = emscripten::val::array();
    for (const BlobPlace& place : places) list.call<void>("push", ToValue(place));
    return PlaceList(list);
  }
  static FileValue ToFile(const Result<ReadPlan>& plan) {
    if (!plan) return {.outcome = Outcome(plan.error()), .file = 0, .size = 0};
    return {.outcome = {},
            .file = static_cast<double>(plan->blob.file),
            .size = static_cast<double>(plan->size),
            .plan = BytesHandle(CopyOut(EncodeReadPlan(*plan)))};
  }

  static ExportValue ToExport(const Result<ExportPlan>& plan) {
    if (!plan) return {.outcome = Outcome(plan.error())};
    return {.outcome = {},
            .bytes = static_cast<double>(plan->TarBytes()),
            .plan = BytesHandle(CopyOut(EncodeExportPlan(*plan)))};
  }

  std::unique_ptr<Inspector> inspector_;
  size_t image_ = 0;
  bool follows_top_ = true;  // until a point of view is chosen, the tree with all layers that are in
  PointOfView wanted_;
};

}  // namespace anatomy
