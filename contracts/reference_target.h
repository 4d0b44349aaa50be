// Which file of the repository a reference in a source means.
#ifndef TESTFED_CONTRACTS_REFERENCE_TARGET_H_
#define TESTFED_CONTRACTS_REFERENCE_TARGET_H_

#include <string>
#include <string_view>
#include <vector>

#include "contracts/file_list.h"
#include "contracts/source_facts.h"

namespace testfed {

struct SourceReferences {  // of one file
  std::string path;
  Language language{};
  bool is_link = false;  // a symbolic link: its one reference is what it points to
  std::vector<Reference> references;
};

// A path of the list, or a folder of it with a slash at the end; "" where the reference names
// neither. Paths are tried from the file's own folder, then from the root; an include that neither
// has is looked for by its end, and counts when one file alone has it (include folders are known to
// the compiler only). Imports get the endings that their language adds. A folder counts where
// annotations and links name it, and in literal text of three names at least, or of two after
// `../`: `a/b` is as often a route, a module or a fraction.
std::string TargetOf(const SourceReferences& source, const Reference& reference,
                     const FileList& files);

}  // namespace testfed

#endif  // TESTFED_CONTRACTS_REFERENCE_TARGET_H_
