// git's folder `objects`: packs and loose objects, read in this process.
//
// Whatever is not found or not understood here is not an answer: the caller asks libgit2. So a
// pack that another process has just written costs time, and nothing else.
#ifndef TESTFED_SELECTOR_GIT_OBJECT_FOLDER_H_
#define TESTFED_SELECTOR_GIT_OBJECT_FOLDER_H_

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "selector/git/inflate.h"
#include "selector/git/pack_file.h"

namespace testfed {

// For ids of 20 bytes (SHA-1). One thread at a time.
class ObjectFolder {
 public:
  explicit ObjectFolder(std::string path) : path_(std::move(path)) {}
  std::optional<Object> Read(std::string_view raw_id);

 private:
  void FindPacks();
  std::optional<Object> ReadLoose(std::string_view raw_id);

  std::string path_;
  bool looked_ = false;
  std::vector<std::unique_ptr<PackFile>> packs_;  // the one that had the last object first
  Inflater inflater_;
};

}  // namespace testfed

#endif  // TESTFED_SELECTOR_GIT_OBJECT_FOLDER_H_
