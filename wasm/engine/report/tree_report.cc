// `tree --json`: one entry a line, written piece by piece, since a tree can have millions.
#include <algorithm>

#include "engine/report/entry_json.h"
#include "engine/report/report.h"

namespace anatomy {
namespace {

Json EntryJson(const UnionTree& tree, const PointOfView& view, NodeId node, const std::string& path,
               const Change& change) {
  const bool removed = change.status == ChangeStatus::kRemoved;
  const int at = removed ? view.from : view.to;
  const EntryView entry = tree.Look(*tree.At(node, at), node, at);
  Json json;
  PutPath(json, path);
  PutAttributes(json, tree, entry);
  json["layer"] = entry.layer;
  if (entry.implicit) json["implicit"] = true;
  if (entry.artefact != BlobFormat::kPlain) json["artefact"] = BlobFormatName(entry.artefact);
  if (view.compare) PutChange(json, change);
  return json;
}

}  // namespace

void TreeReport(const UnionTree& tree, const PointOfView& view, const TextSink& sink) {
  struct Line {
    std::string path;
    NodeId node;
    Change change;
  };
  std::vector<Line> lines;
  const int from = view.compare ? view.from : kBeforeBase;
  for (uint32_t i = 0; i < tree.paths().size(); ++i) {
    const NodeId node{i};
    const Change change = Compare(tree, node, from, view.to);
    const bool differs = change.status != ChangeStatus::kAbsent && change.status != ChangeStatus::kUnmodified;
    const bool there = tree.At(node, view.to) != nullptr;
    if (node != kRootNode && (view.compare ? differs : there))
      lines.push_back({"/" + tree.paths().Path(node), node, change});
  }
  std::ranges::sort(lines, {}, &Line::path);
  const std::string compared = view.compare ? ",\"from\":" + std::to_string(view.from) : "";
  sink("{\"schemaVersion\":1,\"at\":" + std::to_string(view.to) + compared + ",\"entries\":[");
  bool first = true;
  for (const Line& line : lines) {
    sink(first ? "\n" : ",\n");
    first = false;
    sink(Dump(EntryJson(tree, view, line.node, line.path, line.change)));
  }
  sink("\n]}\n");
}

}  // namespace anatomy
