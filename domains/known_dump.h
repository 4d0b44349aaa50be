// A dump as it was made last, for the next one: the lines that each tree of files had.
//
// The lines of a directory and all below are a function of the configuration, the directory's path
// and its tree: the path alone says which patterns can still match, what is inherited and which
// label the lines above give. So where the tree is the same, so are the lines.
#ifndef TESTFED_DOMAINS_KNOWN_DUMP_H_
#define TESTFED_DOMAINS_KNOWN_DUMP_H_

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace testfed {

class KnownDump {
 public:
  struct Row {
    std::string_view path;   // of a directory, with a slash at the end
    std::string_view id;     // of its tree
    std::string_view lines;  // its own line and those of all below
    int files = 0;
    int line_count = 0;
  };

  // `rows` in byte order of their paths; their lines are parts of `text`.
  static std::string Encode(std::string_view text, const std::vector<Row>& rows);
  // Null for bytes that Encode did not write.
  static std::unique_ptr<const KnownDump> Decode(std::string bytes);

  std::string_view text() const { return text_; }
  const std::vector<Row>& rows() const { return rows_; }

 private:
  explicit KnownDump(std::string bytes) : bytes_(std::move(bytes)) {}
  bool Parse();

  std::string bytes_;  // what all views point into
  std::string_view text_;
  std::vector<Row> rows_;
};

}  // namespace testfed

#endif  // TESTFED_DOMAINS_KNOWN_DUMP_H_
