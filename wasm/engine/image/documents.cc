#include "engine/image/documents.h"

#include <array>
#include <unordered_set>
#include <utility>

#include "engine/base/limits.h"
#include "engine/image/descriptor.h"
#include "engine/image/image_set.h"

namespace anatomy {
namespace {

constexpr std::array<const char*, 3> kRootDocuments = {"index.json", "manifest.json", "repositories"};

class DocumentReader {
 public:
  explicit DocumentReader(const Archive& archive) : archive_(archive) {}

  void Read(const char* path) {
    const MemberId member = archive_.Find(path);
    if (member == kNoMember) return;
    Document document = Open(member);
    document.media_type = TextField(ContentOf(document), "mediaType");
    Add(std::move(document));
  }

  // What the documents so far name, and what that names in turn.
  void FollowIndexes() {
    for (size_t i = 0; i < documents_.size(); ++i) {
      std::vector<Descriptor> entries;
      for (const Json& entry : ArrayOf(Field(ContentOf(documents_[i]), "manifests"))) {
        entries.push_back(ReadDescriptor(entry));
      }
      for (const Descriptor& entry : entries) {
        if (MayBeIndex(entry)) ReadIndex(entry);
      }
    }
  }

  void ReadStatement(const LayerRef& layer) {
    if (layer.missing() || layer.compression != Compression::kNone || !Fresh(layer.digest)) return;
    Document document = Open(layer.member);
    document.digest = layer.digest;
    document.media_type = layer.media_type;
    Add(std::move(document));
  }

  /// A digest that is another document's, or a manifest's, is not read.
  bool Fresh(const std::string& digest) { return !digest.empty() && seen_.insert(digest).second; }

  std::vector<Document> Take() { return std::move(documents_); }

 private:
  static const Json& ContentOf(const Document& document) {
    static const Json kNone;
    return document.content ? *document.content : kNone;
  }

  // Media types are wrong at times, or not there at all; a manifest has been read and is known by its digest.
  static bool MayBeIndex(const Descriptor& entry) {
    return entry.media_type.empty() || IsIndexType(entry.media_type) ||
           entry.media_type.find("json") != entry.media_type.npos;
  }

  void ReadIndex(const Descriptor& entry) {
    if (!Fresh(entry.digest)) return;
    const MemberId member = FindBlob(archive_, entry.digest);
    if (member == kNoMember) return;
    Document document = Open(member);
    if (!IsIndexType(entry.media_type) && !Field(ContentOf(document), "manifests").is_array()) return;
    document.digest = entry.digest;
    document.media_type = entry.media_type;
    Add(std::move(document));
  }

  Document Open(MemberId id) {
    const Member& member = archive_.members()[id];
    Document document;
    document.path = member.path;
    document.size = member.size;
    if (member.size > limits::kShownDocumentBytes || bytes_ + member.size > limits::kShownDocumentsBytes)
      return document;
    const Result<std::string> text = archive_.ReadText(id);
    if (!text) return document;
    bytes_ += member.size;
    if (Result<Json> json = ParseJson(*text, Code::kManifestInvalid)) document.content = std::move(*json);
    return document;
  }

  void Add(Document document) {
    if (documents_.size() < limits::kShownDocuments) documents_.push_back(std::move(document));
  }

  const Archive& archive_;
  std::vector<Document> documents_;
  std::unordered_set<std::string> seen_;  // digests
  uint64_t bytes_ = 0;                    // of the contents
};

}  // namespace

std::vector<Document> ReadDocuments(const Archive& archive, const std::vector<Image>& images) {
  DocumentReader reader(archive);
  for (const char* path : kRootDocuments) reader.Read(path);
  for (const Image& image : images) {
    if (!image.manifest.is_null()) reader.Fresh(image.manifest_digest);
  }
  reader.FollowIndexes();
  for (const Image& image : images) {
    for (const LayerRef& layer : image.layers) {
      const bool json = layer.media_type.ends_with("json");
      if (json && !IsFileSystem(image, layer)) reader.ReadStatement(layer);
    }
  }
  return reader.Take();
}

}  // namespace anatomy
