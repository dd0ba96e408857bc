#include "unit/image/fixtures.h"

#include <gtest/gtest.h>
#include <zlib.h>

namespace anatomy::image_test {
namespace {

std::string Join(const std::vector<std::string>& parts) {
  std::string text;
  for (const std::string& part : parts) text += (text.empty() ? "" : ",") + part;
  return text;
}

}  // namespace

std::shared_ptr<MemorySource> Source(std::string_view bytes) {
  return std::make_shared<MemorySource>(std::vector<uint8_t>(bytes.begin(), bytes.end()));
}

Result<std::unique_ptr<Archive>> OpenBytes(std::string_view bytes) { return Archive::OpenTar(Source(bytes)); }

ImageSet ReadSet(std::string_view bytes) {
  Result<std::unique_ptr<Archive>> archive = OpenBytes(bytes);
  if (!archive) {
    ADD_FAILURE() << CodeName(archive.error().code) << " " << archive.error().detail;
    return {};
  }
  Result<ImageSet> set = ReadImageSet(**archive);
  if (!set) {
    ADD_FAILURE() << CodeName(set.error().code);
    return {};
  }
  return std::move(*set);
}

std::string Gzip(std::string_view bytes) {
  z_stream stream = {};
  deflateInit2(&stream, Z_BEST_SPEED, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
  std::string out(deflateBound(&stream, bytes.size()) + 64, '\0');
  std::string in(bytes);
  stream.next_in = reinterpret_cast<Bytef*>(in.data());
  stream.avail_in = static_cast<uInt>(in.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  deflate(&stream, Z_FINISH);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

std::string Digest(std::string_view bytes) { return Sha256Digest(AsBytes(bytes)); }

std::string Hex(std::string_view bytes) { return Digest(bytes).substr(7); }

std::string Layer(std::string_view name) { return TarWriter().File(name, name).Finish(); }

std::string Config(const std::vector<std::string>& layers, std::string_view architecture) {
  std::vector<std::string> diff_ids, history;
  for (const std::string& layer : layers) {
    diff_ids.push_back('"' + Digest(layer) + '"');
    history.push_back(R"({"created_by":"layer )" + std::to_string(history.size()) + R"("})");
  }
  return R"({"architecture":")" + std::string(architecture) +
         R"(","os":"linux","rootfs":{"type":"layers","diff_ids":[)" + Join(diff_ids) + R"(]},"history":[)" +
         Join(history) + "]}";
}

std::string DescriptorOf(std::string_view blob, std::string_view media_type, std::string_view more) {
  return R"({"mediaType":")" + std::string(media_type) + R"(","digest":")" + Digest(blob) + R"(","size":)" +
         std::to_string(blob.size()) + (more.empty() ? "" : "," + std::string(more)) + "}";
}

std::string Manifest(std::string_view config, const std::vector<std::string>& layers, std::string_view more) {
  std::vector<std::string> descriptors;
  for (const std::string& layer : layers) descriptors.push_back(DescriptorOf(layer, kOciLayer));
  return R"({"schemaVersion":2,"config":)" + DescriptorOf(config, kOciConfig) + R"(,"layers":[)" + Join(descriptors) +
         "]" + (more.empty() ? "" : "," + std::string(more)) + "}";
}

std::string Index(const std::vector<std::string>& descriptors) {
  return R"({"schemaVersion":2,"manifests":[)" + Join(descriptors) + "]}";
}

OciTar& OciTar::Blob(std::string_view bytes) { return File("blobs/sha256/" + Hex(bytes), bytes); }

OciTar& OciTar::Blobs(const std::vector<std::string>& blobs) {
  for (const std::string& blob : blobs) Blob(blob);
  return *this;
}

OciTar& OciTar::File(std::string_view name, std::string_view bytes) {
  tar_.File(name, bytes);
  return *this;
}

std::vector<std::string> Codes(const std::vector<Diagnostic>& diagnostics) {
  std::vector<std::string> codes;
  for (const Diagnostic& diagnostic : diagnostics) codes.emplace_back(CodeName(diagnostic.code));
  return codes;
}

}  // namespace anatomy::image_test
