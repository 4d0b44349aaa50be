// Folders that shall each be a domain of their own: `services/*`, `modules/*`.
#ifndef TESTFED_DOMAINS_FOLDER_DOMAINS_H_
#define TESTFED_DOMAINS_FOLDER_DOMAINS_H_

#include <vector>

#include "domains/checker.h"
#include "domains/declarations.h"
#include "domains/finding.h"
#include "domains/pattern.h"

namespace testfed {

// folder-domain, errors: each folder whose path `folders` matches and that no domain has for
// itself. A domain has a folder for itself that owns a file in it, and none in another folder that
// matches. Sorted by folder. An error where no folder matches: nothing would be checked.
absl::StatusOr<std::vector<Finding>> CheckFolderDomains(const Declarations& declarations,
                                                        const Pattern& folders,
                                                        const FileWalk& walk);

}  // namespace testfed

#endif  // TESTFED_DOMAINS_FOLDER_DOMAINS_H_
