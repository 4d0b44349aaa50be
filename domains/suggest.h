// "Did you mean": the known name that a misspelt one is closest to.
#ifndef TESTFED_DOMAINS_SUGGEST_H_
#define TESTFED_DOMAINS_SUGGEST_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace testfed {

// By Damerau-Levenshtein distance (optimal string alignment) without regard to ASCII case, at most
// max(1, a third of the typo's length) edits; of equally close names the first. Cost: names x
// lengths.
std::optional<std::string> ClosestName(std::string_view typo,
                                       const std::vector<std::string>& names);

}  // namespace testfed

#endif  // TESTFED_DOMAINS_SUGGEST_H_
