// What `testfed init` knows of names: files at the root, folders of pipelines, folders of
// documents. A name that stands nowhere runs everything: only what surely affects no test is
// ignored.
#ifndef TESTFED_CLI_ROOT_FILE_H_
#define TESTFED_CLI_ROOT_FILE_H_

#include <string>
#include <string_view>
#include <vector>

namespace testfed {

enum class RootFile { kBuild, kPipeline, kDocument, kOther };
RootFile RootFileOf(std::string_view name);

// Why a change of such a file runs everything.
std::string_view ReasonOf(RootFile kind);

// ".github/workflows", ".circleci", ...: folders whose files say how tests are run. Sorted.
const std::vector<std::string>& PipelineFolders();

// `docs`, `doc` and `documentation`, in any case.
bool IsDocumentFolder(std::string_view name);
// By its name: a text or a picture.
bool IsDocument(std::string_view name);

}  // namespace testfed

#endif  // TESTFED_CLI_ROOT_FILE_H_
