#include "engine/codec/blob_format.h"

#include <gtest/gtest.h>

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
