// "did you mean": the closest of a few names to one that was not found.
#ifndef TESTFED_DOMAINS_SUGGEST_H_
#define TESTFED_DOMAINS_SUGGEST_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace testfed {

// The name with the fewest edits to `typo`: insertions, deletions, replacements and swaps of two
// neighbours, in bytes; ASCII case costs nothing. nullopt when every name needs more than
// max(1, length of `typo` / 3) edits, or as many as `typo` has bytes (then nothing of it is left).
// The first of several equally close names is taken, so the answer depends on order alone.
// Cost: one table of typo x name for each name of about the same length.
std::optional<std::string> ClosestName(std::string_view typo,
                                       const std::vector<std::string>& names);

// "; did you mean `NAME`?", or nothing: the tail of a message about an unknown name.
std::string DidYouMean(std::string_view typo, const std::vector<std::string>& names);

}  // namespace testfed

#endif  // TESTFED_DOMAINS_SUGGEST_H_
