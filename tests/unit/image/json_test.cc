#include "engine/image/json.h"

#include <gtest/gtest.h>

#include <string>

#include "engine/base/limits.h"

namespace anatomy {
namespace {

Result<Json> Parse(std::string_view text) { return ParseJson(text, Code::kConfigInvalid); }

std::string Repeat(std::string_view text, size_t times) {
  std::string result;
  for (size_t i = 0; i < times; ++i) result += text;
  return result;
}

TEST(Json, KeepsTheOrderOfKeys) {
  Result<Json> json = Parse(R"({"z":1,"a":2})");
  ASSERT_TRUE(json);
  EXPECT_EQ(json->begin().key(), "z");
}

TEST(Json, SkipsAByteOrderMark) {
  EXPECT_TRUE(Parse("\xef\xbb\xbf{}"));
  EXPECT_TRUE(LooksLikeJson("\xef\xbb\xbf {"));
}

TEST(Json, LooksAtTheFirstByteThatIsNoSpace) {
  EXPECT_TRUE(LooksLikeJson(" \r\n\t["));
  EXPECT_FALSE(LooksLikeJson(""));
  EXPECT_FALSE(LooksLikeJson("   "));
  EXPECT_FALSE(LooksLikeJson("null"));
}

// Go reads them, and so do runtimes.
TEST(Json, WhatTheParserRefusesThoughItIsJson) {
  const auto repaired = [](const char* text) {
    const Result<Json> json = ParseJson(text, Code::kConfigInvalid);
    return json ? json->dump() : "refused";
  };
  EXPECT_EQ(repaired(R"({"a":1e999,"b":[-1E+400,2],"c":"1e999"})"), R"({"a":"1e999","b":["-1E+400",2],"c":"1e999"})");
  EXPECT_EQ(repaired(R"(["\ud800","\ud800x","\udc00","\ud83d\ude00","\\ud800"])"),
            "[\"\xef\xbf\xbd\",\"\xef\xbf\xbdx\",\"\xef\xbf\xbd\",\"\xf0\x9f\x98\x80\",\"\\\\ud800\"]");
  EXPECT_EQ(repaired(R"(["\ud8)"), "refused");
  EXPECT_EQ(repaired("1e999e"), "refused");
  EXPECT_EQ(repaired("[\"\\"), "refused");
}

TEST(Json, BrokenDocumentsAreErrorsWithTheCallersCode) {
  const std::string broken[] = {"",    "{",    "[1,]", "{\"a\":}", "nul", std::string(1, '\0'),
                                "{}x", "\"\\", "]",    "\xff",     "}{"};
  for (const std::string& text : broken) {
    Result<Json> json = Parse(text);
    ASSERT_FALSE(json) << text;
    EXPECT_EQ(json.error().code, Code::kConfigInvalid);
  }
}

TEST(Json, DeepNestingIsRefusedBeforeItIsParsed) {
  EXPECT_TRUE(Parse(Repeat("[", 256) + Repeat("]", 256)));
  EXPECT_FALSE(Parse(Repeat("[", 257) + Repeat("]", 257)));
  EXPECT_FALSE(Parse(Repeat("[", 200'000)));
  EXPECT_FALSE(Parse(Repeat("{\"a\":", 200'000)));
  EXPECT_TRUE(Parse("{\"a\":\"" + Repeat("[\\\"{", 1000) + "\"}")) << "brackets in strings do not count";
}

TEST(Json, ObjectsWithCountlessKeysAreRefused) {
  std::string text = "{\"a\":0";
  for (int i = 0; i < 20'000; ++i) text += ",\"" + std::to_string(i) + "\":0";
  EXPECT_FALSE(Parse(text + "}"));
  EXPECT_TRUE(Parse("[" + Repeat("0,", 100'000) + "0]"));
}

// Each takes more memory than its two or three bytes of the document.
TEST(Json, CountlessValuesAreRefused) {
  EXPECT_FALSE(Parse("[" + Repeat("0,", limits::kJsonValues) + "0]"));
  EXPECT_FALSE(Parse("[" + Repeat("[],", limits::kJsonValues / 2) + "0]"));
  EXPECT_TRUE(Parse("[" + Repeat("[],", limits::kJsonValues / 4) + "0]"));
}

TEST(Json, BytesThatAreNotUtf8AreReplaced) {
  Result<Json> json = Parse("{\"a\":\"\xff\"}");
  ASSERT_TRUE(json);
  EXPECT_EQ(TextField(*json, "a"), "\xef\xbf\xbd");
}

TEST(Json, AccessorsNeverMindTheType) {
  Result<Json> json =
      Parse(R"({"text":"t","number":7,"minus":-7,"half":0.5,"flag":true,"list":[1],"object":{"k":"v"},"null":null})");
  ASSERT_TRUE(json);
  for (const char* key : {"number", "minus", "half", "flag", "list", "object", "null", "absent"}) {
    EXPECT_EQ(TextField(*json, key), "") << key;
  }
  for (const char* key : {"text", "minus", "half", "flag", "list", "object", "null", "absent"}) {
    EXPECT_FALSE(NumberField(*json, key)) << key;
  }
  for (const char* key : {"text", "number", "list", "null", "absent"}) EXPECT_FALSE(FlagField(*json, key)) << key;
  EXPECT_EQ(TextField(*json, "text"), "t");
  EXPECT_EQ(NumberField(*json, "number"), 7u);
  EXPECT_TRUE(FlagField(*json, "flag"));
  EXPECT_EQ(ArrayOf(Field(*json, "list")).size(), 1u);
  EXPECT_EQ(ArrayOf(Field(*json, "object")).size(), 0u);
  EXPECT_EQ(ObjectOf(Field(*json, "list")).size(), 0u);
  for (const Json& other : {Json(nullptr), Json(1), Json("s"), Json::array({1})}) {
    EXPECT_TRUE(Field(other, "a").is_null());
    EXPECT_TRUE(FieldAnyCase(other, "a").is_null());
  }
}

TEST(Json, FindsKeysWhateverTheirCase) {
  Result<Json> json = Parse(R"({"repoTags":1,"Layers":2,"layers":3})");
  ASSERT_TRUE(json);
  EXPECT_EQ(FieldAnyCase(*json, "RepoTags"), 1);
  EXPECT_EQ(FieldAnyCase(*json, "Layers"), 2);
  EXPECT_EQ(FieldAnyCase(*json, "layers"), 3);
}

}  // namespace
}  // namespace anatomy
