// Expressions that mark tests in Python: what stands behind `@`, in `pytestmark = ...`, in
// `marks=...` and in an alias such as `smoke = pytest.mark.smoke`. Facts are docs.pytest.org's
// "How to mark test functions with attributes".
#ifndef TESTFED_CONTRACTS_PYTHON_MARKS_H_
#define TESTFED_CONTRACTS_PYTHON_MARKS_H_

#include <string>
#include <vector>

#include "contracts/python_lexer.h"
#include "contracts/source_facts.h"

namespace testfed {

// Words [begin, end) of a line.
struct PythonWords {
  const PythonToken* tokens = nullptr;
  size_t begin = 0, end = 0;
  bool empty() const { return begin >= end; }
  const PythonToken& operator[](size_t at) const { return tokens[begin + at]; }
  size_t size() const { return empty() ? 0 : end - begin; }
  PythonWords Part(size_t from, size_t to) const { return {tokens, begin + from, begin + to}; }
};

// The first word outside of brackets, from `from` on, that is `word`; size() when there is none.
// The colons of lambdas are passed over.
size_t FindOutside(const PythonWords& words, std::string_view word, size_t from = 0);
// The parts between `word`s outside of brackets, without an empty last one.
std::vector<PythonWords> SplitOutside(const PythonWords& words, std::string_view word);
// `a.b.c` at the beginning, and how many words that is (0: none).
std::string DottedName(const PythonWords& words, size_t& length);

// Appends what an expression names: a dotted name or a call of one, lists, tuples and sums of them,
// `*NAME`. Of a call the literal text arguments are taken, `reason=` left out; and the marks of its
// parameters: of `marks=` at any depth, and, for parametrize, the names among its arguments, which
// may be lists with marks. What cannot be read is an annotation without a name.
void ReadMarks(const PythonWords& words, std::vector<Annotation>& marks);

// Only the marks of `marks=`, at any depth: what a table of parameters holds.
void ReadParameterMarks(const PythonWords& words, std::vector<Annotation>& marks);

}  // namespace testfed

#endif  // TESTFED_CONTRACTS_PYTHON_MARKS_H_
