#include "engine/layer/layer_scanner.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "engine/base/limits.h"
#include "unit/codec/samples.h"
#include "unit/io/block_streams.h"
#include "unit/support/layer_builder.h"

namespace anatomy {
namespace {

using test::CodesOf;
using test::Gzip;
using test::Noise;
using test::Scan;
using test::TableText;
using test::TarWriter;
using testing::ElementsAre;
using testing::IsEmpty;

// One entry of every kind, with everything a table can hold.
TarWriter OneOfEach() {
  TarWriter tar;
  tar.Dir("./").Dir("./d/").File("d/a", Noise(1300, 1)).Symlink("d/l", "/abs").Hardlink("h", "./d/a");
  tar.Add({.name = "null", .type = '3', .device_major = 1, .device_minor = 3});
  tar.Add({.name = "sda", .type = '4', .device_major = 8, .device_minor = 0}).Add({.name = "fifo", .type = '6'});
  tar.Add({.name = "x", .body = "caps", .pax = {{"SCHILY.xattr.user.b", "2"}, {"SCHILY.xattr.user.a", "1"}}});
  tar.File("../../escaped", "e").File("not-utf8-\xff", "u");
  tar.Add({.name = "sparse",
           .body = "abcde",
           .pax = {{"GNU.sparse.size", "2000"}, {"GNU.sparse.numblocks", "2"}, {"GNU.sparse.map", "0,3,1000,2"}}});
  return tar;
}

TEST(ScanLayer, FillsEveryColumn) {
  const std::string tar = OneOfEach().Finish();
  const LayerTable table = Scan(tar);
  EXPECT_EQ(table.state, LayerState::kComplete);
  EXPECT_EQ(table.compression, Compression::kNone);
  EXPECT_EQ(table.stored_bytes, tar.size());
  EXPECT_EQ(table.unpacked_bytes, tar.size());
  ASSERT_EQ(table.entry_count(), 12u);
  EXPECT_EQ(table.paths[0], "") << "the root's own entry";
  EXPECT_EQ(table.paths[1], "d");
  EXPECT_EQ(table.paths[2], "d/a");
  EXPECT_EQ(table.sizes[2], 1300u);
  EXPECT_EQ(table.stored_sizes[2], 1300u);
  EXPECT_EQ(tar.substr(table.header_offsets[2] + 512, 1300), Noise(1300, 1));
  EXPECT_EQ(table.links[3], "/abs");
  EXPECT_EQ(table.type(4), EntryType::kHardlink);
  EXPECT_EQ(table.links[4], "./d/a") << "link targets stay raw";
  EXPECT_EQ(table.sizes[4], 0u) << "a hard link brings no bytes";
  EXPECT_EQ(table.devices.at(5), (std::array<uint32_t, 2>{1, 3}));
  EXPECT_EQ(table.devices.at(6), (std::array<uint32_t, 2>{8, 0}));
  EXPECT_EQ(table.type(7), EntryType::kFifo);
  EXPECT_EQ(table.xattrs.at(8), (std::vector<Xattr>{{"user.a", "1"}, {"user.b", "2"}})) << "sorted, to be compared";
  EXPECT_EQ(table.paths[9], "escaped");
  EXPECT_EQ(table.raw_names.at(9), "../../escaped");
  EXPECT_EQ(table.raw_names.at(10), "not-utf8-\xff");
  EXPECT_EQ(table.raw_names.size(), 2u) << "'./d/' for 'd' is no loss";
  EXPECT_EQ(table.sizes[11], 2000u);
  EXPECT_EQ(table.stored_sizes[11], 5u);
  EXPECT_THAT(CodesOf(table.diagnostics), ElementsAre("path-escapes-root", "name-not-utf8"));
}

// Tables decide whether two contents are equal: the same bytes must give the same hash however they were cut,
// compressed, or split.
TEST(ScanLayer, TheTableDoesNotDependOnBlocks) {
  const std::string tar = OneOfEach().Finish();
  for (const std::string& blob :
       {tar, Gzip(tar), Gzip(tar.substr(0, 3000)) + Gzip(tar.substr(3000)), test::Bzip2(tar)}) {
    const std::string text = TableText(Scan(blob));
    for (test::NamedStream& cut : test::EveryCutOf(blob)) {
      SCOPED_TRACE(cut.name);
      EXPECT_EQ(TableText(ScanLayer(std::move(cut.stream))), text);
    }
    for (const size_t size : test::kBlockSizes) {
      EXPECT_EQ(TableText(ScanLayer(std::make_unique<SourceStream>(test::SourceOf(blob), size))), text) << size;
    }
  }
}

TEST(ScanLayer, EveryCompressionGivesTheSameRows) {
  const LayerTable plain = Scan(test::SampleTar());
  EXPECT_EQ(plain.entry_count(), 4u);
  for (const test::Sample& sample : test::SampleTarCompressed()) {
    SCOPED_TRACE(sample.name);
    LayerTable table = Scan(sample.bytes);
    EXPECT_EQ(table.compression, sample.compression);
    EXPECT_EQ(table.stored_bytes, sample.bytes.size());
    table.compression = plain.compression;
    table.stored_bytes = plain.stored_bytes;
    EXPECT_EQ(TableText(table), TableText(plain));
  }
}

TEST(ScanLayer, HashesTellContentsApart) {
  const LayerTable table =
      Scan(TarWriter().File("a", "same").File("b", "same").File("c", "Same").File("e1", "").File("e2", "").Finish());
  EXPECT_EQ(table.hashes[0], table.hashes[1]);
  EXPECT_FALSE(table.hashes[0] == table.hashes[2]);
  EXPECT_EQ(table.hashes[3], table.hashes[4]);
}

// The same stored bytes at other places are another file.
TEST(ScanLayer, HashesOfSparseFilesCountTheHoles) {
  auto sparse = [](const std::string& map) {
    return TarWriter()
        .Add({.name = "s",
              .body = "abcde",
              .pax = {{"GNU.sparse.size", "2000"}, {"GNU.sparse.numblocks", "2"}, {"GNU.sparse.map", map}}})
        .Finish();
  };
  const LayerTable a = Scan(sparse("0,3,1000,2")), b = Scan(sparse("0,3,1001,2")), c = Scan(sparse("0,3,1000,2"));
  EXPECT_FALSE(a.hashes[0] == b.hashes[0]);
  EXPECT_EQ(a.hashes[0], c.hashes[0]);
}

// RULES.md §1: all of these are legal layers without entries.
TEST(ScanLayer, EmptyLayers) {
  using namespace std::string_literals;
  const std::string buildkit =
      "\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff\x62\x18\x05\xa3\x60\x14\x8c\x58\x00\x08\x00\x00\xff\xff\x2e\xaf\xb5\xef\x00\x04\x00\x00"s;
  for (const std::string& blob :
       {""s, std::string(512, '\0'), std::string(1024, '\0'), Gzip(""), Gzip(std::string(1024, '\0')), buildkit}) {
    const LayerTable table = Scan(blob);
    EXPECT_EQ(table.state, LayerState::kComplete) << blob.size();
    EXPECT_EQ(table.entry_count(), 0u);
    EXPECT_THAT(table.diagnostics, IsEmpty());
    EXPECT_EQ(table.stored_bytes, blob.size());
  }
  EXPECT_EQ(Scan(buildkit).unpacked_bytes, 1024u);
}

TEST(ScanLayer, WhatIsNoTarSaysSo) {
  const LayerTable table = Scan(R"({"_type": "https://in-toto.io/Statement/v0.1"})");
  EXPECT_EQ(table.state, LayerState::kPartial);
  EXPECT_THAT(CodesOf(table.diagnostics), ElementsAre("layer-not-tar"));
  EXPECT_THAT(CodesOf(Scan(Gzip(Noise(3000, 4))).diagnostics), ElementsAre("layer-not-tar"));
  EXPECT_THAT(CodesOf(Scan("\x04\x22\x4d\x18 lz4").diagnostics), ElementsAre("unsupported-compression"));
}

// eStargz puts its table of contents behind the end of the tar; the diff ID covers it.
TEST(ScanLayer, ReadsToTheRealEnd) {
  const std::string tar = TarWriter().File("a", "1").Finish();
  const std::string more = TarWriter().File("stargz.index.json", "{}").Finish();
  const LayerTable table = Scan(Gzip(tar) + Gzip(more));
  EXPECT_EQ(table.unpacked_bytes, tar.size() + more.size());
  EXPECT_EQ(table.entry_count(), 1u);
  EXPECT_THAT(CodesOf(table.diagnostics), ElementsAre("trailing-data"));
  EXPECT_THAT(Scan(tar + std::string(100'000, '\0')).diagnostics, IsEmpty()) << "zeros are padding";
  for (const std::string& blob :
       {tar + "x", tar + std::string(5000, '\0') + "x", tar.substr(0, 1024 + 512 + 3) + "x"}) {
    for (test::NamedStream& cut : test::EveryCutOf(blob)) {
      EXPECT_THAT(CodesOf(ScanLayer(std::move(cut.stream)).diagnostics), ElementsAre("trailing-data")) << cut.name;
    }
  }
}

// The tail is read so that damage behind the tar's end is noticed.
TEST(ScanLayer, NoticesDamageBehindTheTarsEnd) {
  std::string blob = Gzip(TarWriter().File("a", "1").Finish() + std::string(5000, '\0'));
  blob[blob.size() - 6] ^= 1;  // the checksum
  const LayerTable table = Scan(blob);
  EXPECT_EQ(table.state, LayerState::kPartial);
  EXPECT_EQ(table.entry_count(), 1u);
  EXPECT_THAT(CodesOf(table.diagnostics), ElementsAre("layer-damaged"));
}

// Whatever follows the compressed data, the whole blob has been read, and the table is one.
TEST(ScanLayer, BytesBehindTheCompressedDataAreCountedOnce) {
  for (const std::string& tail : {std::string(3000, '\0'), Noise(3000, 7)}) {
    const std::string blob = Gzip(test::SampleTar()) + tail;
    for (test::NamedStream& cut : test::EveryCutOf(blob)) {
      SCOPED_TRACE(cut.name);
      const LayerTable table = ScanLayer(std::move(cut.stream));
      EXPECT_EQ(table.state, LayerState::kComplete);
      EXPECT_EQ(table.entry_count(), 4u);
      EXPECT_EQ(table.stored_bytes, blob.size());
    }
  }
}

// Cut anywhere, in every form: the rows before are right, the layer says what is wrong, and nothing hangs.
TEST(ScanLayer, TruncatedAtEveryByte) {
  const LayerTable whole = Scan(test::SampleTar());
  for (const test::Sample& sample : test::SampleTarCompressed()) {
    for (size_t cut = 8; cut < sample.bytes.size(); ++cut) {
      SCOPED_TRACE(sample.name + " " + std::to_string(cut));
      const LayerTable table = Scan(sample.bytes.substr(0, cut));
      ASSERT_EQ(table.state, LayerState::kPartial);
      ASSERT_THAT(CodesOf(table.diagnostics), ElementsAre("layer-truncated"));
      ASSERT_LE(table.entry_count(), whole.entry_count());
      for (uint32_t row = 0; row < table.entry_count(); ++row) ASSERT_EQ(table.paths[row], whole.paths[row]);
    }
  }
}

// A flipped bit anywhere in a plain tar: no crash, no hang, and a table whose columns agree.
TEST(ScanLayer, BitFlipsInAPlainTar) {
  const std::string tar = OneOfEach().Finish();
  std::set<std::string> codes;
  for (size_t i = 0; i < tar.size(); ++i) {
    if (tar[i] == '\0' && i % 7 != 0) continue;  // mostly padding
    std::string flipped = tar;
    flipped[i] = static_cast<char>(flipped[i] ^ (1 << i % 8));
    const LayerTable table = ScanLayer(test::BlocksOf(flipped, 65536));
    ASSERT_EQ(table.paths.size(), table.entry_count());
    ASSERT_EQ(table.hashes.size(), table.entry_count());
    ASSERT_EQ(table.unpacked_bytes, tar.size()) << i;
    for (const std::string& code : CodesOf(table.diagnostics)) codes.insert(code);
  }
  EXPECT_GT(codes.size(), 2u) << "damage is named";
}

TEST(ScanLayer, ReportsProgressToTheEnd) {
  const std::string blob = Gzip(TarWriter().File("a", Noise(100'000, 1)).File("b", "b").Finish());
  uint64_t bytes = 0, calls = 0;
  const LayerTable table = ScanLayer(test::BlocksOf(blob, 1000), [&](const ScanProgress& progress) {
    EXPECT_GE(progress.stored_bytes, bytes);
    bytes = progress.stored_bytes;
    ++calls;
  });
  EXPECT_EQ(bytes, blob.size());
  EXPECT_GE(calls, blob.size() / 1000);
  EXPECT_EQ(table.entry_count(), 2u);
}

TEST(ScanLayer, DiagnosticsAreCapped) {
  TarWriter tar;
  for (size_t i = 0; i < limits::kDiagnostics + 200; ++i) tar.File("../" + std::to_string(i), "");
  const LayerTable table = Scan(tar.Finish());
  EXPECT_EQ(table.entry_count(), limits::kDiagnostics + 200);
  EXPECT_LE(table.diagnostics.size(), limits::kDiagnostics + 1);
}

}  // namespace
}  // namespace anatomy
