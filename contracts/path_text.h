// Paths in sources and in the words of runners.
#ifndef TESTFED_CONTRACTS_PATH_TEXT_H_
#define TESTFED_CONTRACTS_PATH_TEXT_H_

#include <string>
#include <string_view>

namespace testfed {

// Whether literal text looks like a path (Reference::Kind::kText): it has a `/`, and no blank,
// control character, wildcard or `:`, nothing that is quoted in shells, and no more than 1,024
// bytes.
bool LooksLikePath(std::string_view text);

// A path of the repository as it is called in a folder of it, "" the root: with `../` where it is
// outside; never with a `-` first, which a runner would read as an option.
std::string PathFrom(std::string_view directory, std::string_view path);

}  // namespace testfed

#endif  // TESTFED_CONTRACTS_PATH_TEXT_H_
