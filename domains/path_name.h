// How a path is shown to people and scripts. Paths are bytes; only their display is decoded.
#ifndef TESTFED_DOMAINS_PATH_NAME_H_
#define TESTFED_DOMAINS_PATH_NAME_H_

#include <optional>
#include <string>
#include <string_view>

namespace testfed {

// As git quotes a path with core.quotePath=true: plain when every byte is printable ASCII other
// than `"` and `\`; else in double quotes with C escapes and three-digit octal bytes.
// Source: git-config(1), core.quotePath; git's quote.c for the set of escapes.
std::string QuotePath(std::string_view path);

// The path of a name in git's quotes, with both quotes; nullopt when it is not well formed.
std::optional<std::string> UnquotePath(std::string_view quoted);

// True for well-formed UTF-8 by RFC 3629 (no surrogates, no overlong forms, at most U+10FFFF).
bool IsUtf8(std::string_view bytes);

// `bytes` with each byte that is not part of well-formed UTF-8 replaced by U+FFFD.
std::string ReplaceInvalidUtf8(std::string_view bytes);

// RFC 4648 base64, with padding.
std::string Base64(std::string_view bytes);
std::optional<std::string> FromBase64(std::string_view text);  // nullopt: no base64

// Length in bytes of the well-formed UTF-8 character at the start of `bytes`; 0 if there is none.
size_t Utf8Length(std::string_view bytes);

}  // namespace testfed

#endif  // TESTFED_DOMAINS_PATH_NAME_H_
