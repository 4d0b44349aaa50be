#include "cli/receipt_folder.h"

#include <algorithm>
#include <filesystem>

#include "domains/path_name.h"

namespace testfed {
namespace {

namespace fs = std::filesystem;

// More than a receipt with all its names can have.
constexpr size_t kMaxReceiptBytes = size_t{16} << 20;
constexpr int kMaxDepth = 16;

absl::StatusOr<Receipt> ReadOne(const fs::directory_entry& entry, const std::string& name,
                                FileSystem& files) {
  std::error_code error;
  if (entry.is_symlink(error)) return Error(QuotePath(name) + " is a symbolic link");
  if (!entry.is_regular_file(error) || error) return Error(QuotePath(name) + " is no regular file");
  TESTFED_ASSIGN_OR_RETURN(std::optional<std::string> text,
                           files.Read(entry.path().string(), kMaxReceiptBytes));
  if (!text) return Error(QuotePath(name) + " is gone");
  return ReadReceipt(*text, QuotePath(name));
}

}  // namespace

absl::StatusOr<ReceiptFolder> ReceiptFolder::Open(const std::string& path, FileSystem& files) {
  std::error_code error;
  fs::create_directories(path, error);
  if (error || !fs::is_directory(path, error)) {
    return Error("the folder `" + QuotePath(path) + "` for receipts cannot be made" +
                 (error ? ": " + error.message() : ""));
  }
  return ReceiptFolder(path, files);
}

absl::Status ReceiptFolder::Forget(const std::string& job) {
  return files_->Remove(path_ + "/" + job + ".json");
}

absl::Status ReceiptFolder::Write(const Receipt& receipt) {
  return files_->Write(path_ + "/" + receipt.job + ".json", ToJsonText(receipt));
}

absl::StatusOr<std::vector<ReceiptFile>> ReadReceipts(const std::string& path, FileSystem& files) {
  std::vector<ReceiptFile> found;
  std::error_code error;
  if (!fs::exists(path, error)) return found;
  if (!fs::is_directory(path, error)) return Error("`" + QuotePath(path) + "` is no folder");
  fs::recursive_directory_iterator at(path, error), end;
  for (; !error && at != end; at.increment(error)) {
    const std::string name = at->path().lexically_relative(path).generic_string();
    std::error_code type_error;
    if (at->is_directory(type_error) && !at->is_symlink(type_error)) {
      if (at.depth() >= kMaxDepth) return Error("`" + QuotePath(name) + "` is too deep a folder");
      continue;
    }
    found.push_back({name, ReadOne(*at, name, files)});
  }
  if (error) {
    return Error("the folder `" + QuotePath(path) + "` cannot be read: " + error.message());
  }
  std::sort(found.begin(), found.end(),
            [](const ReceiptFile& a, const ReceiptFile& b) { return a.path < b.path; });
  return found;
}

}  // namespace testfed
