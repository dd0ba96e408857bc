#include "engine/codec/blob_format.h"

#include <gtest/gtest.h>

#include <optional>
#include <string>

#include "unit/codec/samples.h"

namespace anatomy {
namespace {

using namespace std::string_literals;

// An empty gzip member with this extra field, as stargz writers make it.
std::string EmptyMember(const std::string& field) {
  return "\x1f\x8b\x08\x04\0\0\0\0\0\xff"s + static_cast<char>(field.size()) + '\0' + field + "\x01\0\0\xff\xff"s +
         std::string(8, '\0');
}

std::string ChunkedFooter(size_t size, const std::string& mark = "GNUlInUx") {
  return test::SkippableZstdFrame(std::string(size - 8, 'o') + mark);
}

BlobFormat FormatOf(const std::string& blob, size_t block = 1 << 20) {
  BlobTail tail;
  for (size_t i = 0; i < blob.size(); i += block) tail.Add(AsBytes(std::string_view(blob).substr(i, block)));
  return tail.Format();
}

TEST(BlobFormat, FooterOfEveryForm) {
  const std::string body = test::Gzip("layer");
  EXPECT_EQ(FormatOf(body + EmptyMember("SG\x16\0000000000000000400STARGZ"s)), BlobFormat::kEstargz);
  EXPECT_EQ(FormatOf(body + EmptyMember("0000000000000400STARGZ")), BlobFormat::kEstargz);
  EXPECT_EQ(FormatOf(body + EmptyMember("SG\x11\0STARGZEXTERNALTOC"s)), BlobFormat::kEstargz);
  EXPECT_EQ(FormatOf("frames" + ChunkedFooter(64)), BlobFormat::kZstdChunked);
  EXPECT_EQ(FormatOf("frames" + ChunkedFooter(40, "GnUlInUx")), BlobFormat::kZstdChunked);
}

TEST(BlobFormat, DoesNotDependOnBlocks) {
  const std::string stargz = test::Gzip("layer") + EmptyMember("SG\x16\0000000000000000400STARGZ"s);
  const std::string chunked = std::string(500, 'f') + ChunkedFooter(64);
  for (size_t block = 1; block < 100; ++block) {
    EXPECT_EQ(FormatOf(stargz, block), BlobFormat::kEstargz) << block;
    EXPECT_EQ(FormatOf(chunked, block), BlobFormat::kZstdChunked) << block;
  }
}

TEST(BlobFormat, WhatOnlyLooksAlikeIsPlain) {
  EXPECT_EQ(FormatOf(""), BlobFormat::kPlain);
  EXPECT_EQ(FormatOf("STARGZ"), BlobFormat::kPlain);
  EXPECT_EQ(FormatOf("GNUlInUx"), BlobFormat::kPlain);
  EXPECT_EQ(FormatOf(std::string(100, 'x') + "GNUlInUx"), BlobFormat::kPlain) << "no frame";
  EXPECT_EQ(FormatOf(EmptyMember("SG\x16\0000000000000000400STARGZ"s) + "x"), BlobFormat::kPlain) << "not at the end";
  EXPECT_EQ(FormatOf(EmptyMember("XX\x16\0000000000000000400STARGZ"s)), BlobFormat::kPlain);
  EXPECT_EQ(FormatOf(test::Gzip("a file that ends with STARGZ")), BlobFormat::kPlain);
}

std::string Number(uint64_t number) {
  std::string bytes;
  for (int i = 0; i < 8; ++i) bytes.push_back(static_cast<char>(number >> (8 * i) & 0xff));
  return bytes;
}

std::string ChunkedFooterOf(uint64_t offset, uint64_t size, uint64_t kind = 1) {
  return test::SkippableZstdFrame(Number(offset) + Number(size) + Number(900) + Number(kind) + std::string(24, '\0') +
                                  "GNUlInUx");
}

TEST(BlobFormat, FindsTheTableOfContents) {
  const std::string stargz = std::string(1100, 'b') + EmptyMember("SG\x16\0000000000000000400STARGZ"s);
  const std::optional<TocPlace> in_gzip = FindToc(stargz, stargz.size());
  ASSERT_TRUE(in_gzip);
  EXPECT_EQ(in_gzip->format, BlobFormat::kEstargz);
  EXPECT_EQ(in_gzip->offset, 0x400u);
  EXPECT_EQ(in_gzip->size, 1100u - 0x400) << "as far as the footer";

  const std::string chunked = std::string(500, 'f') + ChunkedFooterOf(300, 200);
  const std::optional<TocPlace> in_zstd = FindToc(chunked, chunked.size());
  ASSERT_TRUE(in_zstd);
  EXPECT_EQ(in_zstd->format, BlobFormat::kZstdChunked);
  EXPECT_EQ(in_zstd->offset, 300u);
  EXPECT_EQ(in_zstd->size, 200u);
  EXPECT_EQ(FindToc(std::string_view(chunked).substr(500), chunked.size())->offset, 300u) << "the tail is enough";
}

TEST(BlobFormat, AFooterThatLeadsNowhereIsNone) {
  const auto find = [](const std::string& footer) { return FindToc(footer, 1000); };
  EXPECT_TRUE(find(EmptyMember("SG\x16\0000000000000000100STARGZ"s)));
  EXPECT_FALSE(find(EmptyMember("SG\x16\0000000000000000fffSTARGZ"s))) << "behind the end";
  EXPECT_FALSE(find(EmptyMember("SG\x16\000ffffffffffffffffSTARGZ"s)));
  EXPECT_FALSE(find(EmptyMember("SG\x16\000000000000000x100STARGZ"s))) << "no number";
  EXPECT_FALSE(find(EmptyMember("SG\x11\0STARGZEXTERNALTOC"s))) << "it is elsewhere";
  EXPECT_TRUE(find(ChunkedFooterOf(800, 200)));
  EXPECT_FALSE(find(ChunkedFooterOf(801, 200)));
  EXPECT_FALSE(find(ChunkedFooterOf(UINT64_MAX, 200)));
  EXPECT_FALSE(find(ChunkedFooterOf(800, UINT64_MAX)));
  EXPECT_FALSE(find(ChunkedFooterOf(800, 200, 2))) << "another kind of table";
  EXPECT_FALSE(find(""));
}

TEST(BlobFormat, ArtefactsAreThoseOfEstargz) {
  EXPECT_TRUE(IsFormatArtefact(BlobFormat::kEstargz, ".prefetch.landmark"));
  EXPECT_TRUE(IsFormatArtefact(BlobFormat::kEstargz, ".no.prefetch.landmark"));
  EXPECT_TRUE(IsFormatArtefact(BlobFormat::kEstargz, "stargz.index.json"));
  EXPECT_FALSE(IsFormatArtefact(BlobFormat::kEstargz, "prefetch.landmark"));
  EXPECT_FALSE(IsFormatArtefact(BlobFormat::kZstdChunked, "stargz.index.json"));
  EXPECT_FALSE(IsFormatArtefact(BlobFormat::kPlain, "stargz.index.json"));
}

}  // namespace
}  // namespace anatomy
