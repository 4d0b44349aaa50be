// The modules that a MODULE.bazel depends on. https://bazel.build/rules/lib/globals/module
#ifndef TESTFED_INTEGRATION_MODULE_DEPENDENCIES_H_
#define TESTFED_INTEGRATION_MODULE_DEPENDENCIES_H_

#include <string>
#include <string_view>
#include <vector>

namespace testfed {

// The names in its calls of `bazel_dep`, sorted, each once. Calls with `dev_dependency = True`
// count only for the root module, so they are none. Comments and other texts do not count. A name
// that is no plain string is passed over: an order that misses an edge is still an order.
std::vector<std::string> ModuleDependencies(std::string_view module_file);

}  // namespace testfed

#endif  // TESTFED_INTEGRATION_MODULE_DEPENDENCIES_H_
