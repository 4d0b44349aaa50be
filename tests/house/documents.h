// What the documents say of the repository: their links, and the commands that they name.
#ifndef TESTFED_TESTS_HOUSE_DOCUMENTS_H_
#define TESTFED_TESTS_HOUSE_DOCUMENTS_H_

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "tests/house/source_file.h"

namespace testfed::house {

struct Link {
  size_t line = 0;  // counts from 1
  std::string target;
};

// Inline links `[text](target)` of a Markdown text outside code; definitions `[name]: target` too.
std::vector<Link> LinksOf(std::string_view markdown);

// The anchors that GitHub gives to the headings of a Markdown text.
std::set<std::string> AnchorsOf(std::string_view markdown);

// A link leads to the web, or to a file or folder here; with `#anchor`, to one of its headings.
Violations CheckLinks(const Files& files);

// The commands in the help of ./dev: lines of two spaces, the names with commas, a description.
std::set<std::string> DevCommandsOf(std::string_view dev);

// `./dev COMMAND`, wherever a file says it, is a command of ./dev.
Violations CheckDevCommands(const Files& files);

}  // namespace testfed::house

#endif  // TESTFED_TESTS_HOUSE_DOCUMENTS_H_
