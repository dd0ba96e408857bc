#include "engine/layer/toc_json.h"

#include <algorithm>

#include "engine/base/ascii.h"
#include "engine/base/base64.h"
#include "engine/image/json.h"

namespace anatomy {
namespace {

struct TextMember {
  std::string_view key;
  std::string TocEntry::*member;
};
constexpr TextMember kTexts[] = {{"type", &TocEntry::type},
                                 {"name", &TocEntry::name},
                                 {"linkName", &TocEntry::link_name},
                                 {"modtime", &TocEntry::modtime},
                                 {"digest", &TocEntry::digest}};

struct NumberMember {
  std::string_view key;
  uint64_t TocEntry::*member;
};
constexpr NumberMember kNumbers[] = {{"size", &TocEntry::size},
                                     {"mode", &TocEntry::mode},
                                     {"uid", &TocEntry::uid},
                                     {"gid", &TocEntry::gid},
                                     {"devMajor", &TocEntry::dev_major},
                                     {"devMinor", &TocEntry::dev_minor},
                                     {"offset", &TocEntry::offset},
                                     {"innerOffset", &TocEntry::inner_offset},
                                     {"chunkOffset", &TocEntry::chunk_offset}};

// Whatever the case of ASCII letters, and of several the last: so the runtimes read it.
template <typename Members>
auto FindMember(const Members& members, std::string_view key) -> decltype(std::begin(members)) {
  const auto found = std::ranges::find_if(
      members, [&](const auto& member) { return std::ranges::equal(member.key, key, {}, AsciiLower, AsciiLower); });
  return found == std::end(members) ? nullptr : found;
}

// {"entries": [{…, "xattrs": {…}}, …]}: the depths at which something is looked at.
constexpr int kDocument = 1;
constexpr int kEntries = 2;
constexpr int kEntry = 3;
constexpr int kXattrs = 4;

// What the parser tells while it reads; a document as a tree would take ten times the memory of the text.
class Handler : public Json::json_sax_t {
 public:
  explicit Handler(const std::function<bool(const TocEntry&)>& on_entry) : on_entry_(on_entry) {}

  bool null() override { return true; }
  bool boolean(bool) override { return true; }
  bool number_integer(Json::number_integer_t) override { return true; }
  bool number_float(Json::number_float_t, const Json::string_t&) override { return true; }
  bool binary(Json::binary_t&) override { return true; }

  bool number_unsigned(Json::number_unsigned_t value) override {
    if (depth_ != kEntry || !in_entries_) return true;
    if (const NumberMember* found = FindMember(kNumbers, key_)) entry_.*(found->member) = value;
    return true;
  }

  bool string(Json::string_t& value) override {
    if (depth_ == kXattrs && in_xattrs_) entry_.xattrs.emplace_back(key_, DecodeBase64(value));
    if (depth_ != kEntry || !in_entries_) return true;
    if (const TextMember* found = FindMember(kTexts, key_)) entry_.*(found->member) = std::move(value);
    return true;
  }

  bool key(Json::string_t& value) override {
    key_ = std::move(value);
    return true;
  }

  bool start_object(size_t) override {
    ++depth_;
    if (depth_ == kEntry) entry_ = TocEntry();
    if (depth_ == kXattrs) in_xattrs_ = in_entries_ && key_ == "xattrs";
    return true;
  }

  bool end_object() override {
    if (depth_ == kXattrs) in_xattrs_ = false;
    return depth_-- != kEntry || !in_entries_ || on_entry_(entry_);
  }

  bool start_array(size_t) override {
    if (depth_ == kDocument) in_entries_ = key_ == "entries";
    ++depth_;
    return true;
  }

  bool end_array() override {
    if (depth_-- == kEntries) in_entries_ = false;
    return true;
  }

  bool parse_error(size_t, const std::string&, const Json::exception&) override { return false; }

 private:
  const std::function<bool(const TocEntry&)>& on_entry_;
  TocEntry entry_;
  std::string key_;
  int depth_ = 0;
  bool in_entries_ = false;
  bool in_xattrs_ = false;
};

}  // namespace

bool ReadTocJson(std::string_view text, const std::function<bool(const TocEntry&)>& on_entry) {
  Handler handler(on_entry);
  return Json::sax_parse(text.begin(), text.end(), &handler);
}

}  // namespace anatomy
