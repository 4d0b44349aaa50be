// A CODEOWNERS file, as GitHub reads it: the owners of top-level folders, and of single files.
//
// The last line that matches decides; a line without owners takes them away. Of a whole folder,
// lines about a part of it, or about files by their names, say nothing and are counted.
// Source: GitHub Docs, "About code owners": no `!`, no `[ ]`, no `\#`; `folder/*` is the files
// directly in it; a `#` begins a comment.
#ifndef TESTFED_CLI_CODEOWNERS_H_
#define TESTFED_CLI_CODEOWNERS_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domains/pattern.h"

namespace testfed {

class Codeowners {
 public:
  // Where GitHub looks, in its order: the first file that is there counts.
  static const std::vector<std::string>& Places();

  explicit Codeowners(std::string_view text);

  // Of everything in the folder `name` at the root, in the order of the line; empty: nobody.
  std::vector<std::string> OwnersOf(std::string_view name) const;

  struct Said {
    int line = 0;  // from 1; 0: no line is about the file
    std::vector<std::string> owners;
  };
  // Of one file.
  Said OwnersOfFile(std::string_view path) const;

  // Lines, from 1, that GitHub reads and that are about less than a folder at the root.
  const std::vector<int>& narrow_lines() const { return narrow_lines_; }
  // Lines that GitHub does not accept, and skips.
  const std::vector<int>& unread_lines() const { return unread_lines_; }

 private:
  struct Line {
    std::string name;  // of the folders it is about, with `*` and `?`; "" is every folder
    std::vector<std::string> owners;
  };
  struct FileLine {
    Pattern pattern;
    Said said;
  };
  void Read(std::string_view line, int number);

  std::vector<Line> lines_;
  std::vector<FileLine> file_lines_;
  std::vector<int> narrow_lines_;
  std::vector<int> unread_lines_;
};

}  // namespace testfed

#endif  // TESTFED_CLI_CODEOWNERS_H_
