#include "engine/tar/tar_reader.h"

#include <archive.h>
#include <archive_entry.h>

#include <algorithm>
#include <cerrno>
#include <limits>
#include <optional>

namespace anatomy {
namespace {

// A damaged header is skipped and the next one tried, as tar(1) does; after so many in a row the rest is noise.
constexpr int kDamagedHeadersInARow = 3;

uint32_t ClampToU32(int64_t value) {
  return static_cast<uint32_t>(std::clamp<int64_t>(value, 0, std::numeric_limits<uint32_t>::max()));
}

std::string_view View(const char* text) { return text ? std::string_view(text) : std::string_view(); }

EntryType TypeOf(archive_entry* entry) {
  if (archive_entry_hardlink(entry)) return EntryType::kHardlink;
  switch (archive_entry_filetype(entry)) {
    case AE_IFDIR:
      return EntryType::kDir;
    case AE_IFLNK:
      return EntryType::kSymlink;
    case AE_IFCHR:
      return EntryType::kChar;
    case AE_IFBLK:
      return EntryType::kBlock;
    case AE_IFIFO:
      return EntryType::kFifo;
    case AE_IFSOCK:
      return EntryType::kSocket;
    default:
      return EntryType::kFile;
  }
}

uint64_t StoredSize(archive_entry* entry, uint64_t size) {
  if (archive_entry_sparse_reset(entry) == 0) return size;
  uint64_t stored = 0;
  la_int64_t offset, length;
  while (archive_entry_sparse_next(entry, &offset, &length) == ARCHIVE_OK) stored += static_cast<uint64_t>(length);
  return stored;
}

}  // namespace

std::string_view EntryTypeName(EntryType type) {
  switch (type) {
    case EntryType::kFile:
      return "file";
    case EntryType::kDir:
      return "dir";
    case EntryType::kSymlink:
      return "symlink";
    case EntryType::kHardlink:
      return "hardlink";
    case EntryType::kChar:
      return "char";
    case EntryType::kBlock:
      return "block";
    case EntryType::kFifo:
      return "fifo";
    case EntryType::kSocket:
      return "socket";
  }
  std::abort();
}

// libarchive's client callbacks work on this.
struct TarReader::Input {
  ByteStream& stream;
  std::optional<Error> error;

  static la_ssize_t Read(archive* a, void* self_, const void** buffer) {
    auto* self = static_cast<Input*>(self_);
    Result<Bytes> block = self->stream.Next();
    if (!block) {
      self->error = block.error();
      archive_set_error(a, EIO, "%s", "stream error");
      return -1;
    }
    *buffer = block->data();
    return static_cast<la_ssize_t>(block->size());
  }

  static la_int64_t Skip(archive*, void* self_, la_int64_t count) {
    auto* self = static_cast<Input*>(self_);
    return static_cast<la_int64_t>(self->stream.Skip(static_cast<uint64_t>(count)));
  }
};

void TarReader::Closer::operator()(archive* a) const { archive_read_free(a); }

TarReader::TarReader(ByteStream& stream)
    : input_(std::make_unique<Input>(Input{stream, std::nullopt})), archive_(archive_read_new()) {
  archive_read_support_format_tar(archive_.get());
  archive_read_set_callback_data(archive_.get(), input_.get());
  archive_read_set_read_callback(archive_.get(), Input::Read);
  archive_read_set_skip_callback(archive_.get(), Input::Skip);
}

TarReader::~TarReader() = default;

uint64_t TarReader::position() const {
  return static_cast<uint64_t>(std::max<la_int64_t>(0, archive_filter_bytes(archive_.get(), 0)));
}

Error TarReader::LastError(Code otherwise) const {
  if (input_->error) return *input_->error;
  const std::string_view text = View(archive_error_string(archive_.get()));
  const bool truncated = text.find("runcated") != std::string_view::npos;
  return {truncated ? Code::kArchiveTruncated : otherwise, std::string(text), position()};
}

Result<const TarEntry*> TarReader::NextEntry() {
  if (!opened_) {
    if (archive_read_open1(archive_.get()) != ARCHIVE_OK) return LastError(Code::kNotAnArchive);
    opened_ = true;
  }
  for (int damaged = 0; damaged < kDamagedHeadersInARow; ++damaged) {
    archive_entry* entry = nullptr;
    switch (archive_read_next_header(archive_.get(), &entry)) {
      case ARCHIVE_EOF:
        return static_cast<const TarEntry*>(nullptr);
      case ARCHIVE_OK:
      case ARCHIVE_WARN:
        any_entry_ = true;
        Fill(entry);
        entry_.remark = Remark();
        return static_cast<const TarEntry*>(&entry_);
      case ARCHIVE_RETRY:
        continue;
      default:
        return LastError(any_entry_ ? Code::kTarDamaged : Code::kNotAnArchive);
    }
  }
  return LastError(any_entry_ ? Code::kTarDamaged : Code::kNotAnArchive);
}

// Of what libarchive warns of, only this loses something that runtimes keep.
std::string_view TarReader::Remark() const {
  const std::string_view text = View(archive_error_string(archive_.get()));
  return text.find("pax extended attribute") == std::string_view::npos ? std::string_view() : text;
}

void TarReader::Fill(archive_entry* entry) {
  entry_.name = View(archive_entry_pathname(entry));
  entry_.type = TypeOf(entry);
  entry_.link =
      entry_.type == EntryType::kHardlink ? View(archive_entry_hardlink(entry)) : View(archive_entry_symlink(entry));
  // Linux gives every symbolic link this mode, whatever the header says.
  entry_.mode = entry_.type == EntryType::kSymlink ? 0777 : static_cast<uint32_t>(archive_entry_perm(entry));
  entry_.uid = ClampToU32(archive_entry_uid(entry));
  entry_.gid = ClampToU32(archive_entry_gid(entry));
  entry_.mtime = archive_entry_mtime(entry);
  entry_.size =
      entry_.type == EntryType::kFile ? static_cast<uint64_t>(std::max<la_int64_t>(0, archive_entry_size(entry))) : 0;
  entry_.stored_size = StoredSize(entry, entry_.size);
  entry_.device_major = static_cast<uint32_t>(archive_entry_rdevmajor(entry));
  entry_.device_minor = static_cast<uint32_t>(archive_entry_rdevminor(entry));
  entry_.header_offset = static_cast<uint64_t>(std::max<la_int64_t>(0, archive_read_header_position(archive_.get())));
  entry_.data_offset = position();
  entry_.xattrs.clear();
  archive_entry_xattr_reset(entry);
  const char* name;
  const void* value;
  size_t size;
  while (archive_entry_xattr_next(entry, &name, &value, &size) == ARCHIVE_OK) {
    // An empty value deletes a PAX record (POSIX pax, "Extended Header"); container runtimes read it so, too.
    if (size > 0) entry_.xattrs.emplace_back(name, std::string(static_cast<const char*>(value), size));
  }
}

Result<Bytes> TarReader::NextData(uint64_t* position) {
  const void* data;
  size_t size;
  la_int64_t offset;
  for (;;) {
    switch (archive_read_data_block(archive_.get(), &data, &size, &offset)) {
      case ARCHIVE_EOF:
        return Bytes();
      case ARCHIVE_OK:
      case ARCHIVE_WARN:
        if (size == 0) continue;  // a hole at the end of a sparse file
        if (position) *position = static_cast<uint64_t>(offset);
        return Bytes(static_cast<const uint8_t*>(data), size);
      default:
        return LastError(Code::kTarDamaged);
    }
  }
}

}  // namespace anatomy
