#include "engine/tar/entry_stream.h"

#include <gtest/gtest.h>

#include "unit/io/block_streams.h"
#include "unit/support/tar_writer.h"

namespace anatomy {
namespace {

using test::Drain;
using test::Noise;
using test::TarItem;
using test::TarWriter;

struct SparseFile {
  TarItem item;
  std::string content;
};

// In the form of PAX 0.1: holes at the beginning, in the middle and at the end.
SparseFile MakeSparse() {
  SparseFile file{.item = {.name = "s",
                           .body = "abcde",
                           .pax = {{"GNU.sparse.size", "200000"},
                                   {"GNU.sparse.numblocks", "3"},
                                   {"GNU.sparse.map", "10,3,100000,2,200000,0"}}},
                  .content = std::string(200'000, '\0')};
  file.content.replace(10, 3, "abc").replace(100'000, 2, "de");
  return file;
}

TEST(EntryStream, GivesTheContentAndLeavesTheReaderWhereItWas) {
  const SparseFile sparse = MakeSparse();
  const std::string tar =
      TarWriter().File("a", Noise(5000, 1)).Add(sparse.item).File("empty", "").File("b", "bee").Finish();
  for (test::NamedStream& cut : test::EveryCutOf(tar)) {
    SCOPED_TRACE(cut.name);
    TarReader reader(*cut.stream);
    for (const std::string& content : {Noise(5000, 1), sparse.content, std::string(), std::string("bee")}) {
      Result<const TarEntry*> entry = reader.NextEntry();
      ASSERT_TRUE(entry && *entry);
      EntryStream stream(reader, **entry);
      const test::Drained got = Drain(stream);
      EXPECT_EQ(got.code(), "");
      EXPECT_TRUE(got.bytes == content) << (*entry)->name;
    }
  }
}

TEST(TarReader, KnowsWhereEntriesBeginAndWhatIsStored) {
  TarWriter tar;
  tar.Dir("d");
  const size_t long_name = tar.bytes().size();
  tar.File(std::string(300, 'n'), "x");
  const size_t sparse_at = tar.bytes().size();
  tar.Add(MakeSparse().item);
  const std::string bytes = tar.Finish();
  const auto stream = test::BlocksOf(bytes, 700);
  TarReader reader(*stream);
  EXPECT_EQ((*reader.NextEntry())->header_offset, 0u);
  const TarEntry* entry = *reader.NextEntry();
  EXPECT_EQ(entry->header_offset, long_name) << "of the long name, not of the file's own header";
  EXPECT_EQ(entry->stored_size, 1u);
  EXPECT_FALSE(entry->sparse());
  entry = *reader.NextEntry();
  EXPECT_EQ(entry->header_offset, sparse_at);
  EXPECT_EQ(entry->size, 200'000u);
  EXPECT_EQ(entry->stored_size, 5u);
  EXPECT_TRUE(entry->sparse());
}

TEST(EntryStream, OpensAnEntryWithoutWhatComesBefore) {
  const SparseFile sparse = MakeSparse();
  TarWriter tar;
  tar.Dir("d");
  const size_t begin = tar.bytes().size();
  tar.Add(sparse.item).File("after", "z");
  for (test::NamedStream& cut : test::EveryCutOf(tar.Finish().substr(begin))) {
    SCOPED_TRACE(cut.name);
    Result<std::unique_ptr<EntryStream>> stream = EntryStream::Open(std::move(cut.stream));
    ASSERT_TRUE(stream);
    EXPECT_EQ((*stream)->entry().name, "s");
    EXPECT_TRUE(Drain(**stream).bytes == sparse.content);
  }
}

// In the middle of an archive libarchive takes numbers for what they are worth; at its beginning it does not.
TEST(EntryStream, OpensAnEntryWithOddNumbers) {
  TarWriter tar;
  tar.File("first", "1");
  const size_t begin = tar.bytes().size();
  tar.File("odd", "content");
  std::string bytes = tar.Finish();
  bytes.replace(begin + 108, 8, std::string("12\0x\0\0\0\0", 8));  // the user's number, and rubbish behind it
  unsigned sum = 8 * ' ';
  for (size_t i = 0; i < 512; ++i) {
    if (i < 148 || i >= 156) sum += static_cast<unsigned char>(bytes[begin + i]);
  }
  char digits[8];
  std::snprintf(digits, sizeof digits, "%06o", sum);
  bytes.replace(begin + 148, 7, std::string(digits, 7));
  Result<std::unique_ptr<EntryStream>> stream = EntryStream::Open(test::BlocksOf(bytes.substr(begin), 700));
  ASSERT_TRUE(stream) << stream.error().detail;
  EXPECT_EQ(Drain(**stream).bytes, "content");
}

TEST(EntryStream, WhereNoEntryBeginsIsAnError) {
  const std::string tar = TarWriter().File("a", Noise(3000, 1)).File("b", "bee").Finish();
  for (const size_t begin : {size_t{512}, size_t{1024}, size_t{1}}) {
    EXPECT_FALSE(EntryStream::Open(test::BlocksOf(tar.substr(begin), 700))) << begin;
  }
  EXPECT_EQ(EntryStream::Open(test::BlocksOf(std::string(1024, '\0'), 700)).error().code, Code::kTarDamaged);
  EXPECT_EQ(EntryStream::Open(test::BlocksOf("", 700)).error().code, Code::kTarDamaged);
}

// umoci leaves the padding of the last body out.
TEST(EntryStream, NeedsNoPaddingButTheWholeBody) {
  const std::string tar = TarWriter().File("a", "content").bytes();
  EXPECT_EQ(Drain(**EntryStream::Open(test::BlocksOf(tar.substr(0, 512 + 7), 700))).code(), "");
  const test::Drained cut = Drain(**EntryStream::Open(test::BlocksOf(tar.substr(0, 512 + 4), 700)));
  EXPECT_EQ(cut.bytes, "cont");
  EXPECT_EQ(cut.code(), "archive-truncated");
}

}  // namespace
}  // namespace anatomy
