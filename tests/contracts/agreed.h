// Declarations, contracts and findings from texts, and texts that somebody has damaged.
#ifndef TESTFED_TESTS_CONTRACTS_AGREED_H_
#define TESTFED_TESTS_CONTRACTS_AGREED_H_

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "contracts/contract.h"
#include "domains/finding.h"

namespace testfed {

// Ends the test run where the text has mistakes.
Declarations Declared(const std::string& yaml);

// The contracts of the text, in the home of `consumer`; ends the test run where it has mistakes.
std::vector<Contract> Agreed(const Declarations& declarations, std::string_view consumer,
                             const std::string& yaml);

// As `check` prints them.
std::string Rendered(std::vector<Finding> findings);

// Calls `read` with some hundred texts that differ from `text` in a few bytes; prints a seed.
void Damage(const std::string& text, const std::function<void(const std::string&)>& read);

}  // namespace testfed

#endif  // TESTFED_TESTS_CONTRACTS_AGREED_H_
