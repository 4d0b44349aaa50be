#include "domains/known_dump.h"

#include <climits>
#include <utility>

#include "domains/byte_reader.h"

namespace testfed {

std::string KnownDump::Encode(std::string_view text, const std::vector<Row>& rows) {
  std::string bytes;
  bytes.reserve(text.size() + rows.size() * 80);
  PutText(text, bytes);
  PutNumber(rows.size(), bytes);
  for (const Row& row : rows) {
    PutText(row.path, bytes);
    PutText(row.id, bytes);
    PutNumber(static_cast<size_t>(row.lines.data() - text.data()), bytes);
    PutNumber(row.lines.size(), bytes);
    PutNumber(static_cast<unsigned>(row.files), bytes);
    PutNumber(static_cast<unsigned>(row.line_count), bytes);
  }
  return bytes;
}

std::unique_ptr<const KnownDump> KnownDump::Decode(std::string bytes) {
  std::unique_ptr<KnownDump> dump(new KnownDump(std::move(bytes)));
  if (!dump->Parse()) return nullptr;
  return dump;
}

bool KnownDump::Parse() {
  ByteReader reader(bytes_);
  text_ = reader.Text();
  constexpr size_t kLeastBytes = 6;  // of a row
  rows_.resize(reader.NumberUpTo(reader.left() / kLeastBytes));
  for (Row& row : rows_) {
    row.path = reader.Text();
    row.id = reader.Text();
    size_t begin = reader.NumberUpTo(text_.size());
    size_t size = reader.NumberUpTo(text_.size() - begin);
    row.lines = text_.substr(begin, size);
    row.files = static_cast<int>(reader.NumberUpTo(INT_MAX));
    row.line_count = static_cast<int>(reader.NumberUpTo(INT_MAX));
  }
  return reader.ok() && reader.left() == 0;
}

}  // namespace testfed
