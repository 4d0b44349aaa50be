// Delta debugging (Zeller and Hildebrandt, "Simplifying and Isolating Failure-Inducing Input",
// 2002: ddmin): of elements that fail together, a subset that fails and of which none can be left
// out.
#ifndef TESTFED_INTEGRATION_BISECT_MINIMAL_SET_H_
#define TESTFED_INTEGRATION_BISECT_MINIMAL_SET_H_

#include <cstddef>
#include <functional>
#include <optional>
#include <vector>

namespace testfed {

using Elements = std::vector<size_t>;

struct MinimalSet {
  Elements elements;           // valid when `next` is empty
  std::vector<Elements> next;  // subsets to test now, at most `jobs`
};

// `fails` says whether a subset fails; nullopt: not known yet. All of `elements` fail, none of them
// do not. With unknown subsets the answer is which to test: the first one and, supposing that it
// passes, those after it. Cost: about n^2 tests at worst, 2 log2(n) when one element is to blame.
MinimalSet Minimize(const Elements& elements,
                    const std::function<std::optional<bool>(const Elements&)>& fails, size_t jobs);

}  // namespace testfed

#endif  // TESTFED_INTEGRATION_BISECT_MINIMAL_SET_H_
