#ifndef TESTFED_CONTRACTS_CONTRACT_H_
#define TESTFED_CONTRACTS_CONTRACT_H_
#include <string>
#include <string_view>
#include <vector>
#include "domains/declarations.h"
namespace testfed {
struct Contract {
  std::string name;
  std::string consumer;
  std::vector<DeclaredName> providers;
  std::string suite;
  std::vector<DeclaredName> tests;
  std::string reason;
  Place at;
  std::string FullName() const { return consumer + "/" + name; }
};
inline bool SaysTheSame(const Contract& a, const Contract& b) { return a.reason == b.reason; }
inline bool NamesTest(std::string_view pattern, std::string_view id) { return pattern == id; }
}
#endif
