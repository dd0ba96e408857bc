#include "conformance/expected_case.h"

#include "conformance/opened_archive.h"

namespace anatomy::conformance {

void PrintTo(const CaseFile& file, std::ostream* out) { *out << file.file << ": " << file.title; }

namespace {

std::vector<CaseFile> ReadCaseFiles() {
  std::vector<CaseFile> files;
  // No list, no tests: gtest then reports the suite as not instantiated.
  if (!std::filesystem::exists(CasePath("cases.json"))) return files;
  for (const Json& entry : ReadJson(CasePath("cases.json"))) {
    for (const Json& file : Field(entry, "files")) {
      files.push_back({.id = TextField(entry, "id"),
                       .title = TextField(entry, "title"),
                       .container = TextField(file, "container"),
                       .file = TextField(file, "file"),
                       .expected = TextField(entry, "expected")});
    }
  }
  return files;
}

}  // namespace

const std::vector<CaseFile>& AllCaseFiles() {
  static const std::vector<CaseFile> files = ReadCaseFiles();
  return files;
}

std::string CaseName(const testing::TestParamInfo<CaseFile>& info) {
  return info.param.id + "_" + info.param.container;
}

std::filesystem::path CasePath(std::string_view file) { return std::filesystem::path(TEST_CASES_DIR) / file; }

Json ReadJson(const std::filesystem::path& path) {
  Result<Json> json = ParseJson(ReadFile(path), Code::kConfigInvalid);
  EXPECT_TRUE(json) << path << ": " << json.error().detail;
  return json ? std::move(*json) : Json();
}

std::string RawPath(const Json& entry) {
  const std::string& bytes = TextField(entry, "pathBytes");
  return (bytes.empty() ? TextField(entry, "path") : FromBase64(bytes)).substr(1);
}

std::string FromBase64(std::string_view text) {
  static constexpr std::string_view kDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string bytes;
  uint32_t bits = 0;
  int count = 0;  // of bits that make no whole byte yet
  for (const char digit : text.substr(0, text.find('='))) {
    bits = bits << 6 | static_cast<uint32_t>(kDigits.find(digit));
    count += 6;
    if (count < 8) continue;
    count -= 8;
    bytes.push_back(static_cast<char>(bits >> count));
  }
  return bytes;
}

bool Allows(std::string_view alternatives, std::string_view value) {
  return ("|" + std::string(alternatives) + "|").find("|" + std::string(value) + "|") != std::string::npos;
}

}  // namespace anatomy::conformance
