#include "engine/image/foreign_file.h"

#include <algorithm>
#include <string>
#include <string_view>

#include "engine/base/path.h"
#include "engine/image/json.h"

namespace anatomy {
namespace {

using namespace std::string_view_literals;

struct Magic {
  size_t offset;
  std::string_view bytes;
  Code code;
  std::string_view detail;
};

constexpr Magic kMagics[] = {
    {0, "PK\x03\x04"sv, Code::kFileIsZip, ""},
    {0, "PK\x05\x06"sv, Code::kFileIsZip, "It is empty."},
    {0, "!<arch>\n"sv, Code::kFileIsPackage, "It is a Debian package or another ar archive."},
    {0, "\xed\xab\xee\xdb"sv, Code::kFileIsPackage, "It is an RPM package."},
    {0, "7z\xbc\xaf\x27\x1c"sv, Code::kFileIsPackage, "It is a 7-Zip archive."},
    {0, "Rar!\x1a\x07"sv, Code::kFileIsPackage, "It is a RAR archive."},
    {0, "070701"sv, Code::kFileIsPackage, "It is a cpio archive."},
    {0, "070707"sv, Code::kFileIsPackage, "It is a cpio archive."},
    {0, "xar!"sv, Code::kFileIsPackage, "It is a xar archive."},
    {0, "MSCF"sv, Code::kFileIsPackage, "It is a cabinet."},
    {0, "hsqs"sv, Code::kFileIsDisk, "It is a squashfs."},
    {0, "QFI\xfb"sv, Code::kFileIsDisk, "It is a QEMU disk image."},
    {0, "KDMV"sv, Code::kFileIsDisk, "It is a VMware disk image."},
    {0, "MSWIM\0\0\0"sv, Code::kFileIsDisk, "It is a Windows image."},
    {0, "#!/usr/bin/env run-singularity"sv, Code::kFileIsDisk, "It is a Singularity image."},
    {1024, "\xe2\xe1\xf5\xe0"sv, Code::kFileIsDisk, "It is an erofs."},
    {1080, "\x53\xef"sv, Code::kFileIsDisk, "It is an ext file system."},
    {32769, "CD001"sv, Code::kFileIsDisk, "It is an ISO 9660 image."},
};

char Lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool StartsWithAnyCase(std::string_view text, std::string_view start) {
  return text.size() >= start.size() && std::ranges::equal(text.substr(0, start.size()), start, {}, Lower, Lower);
}

// A character may be cut in two at the end of what is looked at.
bool IsText(std::string_view text) {
  const bool printable = std::ranges::none_of(text, [](char c) {
    return (static_cast<uint8_t>(c) < 0x20 && "\t\n\r\f"sv.find(c) == std::string_view::npos) || c == 0x7f;
  });
  for (size_t cut = 0; printable && cut < 4 && cut < text.size(); ++cut) {
    if (IsUtf8(text.substr(0, text.size() - cut))) return true;
  }
  return false;
}

// A Dockerfile begins with FROM, after comments and ARGs.
bool IsDockerfile(std::string_view text) {
  while (!text.empty()) {
    const size_t end = text.find('\n');
    std::string_view line = text.substr(0, end);
    line.remove_prefix(std::min(line.find_first_not_of(" \t\r"), line.size()));
    if (StartsWithAnyCase(line, "FROM ")) return true;
    if (!line.empty() && line[0] != '#' && !StartsWithAnyCase(line, "ARG ")) return false;
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  return false;
}

std::optional<Error> TextKind(std::string_view text) {
  if (text.starts_with("\xef\xbb\xbf")) text.remove_prefix(3);
  text.remove_prefix(std::min(text.find_first_not_of(" \t\r\n"), text.size()));
  if (text.empty() || !IsText(text)) return std::nullopt;
  if (StartsWithAnyCase(text, "<!doctype html") || StartsWithAnyCase(text, "<html")) {
    return Error{Code::kFileIsWebPage, {}, 0};
  }
  if (text.starts_with("<?xml")) return Error{Code::kFileIsWebPage, "It is XML.", 0};
  if (LooksLikeJson(text)) return Error{Code::kFileIsJson, {}, 0};
  if (IsDockerfile(text)) return Error{Code::kFileIsDockerfile, {}, 0};
  return std::nullopt;
}

}  // namespace

std::optional<Error> LooksForeign(Bytes head) {
  const std::string_view text = AsText(head);
  for (const Magic& magic : kMagics) {
    if (text.size() < magic.offset || !text.substr(magic.offset).starts_with(magic.bytes)) continue;
    return Error{magic.code, std::string(magic.detail), magic.offset};
  }
  return TextKind(text);
}

}  // namespace anatomy
