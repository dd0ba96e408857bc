// The façade: one opened archive with its images, and the tree of each as its layers come in. All that the bindings,
// the fuzzers and the tests of the whole may call; everything here is quick except Open() of a compressed tarball.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "engine/analysis/verification.h"
#include "engine/export/export_plan.h"
#include "engine/image/archive.h"
#include "engine/image/image_set.h"
#include "engine/layer/blob.h"
#include "engine/layer/blob_digests.h"
#include "engine/layer/body_hashes.h"
#include "engine/layer/read_plan.h"
#include "engine/query/tree_view.h"
#include "engine/report/report.h"
#include "engine/rootfs/union_tree.h"

namespace anatomy {

class Inspector {
 public:
  /// Reads all metadata. Errors: as ReadImageSet().
  static Result<std::unique_ptr<Inspector>> Open(std::unique_ptr<Archive> archive, std::string name);

  const ImageSet& images() const { return set_; }

  /// The blobs of the image's layers that have not been read yet, each once, the biggest first.
  std::vector<BlobPlace> MissingTables(size_t image) const;

  /// The blobs whose tables of contents together show the image before its layers are read, each once, the biggest
  /// first: all those of MissingTables(), or none where one of them has no such table, or is not reached at once.
  std::vector<BlobPlace> MissingTocs(size_t image) const;

  /// Takes what ReadToc() found in a blob, as EncodeLayerTable() made it. Error: archive-damaged when the block is not
  /// valid.
  Status AddToc(MemberId blob, Bytes block);

  /// There is none, or it cannot be had.
  void GiveUpToc(MemberId blob);

  /// Takes the table of a blob, as EncodeLayerTable() made it, for every image that has it. Once all tables of an image
  /// are in, its tree grows from them and no longer from tables of contents, with the same nodes; a table of contents
  /// that says otherwise than its layer is given up at once. Error:
  /// archive-damaged when the block is not valid.
  Status AddTable(MemberId blob, Bytes block);

  /// Gives a blob up whose worker died: its layers are empty and say why, those above can be shown.
  void GiveUpTable(MemberId blob, Code why = Code::kWorkerFailed);

  /// Once all tables are in: the bodies that were moved over and are as long as another of the image, so that only
  /// their contents tell whether they are the same. Until they are known they count as different, and the image has no
  /// numbers.
  std::vector<BodyWish> MissingBodies(size_t image) const;

  /// Takes what EncodeBodyHashes() made for a blob; what could not be read counts as different from all others. Trees
  /// that have the blob and lack nothing more grow anew, with the same nodes. Error: archive-damaged when the block is
  /// not valid.
  Status AddBodies(MemberId blob, Bytes block);

  /// Gives up the bodies that the image misses of a blob, whose worker died.
  void GiveUpBodies(size_t image, MemberId blob);

  /// What is still to be hashed for the image's claims, each blob once, the biggest first.
  std::vector<DigestWish> MissingDigests(size_t image) const;

  /// Takes the digests of a blob, for every image that has it. Empty ones give it up: what is declared stays unchecked.
  void AddDigests(MemberId blob, BlobDigests digests) { digests_[blob] = std::move(digests); }

  /// Layers of the image, from the base on, that its tree has: those whose tables are in, without a gap.
  uint32_t LayersInTree(size_t image) const { return tree(image).layer_count(); }
  const UnionTree& tree(size_t image) const { return Grown(image).tree; }
  /// The view is brought up to date by the caller: SetPointOfView() after the tree has grown.
  TreeView& view(size_t image) { return Grown(image).view; }

  /// How to read the bytes of a file. Errors: path-not-found, link-loop, not-a-file.
  Result<ReadPlan> LocateFile(size_t image, std::string_view path, int layer) const;
  /// From a byte of the file on.
  Result<ReadPlan> LocateFile(size_t image, NodeId node, int layer, uint64_t from = 0) const;

  /// How to write a tar of what is at `root` and below. Error: path-not-found when nothing is there.
  Result<ExportPlan> LocateTree(size_t image, NodeId root, const PointOfView& view) const;
  /// The same of what `path` leads to with layers 0…`layer`. Errors: path-not-found, link-loop.
  Result<ExportPlan> LocateTree(size_t image, std::string_view path, int layer) const;

  /// `inspect --json`. All images, also those that nobody has looked at: their numbers are computed if their layers are
  /// in.
  std::string Report() const;
  /// One element of its `images`.
  std::string ReportImage(size_t image) const;

  /// The versions of a path, as PathReport() writes them. Error: path-not-found.
  Result<std::string> PathHistory(size_t image, std::string_view path) const {
    return PathReport(set_.images[image], tree(image), path);
  }

 private:
  struct ImageState {
    UnionTree tree;
    bool listed = false;  // the tree is what tables of contents say
    TreeView view{tree};
    std::optional<ImageNumbers> numbers;                                  // once all layers are in; they take long
    std::unique_ptr<DiveScorer> scorer = std::make_unique<DiveScorer>();  // until then
  };

  Inspector(std::unique_ptr<Archive> archive, ImageSet set, std::string name);
  // A tree grows when it is looked at: an archive may hold many images over one large base, of which a person looks at
  // one.
  ImageState& Grown(size_t image) const;
  BlobPlace PlaceOf(const LayerRef& layer) const;
  ImageFacts FactsOf(size_t image) const;
  void GrowAnew(MemberId blob);
  void AddTarballPoint(ReadPlan& plan) const;
  void AddWish(const Claim& claim);
  // Null when the layer is still to be scanned; empty for one that never will be.
  std::shared_ptr<const LayerTable> TableOf(const Image& image, const LayerRef& layer) const;
  // The same, or what the layer's table of contents says where that is all there is.
  std::shared_ptr<const LayerTable> TableOrToc(const Image& image, const LayerRef& layer) const;
  std::vector<std::shared_ptr<const LayerTable>> TablesOf(size_t image) const;
  // Tables of contents fill all gaps between the layers that have been read, and there are some.
  bool IsListed(size_t image) const;
  // After one of either kind came in: trees grow anew, with the same nodes, where what they are made of has changed.
  void ChooseTables();
  void RefuteToc(MemberId blob);
  static void BeginAnew(ImageState& state);

  std::unique_ptr<Archive> archive_;
  ImageSet set_;
  std::string name_;
  std::map<MemberId, std::shared_ptr<LayerTable>> tables_;
  // Until every image that shows them has been read; null where there is none.
  std::map<MemberId, std::shared_ptr<LayerTable>> tocs_;
  std::set<std::pair<MemberId, uint32_t>> unreadable_bodies_;  // blobs and rows
  std::map<MemberId, DigestWish> wishes_;                      // for the claims of all images
  DigestsByBlob digests_;
  std::vector<std::unique_ptr<ImageState>> states_;
};

}  // namespace anatomy
