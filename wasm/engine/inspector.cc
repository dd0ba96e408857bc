#include "engine/inspector.h"

#include <algorithm>
#include <set>

#include "engine/analysis/same_size_bodies.h"
#include "engine/base/path.h"
#include "engine/layer/wire.h"
#include "engine/rootfs/path_lookup.h"

namespace anatomy {

Result<std::unique_ptr<Inspector>> Inspector::Open(std::unique_ptr<Archive> archive, std::string name) {
  Result<ImageSet> set = ReadImageSet(*archive);
  if (!set) return set.error();
  archive->ForgetDirectory(set->container == Container::kRootfs || set->container == Container::kLayer);
  return std::unique_ptr<Inspector>(new Inspector(std::move(archive), std::move(*set), std::move(name)));
}

Inspector::Inspector(std::unique_ptr<Archive> archive, ImageSet set, std::string name)
    : archive_(std::move(archive)), set_(std::move(set)), name_(std::move(name)) {
  for (const Image& image : set_.images) {
    states_.push_back(std::make_unique<ImageState>());
    for (const Claim& claim : image.claims) AddWish(claim);
  }
}

void Inspector::AddWish(const Claim& claim) {
  const std::optional<HashAlgorithm> algorithm = AlgorithmOf(claim.declared);
  if (claim.member == kNoMember || claim.computed_size || !algorithm) return;
  DigestWish& wish = wishes_[claim.member];
  wish.place = archive_->PlaceOf(claim.member);
  wish.unpacked = wish.unpacked || claim.subject == ClaimSubject::kDiffId;
  if (std::ranges::find(wish.algorithms, *algorithm) == wish.algorithms.end()) wish.algorithms.push_back(*algorithm);
}

std::vector<DigestWish> Inspector::MissingDigests(size_t image) const {
  std::set<MemberId> blobs;
  for (const Claim& claim : set_.images[image].claims) {
    if (wishes_.contains(claim.member) && !digests_.contains(claim.member)) blobs.insert(claim.member);
  }
  std::vector<DigestWish> missing;
  for (const MemberId blob : blobs) missing.push_back(wishes_.at(blob));
  std::ranges::stable_sort(missing, std::ranges::greater(), [](const DigestWish& wish) { return wish.place.size; });
  return missing;
}

BlobPlace Inspector::PlaceOf(const LayerRef& layer) const {
  if (layer.whole_archive) return {.size = archive_->size()};
  return archive_->PlaceOf(layer.member);
}

std::shared_ptr<const LayerTable> Inspector::TableOf(const Image& image, const LayerRef& layer) const {
  static const auto kEmpty = std::make_shared<const LayerTable>();
  if (layer.missing() || !IsFileSystem(image, layer)) return kEmpty;
  const auto found = tables_.find(layer.member);
  return found == tables_.end() ? nullptr : found->second;
}

std::shared_ptr<const LayerTable> Inspector::TableOrToc(const Image& image, const LayerRef& layer) const {
  std::shared_ptr<const LayerTable> table = TableOf(image, layer);
  const auto toc = tocs_.find(layer.member);
  return table || toc == tocs_.end() ? table : toc->second;
}

std::vector<BlobPlace> Inspector::MissingTables(size_t image) const {
  std::vector<BlobPlace> places;
  for (const LayerRef& layer : set_.images[image].layers) {
    if (TableOf(set_.images[image], layer)) continue;
    const bool listed = std::ranges::any_of(places, [&](const BlobPlace& place) { return place.id == layer.member; });
    if (!listed) places.push_back(PlaceOf(layer));
  }
  std::ranges::stable_sort(places, std::ranges::greater(), &BlobPlace::size);
  return places;
}

std::vector<BlobPlace> Inspector::MissingTocs(size_t index) const {
  const Image& image = set_.images[index];
  for (const LayerRef& layer : image.layers) {
    if (TableOf(image, layer)) continue;
    const auto toc = tocs_.find(layer.member);
    const bool has_none = toc == tocs_.end() ? layer.format == BlobFormat::kPlain : !toc->second;
    const BlobPlace place = PlaceOf(layer);
    if (has_none || place.sequential || place.sparse) return {};
  }
  std::vector<BlobPlace> missing = MissingTables(index);
  std::erase_if(missing, [&](const BlobPlace& place) { return tocs_.contains(place.id); });
  return missing;
}

Status Inspector::AddToc(MemberId blob, Bytes block) {
  Result<LayerTable> table = DecodeLayerTable(block);
  if (!table) return table.error();
  tocs_[blob] = std::make_shared<LayerTable>(std::move(*table));
  ChooseTables();
  return Ok();
}

void Inspector::GiveUpToc(MemberId blob) { tocs_.try_emplace(blob, nullptr); }

bool Inspector::IsListed(size_t index) const {
  const Image& image = set_.images[index];
  bool any = false;
  for (const LayerRef& layer : image.layers) {
    if (!TableOrToc(image, layer)) return false;
    any = any || !TableOf(image, layer);
  }
  return any;
}

void Inspector::ChooseTables() {
  if (tocs_.empty()) return;
  std::set<MemberId> shown;
  for (size_t i = 0; i < states_.size(); ++i) {
    const bool listed = IsListed(i);
    if (listed) {
      for (const LayerRef& layer : set_.images[i].layers) shown.insert(layer.member);
    }
    if (listed == states_[i]->listed) continue;
    states_[i]->listed = listed;
    BeginAnew(*states_[i]);
  }
  std::erase_if(tocs_, [&](const auto& toc) { return tables_.contains(toc.first) && !shown.contains(toc.first); });
}

void Inspector::BeginAnew(ImageState& state) {
  state.tree = UnionTree(state.tree.paths());
  state.numbers.reset();
  state.scorer = std::make_unique<DiveScorer>();
}

// What was found to say otherwise than its layer is shown no longer.
void Inspector::RefuteToc(MemberId blob) {
  if (tocs_.erase(blob) == 0) return;
  for (size_t i = 0; i < states_.size(); ++i) {
    const bool has = std::ranges::find(set_.images[i].layers, blob, &LayerRef::member) != set_.images[i].layers.end();
    if (has && states_[i]->listed) BeginAnew(*states_[i]);
  }
}

Status Inspector::AddTable(MemberId blob, Bytes block) {
  Result<LayerTable> table = DecodeLayerTable(block);
  if (!table) return table.error();
  const std::vector<Diagnostic>& remarks = table->diagnostics;
  if (std::ranges::find(remarks, Code::kTocDiffers, &Diagnostic::code) != remarks.end()) RefuteToc(blob);
  tables_[blob] = std::make_shared<LayerTable>(std::move(*table));
  ChooseTables();
  return Ok();
}

void Inspector::GiveUpTable(MemberId blob, Code why) {
  LayerTable table;
  table.state = LayerState::kPartial;
  table.diagnostics.push_back({.code = why});
  tables_[blob] = std::make_shared<LayerTable>(std::move(table));
  ChooseTables();
}

std::vector<std::shared_ptr<const LayerTable>> Inspector::TablesOf(size_t index) const {
  const Image& image = set_.images[index];
  std::vector<std::shared_ptr<const LayerTable>> tables;
  for (const LayerRef& layer : image.layers) {
    tables.push_back(states_[index]->listed ? TableOrToc(image, layer) : TableOf(image, layer));
  }
  return tables;
}

std::vector<BodyWish> Inspector::MissingBodies(size_t image) const {
  // Numbers are made when nothing is missing.
  if (states_[image]->numbers || !MissingTables(image).empty()) return {};
  const std::vector<std::shared_ptr<const LayerTable>> tables = TablesOf(image);
  const std::vector<BodyList> lists = SameSizeBodies(tables);
  std::vector<BodyWish> missing;
  for (size_t i = 0; i < lists.size(); ++i) {
    if (lists[i].rows.empty()) continue;
    const LayerRef& layer = set_.images[image].layers[i];
    BodyWish wish{.place = PlaceOf(layer), .bodies = {}};
    for (size_t k = 0; k < lists[i].rows.size(); ++k) {
      if (unreadable_bodies_.contains({layer.member, lists[i].rows[k]})) continue;
      wish.bodies.rows.push_back(lists[i].rows[k]);
      wish.bodies.offsets.push_back(lists[i].offsets[k]);
      wish.bodies.sizes.push_back(lists[i].sizes[k]);
    }
    if (!wish.bodies.rows.empty()) missing.push_back(std::move(wish));
  }
  return missing;
}

Status Inspector::AddBodies(MemberId blob, Bytes block) {
  const Result<BodyHashes> found = DecodeBodyHashes(block);
  if (!found) return found.error();
  const auto table = tables_.find(blob);
  if (table == tables_.end()) return Error{Code::kArchiveDamaged, "The blob has no table."};
  std::vector<ContentHash>& hashes = table->second->hashes;
  for (size_t i = 0; i < found->rows.size(); ++i) {
    const uint32_t row = found->rows[i];
    if (row < hashes.size()) hashes[row] = found->hashes[i];
    if (!found->hashes[i].known()) unreadable_bodies_.emplace(blob, row);
  }
  GrowAnew(blob);
  return Ok();
}

void Inspector::GiveUpBodies(size_t image, MemberId blob) {
  for (const BodyWish& wish : MissingBodies(image)) {
    if (wish.place.id != blob) continue;
    for (const uint32_t row : wish.bodies.rows) unreadable_bodies_.emplace(blob, row);
  }
  GrowAnew(blob);
}

// Why bytes are hidden is decided while layers are applied.
void Inspector::GrowAnew(MemberId blob) {
  for (size_t i = 0; i < states_.size(); ++i) {
    ImageState& state = *states_[i];
    const std::vector<LayerRef>& layers = set_.images[i].layers;
    const bool has = std::ranges::find(layers, blob, &LayerRef::member) != layers.end();
    if (has && state.tree.layer_count() > 0 && !state.numbers && MissingBodies(i).empty()) {
      state.tree = UnionTree(state.tree.paths());
    }
  }
}

Inspector::ImageState& Inspector::Grown(size_t image) const {
  ImageState& state = *states_[image];
  const std::vector<LayerRef>& layers = set_.images[image].layers;
  while (state.tree.layer_count() < layers.size()) {
    const LayerRef& layer = layers[state.tree.layer_count()];
    const auto toc = state.listed ? tocs_.find(layer.member) : tocs_.end();
    // Hashes of the one kind are not compared with those of the other where that can be helped.
    std::shared_ptr<const LayerTable> table =
        toc != tocs_.end() && toc->second ? toc->second : TableOf(set_.images[image], layer);
    if (!table) break;
    state.tree.AddLayer(table);
    // While other layers are read, so that less is left once all are in; in memory that the tree let go of as it grew.
    // A tree that grows anew has the same score.
    if (state.scorer && state.scorer->layer_count() < state.tree.layer_count()) state.scorer->AddLayer(*table);
  }
  return state;
}

Result<ReadPlan> Inspector::LocateFile(size_t image, std::string_view path, int layer) const {
  Result<NodeId> node = FollowPath(tree(image), path, layer);
  if (!node) return node.error();
  return LocateFile(image, *node, layer);
}

Result<ReadPlan> Inspector::LocateFile(size_t image, NodeId node, int layer, uint64_t from) const {
  Result<const Inode*> inode = FileInode(tree(image), node, layer);
  if (!inode) return inode.error();
  const BlobPlace blob = PlaceOf(set_.images[image].layers[(*inode)->layer]);
  ReadPlan plan = PlanToRead(tree(image).table((*inode)->layer), (*inode)->row, blob, from);
  AddTarballPoint(plan);
  return plan;
}

void Inspector::AddTarballPoint(ReadPlan& plan) const {
  const ResumePoint* point = archive_->ResumePointBefore(plan.blob, PartToRead(plan).from);
  if (point) plan.tarball_point = *point;
}

Result<ExportPlan> Inspector::LocateTree(size_t image, NodeId root, const PointOfView& view) const {
  const UnionTree& tree = this->tree(image);
  if (root != kRootNode && !tree.At(root, view.to)) {
    return Error{Code::kPathNotFound, "It is /" + ToUtf8(tree.paths().Path(root)) + "."};
  }
  std::vector<BlobPlace> places;
  for (uint32_t layer = 0; layer < tree.layer_count(); ++layer) {
    const LayerRef& ref = set_.images[image].layers[layer];
    // The empty table of a layer that is missing names no file.
    places.push_back(ref.missing() ? BlobPlace() : PlaceOf(ref));
  }
  ExportPlan plan = PlanExport(tree, root, view, places);
  for (ExportRun& run : plan.runs) AddTarballPoint(run.way);
  return plan;
}

Result<ExportPlan> Inspector::LocateTree(size_t image, std::string_view path, int layer) const {
  Result<NodeId> root = FollowPath(tree(image), path, layer);
  if (!root) return root.error();
  return LocateTree(image, *root, {.to = layer});
}

ImageFacts Inspector::FactsOf(size_t index) const {
  const Image& image = set_.images[index];
  ImageFacts facts{image, states_[index]->tree, TablesOf(index), nullptr, Verify(image.claims, *archive_, digests_)};
  if (std::ranges::find(facts.tables, nullptr) != facts.tables.end()) return facts;
  ImageState& state = Grown(index);
  if (!state.numbers && !MissingBodies(index).empty()) return facts;
  if (!state.numbers) {
    const DiveScore dive = state.scorer->Score();
    state.scorer = nullptr;
    state.numbers = ComputeNumbers(state.tree, dive);
  }
  facts.numbers = &*state.numbers;
  return facts;
}

std::string Inspector::Report() const {
  std::vector<ImageFacts> facts;
  for (size_t i = 0; i < set_.images.size(); ++i) facts.push_back(FactsOf(i));
  return InspectReport(name_, *archive_, set_, facts);
}

std::string Inspector::ReportImage(size_t image) const { return ImageReport(FactsOf(image)); }

}  // namespace anatomy
