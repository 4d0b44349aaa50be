// Runs a program for the tests that ask for a second opinion or read compressed data.
#ifndef TESTFED_TESTS_DOMAINS_CHILD_PROCESS_H_
#define TESTFED_TESTS_DOMAINS_CHILD_PROCESS_H_

#include <optional>
#include <string>
#include <vector>

namespace testfed {

// The standard output of `words`, found on PATH and run without a shell; nullopt when it cannot be
// started or ends with another code than 0. `input` is written before any output is read, so it is
// for programs that read all of it first. Standard error is this process's.
std::optional<std::string> OutputOf(const std::vector<std::string>& words,
                                    const std::string& input = "");

}  // namespace testfed

#endif  // TESTFED_TESTS_DOMAINS_CHILD_PROCESS_H_
