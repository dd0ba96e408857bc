#include "engine/image/docker_legacy.h"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "engine/base/limits.h"
#include "engine/base/path.h"
#include "engine/image/docker_archive.h"

namespace anatomy {
namespace {

constexpr const char* kRepositoriesPath = "repositories";

class LegacyReader {
 public:
  explicit LegacyReader(const Archive& archive) : archive_(archive) {}

  std::optional<ImageList> Read() {
    ReadLayers();
    if (documents_.empty()) return std::nullopt;
    ReadRepositories();
    if (std::ranges::none_of(tops_, [&](const Top& top) { return documents_.contains(top.id); })) FindEnds();
    for (const Top& top : tops_) {
      if (list_.Full()) break;
      list_.Add(ReadChain(top));
    }
    return std::move(list_);
  }

 private:
  struct Top {
    std::string id;
    std::vector<std::string> names;
  };

  void ReadLayers() {
    for (MemberId id = 0; id < archive_.members().size(); ++id) {
      const Member& member = archive_.members()[id];
      const std::string folder(ParentPath(member.path));
      if (BaseName(member.path) != "json" || folder.empty() || member.type != EntryType::kFile) continue;
      // A compressed tarball would be read again for each.
      if (archive_.compression() != Compression::kNone && !archive_.IsSmallJson(id)) continue;
      Result<std::string> text = archive_.ReadText(id);
      Result<Json> json = text ? ParseJson(*text, Code::kConfigInvalid) : text.error();
      const bool valid = json && json->is_object() && TextField(*json, "id") == folder;
      if (!valid) continue;
      if (documents_.emplace(folder, std::move(*json)).second) order_.push_back(folder);
    }
  }

  // {"<name>": {"<tag>": "<id>"}}
  void ReadRepositories() {
    const MemberId member = archive_.Find(kRepositoriesPath);
    if (member == kNoMember) return;
    Result<std::string> text = archive_.ReadText(member);
    Result<Json> json = text ? ParseJson(*text, Code::kManifestInvalid) : text.error();
    if (!json || !json->is_object()) {
      AddDiagnostic(list_.diagnostics, {.code = Code::kManifestInvalid, .path = kRepositoriesPath});
      return;
    }
    std::unordered_map<std::string, size_t> place;
    for (const auto& [name, tags] : json->items()) {
      for (const auto& [tag, id_json] : ObjectOf(tags).items()) {
        const std::string& id = TextOf(id_json);
        if (id.empty()) continue;
        const auto [top, fresh] = place.try_emplace(id, tops_.size());
        if (fresh) tops_.push_back({id, {}});
        tops_[top->second].names.push_back(name + ":" + tag);
      }
    }
  }

  void FindEnds() {
    std::unordered_set<std::string> parents;
    for (const auto& [id, json] : documents_) parents.insert(TextField(json, "parent"));
    for (const std::string& id : order_) {
      if (!parents.contains(id)) tops_.push_back({id, {}});
    }
    if (tops_.empty()) tops_.push_back({order_.front(), {}});  // all of them lead in circles
  }

  Image ReadChain(const Top& top) {
    Image image;
    image.names = top.names;
    std::vector<const Json*> chain;  // top first
    std::unordered_set<std::string> seen;
    for (std::string id = top.id; !id.empty();) {
      const auto found = documents_.find(id);
      const bool circle = !seen.insert(id).second;
      if (circle || found == documents_.end() || chain.size() == limits::kLayers) {
        const Code code = circle                      ? Code::kNestedTooDeep
                          : found == documents_.end() ? Code::kBlobMissing
                                                      : Code::kLimitReached;
        AddDiagnostic(image.diagnostics,
                      {.code = code, .detail = "The chain of layers breaks here.", .path = id + "/json"});
        break;
      }
      chain.push_back(&found->second);
      id = TextField(found->second, "parent");
    }
    if (!chain.empty()) SetTop(*chain.front(), image);
    std::ranges::reverse(chain);
    for (const Json* document : chain) AddLayer(*document, image);
    return image;
  }

  // The last layer's document holds the container's configuration and the platform.
  static void SetTop(const Json& document, Image& image) {
    image.config = document;
    image.platform = {.os = TextField(document, "os"),
                      .architecture = TextField(document, "architecture"),
                      .variant = TextField(document, "variant"),
                      .os_version = TextField(document, "os.version")};
  }

  void AddLayer(const Json& document, Image& image) {
    const auto index = static_cast<uint32_t>(image.layers.size());
    LayerRef layer = LayerAt(archive_, TextField(document, "id") + "/layer.tar", index, image.diagnostics);
    layer.history = index;
    image.layers.push_back(std::move(layer));

    HistoryEntry entry;
    entry.created = TextField(document, "created");
    entry.comment = TextField(document, "comment");
    for (const Json& word : ArrayOf(Field(Field(document, "container_config"), "Cmd"))) {
      if (!entry.created_by.empty()) entry.created_by.push_back(' ');
      entry.created_by.append(TextOf(word));
    }
    entry.layer = index;
    image.history.push_back(std::move(entry));
  }

  const Archive& archive_;
  ImageList list_;
  std::unordered_map<std::string, Json> documents_;  // by ID
  std::vector<std::string> order_;                   // IDs as the archive has them
  std::vector<Top> tops_;
};

}  // namespace

std::optional<ImageList> ReadDockerLegacy(const Archive& archive) { return LegacyReader(archive).Read(); }

}  // namespace anatomy
