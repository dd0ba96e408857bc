// The text cases of tests/cases as their maker left them in build/cases: which archives there are and what must be seen
// in each. The shape of the JSON is in tests/cases/README.md.
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include "engine/image/json.h"

namespace anatomy::conformance {

/// One archive of a case.
struct CaseFile {
  std::string id;
  std::string title;
  std::string container;  // "docker" or "oci"
  std::string file;       // "W3.docker.tar"
  std::string expected;   // "W3.expected.json"
};
void PrintTo(const CaseFile& file, std::ostream* out);

const std::vector<CaseFile>& AllCaseFiles();
/// "W3_docker".
std::string CaseName(const testing::TestParamInfo<CaseFile>& info);
/// A file of build/cases.
std::filesystem::path CasePath(std::string_view file);
/// A null, and a failed test, when the file holds no JSON.
Json ReadJson(const std::filesystem::path& path);

/// The path of an expected entry as bytes, without the leading slash: as the engine's trie has it.
std::string RawPath(const Json& entry);
std::string FromBase64(std::string_view text);
/// Whether `value` is one of "a|b".
bool Allows(std::string_view alternatives, std::string_view value);

/// What the expectation does not write is not compared.
template <typename T>
void ExpectIfWritten(const Json& wanted, std::string_view key, const T& actual) {
  const Json& value = Field(wanted, key);
  if (!value.is_null()) {
    EXPECT_EQ(value.get<T>(), actual) << key;
  }
}

}  // namespace anatomy::conformance
