// What GoogleTest binaries say that they hold, as ids.
#ifndef TESTFED_TESTS_CONTRACTS_GTEST_LISTING_H_
#define TESTFED_TESTS_CONTRACTS_GTEST_LISTING_H_

#include <set>
#include <string>

namespace testfed {

// The ids (test.h) in the output of `--gtest_list_tests`: instances of one test are one id.
std::set<std::string> IdsOfListing(const std::string& listing);

// The path of the running program.
std::string ThisBinary();

}  // namespace testfed

#endif  // TESTFED_TESTS_CONTRACTS_GTEST_LISTING_H_
