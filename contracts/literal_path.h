// Which literal texts look like a path of the repository.
#ifndef TESTFED_CONTRACTS_LITERAL_PATH_H_
#define TESTFED_CONTRACTS_LITERAL_PATH_H_

#include <string_view>

namespace testfed {

// Reference::Kind::kText: it has a `/` and no blank, wildcard, `:`, escape or control character,
// and something beside slashes.
bool LooksLikePath(std::string_view literal);

}  // namespace testfed

#endif  // TESTFED_CONTRACTS_LITERAL_PATH_H_
