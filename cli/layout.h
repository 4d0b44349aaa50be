// Text in lines and columns, for help and progress. Widths count UTF-8 characters.
#ifndef TESTFED_CLI_LAYOUT_H_
#define TESTFED_CLI_LAYOUT_H_

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace testfed {

inline constexpr size_t kHelpWidth = 80;

size_t Width(std::string_view text);

// The first `width` characters.
std::string Clip(std::string_view text, size_t width);

// Words in lines of at most `width`; a longer word has a line of its own. Text between back-ticks
// is one word, for it is there to be copied. No empty lines, no line ends inside.
std::vector<std::string> WrapWords(std::string_view text, size_t width);

// Paragraphs as in Command::description, wrapped; ends in a line end unless it is empty.
std::string WrapParagraphs(std::string_view text, size_t width);

// Rows of two columns below each other, the right one wrapped and beginning at `column`; a left
// text that reaches there has the line for itself.
std::string TwoColumns(const std::vector<std::pair<std::string, std::string>>& rows, size_t indent,
                       size_t column, size_t width);

// Where the right column begins: two spaces after the longest left text that is no longer than
// `most` characters.
size_t ColumnFor(const std::vector<std::pair<std::string, std::string>>& rows, size_t indent,
                 size_t most);

}  // namespace testfed

#endif  // TESTFED_CLI_LAYOUT_H_
