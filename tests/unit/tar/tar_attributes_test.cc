// Attributes of entries at their limits, as the specifications of ustar, PAX and GNU tar give them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/tar/tar_reader.h"
#include "unit/io/block_streams.h"
#include "unit/support/layer_builder.h"
#include "unit/support/tar_writer.h"

namespace anatomy {
namespace {

using test::TarItem;
using test::TarWriter;
using testing::ElementsAre;
using testing::Pair;

// The only entry of an archive; its views are gone with the reader.
struct Entry {
  explicit Entry(const TarItem& item) {
    const std::string tar = TarWriter().Add(item).Finish();
    auto stream = test::BlocksOf(tar, 512);
    TarReader reader(*stream);
    const Result<const TarEntry*> entry = reader.NextEntry();
    if (!entry || !*entry) {
      ADD_FAILURE() << "no entry";
      return;
    }
    value = **entry;
    name = value.name;
  }
  TarEntry value;
  std::string name;
};

int64_t TimeOf(const std::string& record) { return Entry({.name = "f", .pax = {{"mtime", record}}}).value.mtime; }

TEST(TarAttributes, TimesAreRoundedDown) {
  EXPECT_EQ(TimeOf("0.5"), 0);
  EXPECT_EQ(TimeOf("1700000000.999999999"), 1'700'000'000);
  EXPECT_EQ(TimeOf("-1"), -1);
  EXPECT_EQ(TimeOf("-0.5"), -1);
  EXPECT_EQ(TimeOf("-1.25"), -2);
  EXPECT_EQ(TimeOf("-1.000"), -1);
  EXPECT_EQ(TimeOf("-62135596800"), -62'135'596'800) << "the year 1";
}

TEST(TarAttributes, TimesBeyondTheUsualLimits) {
  EXPECT_EQ(TimeOf("2147483648"), int64_t{1} << 31);
  EXPECT_EQ(TimeOf("9007199254740993"), (int64_t{1} << 53) + 1);
  EXPECT_EQ(Entry({.name = "f", .mtime = uint64_t{1} << 34}).value.mtime, int64_t{1} << 34) << "base-256";
  EXPECT_EQ(Entry({.name = "f", .mtime = (uint64_t{1} << 53) + 1}).value.mtime, (int64_t{1} << 53) + 1);
}

TEST(TarAttributes, OwnersUpTo32Bits) {
  for (const uint32_t id : {0u, 2'097'151u, 2'097'152u, 0x7fffffffu, 0x80000000u, 0xffffffffu}) {
    const TarEntry header = Entry({.name = "f", .uid = id, .gid = id}).value;
    EXPECT_EQ(header.uid, id) << "octal or base-256";
    EXPECT_EQ(header.gid, id);
    const std::string text = std::to_string(id);
    const TarEntry pax = Entry({.name = "f", .uid = 1, .gid = 1, .pax = {{"uid", text}, {"gid", text}}}).value;
    EXPECT_EQ(pax.uid, id);
    EXPECT_EQ(pax.gid, id);
  }
  EXPECT_EQ(Entry({.name = "f", .pax = {{"uid", "4294967296"}}}).value.uid, 0xffffffffu) << "no more than there is";
}

TEST(TarAttributes, DeviceNumbers) {
  const TarEntry entry = Entry({.name = "d", .type = '4', .device_major = 4095, .device_minor = 1'048'575}).value;
  EXPECT_EQ(entry.device_major, 4095u);
  EXPECT_EQ(entry.device_minor, 1'048'575u);
}

TEST(TarAttributes, AllModeBits) {
  for (const uint32_t mode : {0u, 01u, 07777u, 04755u, 0100644u}) {
    EXPECT_EQ(Entry({.name = "f", .mode = mode}).value.mode, mode & 07777u);
  }
  EXPECT_EQ(Entry({.name = "l", .type = '2', .link = "x", .mode = 0}).value.mode, 0777u) << "as Linux has it";
}

TEST(TarAttributes, TheSizeOfAPaxRecordCounts) {
  const std::string tar =
      TarWriter().Add({.name = "f", .body = "12345", .size = 0, .pax = {{"size", "5"}}}).File("next", "n").Finish();
  const LayerTable table = test::Scan(tar);
  ASSERT_EQ(table.entry_count(), 2u);
  EXPECT_THAT(table.sizes, ElementsAre(5u, 1u));
  EXPECT_THAT(table.stored_sizes, ElementsAre(5u, 1u));
}

TEST(TarAttributes, SizesInBase256) {
  // Octal has room for 8 GiB less one byte.
  const TarEntry entry = Entry({.name = "f", .size = uint64_t{9} << 30}).value;
  EXPECT_EQ(entry.size, uint64_t{9} << 30);
}

TEST(TarAttributes, BytesOfNamesAreKept) {
  std::string name;
  for (int byte = 1; byte < 256; ++byte) {
    if (byte != '/') name.push_back(static_cast<char>(byte));
  }
  EXPECT_EQ(Entry({.name = name}).name, name) << "GNU long name";
  EXPECT_EQ(Entry({.name = "f", .pax = {{"path", name}}}).name, name) << "PAX record";
  EXPECT_EQ(Entry({.name = name.substr(100, 90)}).name, name.substr(100, 90)) << "header";
}

TEST(TarAttributes, ExtendedAttributesOfBothKinds) {
  const std::string binary("\0\xff=\n ", 5);
  EXPECT_THAT(Entry({.name = "f", .pax = {{"SCHILY.xattr.user.k", binary}}}).value.xattrs,
              ElementsAre(Pair("user.k", binary)));
  // "AP89CiA" is the same in base64, and "%3D" an equals sign in the name.
  EXPECT_THAT(Entry({.name = "f", .pax = {{"LIBARCHIVE.xattr.user.a%3Db", "AP89CiA"}}}).value.xattrs,
              ElementsAre(Pair("user.a=b", binary)));
}

TEST(TarAttributes, AnExtendedAttributeGivenTwiceIsOne) {
  const std::string tar = TarWriter()
                              .Add({.name = "f",
                                    .pax = {{"LIBARCHIVE.xattr.user.k", "djE="},
                                            {"SCHILY.xattr.user.a", "x"},
                                            {"SCHILY.xattr.user.k", "v2"}}})
                              .Finish();
  const LayerTable table = test::Scan(tar);
  EXPECT_THAT(table.xattrs.at(0), ElementsAre(Xattr{"user.a", "x"}, Xattr{"user.k", "v2"})) << "the last counts";
}

// Whatever size a header gives a link, the next header follows at once, as for container runtimes and GNU tar.
TEST(TarAttributes, HardLinksHaveNoBody) {
  for (const bool pax : {false, true}) {
    TarWriter writer;
    if (pax) writer.Add({.name = "p", .pax = {{"comment", "a PAX archive"}}});
    writer.File("a", "body").Add({.name = "b", .type = '1', .link = "a", .size = 4}).File("c", "c");
    const LayerTable table = test::Scan(writer.Finish());
    EXPECT_EQ(table.paths[table.entry_count() - 1], "c") << pax;
    EXPECT_EQ(table.state, LayerState::kComplete);
  }
}

// Docker and podman make files of these; only the oldest type of entry, a NUL, has no other way to say "directory".
TEST(TarAttributes, ASlashAtTheEndOfAFile) {
  const LayerTable table = test::Scan(
      TarWriter().File("a/", "body").Add({.name = "b/", .type = '\0'}).Add({.name = "c", .type = '\0'}).Finish());
  EXPECT_EQ(table.type(0), EntryType::kFile);
  EXPECT_EQ(table.sizes[0], 4u);
  EXPECT_EQ(table.type(1), EntryType::kDir);
  EXPECT_EQ(table.type(2), EntryType::kFile);
}

}  // namespace
}  // namespace anatomy
