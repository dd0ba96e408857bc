#include "engine/tar/pax_writer.h"

#include <gtest/gtest.h>

#include "engine/tar/entry_stream.h"
#include "unit/io/block_streams.h"

namespace anatomy {
namespace {

struct Read {
  std::string name;
  std::string link;
  TarEntry entry;  // its views are stale
  std::string body;
};

// What comes back of one entry, written alone.
Read WriteAndRead(const TarEntry& entry, std::string_view body = {}) {
  std::string tar;
  PaxWriter writer([&](Bytes bytes) {
    tar += AsText(bytes);
    return true;
  });
  writer.WriteHeader(entry);
  writer.WriteBody(AsBytes(body));
  writer.EndBody();
  writer.Finish();
  EXPECT_EQ(tar.size() % 10240, 0u);
  const auto stream = test::BlocksOf(tar, 777);
  TarReader reader(*stream);
  Result<const TarEntry*> found = reader.NextEntry();
  EXPECT_TRUE(found && *found);
  if (!found || !*found) return {};
  Read read{std::string((*found)->name), std::string((*found)->link), **found, {}};
  EntryStream content(reader, **found);
  for (;;) {
    Result<Bytes> piece = content.Next();
    EXPECT_TRUE(piece);
    if (!piece || piece->empty()) break;
    read.body += AsText(*piece);
  }
  Result<const TarEntry*> end = reader.NextEntry();
  EXPECT_TRUE(end && *end == nullptr);
  return read;
}

TarEntry FileOf(std::string_view name, uint64_t size = 0) {
  TarEntry entry;
  entry.name = name;
  entry.size = size;
  return entry;
}

TEST(PaxWriter, AFileWithItsAttributes) {
  TarEntry entry = FileOf("etc/passwd", 5);
  entry.mode = 04755;
  entry.uid = 1000;
  entry.gid = 50;
  entry.mtime = 1'700'000'000;
  const Read read = WriteAndRead(entry, "hello");
  EXPECT_EQ(read.name, "etc/passwd");
  EXPECT_EQ(read.entry.type, EntryType::kFile);
  EXPECT_EQ(read.entry.mode, 04755u);
  EXPECT_EQ(read.entry.uid, 1000u);
  EXPECT_EQ(read.entry.gid, 50u);
  EXPECT_EQ(read.entry.mtime, 1'700'000'000);
  EXPECT_EQ(read.body, "hello");
}

TEST(PaxWriter, WhatUstarCannotSay) {
  TarEntry entry = FileOf("f");
  entry.uid = 4'000'000'000;
  entry.gid = 3'000'000;
  entry.mtime = -77;
  entry.xattrs = {{"security.capability", std::string("\1\0\0\2\xff\n=", 7)}, {"user.a=b", "c"}};
  const Read read = WriteAndRead(entry);
  EXPECT_EQ(read.entry.uid, 4'000'000'000u);
  EXPECT_EQ(read.entry.gid, 3'000'000u);
  EXPECT_EQ(read.entry.mtime, -77);
  ASSERT_EQ(read.entry.xattrs.size(), 2u);
  for (const auto& [name, value] : read.entry.xattrs) {
    EXPECT_TRUE(name == "security.capability" || name == "user.a%3Db") << name;
    EXPECT_EQ(value, name == "user.a%3Db" ? "c" : std::string("\1\0\0\2\xff\n=", 7));
  }
}

TEST(PaxWriter, NamesOfEveryLength) {
  for (size_t length = 90; length <= 300; ++length) {
    SCOPED_TRACE(length);
    std::string flat(length, 'x');
    EXPECT_EQ(WriteAndRead(FileOf(flat)).name, flat);
    std::string deep = flat;
    for (size_t i = 20; i + 1 < length; i += 40) deep[i] = '/';
    EXPECT_EQ(WriteAndRead(FileOf(deep)).name, deep);
    TarEntry dir = FileOf(deep);
    dir.type = EntryType::kDir;
    EXPECT_EQ(WriteAndRead(dir).name, deep + "/");
    TarEntry link = FileOf("l");
    link.type = EntryType::kSymlink;
    link.link = deep;
    EXPECT_EQ(WriteAndRead(link).link, deep);
  }
}

TEST(PaxWriter, NamesOfAnyBytes) {
  for (const std::string name : {"caf\xc3\xa9", "caf\xe9", "e\xcc\x81", "a\nb", "new\\line"}) {
    EXPECT_EQ(WriteAndRead(FileOf(name)).name, name);
    EXPECT_EQ(WriteAndRead(FileOf(std::string(200, 'd') + name)).name, std::string(200, 'd') + name);
  }
}

TEST(PaxWriter, DevicesAndLinks) {
  TarEntry device = FileOf("dev/null");
  device.type = EntryType::kChar;
  device.device_major = 259;
  device.device_minor = 1'048'575;
  const Read read = WriteAndRead(device);
  EXPECT_EQ(read.entry.type, EntryType::kChar);
  EXPECT_EQ(read.entry.device_major, 259u);
  EXPECT_EQ(read.entry.device_minor, 1'048'575u);
  TarEntry link = FileOf("b");
  link.type = EntryType::kHardlink;
  link.link = "a";
  EXPECT_EQ(WriteAndRead(link).entry.type, EntryType::kHardlink);
}

TEST(PaxWriter, TheSizeOfALargeFileIsInARecord) {
  std::string head;
  PaxWriter writer([&](Bytes bytes) {
    head += AsText(bytes);
    return true;
  });
  writer.WriteHeader(FileOf("large", 1ull << 40));
  EXPECT_NE(head.find("22 size=1099511627776\n"), std::string::npos);
}

TEST(PaxWriter, ABodyHasTheLengthOfItsHeader) {
  EXPECT_EQ(WriteAndRead(FileOf("short", 4), "ab").body, std::string("ab\0\0", 4));
}

TEST(PaxWriter, StopsWhenNobodyWantsMore) {
  int calls = 0;
  PaxWriter writer([&](Bytes) { return ++calls < 2; });
  writer.WriteHeader(FileOf("f", 1 << 20));
  writer.EndBody();
  writer.Finish();
  EXPECT_EQ(calls, 2);
  EXPECT_FALSE(writer.wanted());
}

}  // namespace
}  // namespace anatomy
