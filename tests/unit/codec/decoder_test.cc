// Sniff, and what every decoder must do alike: give the same bytes and the same end however the input is cut, give
// everything that can be decoded before an error, and come to an end on anything.
#include "engine/codec/decoder.h"

#include <gtest/gtest.h>

#include "unit/codec/samples.h"
#include "unit/io/block_streams.h"

namespace anatomy {
namespace {

using test::Drain;
using test::Drained;
using test::Sample;
using test::SampleTar;

Drained Decode(std::unique_ptr<ByteStream> stream) {
  Result<Decoded> decoded = OpenDecoder(std::move(stream));
  if (!decoded) return {.bytes = {}, .error = decoded.error()};
  return Drain(*decoded->stream);
}

// Decodes whatever the cut and checks that it makes no difference.
Drained DecodeEveryWay(std::string_view bytes) {
  const Drained whole = Decode(test::BlocksOf(bytes, bytes.size() + 1));
  for (test::NamedStream& cut : test::EveryCutOf(bytes)) {
    SCOPED_TRACE(cut.name);
    const Drained other = Decode(std::move(cut.stream));
    EXPECT_EQ(other.bytes.size(), whole.bytes.size());
    EXPECT_TRUE(other.bytes == whole.bytes);  // not EXPECT_EQ: nobody wants to see all that
    EXPECT_EQ(other.code(), whole.code());
  }
  return whole;
}

class EveryCompression : public testing::TestWithParam<Sample> {};
INSTANTIATE_TEST_SUITE_P(Codec, EveryCompression, testing::ValuesIn(test::SampleTarCompressed()),
                         [](const testing::TestParamInfo<Sample>& info) {
                           std::string name = info.param.name;
                           for (char& c : name) c = c == ' ' ? '_' : c;
                           return name;
                         });

TEST(Sniff, KnowsTheMagics) {
  using namespace std::string_view_literals;
  EXPECT_EQ(Sniff(AsBytes("\x1f\x8b\x08"sv)), Compression::kGzip);
  EXPECT_EQ(Sniff(AsBytes("\x28\xb5\x2f\xfd"sv)), Compression::kZstd);
  for (int nibble = 0; nibble < 16; ++nibble) {
    const std::string magic = {static_cast<char>(0x50 + nibble), 0x2a, 0x4d, 0x18};
    EXPECT_EQ(Sniff(AsBytes(magic)), Compression::kZstd) << "skippable frame " << nibble;
  }
  EXPECT_EQ(Sniff(AsBytes("\xfd"
                          "7zXZ\0"sv)),
            Compression::kXz);
  EXPECT_EQ(Sniff(AsBytes("BZh9"sv)), Compression::kBzip2);
  EXPECT_EQ(Sniff(AsBytes("\x04\x22\x4d\x18"sv)), Compression::kUnknown);
  for (const std::string_view none : {""sv, "\x1f"sv, "\x1f\x8c"sv, "\x28\xb5\x2f"sv,
                                      "\xfd"
                                      "7zXZ"sv,
                                      "BZ"sv, "d/"sv, "\0\0\0\0\0\0"sv}) {
    EXPECT_EQ(Sniff(AsBytes(none)), Compression::kNone);
  }
}

TEST(OpenDecoder, LeavesPlainBytesAlone) {
  for (const std::string_view bytes : {"", "B", "plain bytes of some length"}) {
    EXPECT_EQ(DecodeEveryWay(bytes).bytes, bytes);
  }
}

TEST(OpenDecoder, RefusesWhatItOnlyRecognises) {
  EXPECT_EQ(DecodeEveryWay("\x04\x22\x4d\x18 and more").code(), "unsupported-compression");
}

TEST(OpenDecoder, PassesTheInputsErrorOn) {
  const Error broken{Code::kFileUnreadable, "disk"};
  EXPECT_EQ(Decode(test::BlocksOf("", 4, broken)).code(), "file-unreadable");
  const std::string gzip = test::Gzip(SampleTar());
  const Drained got = Decode(test::BlocksOf(gzip.substr(0, gzip.size() / 2), 100, broken));
  EXPECT_EQ(got.code(), "file-unreadable");
  EXPECT_TRUE(SampleTar().starts_with(got.bytes));
}

TEST_P(EveryCompression, DecodesAtEveryBlockSize) {
  EXPECT_EQ(Sniff(AsBytes(GetParam().bytes)), GetParam().compression);
  const Drained got = DecodeEveryWay(GetParam().bytes);
  EXPECT_EQ(got.code(), "");
  EXPECT_TRUE(got.bytes == SampleTar());
}

// Layers are often many members one after the other; the end of one is not the end of the layer.
TEST_P(EveryCompression, SeveralMembersAreOneStream) {
  const std::string& one = GetParam().bytes;
  const Drained got = DecodeEveryWay(one + one + one);
  EXPECT_EQ(got.code(), "");
  EXPECT_TRUE(got.bytes == SampleTar() + SampleTar() + SampleTar());
}

// A cut anywhere gives a prefix, the longer the later the cut, and then one error; never a hang or a regular end.
TEST_P(EveryCompression, TruncatedAtEveryByteGivesThePrefixAndAnError) {
  const std::string& bytes = GetParam().bytes;
  const std::string tar = SampleTar();
  size_t longest = 0;
  for (size_t cut = 0; cut < bytes.size(); ++cut) {
    SCOPED_TRACE(cut);
    const std::string part = bytes.substr(0, cut);
    const Drained at_once = Decode(test::BlocksOf(part, 65536));
    const Drained bytewise = Decode(test::BlocksOf(part, 1));
    ASSERT_TRUE(bytewise.bytes == at_once.bytes) << bytewise.bytes.size() << ", " << at_once.bytes.size();
    ASSERT_EQ(bytewise.code(), at_once.code());
    if (Sniff(AsBytes(part)) == Compression::kNone) continue;  // too short to be known as anything
    ASSERT_TRUE(tar.starts_with(at_once.bytes));
    ASSERT_GE(at_once.bytes.size(), longest);
    ASSERT_EQ(at_once.code(), "layer-truncated");
    ASSERT_EQ(at_once.error->offset, cut);
    longest = at_once.bytes.size();
  }
  if (GetParam().compression == Compression::kGzip) EXPECT_EQ(longest, tar.size()) << "only the trailer was missing";
}

// The same in the second member: everything of the first is there.
TEST_P(EveryCompression, TruncatedInTheSecondMember) {
  const std::string& one = GetParam().bytes;
  for (const size_t more : {size_t{10}, one.size() / 2, one.size() - 1}) {
    const Drained got = DecodeEveryWay(one + one.substr(0, more));
    EXPECT_EQ(got.code(), "layer-truncated") << more;
    EXPECT_TRUE(got.bytes.starts_with(SampleTar()));
  }
}

// Every single bit flip ends: in the right bytes where the bit means nothing, in an error, or in other bytes where
// there is no checksum.
TEST_P(EveryCompression, BitFlipsNeverHangOrCrash) {
  size_t noticed = 0;
  for (size_t i = 0; i < GetParam().bytes.size(); ++i) {
    for (const int bit : {0, 3, 7}) {
      std::string bytes = GetParam().bytes;
      bytes[i] = static_cast<char>(bytes[i] ^ (1 << bit));
      const Drained at_once = Decode(test::BlocksOf(bytes, 65536));
      const Drained pieces = Decode(test::BlocksOf(bytes, 7));
      ASSERT_EQ(pieces.code(), at_once.code()) << "byte " << i << " bit " << bit;
      // liblzma notices nonsense a little later when it sees more of it.
      const bool same = GetParam().compression == Compression::kXz
                            ? pieces.bytes.starts_with(at_once.bytes) || at_once.bytes.starts_with(pieces.bytes)
                            : pieces.bytes == at_once.bytes;
      ASSERT_TRUE(same) << "byte " << i << " bit " << bit << ": " << pieces.bytes.size() << ", "
                        << at_once.bytes.size();
      noticed += at_once.error || at_once.bytes != SampleTar();
    }
  }
  EXPECT_GT(noticed, GetParam().bytes.size() * 2) << "most flips are noticed";
}

// Damage in a late block takes nothing of the blocks before it, also when all of them are handed over at once.
TEST(Zstd, GivesTheBlocksBeforeADamagedOne) {
  // A frame without size or checksum, of raw blocks of 1000 bytes; the last has the reserved type 3.
  using namespace std::string_view_literals;
  std::string frame("\x28\xb5\x2f\xfd\x00\x58"sv);
  std::string content;
  for (int i = 0; i < 3; ++i) {
    frame += "\x40\x1f\x00"sv;
    frame += std::string(1000, static_cast<char>('a' + i));
    content += std::string(1000, static_cast<char>('a' + i));
  }
  frame += "\x46\x1f\x00"sv;
  const Drained got = DecodeEveryWay(frame + std::string(1000, 'x'));
  EXPECT_EQ(got.code(), "layer-damaged");
  EXPECT_TRUE(got.bytes == content) << got.bytes.size();
}

struct Tail {
  std::string_view name;
  std::string bytes;
};
const Tail kTails[] = {{"one zero", std::string(1, '\0')},
                       {"zeros", std::string(1024, '\0')},
                       {"text", "trailing text, longer than any header"},
                       {"one letter", "x"}};

// gzip(1) and bzip2(1) ignore what follows the last member; tar layers padded with zeros occur.
TEST(Gzip, IgnoresWhatFollowsTheLastMember) {
  for (const Tail& tail : kTails) {
    SCOPED_TRACE(tail.name);
    const Drained got = DecodeEveryWay(test::Gzip(SampleTar()) + tail.bytes);
    EXPECT_TRUE(got.bytes == SampleTar());
    EXPECT_EQ(got.code(), "");
  }
}

TEST(Bzip2, IgnoresWhatFollowsTheLastStream) {
  for (const Tail& tail : kTails) {
    SCOPED_TRACE(tail.name);
    const Drained got = DecodeEveryWay(test::Bzip2(SampleTar()) + tail.bytes);
    EXPECT_TRUE(got.bytes == SampleTar());
    EXPECT_EQ(got.code(), "");
  }
}

// xz(1) and zstd(1) take what follows for damage; the data is there all the same.
TEST_P(EveryCompression, KeepsTheDataWhateverFollows) {
  for (const Tail& tail : kTails) {
    SCOPED_TRACE(tail.name);
    EXPECT_TRUE(DecodeEveryWay(GetParam().bytes + tail.bytes).bytes == SampleTar());
  }
}

TEST(Xz, StreamPaddingIsLegal) {
  for (const Sample& sample : test::SampleTarCompressed()) {
    if (sample.compression != Compression::kXz) continue;
    const Drained got = DecodeEveryWay(sample.bytes + std::string(8, '\0') + sample.bytes + std::string(4, '\0'));
    EXPECT_TRUE(got.bytes == SampleTar() + SampleTar());
    EXPECT_EQ(got.code(), "");
  }
}

// zstd:chunked keeps its table of contents in skippable frames, and some writers begin with one.
TEST(Zstd, SkipsSkippableFramesAnywhere) {
  for (const Sample& sample : test::SampleTarCompressed()) {
    if (sample.compression != Compression::kZstd) continue;
    const std::string skip = test::SkippableZstdFrame("a table of contents");
    const Drained got = DecodeEveryWay(skip + sample.bytes + skip + test::SkippableZstdFrame("") + sample.bytes + skip);
    EXPECT_TRUE(got.bytes == SampleTar() + SampleTar());
    EXPECT_EQ(got.code(), "");
    EXPECT_EQ(DecodeEveryWay(sample.bytes + skip.substr(0, skip.size() - 1)).code(), "layer-truncated");
  }
  const Drained only = DecodeEveryWay(test::SkippableZstdFrame("nothing else"));
  EXPECT_EQ(only.bytes, "");
  EXPECT_EQ(only.code(), "");
}

// A frame that asks for a window of gigabytes must not get it.
TEST(Zstd, RefusesHugeWindows) {
  using namespace std::string_view_literals;
  // Frame header with window descriptor 0xa0: 2^30 bytes; then an empty last block.
  const Drained got = DecodeEveryWay("\x28\xb5\x2f\xfd\x00\xa0\x01\x00\x00"sv);
  EXPECT_EQ(got.code(), "limit-reached");
}

// More output than one of the decoder's buffers holds, from very little input.
TEST(Codec, OutputLargerThanTheBuffer) {
  const std::string zeros(1'000'000, '\0');
  EXPECT_TRUE(DecodeEveryWay(test::Gzip(zeros)).bytes == zeros);
  EXPECT_TRUE(DecodeEveryWay(test::Bzip2(zeros)).bytes == zeros);
  const std::string noise = test::Noise(600'000, 9);
  EXPECT_TRUE(Decode(test::RandomBlocksOf(test::Gzip(noise), 1)).bytes == noise);
}

// A block may come out larger than any buffer, and be longer than any piece of the input; libdeflate and zlib take
// turns.
TEST(Gzip, BlocksOfAnySize) {
  const std::string zeros(12'000'000, '\0');
  const std::string noise = test::Noise(400'000, 3);
  std::string mixed = noise + zeros.substr(0, 3'000'000) + SampleTar() + noise;
  for (const int level : {0, 6}) {
    SCOPED_TRACE(level);
    EXPECT_TRUE(Decode(test::BlocksOf(test::Gzip(zeros, level), 100'000)).bytes == zeros);
    const std::string compressed = test::Gzip(mixed, level);
    for (const size_t block : {size_t{1000}, size_t{33'000}, compressed.size()}) {
      const Drained got = Decode(test::BlocksOf(compressed, block));
      EXPECT_TRUE(got.bytes == mixed) << block;
      EXPECT_EQ(got.code(), "") << block;
    }
  }
}

// RFC 1952, 2.3.1: what comes out is checked by CRC and by length, for each member, when all of it has been given.
TEST(Gzip, AWrongTrailerIsDamage) {
  const std::string one = test::Gzip(SampleTar());
  for (size_t at = one.size() - 8; at < one.size(); ++at) {
    SCOPED_TRACE(at);
    std::string wrong = one;
    wrong[at] = static_cast<char>(wrong[at] ^ 1);
    const Drained got = DecodeEveryWay(one + wrong);
    EXPECT_TRUE(got.bytes == SampleTar() + SampleTar());
    EXPECT_EQ(got.code(), "layer-damaged");
  }
}

// An eStargz layer ends in an empty member of its own kind; an empty member gives nothing.
TEST(Gzip, EmptyMembers) {
  EXPECT_EQ(DecodeEveryWay(test::Gzip("")).bytes, "");
  EXPECT_EQ(DecodeEveryWay(test::Gzip("") + test::Gzip("a") + test::Gzip("") + test::Gzip("b") + test::Gzip("")).bytes,
            "ab");
}

// RFC 1952: extra field, file name, comment and header checksum come before the data, in any cut.
TEST(Gzip, OptionalHeaderFields) {
  std::string member = test::Gzip("content");
  member[3] = 0x04 | 0x08 | 0x10;  // FEXTRA, FNAME, FCOMMENT
  member.insert(10, std::string("\x05\x00"
                                "SG\x01\x00"
                                "xname\0comment\0",
                                20));
  const Drained got = DecodeEveryWay(member);
  EXPECT_EQ(got.code(), "");
  EXPECT_EQ(got.bytes, "content");
}

}  // namespace
}  // namespace anatomy
