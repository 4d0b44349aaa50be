// Commands in commit messages: `Affects: Js, Wasm` adds changed domains to a plan; it can only add.
#ifndef TESTFED_SELECTOR_TRAILERS_H_
#define TESTFED_SELECTOR_TRAILERS_H_

#include <string>
#include <string_view>
#include <vector>

namespace testfed {

struct TrailerCommand {
  std::string line;                // as written, without its end; continuation lines joined
  bool all = false;                // `*`
  std::vector<std::string> names;  // of domains; unchecked
};

// In order of appearance:
// - the git trailer `Affects:`, any case, in the last paragraph of a message of at least two (the
//   first is the title), continued by lines that begin with white space
//   (git-interpret-trailers(1));
// - Kotlin's lines `^affects: ...` and `^test: ...`, anywhere, exactly so.
// Names are split at blanks, commas and semicolons; `*` is everything, `<none>` nothing.
std::vector<TrailerCommand> ReadTrailers(std::string_view message);

}  // namespace testfed

#endif  // TESTFED_SELECTOR_TRAILERS_H_
