// Annotations of Java and Kotlin, with the literal text of their `value` argument.
//
// `@Tags({@Tag("a"), @Tag("b")})` gives Tags, then Tag("a") and Tag("b"): annotations in a `value`
// count as if they stood on the declaration, since repeated annotations are written so. Literals
// joined by `+` are folded. Any other expression that could be text makes `literal` false; numbers,
// booleans and class literals cannot. Arguments with other names than `value` say nothing.
#ifndef TESTFED_CONTRACTS_JVM_ANNOTATION_H_
#define TESTFED_CONTRACTS_JVM_ANNOTATION_H_

#include <string>
#include <vector>

#include "contracts/jvm_lexer.h"

namespace testfed {

// The lexer is behind an `@` at offset `at`, and goes behind the annotation. Returns its text as
// written, from the name on.
std::string_view ReadJvmAnnotation(JvmLexer& lexer, size_t at, std::vector<Annotation>& into);

// The lexer is at the first word of a dotted name, and goes behind it.
std::string ReadDottedName(JvmLexer& lexer);

}  // namespace testfed

#endif  // TESTFED_CONTRACTS_JVM_ANNOTATION_H_
