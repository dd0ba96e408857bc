// `history PATH --json`: every version of one path, also removed ones, and the instruction that wrote each.
#include <algorithm>

#include "engine/base/path.h"
#include "engine/report/entry_json.h"
#include "engine/report/report.h"

namespace anatomy {
namespace {

// A removal shows what was removed.
Json VersionJson(const Image& image, const UnionTree& tree, NodeId node, const PathVersion& version) {
  const int layer = static_cast<int>(version.layer);
  const int at = version.change.status == ChangeStatus::kRemoved ? layer - 1 : layer;
  const EntryView entry = tree.Look(*tree.At(node, at), node, at);
  Json json = {{"layer", version.layer}};
  PutChange(json, version.change);
  PutAttributes(json, tree, entry);
  if (entry.implicit) json["implicit"] = true;
  if (const std::optional<uint32_t> history = image.layers[version.layer].history) {
    const HistoryEntry& instruction = image.history[*history];
    if (!instruction.created_by.empty()) json["createdBy"] = instruction.created_by;
    if (!instruction.created.empty()) json["created"] = instruction.created;
  }
  return json;
}

}  // namespace

Result<std::string> PathReport(const Image& image, const UnionTree& tree, std::string_view path) {
  const std::string normalised = NormalisePath(path).path;
  const NodeId node = tree.paths().Find(normalised);
  std::vector<PathVersion> history;
  if (node != kNoNode) history = History(tree, node);
  if (history.empty()) return Error{Code::kPathNotFound, "No layer has /" + ToUtf8(normalised) + "."};
  Json json = {{"schemaVersion", 1}};
  PutPath(json, "/" + normalised);
  json["versions"] = Json::array();
  for (const PathVersion& version : history) json["versions"].push_back(VersionJson(image, tree, node, version));
  return Dump(json);
}

}  // namespace anatomy
