// Where something is written: file, line and column, both counted from 1 in bytes.
#ifndef TESTFED_DOMAINS_PLACE_H_
#define TESTFED_DOMAINS_PLACE_H_

#include <compare>
#include <string>
#include <string_view>

namespace testfed {

struct Position {
  int line = 0;    // from 1; 0 is "the whole file"
  int column = 0;  // from 1
  auto operator<=>(const Position&) const = default;
};

struct Place {
  std::string file;  // relative to the repository's root; empty: no place at all
  Position position;
  auto operator<=>(const Place&) const = default;
};

// "file:line:column", "file" where there is no line, "" where there is no file.
std::string ToString(const Place& place);

}  // namespace testfed

#endif  // TESTFED_DOMAINS_PLACE_H_
