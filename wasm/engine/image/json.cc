#include "engine/image/json.h"

#include <algorithm>
#include <vector>

#include "engine/base/limits.h"
#include "engine/base/path.h"
#include "engine/image/json_repair.h"

namespace anatomy {
namespace {

constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";

char Lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

// What the parser or the printer could not bear; "" when it is harmless. The grammar is the parser's business.
std::string_view Excess(std::string_view text) {
  struct Open {
    bool object;
    size_t commas;
  };
  std::vector<Open> open;
  size_t values = 1;
  for (size_t i = 0; i < text.size(); ++i) {
    if (values > limits::kJsonValues) return "It has too many values.";
    switch (text[i]) {
      case '"':
        for (++i; i < text.size() && text[i] != '"'; ++i) {
          if (text[i] == '\\') ++i;
        }
        break;
      case '{':
      case '[':
        if (open.size() == limits::kJsonDepth) return "Its brackets are nested too deep.";
        open.push_back({text[i] == '{', 0});
        ++values;
        break;
      case '}':
      case ']':
        if (!open.empty()) open.pop_back();
        break;
      case ',':
        ++values;
        if (!open.empty() && ++open.back().commas >= limits::kJsonKeys && open.back().object)
          return "An object has too many keys.";
        break;
      default:
        break;
    }
  }
  return {};
}

const Json& Null() {
  static const Json null;
  return null;
}

}  // namespace

Result<Json> ParseJson(std::string_view text, Code code) {
  const std::string_view excess = Excess(text);
  if (!excess.empty()) return Error{code, std::string(excess)};
  std::string repaired;
  if (!IsUtf8(text)) {
    repaired = ToUtf8(text);
    text = repaired;
  }
  Json json = Json::parse(text.begin(), text.end(), nullptr, /*allow_exceptions=*/false);
  if (json.is_discarded()) {
    const std::string again = RepairJson(text);
    if (again != text) json = Json::parse(again, nullptr, /*allow_exceptions=*/false);
  }
  if (json.is_discarded()) return Error{code, "It is not JSON."};
  return json;
}

bool LooksLikeJson(std::string_view start) {
  if (start.starts_with(kByteOrderMark)) start.remove_prefix(kByteOrderMark.size());
  const size_t first = start.find_first_not_of(" \t\r\n");
  return first != std::string_view::npos && (start[first] == '{' || start[first] == '[');
}

const Json& Field(const Json& object, std::string_view key) {
  if (!object.is_object()) return Null();
  const auto found = object.find(key);
  return found == object.end() ? Null() : *found;
}

const Json& FieldAnyCase(const Json& object, std::string_view key) {
  const Json& exact = Field(object, key);
  if (!exact.is_null() || !object.is_object()) return exact;
  for (auto field = object.begin(); field != object.end(); ++field) {
    if (std::ranges::equal(field.key(), key, {}, Lower, Lower)) return *field;
  }
  return Null();
}

const Json& ArrayOf(const Json& json) {
  static const Json empty = Json::array();
  return json.is_array() ? json : empty;
}

const Json& ObjectOf(const Json& json) {
  static const Json empty = Json::object();
  return json.is_object() ? json : empty;
}

const std::string& TextOf(const Json& json) {
  static const std::string empty;
  const auto* text = json.get_ptr<const Json::string_t*>();
  return text ? *text : empty;
}

const std::string& TextField(const Json& object, std::string_view key) { return TextOf(Field(object, key)); }

bool FlagField(const Json& object, std::string_view key) {
  const auto* flag = Field(object, key).get_ptr<const Json::boolean_t*>();
  return flag && *flag;
}

std::optional<uint64_t> NumberField(const Json& object, std::string_view key) {
  // Whole numbers from 0 on are parsed as unsigned; a signed one is below zero.
  const auto* number = Field(object, key).get_ptr<const Json::number_unsigned_t*>();
  return number ? std::optional<uint64_t>(*number) : std::nullopt;
}

}  // namespace anatomy
