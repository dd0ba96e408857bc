#include "engine/report/entry_json.h"

#include <algorithm>
#include <optional>

#include "engine/base/base64.h"
#include "engine/base/path.h"
#include "engine/report/file_capability.h"

namespace anatomy {
void PutPath(Json& json, std::string_view path) {
  json["path"] = ToUtf8(path);
  if (!IsUtf8(path)) json["pathBytes"] = Base64(path);
}

void PutAttributes(Json& json, const UnionTree& tree, const EntryView& entry) {
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
    const auto capability = std::ranges::find(*entry.xattrs, kCapabilityXattr, &Xattr::name);
    const auto text = capability == entry.xattrs->end() ? std::nullopt : CapabilityText(capability->value);
    if (text) json["capability"] = *text;
  }
}

void PutChange(Json& json, const Change& change) {
  json["status"] = ChangeStatusName(change.status);
  if (change.reasons) json["reasons"] = ChangeReasonNames(change.reasons);
}

std::string Dump(const Json& json) { return json.dump(-1, ' ', false, Json::error_handler_t::replace); }

std::string XattrForPeople(const Xattr& xattr) {
  const auto capability = xattr.name == kCapabilityXattr ? CapabilityText(xattr.value) : std::nullopt;
  return capability ? *capability : XattrText(xattr.value);
}

std::string XattrText(std::string_view value) {
  const bool printable =
      std::ranges::none_of(value, [](char c) { return static_cast<uint8_t>(c) < 0x20 || c == 0x7f; });
  return printable && IsUtf8(value) ? std::string(value) : "0s" + Base64(value);
}

}  // namespace anatomy
