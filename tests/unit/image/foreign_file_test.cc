#include "engine/image/foreign_file.h"

#include <gtest/gtest.h>

#include "unit/image/fixtures.h"

namespace anatomy {
namespace {

using namespace std::string_literals;
using image_test::Gzip;
using image_test::OpenBytes;

std::string CodeOf(const std::string& bytes) {
  const Result<std::unique_ptr<Archive>> archive = OpenBytes(bytes);
  return archive ? "" : std::string(CodeName(archive.error().code));
}

std::string At(size_t offset, const std::string& magic) {
  std::string bytes(60'000, '\0');
  return bytes.replace(offset, magic.size(), magic);
}

TEST(ForeignFile, KnownByTheirMagic) {
  EXPECT_EQ(CodeOf("PK\x03\x04"s + std::string(600, 'z')), "file-is-zip");
  EXPECT_EQ(CodeOf("!<arch>\ndebian-binary   "s + std::string(600, '2')), "file-is-package");
  EXPECT_EQ(CodeOf("\xed\xab\xee\xdb\x03\0"s + std::string(600, 'r')), "file-is-package");
  EXPECT_EQ(CodeOf("7z\xbc\xaf\x27\x1c"s + std::string(600, '7')), "file-is-package");
  EXPECT_EQ(CodeOf("hsqs"s + std::string(600, 's')), "file-is-disk");
  EXPECT_EQ(CodeOf(At(32769, "CD001")), "file-is-disk") << "an ISO begins with zeros, as an empty tar does";
  EXPECT_EQ(CodeOf(At(1080, "\x53\xef")), "file-is-disk");
  EXPECT_EQ(CodeOf(Gzip(At(32769, "CD001"))), "file-is-disk") << "compressed as well";
}

TEST(ForeignFile, KnownByTheirText) {
  EXPECT_EQ(CodeOf("<!DOCTYPE html>\n<html><body>404</body></html>"), "file-is-web-page");
  EXPECT_EQ(CodeOf("\xef\xbb\xbf\n  <HTML>"), "file-is-web-page");
  EXPECT_EQ(CodeOf("<?xml version=\"1.0\"?><Error><Code>AccessDenied</Code></Error>"), "file-is-web-page");
  EXPECT_EQ(CodeOf(R"({"schemaVersion":2,"config":{}})"), "file-is-json");
  EXPECT_EQ(CodeOf("[" + std::string(100'000, ' ') + "]"), "file-is-json");
  EXPECT_EQ(CodeOf("# syntax=docker/dockerfile:1\nARG V=1\n\nFROM alpine:$V\nRUN true\n"), "file-is-dockerfile");
  EXPECT_EQ(CodeOf("from scratch\n"), "file-is-dockerfile");
}

TEST(ForeignFile, WhatIsNotKnownStaysUnknown) {
  EXPECT_EQ(CodeOf("services:\n  web:\n    image: nginx\n"), "not-an-archive");
  EXPECT_EQ(CodeOf("From here on nothing\nis a Dockerfile"), "file-is-dockerfile") << "one word cannot be told apart";
  EXPECT_EQ(CodeOf("\x7f"
                   "ELF" +
                   std::string(600, 'e')),
            "not-an-archive");
  EXPECT_EQ(CodeOf(std::string(10'240, '\0')), "") << "an empty tar";
}

TEST(ForeignFile, ATarThatBeginsLikeSomethingElseIsATar) {
  for (const char* name : {"PK\x03\x04", "hsqs", "BZhang.txt", "BZh9", "{", "<html", "FROM me"}) {
    EXPECT_EQ(CodeOf(test::TarWriter().File(name, "x").Finish()), "") << name;
  }
}

}  // namespace
}  // namespace anatomy
