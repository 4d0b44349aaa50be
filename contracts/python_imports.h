// `import` and `from` of Python; how they are kept stands in python_source.cc.
#ifndef TESTFED_CONTRACTS_PYTHON_IMPORTS_H_
#define TESTFED_CONTRACTS_PYTHON_IMPORTS_H_

#include <vector>

#include "contracts/python_marks.h"
#include "contracts/source_facts.h"

namespace testfed {

// Appends what a statement imports; false when it is another statement.
bool ReadPythonImport(const PythonWords& statement, std::vector<Import>& imports);

}  // namespace testfed

#endif  // TESTFED_CONTRACTS_PYTHON_IMPORTS_H_
