// `tree --json`: one entry a line, written piece by piece, since a tree can have millions.
#include <algorithm>

#include "engine/base/path.h"
#include "engine/report/report.h"

namespace anatomy {
namespace {

std::string Base64(std::string_view bytes) {
  static constexpr std::string_view kDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string text;
  for (size_t i = 0; i < bytes.size(); i += 3) {
    uint32_t group = 0;
    for (size_t k = 0; k < 3; ++k) group = group << 8 | (i + k < bytes.size() ? static_cast<uint8_t>(bytes[i + k]) : 0);
    for (size_t k = 0; k < 4; ++k) {
      const bool padding = i + k > bytes.size();
      text.push_back(padding ? '=' : kDigits[group >> (18 - 6 * k) & 63]);
    }
  }
  return text;
}

Json EntryJson(const UnionTree& tree, const PointOfView& view, NodeId node, const std::string& path,
               const Change& change) {
  const bool removed = change.status == ChangeStatus::kRemoved;
  const int at = removed ? view.from : view.to;
  const EntryView entry = tree.Look(*tree.At(node, at), node, at);
  Json json = {{"path", ToUtf8(path)}};
  if (!IsUtf8(path)) json["pathBytes"] = Base64(path);
  json["type"] = EntryTypeName(entry.type);
  json["mode"] = entry.mode;
  json["uid"] = entry.uid;
  json["gid"] = entry.gid;
  json["size"] = entry.size;
  json["mtime"] = entry.mtime;
  if (entry.type == EntryType::kSymlink || entry.type == EntryType::kHardlink) {
    const std::string link = tree.LinkText(entry);
    json["linkname"] = ToUtf8(link);
    if (!IsUtf8(link)) json["linknameBytes"] = Base64(link);
  }
  if (entry.type == EntryType::kChar || entry.type == EntryType::kBlock) {
    json["device"] = {{"major", entry.device[0]}, {"minor", entry.device[1]}};
  }
  if (entry.stored_size != entry.size) json["storedSize"] = entry.stored_size;
  if (entry.xattrs) {
    Json xattrs = Json::object();
    for (const Xattr& xattr : *entry.xattrs) xattrs[ToUtf8(xattr.name)] = XattrText(xattr.value);
    json["xattrs"] = std::move(xattrs);
  }
  json["layer"] = entry.layer;
  if (entry.implicit) json["implicit"] = true;
  if (view.compare) {
    json["status"] = ChangeStatusName(change.status);
    if (change.reasons) json["reasons"] = ChangeReasonNames(change.reasons);
  }
  return json;
}

}  // namespace

std::string XattrText(std::string_view value) {
  const bool printable =
      std::ranges::none_of(value, [](char c) { return static_cast<uint8_t>(c) < 0x20 || c == 0x7f; });
  return printable && IsUtf8(value) ? std::string(value) : "0s" + Base64(value);
}

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
  sink("{\"schemaVersion\":1,\"at\":" + std::to_string(view.to) + ",\"entries\":[");
  bool first = true;
  for (const Line& line : lines) {
    sink(first ? "\n" : ",\n");
    first = false;
    sink(EntryJson(tree, view, line.node, line.path, line.change).dump(-1, ' ', false, Json::error_handler_t::replace));
  }
  sink("\n]}\n");
}

}  // namespace anatomy
