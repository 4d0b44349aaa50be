// A folder of this run alone, for the files that runners read their filters from.
#ifndef TESTFED_CLI_FILTER_FOLDER_H_
#define TESTFED_CLI_FILTER_FOLDER_H_

#include <string>

#include "domains/status.h"

namespace testfed {

class FilterFolder {
 public:
  // Makes a new folder that only this user can read, below `parent` (absolute).
  static absl::StatusOr<FilterFolder> Make(const std::string& parent);
  FilterFolder(FilterFolder&& other) noexcept;
  FilterFolder& operator=(FilterFolder&&) = delete;
  ~FilterFolder();  // removes it with all that it holds

  const std::string& path() const { return path_; }
  absl::Status Write(const std::string& name, const std::string& content) const;

 private:
  explicit FilterFolder(std::string path) : path_(std::move(path)) {}
  std::string path_;  // "" when moved from
};

}  // namespace testfed

#endif  // TESTFED_CLI_FILTER_FOLDER_H_
