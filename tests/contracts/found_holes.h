// The holes of a repository given as texts, as `check` prints them.
#ifndef TESTFED_TESTS_CONTRACTS_FOUND_HOLES_H_
#define TESTFED_TESTS_CONTRACTS_FOUND_HOLES_H_

#include <map>
#include <string>
#include <vector>

namespace testfed {

struct Tree {
  std::string declarations{};
  std::map<std::string, std::string> files{};      // path -> text
  std::map<std::string, std::string> links{};      // path -> target
  std::map<std::string, std::string> contracts{};  // consumer -> its contracts.yaml
  std::vector<std::string> quarantine{};           // ids of tests
};

std::string HolesOf(const Tree& tree);

}  // namespace testfed

#endif  // TESTFED_TESTS_CONTRACTS_FOUND_HOLES_H_
