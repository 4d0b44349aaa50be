#include "selector/git/shallow_file.h"

#include <fstream>

namespace testfed {

std::unordered_set<std::string> ReadShallowFile(const std::string& path) {
  std::unordered_set<std::string> ids;
  std::ifstream file(path);
  for (std::string line; std::getline(file, line);) ids.insert(line);
  return ids;
}

}  // namespace testfed
