#include "engine/image/archive.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/base/limits.h"
#include "unit/image/fixtures.h"

namespace anatomy {
namespace {

using image_test::Codes;
using image_test::Gzip;
using image_test::OpenBytes;
using image_test::Source;
using test::TarWriter;
using testing::ElementsAre;
using testing::IsEmpty;

// Remembers how often it was read.
class CountingSource : public ByteSource {
 public:
  explicit CountingSource(std::shared_ptr<ByteSource> inner) : inner_(std::move(inner)) {}
  uint64_t size() const override { return inner_->size(); }
  Result<size_t> ReadAt(uint64_t offset, MutableBytes out) override {
    ++reads;
    bytes += out.size();
    return inner_->ReadAt(offset, out);
  }
  size_t reads = 0;
  uint64_t bytes = 0;

 private:
  std::shared_ptr<ByteSource> inner_;
};

std::string ReadAll(const Archive& archive, MemberId id) {
  Result<std::unique_ptr<ByteStream>> stream = archive.OpenMember(id, 100);
  EXPECT_TRUE(stream);
  std::string text;
  for (;;) {
    Result<Bytes> block = (*stream)->Next();
    EXPECT_TRUE(block);
    if (!block || block->empty()) return text;
    text += AsText(*block);
  }
}

std::string Pattern(size_t size, char seed) {
  std::string text(size, seed);
  for (size_t i = 0; i < size; i += 7) text[i] = static_cast<char>(i);
  return text;
}

TEST(Archive, FindsMembersAndTheirBytesPlainAndCompressed) {
  const std::string big = Pattern(200'000, 'b');
  const std::string json = R"({"k":"v"})";
  const std::string tar =
      TarWriter().Dir("d/").File("./d/big", big).File("small.json", json).File("text", "word").Finish();
  for (const std::string& bytes : {tar, Gzip(tar)}) {
    Result<std::unique_ptr<Archive>> archive = OpenBytes(bytes);
    ASSERT_TRUE(archive);
    EXPECT_EQ((*archive)->members().size(), 4u);
    EXPECT_EQ((*archive)->compression(), bytes == tar ? Compression::kNone : Compression::kGzip);
    EXPECT_EQ((*archive)->size(), bytes.size());
    EXPECT_THAT((*archive)->diagnostics(), IsEmpty());
    EXPECT_EQ(ReadAll(**archive, (*archive)->Find("d/big")), big);
    EXPECT_EQ(ReadAll(**archive, (*archive)->Find("text")), "word");
    EXPECT_EQ((*archive)->ReadText((*archive)->Find("/small.json")).value(), json);
    EXPECT_EQ((*archive)->ReadText((*archive)->Find("text")).value(), "word");
    EXPECT_EQ((*archive)->Find("d"), kNoMember) << "a directory is no file";
    EXPECT_EQ((*archive)->Find("absent"), kNoMember);
    EXPECT_EQ((*archive)->Find(""), kNoMember);
  }
}

TEST(Archive, ReportsProgressUpToTheEnd) {
  const std::string tar = TarWriter().File("a", Pattern(300'000, 'a')).File("b", "b").Finish();
  for (const std::string& bytes : {tar, Gzip(tar)}) {
    uint64_t last = 0;
    auto progress = [&](uint64_t done) {
      EXPECT_GE(done, last);
      last = done;
    };
    ASSERT_TRUE(Archive::OpenTar(Source(bytes), progress));
    EXPECT_EQ(last, bytes.size());
  }
}

TEST(Archive, HopsOverBodiesInFewReads) {
  TarWriter writer;
  for (int i = 0; i < 20; ++i) {
    writer.File("layer" + std::to_string(i), Pattern(1 << 20, 'l'));
    writer.File("config" + std::to_string(i) + ".json", "{}");
  }
  auto source = std::make_shared<CountingSource>(Source(writer.Finish()));
  Result<std::unique_ptr<Archive>> archive = Archive::OpenTar(source);
  ASSERT_TRUE(archive);
  EXPECT_LE(source->reads, 25u);
  EXPECT_LE(source->bytes, 2u << 20);
  const size_t before = source->reads;
  for (int i = 0; i < 20; ++i) {
    const std::string number = std::to_string(i);
    EXPECT_EQ((*archive)->ReadText((*archive)->Find("config" + number + ".json")).value(), "{}");
    EXPECT_EQ((*archive)->SniffMember((*archive)->Find("layer" + number)), Compression::kNone);
  }
  EXPECT_EQ(source->reads, before) << "kept while indexing";
}

TEST(Archive, SniffsMembersByMagic) {
  const std::string tar = TarWriter()
                              .File("gz", Gzip("x"))
                              .File("zstd", "\x28\xb5\x2f\xfd....")
                              .File("short", "\x1f")
                              .File("empty", "")
                              .Finish();
  for (const std::string& bytes : {tar, Gzip(tar)}) {
    Result<std::unique_ptr<Archive>> archive = OpenBytes(bytes);
    ASSERT_TRUE(archive);
    EXPECT_EQ((*archive)->SniffMember(0), Compression::kGzip);
    EXPECT_EQ((*archive)->SniffMember(1), Compression::kZstd);
    EXPECT_EQ((*archive)->SniffMember(2), Compression::kNone);
    EXPECT_EQ((*archive)->SniffMember(3), Compression::kNone);
  }
}

TEST(Archive, FollowsLinksOfEveryKind) {
  const std::string tar = TarWriter()
                              .File("a/layer.tar", "body")
                              .Symlink("b/layer.tar", "../a/layer.tar")
                              .Symlink("c/layer.tar", "../b/layer.tar")
                              .Symlink("d", "a")
                              .Symlink("e/abs", "/a/layer.tar")
                              .Hardlink("hard", "./c/layer.tar")
                              .Symlink("out", "../../a/layer.tar")
                              .Symlink("nowhere", "absent")
                              .Finish();
  Result<std::unique_ptr<Archive>> archive = OpenBytes(tar);
  ASSERT_TRUE(archive);
  for (const char* path :
       {"a/layer.tar", "b/layer.tar", "c/layer.tar", "d/layer.tar", "e/abs", "hard", "out", "x/../hard"}) {
    EXPECT_EQ((*archive)->Find(path), 0u) << path;
  }
  EXPECT_EQ((*archive)->Find("nowhere"), kNoMember);
}

TEST(Archive, LoopsOfLinksEnd) {
  const std::string tar = TarWriter()
                              .Symlink("a", "b")
                              .Symlink("b", "a")
                              .Symlink("self", "self")
                              .Symlink("grow", "grow/grow/grow")
                              .Hardlink("h1", "h2")
                              .Hardlink("h2", "h1")
                              .Finish();
  Result<std::unique_ptr<Archive>> archive = OpenBytes(tar);
  ASSERT_TRUE(archive);
  for (const char* path : {"a", "b", "self", "grow", "grow/x", "h1", "h2"})
    EXPECT_EQ((*archive)->Find(path), kNoMember);
  std::string endless;
  for (int i = 0; i < 1'000'000; ++i) endless += "a/";
  EXPECT_EQ((*archive)->Find(endless), kNoMember);
}

TEST(Archive, TheLastOfTwoMembersWithOneNameCounts) {
  Result<std::unique_ptr<Archive>> archive = OpenBytes(TarWriter().File("x", "1").File("./x", "2").Finish());
  ASSERT_TRUE(archive);
  EXPECT_EQ((*archive)->ReadText((*archive)->Find("x")).value(), "2");
}

TEST(Archive, WhatCannotBeOpened) {
  auto code = [](std::string_view bytes) {
    Result<std::unique_ptr<Archive>> archive = OpenBytes(bytes);
    return archive ? "" : std::string(CodeName(archive.error().code));
  };
  EXPECT_EQ(code(""), "empty-file");
  EXPECT_EQ(code("Hello, this is a text and no archive.\n"), "not-an-archive");
  EXPECT_EQ(code(std::string(5000, 'x')), "not-an-archive");
  EXPECT_EQ(code(Gzip("just a text")), "not-an-archive");
  EXPECT_EQ(code("\x04\x22\x4d\x18 lz4 frame"), "unsupported-compression");
  EXPECT_EQ(code("\x1f\x8b" + std::string(100, '!')), "archive-damaged");
}

TEST(Archive, AnEmptyTarIsAnArchive) {
  Result<std::unique_ptr<Archive>> archive = OpenBytes(std::string(1024, '\0'));
  ASSERT_TRUE(archive);
  EXPECT_THAT((*archive)->members(), IsEmpty());
}

TEST(Archive, ACutBodyLeavesTheMember) {
  const std::string tar = TarWriter().File("a", "first").File("big", Pattern(100'000, 'b')).File("c", "last").Finish();
  Result<std::unique_ptr<Archive>> archive = OpenBytes(tar.substr(0, 50'000));
  ASSERT_TRUE(archive);
  EXPECT_EQ((*archive)->members().size(), 2u);
  EXPECT_THAT(Codes((*archive)->diagnostics()), ElementsAre("archive-truncated"));
  EXPECT_EQ((*archive)->diagnostics()[0].path, "big");
  EXPECT_EQ((*archive)->members()[1].size, 100'000u);
  EXPECT_EQ((*archive)->ReadText((*archive)->Find("a")).value(), "first");
  Result<std::string> cut = (*archive)->ReadText((*archive)->Find("big"));
  ASSERT_FALSE(cut);
  EXPECT_EQ(cut.error().code, Code::kArchiveTruncated);
}

TEST(Archive, ACutCompressedTarGivesWhatCameBefore) {
  std::string noise = Pattern(400'000, 'n');
  for (size_t i = 0; i < noise.size(); ++i) noise[i] = static_cast<char>((i * 2654435761u) >> 13);
  const std::string bytes = Gzip(TarWriter().File("a.json", "{}").File("big", noise).File("c", "last").Finish());
  Result<std::unique_ptr<Archive>> archive = OpenBytes(std::string_view(bytes).substr(0, bytes.size() / 2));
  ASSERT_TRUE(archive);
  EXPECT_EQ((*archive)->members().size(), 2u);
  EXPECT_THAT(Codes((*archive)->diagnostics()), ElementsAre("archive-truncated"));
  EXPECT_EQ((*archive)->ReadText(0).value(), "{}");
}

TEST(Archive, DamageInTheMiddleIsADiagnostic) {
  std::string tar = TarWriter().File("a", "1").File("b", "2").File("c", "3").Finish();
  for (size_t i = 1024; i < tar.size(); ++i) tar[i] = static_cast<char>(i * 31 + 7);
  Result<std::unique_ptr<Archive>> archive = OpenBytes(tar);
  ASSERT_TRUE(archive);
  EXPECT_EQ((*archive)->members().size(), 1u);
  EXPECT_EQ((*archive)->diagnostics().size(), 1u);
}

TEST(Archive, EveryCutOfASmallTarOpensOrSaysWhy) {
  const std::string tar = TarWriter().File("a.json", "{}").Symlink("l", "a.json").File("b", Pattern(900, 'b')).Finish();
  for (const std::string& bytes : {tar, Gzip(tar)}) {
    for (size_t size = 0; size < bytes.size(); ++size) {
      Result<std::unique_ptr<Archive>> archive = OpenBytes(std::string_view(bytes).substr(0, size));
      if (!archive) continue;
      for (MemberId id = 0; id < (*archive)->members().size(); ++id) (void)(*archive)->ReadText(id);
    }
  }
}

TEST(Archive, HugeClaimsAllocateNothing) {
  const std::string tar = TarWriter().Add({.name = "huge", .body = "x", .size = uint64_t{1} << 60}).Finish();
  Result<std::unique_ptr<Archive>> archive = OpenBytes(tar);
  ASSERT_TRUE(archive);
  EXPECT_THAT(Codes((*archive)->diagnostics()), ElementsAre("archive-truncated"));
  EXPECT_EQ((*archive)->ReadText(0).error().code, Code::kLimitReached);
}

TEST(Archive, AFolderWorksLikeATar) {
  std::vector<Archive::FolderFile> files;
  files.push_back({"./index.json", Source("{}")});
  files.push_back({"blobs/sha256/x", Source(Gzip("layer"))});
  Result<std::unique_ptr<Archive>> archive = Archive::OpenFolder(std::move(files));
  ASSERT_TRUE(archive);
  EXPECT_TRUE((*archive)->is_folder());
  EXPECT_EQ((*archive)->ReadText((*archive)->Find("index.json")).value(), "{}");
  EXPECT_TRUE((*archive)->IsSmallJson(0));
  EXPECT_FALSE((*archive)->IsSmallJson(1));
  EXPECT_EQ((*archive)->SniffMember(1), Compression::kGzip);
  EXPECT_EQ((*archive)->members()[1].file, 1u);
  EXPECT_FALSE(Archive::OpenFolder({}));
}

TEST(Archive, AFileThatVanishesIsAnError) {
  class Gone : public ByteSource {
   public:
    uint64_t size() const override { return 1 << 20; }
    Result<size_t> ReadAt(uint64_t offset, MutableBytes) override {
      return Error{Code::kFileUnreadable, "gone", offset};
    }
  };
  Result<std::unique_ptr<Archive>> archive = Archive::OpenTar(std::make_shared<Gone>());
  ASSERT_FALSE(archive);
  EXPECT_EQ(archive.error().code, Code::kFileUnreadable);
}

}  // namespace
}  // namespace anatomy
