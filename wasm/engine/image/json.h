// JSON from archives that anybody may have written. Nothing here throws or aborts, whatever the document holds: the
// library's own operator[], at(), get() and value() end the program on a wrong type, so readers use these functions.
#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "engine/base/error.h"

namespace anatomy {

/// Keeps the order of keys, so that documents are shown as found.
using Json = nlohmann::ordered_json;

/// Parses one document; a UTF-8 byte order mark is skipped, bytes that are not UTF-8 become U+FFFD. The error has
/// `code` (whose document it is, the caller knows) and says what is wrong.
Result<Json> ParseJson(std::string_view text, Code code);

/// Whether a text begins as an object or an array does.
bool LooksLikeJson(std::string_view start);

/// The value at `key`; a null when there is none, or when `object` is no object.
const Json& Field(const Json& object, std::string_view key);
/// The same, whatever the case of ASCII letters: docker reads manifest.json so.
const Json& FieldAnyCase(const Json& object, std::string_view key);

/// The array, or an empty one when it is something else. Likewise for objects and strings.
const Json& ArrayOf(const Json& json);
const Json& ObjectOf(const Json& json);
const std::string& TextOf(const Json& json);

const std::string& TextField(const Json& object, std::string_view key);
/// False when it is no boolean.
bool FlagField(const Json& object, std::string_view key);
/// Nothing when it is no number, or below zero.
std::optional<uint64_t> NumberField(const Json& object, std::string_view key);

}  // namespace anatomy
