// One entry of a tree as the reports write it: the fields that `tree --json` and `history PATH --json` share.
#pragma once

#include <string>
#include <string_view>

#include "engine/image/json.h"
#include "engine/rootfs/tree_diff.h"
#include "engine/rootfs/union_tree.h"

namespace anatomy {

/// `path`, beside it `pathBytes` (base64) where the bytes are not UTF-8.
void PutPath(Json& json, std::string_view path);

/// From `type` to `xattrs` and `capability`: what is at the path, not where it comes from.
void PutAttributes(Json& json, const UnionTree& tree, const EntryView& entry);

/// `status`, and `reasons` where there are any.
void PutChange(Json& json, const Change& change);

/// What an extended attribute's value looks like in JSON: text where it is UTF-8 without control
/// characters, else base64 with the prefix "0s", as getfattr(1) writes it.
std::string XattrText(std::string_view value);
/// The same on the page, where a capability is "cap_net_raw=ep".
std::string XattrForPeople(const Xattr& xattr);

/// The text of a report. Bytes that are not UTF-8 become U+FFFD.
std::string Dump(const Json& json);

}  // namespace anatomy
