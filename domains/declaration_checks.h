// What declarations must agree on among themselves: names that are declared, ids that differ. Steps
// of ReadDeclarations, which appends their findings to its own.
#ifndef TESTFED_DOMAINS_DECLARATION_CHECKS_H_
#define TESTFED_DOMAINS_DECLARATION_CHECKS_H_

#include <vector>

#include "domains/declarations.h"
#include "domains/finding.h"

namespace testfed {

// Names at the other end of edges must be declared.
void CheckNames(const Declarations& declarations, std::vector<Finding>& findings);

// The domain of files that nobody owns; `unowned` is the place of `$settings.unowned`.
void CheckUnknown(const Declarations& declarations, Position unowned,
                  std::vector<Finding>& findings);

// No two jobs have one id.
void CheckJobIds(const Declarations& declarations, std::vector<Finding>& findings);

// `tags` are the values of $settings.libraryTags: tags, of domains that are declared.
void CheckLibraryTags(const Declarations& declarations, const std::vector<DeclaredName>& tags,
                      std::vector<Finding>& findings);

// "; did you mean `Billing`?", or nothing, for a name that is no domain's.
std::string DidYouMeanDomain(const Declarations& declarations, std::string_view name);

}  // namespace testfed

#endif  // TESTFED_DOMAINS_DECLARATION_CHECKS_H_
