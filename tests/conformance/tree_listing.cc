#include "conformance/tree_listing.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <map>
#include <set>
#include <sstream>

#include "engine/base/path.h"

namespace anatomy::conformance {
namespace {

struct Line {
  std::string path;  // absolute, bytes
  char type;
  std::string attributes;
  uint64_t size;
  std::string link;
};

void AppendUtf8(std::string& text, uint32_t code) {
  if (code < 0x80) {
    text.push_back(static_cast<char>(code));
    return;
  }
  const int more = code < 0x800 ? 1 : code < 0x10000 ? 2 : 3;  // bytes after the first
  text.push_back(static_cast<char>(0xff00 >> (more + 1) | code >> 6 * more));
  for (int i = more - 1; i >= 0; --i) text.push_back(static_cast<char>(0x80 | (code >> 6 * i & 0x3f)));
}

// A JSON string of ASCII in which lone surrogates U+DC80…U+DCFF stand for the bytes that are not UTF-8 (Python's
// surrogateescape); a JSON library refuses those.
std::string FromJsonString(std::string_view json) {
  const auto unit = [&](size_t at) {
    return static_cast<uint32_t>(std::stoul(std::string(json.substr(at, 4)), nullptr, 16));
  };
  std::string text;
  for (size_t i = 1; i + 1 < json.size(); ++i) {
    if (json[i] != '\\') {
      text.push_back(json[i]);
      continue;
    }
    const char escaped = json[++i];
    if (escaped != 'u') {
      const size_t control = std::string_view("bfnrt").find(escaped);
      text.push_back(control == std::string_view::npos ? escaped : "\b\f\n\r\t"[control]);
      continue;
    }
    uint32_t code = unit(i + 1);
    i += 4;
    if (code >= 0xdc80 && code <= 0xdcff) {
      text.push_back(static_cast<char>(code - 0xdc00));
      continue;
    }
    if (code >= 0xd800 && code < 0xdc00) {
      code = 0x10000 + ((code - 0xd800) << 10) + (unit(i + 3) - 0xdc00);
      i += 6;
    }
    AppendUtf8(text, code);
  }
  return text;
}

std::string Attributes(uint32_t mode, const std::string& owner, const std::string& mtime, Times times) {
  std::string text;
  for (int shift = 9; shift >= 0; shift -= 3) text.push_back(static_cast<char>('0' + (mode >> shift & 7)));
  return text + " " + owner + (times == Times::kCompared ? " " + mtime : "");
}

Listing Normalised(std::vector<Line> lines) {
  std::map<std::string, uint64_t> sizes;
  std::map<std::string, std::set<std::string>> names;  // by the target
  for (Line& line : lines) {
    sizes[line.path] = line.size;
    if (line.type != 'h') continue;
    line.link = "/" + NormalisePath(line.link).path;
    names[line.link].insert({line.link, line.path});
  }
  Listing listing;
  for (const Line& line : lines) {
    const std::string& body = line.type == 'h' ? line.link : line.path;
    std::string text = line.path + " " + (line.type == 'h' ? 'f' : line.type) + " " + line.attributes;
    if (line.type == 'f' || line.type == 'h') text += " " + std::to_string(sizes[body]);
    if (line.type == 'l') text += " -> " + line.link;
    if (const auto group = names.find(body); group != names.end()) {
      for (const std::string& name : group->second) text += " = " + name;
    }
    listing.push_back(std::move(text));
  }
  return listing;
}

}  // namespace

char TypeLetter(EntryType type) {
  static constexpr std::string_view kLetters = "fdlhcbps";
  static_assert(kLetters.size() == kEntryTypes);
  return kLetters[static_cast<size_t>(type)];
}

std::vector<NodeId> VisibleNodes(const UnionTree& tree) {
  const int top = static_cast<int>(tree.layer_count()) - 1;
  std::vector<NodeId> nodes;
  for (uint32_t i = 0; i < tree.paths().size(); ++i) {
    if (NodeId{i} != kRootNode && tree.At(NodeId{i}, top)) nodes.push_back(NodeId{i});
  }
  return nodes;
}

Listing ReadListing(const std::filesystem::path& tsv, Times times) {
  enum Column { kPath, kType, kMode, kUid, kGid, kSize, kLink, kMtime, kColumns };
  std::vector<Line> lines;
  std::ifstream file(tsv);
  for (std::string text; std::getline(file, text);) {
    std::vector<std::string> column;
    std::istringstream rest(text);
    for (std::string field; std::getline(rest, field, '\t');) column.push_back(field);
    EXPECT_EQ(column.size(), size_t{kColumns}) << text;
    if (column.size() != kColumns || column[kPath] == "\"/\"") continue;
    const uint32_t mode = static_cast<uint32_t>(std::stoul(column[kMode], nullptr, 8));
    lines.push_back({.path = FromJsonString(column[kPath]),
                     .type = column[kType][0],
                     .attributes = Attributes(mode, column[kUid] + ":" + column[kGid], column[kMtime], times),
                     .size = column[kSize].empty() ? 0 : std::stoull(column[kSize]),
                     .link = column[kLink].empty() ? "" : FromJsonString(column[kLink])});
  }
  return Normalised(std::move(lines));
}

Listing ListingOf(const UnionTree& tree, Times times) {
  const int top = static_cast<int>(tree.layer_count()) - 1;
  std::vector<Line> lines;
  for (const NodeId node : VisibleNodes(tree)) {
    const EntryView entry = tree.Look(*tree.At(node, top), node, top);
    const std::string owner = std::to_string(entry.uid) + ":" + std::to_string(entry.gid);
    lines.push_back({.path = "/" + tree.paths().Path(node),
                     .type = TypeLetter(entry.type),
                     .attributes = Attributes(entry.mode, owner, std::to_string(entry.mtime), times),
                     .size = entry.size,
                     .link = std::string(entry.link)});
  }
  return Normalised(std::move(lines));
}

std::string Difference(Listing ours, Listing wanted) {
  std::ranges::sort(ours);
  std::ranges::sort(wanted);
  Listing more;
  Listing less;
  std::ranges::set_difference(ours, wanted, std::back_inserter(more));
  std::ranges::set_difference(wanted, ours, std::back_inserter(less));
  std::string text;
  for (const std::string& line : more) text += "+ " + line + "\n";
  for (const std::string& line : less) text += "- " + line + "\n";
  return text;
}

}  // namespace anatomy::conformance
