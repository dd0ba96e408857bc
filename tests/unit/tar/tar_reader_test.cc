#include "engine/tar/tar_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "unit/io/block_streams.h"
#include "unit/support/tar_writer.h"

namespace anatomy {
namespace {

using test::BlocksOf;
using test::Noise;
using test::TarWriter;
using testing::ElementsAre;

struct Seen {
  std::vector<std::string> entries;  // "name type size body-hash"
  std::string code;                  // of the error at the end
};

std::string ReadBody(TarReader& reader, Result<Bytes>* last) {
  std::string body;
  for (;;) {
    *last = reader.NextData();
    if (!*last || (*last)->empty()) return body;
    body += AsText(**last);
  }
}

// Reads everything, or with `skip` only the headers.
Seen ReadTar(std::unique_ptr<ByteStream> stream, bool skip = false) {
  TarReader reader(*stream);
  Seen seen;
  for (;;) {
    Result<const TarEntry*> entry = reader.NextEntry();
    if (!entry) {
      seen.code = CodeName(entry.error().code);
      return seen;
    }
    if (*entry == nullptr) return seen;
    std::string text = std::string((*entry)->name) + " " + std::string(EntryTypeName((*entry)->type)) + " " +
                       std::to_string((*entry)->size) + " @" + std::to_string((*entry)->data_offset);
    if (!(*entry)->link.empty()) text += " -> " + std::string((*entry)->link);
    if (!skip) {
      Result<Bytes> last = Bytes();
      text += " " + std::to_string(std::hash<std::string>()(ReadBody(reader, &last)));
      if (!last) {
        seen.code = CodeName(last.error().code);
        return seen;
      }
    }
    seen.entries.push_back(std::move(text));
  }
}

TarWriter SomeTar() {
  TarWriter tar;
  tar.Dir("d/").File("d/a", Noise(1500, 1)).Symlink("d/l", "../x").Hardlink("h", "d/a");
  tar.File(std::string(200, 'n') + "/name", "long").File("empty", "").File("last", Noise(512, 2));
  tar.Add({.name = "pax",
           .body = "p",
           .pax = {{"path", "pax/ü"}, {"mtime", "1700000000.5"}, {"SCHILY.xattr.user.k", "v"}}});
  return tar;
}

TEST(TarReader, ReadsTheSameHoweverTheBytesAreCut) {
  const std::string tar = SomeTar().Finish();
  const Seen whole = ReadTar(BlocksOf(tar, tar.size()));
  EXPECT_EQ(whole.entries.size(), 8u);
  EXPECT_EQ(whole.code, "");
  for (test::NamedStream& cut : test::EveryCutOf(tar)) {
    SCOPED_TRACE(cut.name);
    const Seen seen = ReadTar(std::move(cut.stream));
    EXPECT_EQ(seen.entries, whole.entries);
    EXPECT_EQ(seen.code, whole.code);
  }
}

// Bodies nobody wants are moved over in the source, and the next header is still found.
TEST(TarReader, SkippingBodiesFindsTheSameHeaders) {
  const std::string tar = SomeTar().Finish();
  const Seen read = ReadTar(BlocksOf(tar, 512), /*skip=*/true);
  for (const size_t size : test::kBlockSizes) {
    EXPECT_EQ(ReadTar(std::make_unique<SourceStream>(test::SourceOf(tar), size), /*skip=*/true).entries, read.entries)
        << size;
  }
}

TEST(TarReader, GivesEveryField) {
  TarWriter writer;
  writer.Add(
      {.name = "c", .type = '3', .mode = 0640, .uid = 7, .gid = 8, .mtime = 9, .device_major = 5, .device_minor = 1});
  writer.Add({.name = "s",
              .body = "x",
              .mode = 04755,
              .uid = 4'000'000,
              .pax = {{"SCHILY.xattr.user.a", std::string("v\0w", 3)}}});
  writer.Add({.name = "p", .type = '6'});
  const std::string tar = writer.Finish();
  auto stream = BlocksOf(tar, 100);
  TarReader reader(*stream);
  const TarEntry* device = *reader.NextEntry();
  EXPECT_EQ(device->type, EntryType::kChar);
  EXPECT_EQ(device->mode, 0640u);
  EXPECT_EQ(device->uid, 7u);
  EXPECT_EQ(device->gid, 8u);
  EXPECT_EQ(device->mtime, 9);
  EXPECT_EQ(device->device_major, 5u);
  EXPECT_EQ(device->device_minor, 1u);
  const TarEntry* file = *reader.NextEntry();
  EXPECT_EQ(file->mode, 04755u) << "setuid is kept";
  EXPECT_EQ(file->uid, 4'000'000u) << "base-256";
  ASSERT_EQ(file->xattrs.size(), 1u);
  EXPECT_EQ(file->xattrs[0].first, "user.a");
  EXPECT_EQ(file->xattrs[0].second, std::string("v\0w", 3)) << "values are bytes";
  EXPECT_EQ(tar.substr(file->data_offset, 1), "x") << "the place of the body is right";
  const TarEntry* fifo = *reader.NextEntry();
  EXPECT_EQ(fifo->type, EntryType::kFifo);
  EXPECT_TRUE(fifo->xattrs.empty()) << "nothing is left over from the entry before";
  EXPECT_EQ(*reader.NextEntry(), nullptr);
}

TEST(TarReader, DataOffsetsPointAtTheBodies) {
  const std::string tar = SomeTar().Finish();
  auto stream = BlocksOf(tar, 333);
  TarReader reader(*stream);
  for (;;) {
    Result<const TarEntry*> entry = reader.NextEntry();
    ASSERT_TRUE(entry);
    if (*entry == nullptr) break;
    const uint64_t offset = (*entry)->data_offset, size = (*entry)->size;
    if ((*entry)->type != EntryType::kFile) continue;
    Result<Bytes> last = Bytes();
    EXPECT_EQ(ReadBody(reader, &last), tar.substr(offset, size));
  }
}

TEST(TarReader, SparseFilesGiveTheirPiecesWithPlaces) {
  // PAX sparse 0.1: 3 bytes at 0, 2 bytes at 1000, 2000 bytes in all.
  const std::string tar =
      TarWriter()
          .Add({.name = "s",
                .body = "abcde",
                .pax = {{"GNU.sparse.size", "2000"}, {"GNU.sparse.numblocks", "2"}, {"GNU.sparse.map", "0,3,1000,2"}}})
          .Finish();
  for (const size_t size : test::kBlockSizes) {
    auto stream = BlocksOf(tar, size);
    TarReader reader(*stream);
    ASSERT_EQ((*reader.NextEntry())->size, 2000u);
    std::string file(2000, '.');
    for (;;) {
      uint64_t position = 0;
      Result<Bytes> piece = reader.NextData(&position);
      ASSERT_TRUE(piece);
      if (piece->empty()) break;
      ASSERT_LE(position + piece->size(), file.size());
      file.replace(position, piece->size(), AsText(*piece));
    }
    EXPECT_EQ(file.substr(0, 4), "abc.");
    EXPECT_EQ(file.substr(999, 4), ".de.");
  }
}

TEST(TarReader, TellsWhatIsNoTar) {
  EXPECT_EQ(ReadTar(BlocksOf("This is a text file, not an archive.", 10)).code, "not-an-archive");
  EXPECT_EQ(ReadTar(BlocksOf(Noise(5000, 5), 512)).code, "not-an-archive");
}

TEST(TarReader, EmptyArchivesAreLegal) {
  for (const size_t zeros : {512, 1024, 10240}) {
    const Seen seen = ReadTar(BlocksOf(std::string(zeros, '\0'), 100));
    EXPECT_THAT(seen.entries, ElementsAre());
    EXPECT_EQ(seen.code, "") << zeros;
  }
  EXPECT_EQ(ReadTar(BlocksOf("", 100)).code, "not-an-archive") << "no bytes at all: for the layer scanner to judge";
}

// RULES.md §1: a missing end of archive occurs (umoci) and is no damage.
TEST(TarReader, TheEndBlocksMayBeMissing) {
  for (const size_t zero_blocks : {0, 1, 2, 20}) {
    const Seen seen = ReadTar(BlocksOf(SomeTar().Finish(zero_blocks), 512));
    EXPECT_EQ(seen.entries.size(), 8u);
    EXPECT_EQ(seen.code, "") << zero_blocks;
  }
}

// Cut anywhere: what came before is right, and the end is either an error or, at a border of entries, regular.
TEST(TarReader, TruncatedAtEveryByte) {
  const std::string tar = SomeTar().bytes();
  const Seen whole = ReadTar(BlocksOf(tar, 512));
  size_t regular = 0;
  for (size_t cut = 1; cut < tar.size(); ++cut) {
    const Seen seen = ReadTar(BlocksOf(tar.substr(0, cut), 65536));
    ASSERT_LE(seen.entries.size(), whole.entries.size()) << cut;
    ASSERT_TRUE(std::equal(seen.entries.begin(), seen.entries.end(), whole.entries.begin())) << cut;
    if (seen.code.empty()) {
      ASSERT_EQ(cut % 512, 0u) << "a cut inside a block was not noticed at " << cut;
      ++regular;
    } else if (!seen.entries.empty()) {
      ASSERT_THAT(seen.code, testing::AnyOf("archive-truncated", "tar-damaged")) << cut;
    }
  }
  EXPECT_LE(regular, whole.entries.size() + 2);
}

// tar(1) skips a damaged header and goes on; so do we, but not for ever.
TEST(TarReader, OneDamagedHeaderDoesNotEndTheArchive) {
  std::string tar = TarWriter().File("a", "1").File("b", "").File("c", "3").Finish();
  tar[1024] ^= 1;  // the first byte of b's header
  const Seen seen = ReadTar(BlocksOf(tar, 512), /*skip=*/true);
  ASSERT_EQ(seen.entries.size(), 2u);
  EXPECT_TRUE(seen.entries[1].starts_with("c "));
  std::string noise = TarWriter().File("a", "1").bytes() + Noise(100 * 512, 8);
  EXPECT_EQ(ReadTar(BlocksOf(noise, 512)).code, "tar-damaged");
}

TEST(TarReader, TheStreamsErrorIsTheReaders) {
  const std::string tar = SomeTar().Finish();
  const Seen seen = ReadTar(BlocksOf(tar.substr(0, 1200), 512, Error{Code::kLayerDamaged, "the codec says so"}));
  EXPECT_EQ(seen.code, "layer-damaged");
  EXPECT_EQ(seen.entries.size(), 1u);
}

// A size that the archive cannot hold must neither be allocated nor waited for.
TEST(TarReader, AHugeClaimedSizeIsATruncation) {
  for (const uint64_t size : {uint64_t{1} << 40, uint64_t{1} << 62}) {
    const std::string tar = TarWriter().Add({.name = "big", .body = "x", .size = size}).Finish();
    EXPECT_EQ(ReadTar(BlocksOf(tar, 512)).code, "archive-truncated") << size;
    EXPECT_THAT(ReadTar(std::make_unique<SourceStream>(test::SourceOf(tar), 512), /*skip=*/true).code,
                testing::AnyOf("archive-truncated", "tar-damaged"))
        << size;
  }
}

}  // namespace
}  // namespace anatomy
