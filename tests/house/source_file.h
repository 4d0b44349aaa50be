// Files of this repository as values, so that every rule is tested on files that never existed.
#ifndef TESTFED_TESTS_HOUSE_SOURCE_FILE_H_
#define TESTFED_TESTS_HOUSE_SOURCE_FILE_H_

#include <string>
#include <string_view>
#include <vector>

namespace testfed::house {

struct SourceFile {
  std::string path;  // from the root of the repository, with `/`
  std::string text;  // "" for what is no text: a byte 0 is in it
};
using Files = std::vector<SourceFile>;

// What a rule found: "path:line: what was seen; the rule", in the order of files and lines.
using Violations = std::vector<std::string>;

// The files that git tracks, and new ones that it does not ignore; where there is no git, all but
// build/. Sorted by path. Throws std::runtime_error when it finds fewer than it must.
Files ReadRepository(const std::string& root);

// The text of the file called `path`, or "" when there is none.
std::string TextOf(const Files& files, std::string_view path);

std::vector<std::string> LinesOf(std::string_view text);
std::string At(const SourceFile& file, size_t line);  // "path:line"; lines count from 1

bool IsHeader(std::string_view path);
bool IsSource(std::string_view path);                // .h or .cc
bool IsForeign(std::string_view path);               // data that tests read, not ours to style
std::string_view FolderOf(std::string_view path);    // "tests/house"; "" at the root
std::string_view BaseNameOf(std::string_view path);  // "dev"

}  // namespace testfed::house

#endif  // TESTFED_TESTS_HOUSE_SOURCE_FILE_H_
