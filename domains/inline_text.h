// Text from a repository, as it may stand inside a line of ours: names, reasons, commit messages
// and paths are data, and neither a terminal nor a CI may find a command in them.
//
// What is replaced, visibly, by a backslash and the byte in octal or the code point as \uXXXX:
//  - control characters, and characters that are not seen or turn the reading direction;
//  - bytes that are not UTF-8;
//  - the second `#` of `##`: GitHub's runner takes `##[command]`, and Azure's `##vso[...]`, for a
//    command anywhere in a line;
//  - the first `:` of a `::` that nothing but blanks precede: GitHub's runner takes it for a
//  command.
// Source: actions/runner, ActionCommand.cs (TryParse, TryParseV2).
#ifndef TESTFED_DOMAINS_INLINE_TEXT_H_
#define TESTFED_DOMAINS_INLINE_TEXT_H_

#include <string>
#include <string_view>

namespace testfed {

std::string InlineText(std::string_view text);

// As QuotePath, with the two commands above broken inside the quotes: git's rules for quoted paths
// give the path back.
std::string InlinePath(std::string_view path);

// At most `max_bytes`, cut between characters, with "..." where something was cut.
std::string Clipped(std::string_view text, size_t max_bytes);

// How many columns of a terminal `text` takes: its characters, where none is wide.
size_t WidthOf(std::string_view text);

}  // namespace testfed

#endif  // TESTFED_DOMAINS_INLINE_TEXT_H_
