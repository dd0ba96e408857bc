#include "unit/codec/samples.h"

#include <bzlib.h>
#include <zlib.h>

#include "unit/support/tar_writer.h"

namespace anatomy::test {
namespace {

// SampleTar() as `zstd -19 --check`, `zstd --no-check` and `xz --lzma2=dict=64KiB` wrote it.
constexpr std::string_view kZstdChecked =
    "28b52ffd640011a50a00620f291d406fd3010f12b40f1254fd082a8aa21c887d3721bb1dac372a3a430009c832a5e8c177ecbd9760a0749d"
    "bc4dde97d7dd9697e5cdbc9877e555791dbc0dde870e6fc3cb6ee245bc0bafc2ebacdbacfbd675ebb675d9bab92edee55cb59aebbcdbb8fb"
    "da75ecb6bc0c6fae8bea2ec0c552a14c2411c8c3d1602c1409c4c150200c22481078ae3a5a1812eaf33587c8987b182829951e4f042249ed"
    "55b2a7526b4f25060a4ea0a128236649daef60944830c1ac63fdad1883ea0358c24ce52fab34603a06945230a1da6dbabc97845b822e4bd6"
    "69e72ecbe2599ac2c055228cb95083918b2618b87a81311710d0a86e61be3e1b8d2675c1eb0e7143b4009c059f217d56faaae9f3a74f525f"
    "537d76f539eb2baeafbd563c67b38861af39c03587b1ea212f70d83506bce661ae3a8405335c608f195c15586a9c33b818b0d424a7047766"
    "97a48221fd5366e76a30017d7272764f9062";
constexpr std::string_view kZstdPlain =
    "28b52ffd6000112d0d0022ce271f606bd301db8cd92fd5ebaa4bb5c5014190423622f796524a9bc3208794b20386d72cd626cccc54200c42"
    "b9e43221bc3bbb3a9f6289a525eb91f568fd596fd697f5b65ea93ea93eab4fd5a3eab1faabdefa527a57d22bd927a94fd427ecd1f568fd55"
    "6fee0bf1e0d0c0b0f07034180a09088b03854141826040a061020096de6d160985db4b94cc10d382303ef6612c8ec6e3a0d687691fdb08a5"
    "6d1f84096da8a1a9c3344861d8cf6002917232660712e030342ec60005326394d030011160510a25be19a9c903fd9b8db101856e003c547f"
    "1979fd050e034afc53aaf3a587bd303cee85a99b0ea0422d47c81407cc93086f76420469a37409e7ce82ee0b56e20eace690f48c53d078c7"
    "1249a5cebb06ca72ac8934c0792fa0dac64690d29a6dde1ad16c55bb543706406f106f2176814358acbe2272e16b1858f923e1e29398583f"
    "a5e4e2bb98587fa6e4e2e398ac8fcb30488ff2e746b8806d4c0504a356d033ce0566e32a3018b7029b712e301b5781c1b81518e38cb2027b"
    "684089cef44d241e431561caf53171ee05f4079dcd2cb1e123c71f7845fe91072eca3e49fc0df6";
constexpr std::string_view kXz =
    "fd377a585a000004e6d6b4460200210108000000d80f2313e011ff015d5d00320bbc1ba78c3444e1c20775e8fce3c09284597fa05a8d3859"
    "cca3d882b4deab11883584a3437bfa326dcdda004f69f64e8bfa748218a32e5f852bef649f3e4842140b47c7b20e4a7219862a40a5acdaaa"
    "9c4f4794c5c1631a9d687b1a0df30a393c97b2904138346b7b671ea8c6ff59b8584d3b85aefde35538747ea22fa065d2ee3765cd8d05a33f"
    "e167b0386323a2da38919ddba670a1ca68d5c72ebdf4aa3209fb3652557454dfbc5db7378f0d3f55827999caecff0bd72e1ec1746d38790d"
    "2bd38996c6a89bc87f6c8ccd916a164f3cdbcea7454cddbaa70c5f5a678f1da343401d65c5586c7eba214a2729a0a9f81a6a7db5d1292d2a"
    "fbcc46a8ce64a1b14b3dbc02c65657e954c2e3d1b89bbd8b790d815bb53f7871e7b1cb8d9b733dd0f40124a5adc0d3811d70453c4e51910e"
    "7ee56a99ebc62aa32320d9c23add0dc08ee731898457f02c82042db3a264bf4060760ebcaf31167654f65f0000000000f87444e2013c115b"
    "0001f902802400006b971559b1c467fb020000000004595a";

}  // namespace

std::string FromHex(std::string_view hex) {
  auto digit = [](char c) { return c <= '9' ? c - '0' : c - 'a' + 10; };
  std::string bytes;
  for (size_t i = 0; i + 1 < hex.size(); i += 2)
    bytes.push_back(static_cast<char>(digit(hex[i]) << 4 | digit(hex[i + 1])));
  return bytes;
}

std::string Gzip(std::string_view bytes, int level) {
  z_stream stream = {};
  if (deflateInit2(&stream, level, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) != Z_OK) std::abort();
  std::string in(bytes);
  std::string out(deflateBound(&stream, in.size()), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(in.data());
  stream.avail_in = static_cast<uInt>(in.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  if (deflate(&stream, Z_FINISH) != Z_STREAM_END) std::abort();
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

std::string Bzip2(std::string_view bytes) {
  std::string in(bytes);
  unsigned size = static_cast<unsigned>(in.size() + in.size() / 100 + 600);  // the library's own bound
  std::string out(size, '\0');
  if (BZ2_bzBuffToBuffCompress(out.data(), &size, in.data(), static_cast<unsigned>(in.size()), 1, 0, 0) != BZ_OK)
    std::abort();
  out.resize(size);
  return out;
}

std::string SkippableZstdFrame(std::string_view content) {
  std::string frame = "\x5e\x2a\x4d\x18";
  for (int shift = 0; shift < 32; shift += 8) frame.push_back(static_cast<char>(content.size() >> shift & 0xff));
  return frame.append(content);
}

std::string SampleTar() {
  const std::string letters = "abcdefghijklmnopqrstuvwxyz", digits = "0123456789";
  std::string text;
  for (size_t i = 0; i < 40; ++i) {
    text += "line " + std::to_string(i) + ": " + letters.substr(i % 26) + digits.substr(0, i % 11) + "\n";
  }
  return TarWriter().Dir("d/").File("d/a", text).Symlink("d/l", "a").File("e", "").Finish();
}

std::vector<Sample> SampleTarCompressed() {
  const std::string tar = SampleTar();
  return {{"gzip", Compression::kGzip, Gzip(tar)},
          {"bzip2", Compression::kBzip2, Bzip2(tar)},
          {"zstd", Compression::kZstd, FromHex(kZstdChecked)},
          {"zstd without checksum", Compression::kZstd, FromHex(kZstdPlain)},
          {"xz", Compression::kXz, FromHex(kXz)}};
}

}  // namespace anatomy::test
