#include "cli/filter_folder.h"

#include <stdlib.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <utility>

namespace testfed {

absl::StatusOr<FilterFolder> FilterFolder::Make(const std::string& parent) {
  std::string path = parent + "/testfed-XXXXXX";
  if (mkdtemp(path.data()) == nullptr) {
    return Error("no folder for filters can be made in `" + parent + "`: " + std::strerror(errno),
                 "name another folder for temporary files", "TMPDIR=DIR testfed run");
  }
  return FilterFolder(std::move(path));
}

FilterFolder::FilterFolder(FilterFolder&& other) noexcept : path_(std::exchange(other.path_, {})) {}

FilterFolder::~FilterFolder() {
  std::error_code ignored;  // it is in the system's folder for what may be lost
  if (!path_.empty()) std::filesystem::remove_all(path_, ignored);
}

absl::Status FilterFolder::Write(const std::string& name, const std::string& content) const {
  std::string file = path_ + "/" + name;
  std::ofstream out(file, std::ios::binary | std::ios::trunc);
  out << content;
  out.close();
  if (!out) return Error("the filter `" + file + "` cannot be written: " + std::strerror(errno));
  return absl::OkStatus();
}

}  // namespace testfed
