#include "engine/base/error.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <set>

namespace anatomy {
namespace {

// Codes are an interface: the page and scripts match them by name.
TEST(Code, EveryNameIsUniqueKebabCaseWithASentence) {
  std::set<std::string_view> names;
  for (uint8_t i = 0; i < static_cast<uint8_t>(Code::kCount); ++i) {
    const Code code = static_cast<Code>(i);
    const std::string_view name = CodeName(code);
    SCOPED_TRACE(name);
    EXPECT_TRUE(names.insert(name).second);
    EXPECT_FALSE(name.empty());
    EXPECT_TRUE(
        std::ranges::all_of(name, [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; }));
    EXPECT_TRUE(CodeSentence(code).ends_with('.'));
  }
}

TEST(Code, StableExamples) {
  EXPECT_EQ(CodeName(Code::kLayerTruncated), "layer-truncated");
  EXPECT_EQ(CodeName(Code::kLinkLoop), "link-loop");
  EXPECT_EQ(SeverityName(CodeSeverity(Code::kLayerTruncated)), "error");
  EXPECT_EQ(SeverityName(CodeSeverity(Code::kWhiteoutOfNothing)), "info");
  EXPECT_EQ(SeverityName(CodeSeverity(Code::kLayerMissing)), "warning");
}

TEST(Message, PutsTheDetailBehindTheSentence) {
  EXPECT_EQ(Message(Code::kEmptyFile, ""), "The file is empty.");
  EXPECT_EQ(Message(Code::kEmptyFile, "Really."), "The file is empty. Really.");
}

TEST(Result, HoldsAValueOrAnError) {
  Result<int> value = 4;
  ASSERT_TRUE(value.ok());
  EXPECT_EQ(*value, 4);
  Result<int> error = Error{Code::kNoImage, "none"};
  ASSERT_FALSE(error);
  EXPECT_EQ(error.error().code, Code::kNoImage);
  Result<std::unique_ptr<int>> moved = std::make_unique<int>(5);
  EXPECT_EQ(**moved, 5);
}

TEST(ResultDeathTest, AskingForWhatIsNotThereEndsTheProgram) {
  Result<int> error = Error{Code::kNoImage};
  EXPECT_DEATH((void)error.value(), "");
  Result<int> value = 1;
  EXPECT_DEATH((void)value.error(), "");
}

}  // namespace
}  // namespace anatomy
